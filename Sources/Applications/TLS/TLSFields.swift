/// Reads numbers and vectors of TLS's presentation language (RFC 8446 §3.4).
struct TLSFields {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ count: Int) -> Bool { bytes(count) != nil }

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
        guard rest.count >= count else { return nil }
        let value = rest.prefix(count)
        rest = rest.dropFirst(count)
        return value
    }

    mutating func number(_ size: Int) -> Int? { bytes(size)?.reduce(0) { $0 << 8 | Int($1) } }

    /// A vector behind its length, which takes `size` bytes.
    mutating func vector(_ size: Int) -> ArraySlice<UInt8>? {
        guard let length = number(size) else { return nil }
        return bytes(length)
    }

    /// A vector of numbers of 16 bits.
    static func numbers(_ bytes: ArraySlice<UInt8>) -> [UInt16] {
        var fields = TLSFields(bytes)
        var numbers: [UInt16] = []
        numbers.reserveCapacity(bytes.count / 2)
        while let number = fields.number(2) { numbers.append(UInt16(number)) }
        return numbers
    }
}
