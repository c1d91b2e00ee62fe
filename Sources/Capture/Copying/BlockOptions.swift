/// Options of a pcapng block, as bytes.
enum BlockOptions {
    static let comment: UInt16 = 1
    /// The longest value that an option can have.
    static let longestValue = 0xffff

    /// One option, padded to a multiple of 4 bytes. A value that is too long is cut.
    static func option(_ code: UInt16, _ value: [UInt8], isBigEndian: Bool) -> [UInt8] {
        let value = value.prefix(longestValue)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(value.count + 8)
        append(code, isBigEndian, to: &bytes)
        append(UInt16(value.count), isBigEndian, to: &bytes)
        bytes += value
        while bytes.count % 4 != 0 { bytes.append(0) }
        return bytes
    }

    static func append<Number: FixedWidthInteger>(_ number: Number, _ isBigEndian: Bool, to bytes: inout [UInt8]) {
        let number = isBigEndian ? number.bigEndian : number.littleEndian
        unsafe withUnsafeBytes(of: number) { unsafe bytes.append(contentsOf: $0) }
    }
}
