import Wire

/// A pcap file in the format that nearly all are in, read in large blocks and lent where its packets lie.
///
/// libpcap reads through a FILE and copies each packet; this takes half the time of a whole `--summary` off. Whatever is not plain (an odd
/// version, the modified formats, a link-layer type with flags) is left to libpcap.
@safe final class PlainPCAPReader {
    /// The four bytes that files begin with: microseconds and nanoseconds, in both byte orders.
    private static let magics: [[UInt8]: (isSwapped: Bool, perSecond: Int64)] = [
        [0xd4, 0xc3, 0xb2, 0xa1]: (false, 1000), [0xa1, 0xb2, 0xc3, 0xd4]: (true, 1000),
        [0x4d, 0x3c, 0xb2, 0xa1]: (false, 1), [0xa1, 0xb2, 0x3c, 0x4d]: (true, 1),
    ]
    /// As libpcap has it: no packet is longer.
    private static let maximumLength = 262_144
    private static let headerLength = 24
    private static let recordLength = 16

    private let source: DecompressedSource
    private let isSwapped: Bool
    private let nanoseconds: Int64
    private let snapLength: Int
    let linkType: LinkType
    private var block: UnsafeMutableRawBufferPointer
    /// What of the block is still to be taken.
    private var available: Range<Int>
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
        self.source = source
        isSwapped = magic.isSwapped
        nanoseconds = magic.perSecond
        snapLength = number(16) == 0 ? Self.maximumLength : Int(min(number(16), UInt32(Self.maximumLength)))
        linkType = LinkType(dlt: Int32(type))
        unsafe block = .allocate(byteCount: ByteSource.blockSize + Self.maximumLength + Self.recordLength, alignment: 64)
        available = 0..<0
        if areTaken {
            let rest = header.dropFirst(Self.headerLength)
            unsafe block.copyBytes(from: rest)
            available = 0..<rest.count
        } else {
            var skipped = 0
            while skipped < Self.headerLength {
                let got = unsafe source.read(
                    into: UnsafeMutableRawBufferPointer(rebasing: block[0..<Self.headerLength - skipped]))
                if got == 0 { break }
                skipped += got
            }
        }
    }

    deinit { unsafe block.deallocate() }

    func next() -> CaptureFile.RawFrame? {
        guard ensure(Self.recordLength) else {
            if !available.isEmpty { end = .cutShort }
            return nil
        }
        let at = available.lowerBound
        let captured = Int(number(at + 8))
        let wire = Int(number(at + 12))
        // Some writers go beyond their own snap length; libpcap reads those too.
        guard captured <= max(snapLength, Self.maximumLength) else {
            end = .damaged("invalid packet capture length \(captured), bigger than maximum of \(Self.maximumLength)")
            return nil
        }
        guard ensure(Self.recordLength + captured) else {
            end = .cutShort
            return nil
        }
        let start = available.lowerBound
        let seconds = number(start)
        let fraction = number(start + 4)
        let first = start + Self.recordLength
        available = first + captured..<available.upperBound
        return unsafe CaptureFile.RawFrame(
            bytes: UnsafeRawBufferPointer(rebasing: block[first..<first + captured]),
            time: Timestamp(seconds: Int64(seconds), nanoseconds: Int64(fraction) * nanoseconds), wireLength: wire,
            linkType: linkType)
    }

    /// Reads until `count` bytes are there; false at the end.
    private func ensure(_ count: Int) -> Bool {
        if available.count >= count { return true }
        // What is left moves to the front, so that the next block lies behind it.
        let left = available.count
        if left > 0 {
            unsafe block.baseAddress?.copyMemory(
                from: UnsafeRawPointer(block.baseAddress.unsafelyUnwrapped + available.lowerBound), byteCount: left)
        }
        available = 0..<left
        while available.count < count {
            let room = unsafe UnsafeMutableRawBufferPointer(
                rebasing: block[available.upperBound..<min(block.count, available.upperBound + ByteSource.blockSize)])
            let got = unsafe source.read(into: room)
            if got == 0 { return false }
            available = 0..<available.upperBound + got
        }
        return true
    }

    private func number(_ at: Int) -> UInt32 {
        let value = unsafe block.loadUnaligned(fromByteOffset: at, as: UInt32.self)
        return isSwapped ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
    }
}
