/// A set of connections by number: a bit for each.
struct ConnectionBits {
    private var words: [UInt64] = []
    var size: Int { words.count * 8 }

    mutating func insert(_ number: Int) {
        guard number >= 0 else { return }
        while words.count <= number >> 6 { words.append(0) }
        words[number >> 6] |= 1 << UInt64(number & 63)
    }

    func contains(_ number: Int) -> Bool {
        number >= 0 && number >> 6 < words.count && words[number >> 6] >> UInt64(number & 63) & 1 == 1
    }
}
