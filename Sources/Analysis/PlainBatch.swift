import TCP
import Wire

/// What the plain frames of a batch were read to hold, before the first of them is processed.
struct PlainBatch {
    /// By the frame's place in the batch; of no account for frames that are not plain.
    private(set) var dissections: [Dissection] = []
    /// Where the plain frames belong, by the same; not known for the others.
    private(set) var places: [SegmentPlace] = []

    /// Reads the frames that are plain; the others take their turn when they are processed.
    mutating func read(_ frames: Span<FrameInfo>, in block: Span<UInt8>, for tracker: Tracker) {
        while dissections.count < frames.count {
            dissections.append(Dissection())
            places.append(SegmentPlace())
        }
        Self.read(frames, in: block, for: tracker, &dissections, &places)
    }

    private static func read(
        _ frames: Span<FrameInfo>, in block: Span<UInt8>, for tracker: Tracker, _ dissections: inout [Dissection],
        _ places: inout [SegmentPlace]
    ) {
        // One check of each array for all frames, instead of one a frame.
        var dissections = dissections.mutableSpan
        var places = places.mutableSpan
        for i in frames.indices {
            let info = frames[i]
            if !info.isFilteredOut, read(block.extracting(info.range), info, into: &dissections[i]) {
                places[i] = tracker.place(of: dissections[i])
            } else {
                places[i] = SegmentPlace()
            }
        }
    }

    private static func read(_ frame: Span<UInt8>, _ info: FrameInfo, into dissection: inout Dissection) -> Bool {
        dissection = Dissection()
        return Dissector.readPlain(frame, info, into: &dissection) && dissection.outcome == .tcp
    }
}
