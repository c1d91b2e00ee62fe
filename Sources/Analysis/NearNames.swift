/// Names that come near to a word that is none of them.
public enum NearNames {
    /// Those that differ in a few letters or share a part, at most five, the nearest first.
    public static func of(_ word: String, in names: some Sequence<String>) -> [String] {
        let word = Array(word.utf8.prefix(64))
        let ranked = names.map { (name: $0, distance: distance(word, Array($0.utf8))) }
        let near = ranked.filter { entry in
            entry.distance * 3 <= max(entry.name.utf8.count, word.count)
                || word.count >= 3 && entry.name.contains(String(decoding: word, as: UTF8.self))
        }
        return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(5).map(\.name)
    }

    /// How many letters must be added, removed or replaced to make one word of the other.
    public static func distance<Letter: Equatable>(_ a: [Letter], _ b: [Letter]) -> Int {
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let best = min(diagonal + (letter == other ? 0 : 1), row[j] + 1, row[j + 1] + 1)
                diagonal = row[j + 1]
                row[j + 1] = best
            }
        }
        return row[b.count]
    }
}
