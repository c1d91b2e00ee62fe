import TCP
import Wire

/// What the plain frames of a batch were read to hold, before the first of them is processed.
///
/// It also keeps apart the writing of a segment, in small parts, and the reading of it as a whole: processors cannot forward several small
/// writes to one large read. Memory of its own, so that segments are written, passed on and read where they lie.
@safe final class PlainBatch {
    struct Element {
        var segment: Segment
        /// Where its captured payload lies in its frame.
        var payload = 0..<0
    }

    private var elements: UnsafeMutableBufferPointer<Element>
    private var places: UnsafeMutableBufferPointer<SegmentPlace>

    init() {
        unsafe elements = .allocate(capacity: 0)
        unsafe places = .allocate(capacity: 0)
    }

    deinit {
        unsafe elements.deallocate()
        unsafe places.deallocate()
    }

    /// What the frame at this place of the batch holds; of no account for frames that are not plain.
    subscript(i: Int) -> Element {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(Self.pointer(i, in: elements)) }
        @inline(__always)
        unsafeMutableAddress { unsafe Self.pointer(i, in: elements) }
    }

    /// Where it belongs; not known for frames that are not plain.
    subscript(place i: Int) -> SegmentPlace {
        @inline(__always)
        unsafeAddress { unsafe UnsafePointer(Self.pointer(i, in: places)) }
        @inline(__always)
        unsafeMutableAddress { unsafe Self.pointer(i, in: places) }
    }

    @inline(__always)
    private static func pointer<Value>(_ i: Int, in all: UnsafeMutableBufferPointer<Value>) -> UnsafeMutablePointer<Value> {
        precondition(all.indices.contains(i))
        return unsafe all.baseAddress.unsafelyUnwrapped + i
    }

    /// Reads the frames that are plain, and has what is known of their connections fetched; the others take their turn when they are processed.
    func read(_ frames: Span<FrameInfo>, in block: Span<UInt8>, for tracker: Tracker) {
        if unsafe elements.count < frames.count { grow(to: frames) }
        for i in frames.indices {
            self[place: i].forget()
            guard !frames[i].isFilteredOut else { continue }
            // Of its own for each frame: what is not needed of it is not even written.
            var dissection = Dissection()
            let frame = block.extracting(frames[i].range)
            guard Dissector.readPlain(frame, frames[i].linkType, wireLength: frames[i].wireLength, into: &dissection) else {
                continue
            }
            self[place: i] = tracker.place(of: dissection)
            self[i].segment = Segment(dissection, frames[i])
            self[i].segment.options.read(frame, in: dissection.options)
            self[i].payload = dissection.payload
        }
        var known = unsafe places.extracting(0..<frames.count).mutableSpan
        tracker.prefetch(&known)
    }

    private func grow(to frames: Span<FrameInfo>) {
        unsafe elements.deallocate()
        unsafe places.deallocate()
        unsafe elements = .allocate(capacity: frames.count)
        unsafe places = .allocate(capacity: frames.count)
        unsafe elements.initialize(repeating: Element(segment: Segment(Dissection(), frames[0])))
        unsafe places.initialize(repeating: SegmentPlace())
    }
}
