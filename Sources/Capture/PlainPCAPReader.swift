import Wire

/// A pcap file in the format that nearly all are in, read in large blocks, whose packets are used where they lie.
///
/// libpcap reads through a FILE and copies each packet. Whatever is not plain (an odd version, the modified formats, a link-layer type
/// with flags) is left to libpcap.
@safe final class PlainPCAPReader: FrameReader {
    /// The four bytes that files begin with: microseconds and nanoseconds, in both byte orders.
    private static let magics: [[UInt8]: (isSwapped: Bool, nanoseconds: Int64)] = [
        [0xd4, 0xc3, 0xb2, 0xa1]: (false, 1000), [0xa1, 0xb2, 0xc3, 0xd4]: (true, 1000),
        [0x4d, 0x3c, 0xb2, 0xa1]: (false, 1), [0xa1, 0xb2, 0x3c, 0x4d]: (true, 1),
    ]
    /// As libpcap has it: no packet is longer.
    private static let maximumLength = 262_144
    static let headerLength = 24
    private static let recordLength = 16

    private let buffer: BlockBuffer
    private let isSwapped: Bool
    /// How many nanoseconds the unit of a timestamp's fraction has.
    private let nanoseconds: Int64
    let linkType: LinkType
    /// Bytes taken of each packet at most, as the file's header says.
    let snapLength: Int
    private(set) var end = CaptureFile.End.whole

    /// nil, with nothing taken from the source, if the file is better left to libpcap.
    ///
    /// - Parameters:
    ///   - header: the first bytes of the file.
    ///   - areTaken: whether those were taken from the source already.
    init?(_ source: DecompressedSource, header: [UInt8], areTaken: Bool) {
        guard header.count >= Self.headerLength, let magic = Self.magics[Array(header.prefix(4))] else { return nil }
        func number(_ at: Int) -> UInt32 {
            let value = (0..<4).reduce(UInt32(0)) { $0 | UInt32(header[at + $1]) << UInt32(8 * $1) }
            return magic.isSwapped ? value.byteSwapped : value
        }
        let version = number(4)
        let isVersion24 = magic.isSwapped ? version == 2 << 16 | 4 : version == 2 | 4 << 16
        let type = number(20)
        // The upper bits would tell of a frame check sequence.
        guard isVersion24, type <= 0xffff,
            number(16) <= UInt32(Self.maximumLength) || number(16) == .max || number(16) == 0x7fff_ffff
        else { return nil }
        isSwapped = magic.isSwapped
        nanoseconds = magic.nanoseconds
        linkType = LinkType(dlt: Int32(type))
        snapLength = Int(number(16))
        buffer = BlockBuffer(
            source, prefix: areTaken ? header : [], largest: Self.maximumLength + Self.recordLength + Self.headerLength)
        // The source has these bytes, for they were looked at.
        if buffer.ensure(Self.headerLength) { buffer.take(upTo: Self.headerLength) }
    }

    func read(into batch: FrameBatch) {
        guard buffer.ensure(Self.recordLength) else {
            if !buffer.available.isEmpty { end = .cutShort }
            return
        }
        let first = length(at: buffer.available.lowerBound)
        // Some writers go beyond their own snap length; libpcap reads those too.
        guard first <= Self.maximumLength else {
            end = .damaged(.packetLength(first, most: Self.maximumLength))
            return
        }
        guard buffer.ensure(Self.recordLength + first) else {
            end = .cutShort
            return
        }
        addRecords(to: batch)
    }

    /// Adds the whole records that lie in the buffer. What follows them is looked at when it is their turn.
    private func addRecords(to batch: FrameBatch) {
        // What does not change is read once, since the compiler cannot know that a store leaves members of classes alone.
        let bytes = unsafe buffer.bytes
        let (isSwapped, nanoseconds, linkType) = (isSwapped, nanoseconds, linkType)
        func number(_ at: Int) -> UInt32 {
            let value = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
            return isSwapped ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
        }
        var at = buffer.available.lowerBound
        let limit = buffer.available.upperBound - Self.recordLength
        batch.fill { info in
            guard at <= limit else { return false }
            let captured = Int(number(at &+ 8))
            guard captured <= Self.maximumLength, at &+ captured <= limit else { return false }
            let start = at &+ Self.recordLength
            // No overflow: both parts are of 32 bits.
            info.time = Timestamp(nanoseconds: Int64(number(at)) &* 1_000_000_000 &+ Int64(number(at &+ 4)) &* nanoseconds)
            info.range = start..<start &+ captured
            info.wireLength = Int(number(at &+ 12))
            info.linkType = linkType
            at = start &+ captured
            return true
        }
        buffer.take(upTo: at)
        unsafe batch.block = buffer.block
    }

    private func length(at record: Int) -> Int {
        let value = unsafe buffer.bytes.loadUnaligned(fromByteOffset: record + 8, as: UInt32.self)
        return Int(isSwapped ? UInt32(bigEndian: value) : UInt32(littleEndian: value))
    }
}
