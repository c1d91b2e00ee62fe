/// The names of bits, as JSON strings that are made once.
struct BitNames {
    /// `"SYN"`, by bit number.
    private let quoted: [[UInt8]]

    /// - Parameter names: by bit number; they need no escaping.
    init(_ names: [String]) { quoted = names.map { Array("\"\($0)\"".utf8) } }

    /// The names of the bits that are set, as a JSON array.
    func append(_ bits: UInt32, to output: OutputBuffer) {
        output.append(UInt8(ascii: "["))
        var rest = bits
        var isFirst = true
        while rest != 0 {
            let bit = rest.trailingZeroBitCount
            rest &= rest - 1
            guard bit < quoted.count else { break }
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            let name = quoted[bit]
            output.append(name.span)
        }
        output.append(UInt8(ascii: "]"))
    }
}
