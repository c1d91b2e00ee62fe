import Wire

/// The frames that a reader hands over at once: up to 64 that lie in one block of the file.
@safe final class FrameBatch {
    static let capacity = 64

    /// The block that the frames lie in; valid until the reader is asked for more.
    var block = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    private let frames: UnsafeMutablePointer<FrameInfo>
    private(set) var count = 0
    /// How many frames are asked for: less than `capacity` where the run is to end after a number of packets.
    private var limit = capacity
    private let file: Int
    /// What is added to the number in the file to get the number in the run.
    private let offset: Int
    /// Frames of this file handed over before.
    private(set) var taken = 0

    /// - Parameters:
    ///   - file: the index of the file in the run.
    ///   - firstNumber: the number of the file's first frame in the run.
    init(file: Int, firstNumber: Int) {
        self.file = file
        offset = firstNumber - 1
        unsafe frames = .allocate(capacity: Self.capacity)
    }

    deinit { unsafe frames.deallocate() }

    var isFull: Bool { count >= limit }
    var isEmpty: Bool { count == 0 }

    /// Begins the next batch, of at most so many frames.
    func begin(limit: Int) {
        taken += count
        count = 0
        self.limit = min(limit, Self.capacity)
    }

    /// Adds a frame; the caller has asked whether the batch is full.
    @inline(__always)
    func append(_ range: Range<Int>, time: Timestamp, wireLength: Int, linkType: LinkType) {
        guard count < Self.capacity else { return }
        let number = taken + count + 1
        var info = FrameInfo(
            number: offset + number, numberInFile: number, file: file, time: time, wireLength: wireLength, linkType: linkType)
        info.range = range
        unsafe (frames + count).initialize(to: info)
        count += 1
    }

    /// Adds frames, numbered, for which `next` says the rest, until it returns false or the batch is full.
    @inline(__always)
    func fill(_ next: (inout FrameInfo) -> Bool) {
        let limit = limit, frames = unsafe self.frames
        var info = FrameInfo(
            number: offset + taken + count + 1, numberInFile: taken + count + 1, file: file, time: Timestamp(nanoseconds: 0),
            wireLength: 0, linkType: .ethernet)
        var filled = count
        while filled < limit, next(&info) {
            unsafe (frames + filled).initialize(to: info)
            filled &+= 1
            info.number &+= 1
            info.numberInFile &+= 1
        }
        count = filled
    }

    /// The frame that was added last.
    var last: FrameInfo? { count > 0 ? unsafe frames[count - 1] : nil }

    /// Changes the frame that was added last.
    @inline(__always)
    func changeLast(_ change: (inout FrameInfo) -> Void) {
        if count > 0 { unsafe change(&frames[count - 1]) }
    }

    /// Changes each frame, in order; its bytes are given too.
    func changeAll(_ change: (inout FrameInfo, UnsafeRawBufferPointer) -> Void) {
        for i in 0..<count { unsafe change(&frames[i], UnsafeRawBufferPointer(rebasing: block[frames[i].range])) }
    }

    /// Lends the frames and the block they lie in.
    func lend<Result>(_ body: (Span<FrameInfo>, Span<UInt8>) -> Result) -> Result {
        let all = unsafe Span(_unsafeStart: frames, count: count)
        return body(all, unsafe Span<UInt8>(_unsafeBytes: block))
    }
}

/// What the readers of all formats have in common.
protocol FrameReader: AnyObject {
    /// How the reading came to its end.
    var end: CaptureFile.End { get }
    /// Adds the next frames to an empty batch, as many as lie in one block; none at the end of the file.
    func read(into batch: FrameBatch)
}
