import TCP
import Wire

/// What the plain frames of a batch were read to hold, before the first of them is processed.
struct PlainBatch {
    /// By the frame's place in the batch; of no account for frames that are not plain.
    private(set) var dissections: [Dissection] = []
    /// Where the plain frames belong, one behind the other; of the last of them on, what earlier batches left.
    private(set) var places: [SegmentPlace] = []
    private(set) var placeCount = 0
    /// The index in `places` of each frame's place; -1 for frames that are not plain.
    private(set) var placeOfFrame: [Int] = []

    /// Reads the frames that are plain; the others take their turn when they are processed.
    mutating func read(_ frames: Span<FrameInfo>, in block: Span<UInt8>, for tracker: Tracker) {
        while dissections.count < frames.count {
            dissections.append(Dissection())
            places.append(SegmentPlace())
            placeOfFrame.append(-1)
        }
        // One check of each array for all frames, instead of one a frame.
        var read = dissections.mutableSpan
        var found = places.mutableSpan
        var indices = placeOfFrame.mutableSpan
        var count = 0
        for i in frames.indices {
            let info = frames[i]
            indices[i] = -1
            guard !info.isFilteredOut, Self.read(block.extracting(info.range), info, into: &read[i]) else { continue }
            indices[i] = count
            found[count] = tracker.place(of: read[i])
            count += 1
        }
        placeCount = count
    }

    private static func read(_ frame: Span<UInt8>, _ info: FrameInfo, into dissection: inout Dissection) -> Bool {
        dissection = Dissection()
        return Dissector.readPlain(frame, info, into: &dissection) && dissection.outcome == .tcp
    }
}
