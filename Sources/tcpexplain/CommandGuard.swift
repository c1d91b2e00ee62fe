/// Takes from text for people what a runner of GitHub would obey in it, wherever it came from: a line that begins with `::`, behind spaces too,
/// and `##[` anywhere.
struct CommandGuard {
    /// What stands for `[`: text that is to be parsed has an escape of its own.
    private let bracket: [UInt8]
    private var isAtStart = true
    private var hashes = 0

    init(isJSON: Bool) { bracket = Array((isJSON ? "\\u005b" : "\\x5b").utf8) }

    /// The same text, with the character that makes such a mark written as `\x3a` or `\x5b` (`\u005b` in JSON). Text may come in pieces.
    mutating func guarded(_ bytes: Span<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for i in bytes.indices {
            let byte = bytes[i]
            switch byte {
            case UInt8(ascii: ":") where isAtStart: result += Array("\\x3a".utf8)
            case UInt8(ascii: "[") where hashes >= 2: result += bracket
            default: result.append(byte)
            }
            isAtStart = byte == UInt8(ascii: "\n") || isAtStart && byte == UInt8(ascii: " ")
            hashes = byte == UInt8(ascii: "#") ? hashes + 1 : 0
        }
        return result
    }
}
