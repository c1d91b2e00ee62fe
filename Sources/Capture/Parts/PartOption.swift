import Wire

/// What the packets and sections of a part of a capture say of where they came from: custom options and blocks of pcapng (§3.5.1 and §4.7 of its
/// draft), which other readers pass over.
///
/// The number of the enterprise is that of examples (RFC 5612), since this program has none; a word behind it says whose they are.
enum PartOption {
    static let enterprise: UInt32 = 32473
    static let word = Array("tcpexplain".utf8)
    /// Options that a program may copy with their packet: of text, and of bytes.
    static let text: UInt16 = 2988
    static let bytes: UInt16 = 2989
    /// A block of the same kind.
    static let block: UInt32 = 0x0000_0bad

    enum Kind: UInt8 {
        /// In the header of the first section, one for each: the name of a capture that was split.
        case source = 0x73  // s
        /// In the header of a section: which of these the packets of the section are from.
        case sourceIndex = 0x69  // i
        /// Of a packet: its number in its capture, when the packet before it was captured, and whether its block had a time.
        case frame = 0x66  // f
        /// Behind the last packet: when the last packets of all captures that were split were captured.
        case end = 0x65  // e
    }

    /// What an option or a block begins with.
    static func head(_ kind: Kind, isBigEndian: Bool) -> [UInt8] {
        var value: [UInt8] = []
        BlockOptions.append(enterprise, isBigEndian, to: &value)
        return value + word + [kind.rawValue]
    }

    /// An option of ours, whose numbers are in big-endian order.
    static func option(_ kind: Kind, _ value: [UInt8], isBigEndian: Bool) -> [UInt8] {
        BlockOptions.option(
            kind == .source ? text : bytes, head(kind, isBigEndian: isBigEndian) + value, isBigEndian: isBigEndian)
    }

    static func bytes(of numbers: Int64...) -> [UInt8] {
        var value: [UInt8] = []
        for number in numbers { BlockOptions.append(number, true, to: &value) }
        return value
    }

    /// The kind of an option or a block of ours, and where what it says begins; nil for any other.
    static func read(_ value: UnsafeRawBufferPointer, isBigEndian: Bool) -> (kind: Kind, at: Int)? {
        let length = 4 + word.count + 1
        guard value.count >= length else { return nil }
        let number = unsafe value.loadUnaligned(as: UInt32.self)
        guard (isBigEndian ? UInt32(bigEndian: number) : UInt32(littleEndian: number)) == enterprise,
            unsafe UnsafeRawBufferPointer(rebasing: value[4..<length - 1]).elementsEqual(word),
            let kind = unsafe Kind(rawValue: value[length - 1])
        else { return nil }
        return (kind, length)
    }

    /// A number of 64 bits; nil where the value is too short.
    static func number(_ value: UnsafeRawBufferPointer, at: Int) -> Int64? {
        guard at + 8 <= value.count else { return nil }
        return unsafe Int64(bigEndian: value.loadUnaligned(fromByteOffset: at, as: Int64.self))
    }
}
