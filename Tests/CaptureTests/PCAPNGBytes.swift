/// Builds a pcapng file block by block, in either byte order.
struct PCAPNGBytes {
    var bytes: [UInt8] = []
    var isBigEndian = false

    func number<T: FixedWidthInteger & UnsignedInteger>(_ value: T) -> [UInt8] {
        let count = T.bitWidth / 8
        return (0..<count).map { i in UInt8(truncatingIfNeeded: value >> T(8 * (isBigEndian ? count - 1 - i : i))) }
    }

    private func padded(_ body: [UInt8]) -> [UInt8] { body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4) }

    private func option(_ code: UInt16, _ value: [UInt8]) -> [UInt8] {
        padded(number(code) + number(UInt16(value.count)) + value)
    }

    mutating func block(_ type: UInt32, _ body: [UInt8]) {
        let body = padded(body)
        let length = number(UInt32(body.count + 12))
        bytes += number(type) + length + body + length
    }

    mutating func section(bigEndian: Bool) {
        isBigEndian = bigEndian
        block(0x0a0d_0d0a, number(0x1a2b_3c4d as UInt32) + number(1 as UInt16) + number(0 as UInt16) + number(UInt64.max))
    }

    /// An interface, with its timestamp resolution and offset where they are given.
    mutating func interface(
        linkType: UInt16, snapLength: UInt32 = 0, resolution: UInt8? = nil, offset: UInt64? = nil, name: String? = nil
    ) {
        var body = number(linkType) + number(0 as UInt16) + number(snapLength)
        body += option(2, Array((name ?? "eth\(linkType)").utf8))
        if let resolution { body += option(9, [resolution]) }
        if let offset { body += option(14, number(offset)) }
        block(1, body + option(0, []))
    }

    mutating func enhancedPacket(interface: UInt32, units: UInt64, _ data: [UInt8], wire: Int? = nil, comment: String? = nil) {
        var body = number(interface) + number(UInt32(units >> 32)) + number(UInt32(truncatingIfNeeded: units))
        body += number(UInt32(data.count)) + number(UInt32(wire ?? data.count)) + padded(data)
        if let comment { body += option(1, Array(comment.utf8)) + option(0, []) }
        block(6, body)
    }

    mutating func simplePacket(_ data: [UInt8], wire: Int) { block(3, number(UInt32(wire)) + data) }

    mutating func obsoletePacket(interface: UInt16, units: UInt64, _ data: [UInt8]) {
        let times = number(UInt32(units >> 32)) + number(UInt32(truncatingIfNeeded: units))
        block(2, number(interface) + number(0 as UInt16) + times + number(UInt32(data.count)) + number(UInt32(data.count)) + data)
    }

    /// Apple's block for a process.
    mutating func process(id: Int, _ name: String) {
        block(0x8000_0001, number(UInt32(id)) + option(2, Array(name.utf8)) + option(0, []))
    }

    /// A packet of interface 0 with options of 32 bits.
    mutating func packet(options: [(code: UInt16, value: UInt32)]) {
        var body = number(0 as UInt32) + number(0 as UInt64) + number(1 as UInt32) + number(1 as UInt32) + padded([1])
        for (code, value) in options { body += option(code, number(value)) }
        block(6, body + option(0, []))
    }
}
