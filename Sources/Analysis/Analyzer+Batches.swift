public import Wire

extension Analyzer {
    /// Takes frames that lie in one block, in their order; those that a filter left out are counted, and nothing more. The rest is left once
    /// `isInterrupted` says so.
    public func process(_ frames: Span<FrameInfo>, in block: Span<UInt8>) {
        batch.read(frames, in: block, for: tracker)
        tracker.prefetch(batch.places, count: frames.count)
        let (elements, places) = (batch.elements, batch.places)
        let (read, found) = (elements.span, places.span)
        let isInterrupted = isInterrupted
        for i in frames.indices {
            if let isInterrupted, isInterrupted() { return }
            let info = frames[i]
            if info.isFilteredOut {
                skip(info, capturedLength: info.range.count)
                continue
            }
            let frame = block.extracting(info.range)
            if let comment = info.comment { sink.comment(block.extracting(comment), on: info) }
            guard found[i].isKnown else {
                process(frame, info)
                continue
            }
            beginFrame(info, frame.count)
            processSegment(read[i].segment, read[i].payload, found[i], info, frame)
            noteTCPFrame()
        }
    }
}
