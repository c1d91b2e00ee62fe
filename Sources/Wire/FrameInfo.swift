/// What the capture says of a frame besides its bytes.
///
/// A plain value of 64 bytes without references, because there is one for each frame: names and comments stay where they were read,
/// and this says where.
public struct FrameInfo: Sendable {
    /// Counted from 1 over the whole run, as Wireshark numbers frames.
    public var number: Int
    /// Counted from 1 within its own file.
    public var numberInFile: Int
    /// When it was captured; where the file does not say (`hasTime`), the last time that it said before.
    public var time: Timestamp
    @usableFromInline var start: UInt32 = 0
    @usableFromInline var capturedBytes: UInt32 = 0
    @usableFromInline var wireBytes: UInt32
    public var linkType: LinkType
    @usableFromInline var fileIndex: UInt32
    @usableFromInline var interfaceIndex: UInt32 = 0
    @usableFromInline var commentStart: UInt32 = 0
    @usableFromInline var commentBytes: UInt16 = 0
    /// Whether the file says when the frame was captured. A simple packet block of pcapng does not.
    public var hasTime = true
    @usableFromInline var originNumber: UInt16 = 0
    /// A capture filter left the frame out: it is counted, and nothing more.
    public var isFilteredOut = false
    /// See `previousTime`: 0 for not known, else microseconds plus 1, or with the first bit milliseconds.
    @usableFromInline var sincePrevious: UInt32 = 0

    @inlinable
    public init(number: Int, numberInFile: Int, file: Int, time: Timestamp, wireLength: Int, linkType: LinkType) {
        self.number = number
        self.numberInFile = numberInFile
        self.time = time
        self.linkType = linkType
        wireBytes = UInt32(clamping: wireLength)
        fileIndex = UInt32(clamping: file)
    }

    /// The index of the file among those of the run, from 0.
    @inlinable public var file: Int {
        get { Int(fileIndex) }
        set { fileIndex = UInt32(clamping: newValue) }
    }

    /// How long the frame was on the wire, in bytes; the capture may hold less (snap length).
    @inlinable public var wireLength: Int {
        get { Int(wireBytes) }
        set { wireBytes = UInt32(clamping: newValue) }
    }

    /// The interface of the pcapng section that captured it, from 0; 0 for other formats.
    @inlinable public var interface: Int {
        get { Int(interfaceIndex) }
        set { interfaceIndex = UInt32(clamping: newValue) }
    }

    /// The number of its `FrameOrigin` among those of its file, from 1 on; 0 where the capture does not say.
    @inlinable public var origin: Int {
        get { Int(originNumber) }
        set { originNumber = UInt16(clamping: newValue) }
    }

    /// Where the captured bytes lie in the block that was read with the frame; empty where the frame comes by itself.
    @inlinable public var range: Range<Int> {
        get { Int(start)..<Int(start) + Int(capturedBytes) }
        set {
            start = UInt32(clamping: newValue.lowerBound)
            capturedBytes = UInt32(clamping: newValue.count)
        }
    }

    /// Where the comment that a pcapng file holds on the frame lies in the same block; nil if there is none.
    @inlinable public var comment: Range<Int>? {
        get { commentStart == 0 ? nil : Int(commentStart)..<Int(commentStart) + Int(commentBytes) }
        set {
            commentStart = UInt32(clamping: newValue?.lowerBound ?? 0)
            commentBytes = UInt16(clamping: newValue?.count ?? 0)
        }
    }

    /// When the frame before it was captured, at the latest, where the file says so itself: in a part of a capture the frame before it lies in
    /// another part. A microsecond or (beyond half an hour) a millisecond too early.
    @inlinable public var previousTime: Timestamp? {
        @inline(__always)
        get { sincePrevious == 0 ? nil : timeOfPrevious }
        set {
            guard let newValue else { return sincePrevious = 0 }
            let since = max(0, time.nanoseconds(since: newValue))
            let microseconds = since / 1000 + (since % 1000 > 0 ? 1 : 0)
            sincePrevious =
                microseconds < 0x7fff_ffff
                ? UInt32(microseconds) + 1 : 0x8000_0000 | UInt32(clamping: min(0x7fff_ffff, since / 1_000_000 + 1))
        }
    }

    @inline(never) @usableFromInline var timeOfPrevious: Timestamp {
        let since = sincePrevious >> 31 == 0 ? Int64(sincePrevious - 1) * 1000 : Int64(sincePrevious & 0x7fff_ffff) * 1_000_000
        return time.advanced(by: -since)
    }
}
