public import Wire

/// Packets into the bytes of a pcap file, with times in nanoseconds.
public struct PCAPWriter {
    /// Bytes that are still to be written, in order.
    public private(set) var bytes: [UInt8] = []
    private let linkType: LinkType
    private let snapLength: Int
    /// Bytes of the file so far, those in `bytes` included.
    public private(set) var size = 0

    public init(linkType: LinkType, snapLength: Int) {
        self.linkType = linkType
        self.snapLength = snapLength
        begin()
    }

    /// Bytes before the first packet.
    public static let headerLength = 24

    /// Begins a new file.
    public mutating func begin() {
        size = 0
        append(0xa1b2_3c4d)
        append(2 | 4 << 16)
        append(0)
        append(0)
        append(UInt32(clamping: snapLength))
        append(linkType.rawValue)
    }

    public mutating func append(_ frame: Span<UInt8>, _ info: FrameInfo) {
        let seconds = info.time.nanoseconds / 1_000_000_000
        append(UInt32(truncatingIfNeeded: seconds))
        append(UInt32(truncatingIfNeeded: info.time.nanoseconds - seconds * 1_000_000_000))
        append(UInt32(clamping: frame.count))
        append(UInt32(clamping: info.wireLength))
        bytes.append(copying: frame, in: 0..<frame.count)
        size += frame.count
    }

    /// Forgets what was written.
    public mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    /// In the byte order of most machines; a reader takes either.
    private mutating func append(_ value: UInt32) {
        for shift: UInt32 in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
        size += 4
    }
}
