import TCP
import Wire

/// What the plain frames of a batch were read to hold, before the first of them is processed.
///
/// It also keeps apart the writing of a segment, in small parts, and the reading of it as a whole: processors cannot forward several small
/// writes to one large read.
struct PlainBatch {
    struct Element {
        var segment: Segment
        /// Where its captured payload lies in its frame.
        var payload = 0..<0
    }

    /// By the frame's place in the batch; of no account for frames that are not plain.
    private(set) var elements: [Element] = []
    /// Where the plain frames belong, by the same; not known for the others.
    private(set) var places: [SegmentPlace] = []

    /// Reads the frames that are plain; the others take their turn when they are processed.
    mutating func read(_ frames: Span<FrameInfo>, in block: Span<UInt8>, for tracker: Tracker) {
        while elements.count < frames.count {
            elements.append(Element(segment: Segment(Dissection(), frames[0])))
            places.append(SegmentPlace())
        }
        Self.read(frames, in: block, for: tracker, &elements, &places)
    }

    private static func read(
        _ frames: Span<FrameInfo>, in block: Span<UInt8>, for tracker: Tracker, _ elements: inout [Element],
        _ places: inout [SegmentPlace]
    ) {
        // One check of each array for all frames, instead of one a frame.
        var elements = elements.mutableSpan
        var places = places.mutableSpan
        let blank = Dissection()
        var dissection = blank
        for i in frames.indices {
            let info = frames[i]
            places[i] = SegmentPlace()
            guard !info.isFilteredOut else { continue }
            let frame = block.extracting(info.range)
            dissection = blank
            guard Dissector.readPlain(frame, info, into: &dissection), dissection.outcome == .tcp else { continue }
            places[i] = tracker.place(of: dissection)
            elements[i].segment = Segment(dissection, info)
            elements[i].segment.options.read(frame, in: dissection.options)
            elements[i].payload = dissection.payload
        }
    }
}
