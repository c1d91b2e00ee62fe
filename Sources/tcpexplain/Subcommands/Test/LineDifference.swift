/// How two texts differ, line by line.
enum LineDifference {
    /// Lines of the two texts between which the longest common part is looked for at most.
    private static let maximumLines = 2000

    /// Lines that went (`-`) and came (`+`).
    static func lines(_ old: String, _ new: String) -> [String] {
        var a = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var b = new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while let first = a.first, first == b.first {
            a.removeFirst()
            b.removeFirst()
        }
        while let last = a.last, last == b.last {
            a.removeLast()
            b.removeLast()
        }
        guard a.count <= maximumLines, b.count <= maximumLines else {
            return ["-\(a.count) lines", "+\(b.count) lines"]
        }
        var result: [String] = []
        let difference = b.difference(from: a)
        var removed: [Int: String] = [:]
        var inserted: [Int: String] = [:]
        for change in difference {
            switch change {
            case .remove(let offset, let line, _): removed[offset] = line
            case .insert(let offset, let line, _): inserted[offset] = line
            }
        }
        var (i, j) = (0, 0)
        while i < a.count || j < b.count {
            if let line = removed[i] {
                result.append("-\(line)")
                i += 1
            } else if let line = inserted[j] {
                result.append("+\(line)")
                j += 1
            } else {
                i += 1
                j += 1
            }
        }
        return result
    }
}
