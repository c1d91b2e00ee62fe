import TCP
import Wire

/// What the plain frames of a batch were read to hold, before the first of them is processed.
struct PlainBatch {
    /// By the frame's place in the batch; of no account where `isPlain` is false.
    private(set) var dissections: [Dissection] = []
    private(set) var places: [SegmentPlace] = []
    /// The index in `places` of each frame's place; -1 for frames that are not plain.
    private(set) var placeOfFrame: [Int] = []

    /// Reads the frames that are plain; the others take their turn when they are processed.
    mutating func read(_ frames: Span<FrameInfo>, in block: Span<UInt8>, for tracker: Tracker) {
        places.removeAll(keepingCapacity: true)
        placeOfFrame.removeAll(keepingCapacity: true)
        while dissections.count < frames.count { dissections.append(Dissection()) }
        for i in frames.indices {
            let info = frames[i]
            guard !info.isFilteredOut, Self.read(block.extracting(info.range), info, into: &dissections[i]) else {
                placeOfFrame.append(-1)
                continue
            }
            placeOfFrame.append(places.count)
            places.append(tracker.place(of: dissections[i]))
        }
    }

    private static func read(_ frame: Span<UInt8>, _ info: FrameInfo, into dissection: inout Dissection) -> Bool {
        dissection = Dissection()
        return Dissector.readPlain(frame, info, into: &dissection) && dissection.outcome == .tcp
    }
}
