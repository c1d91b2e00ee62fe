public import Wire

extension Analyzer {
    /// Takes frames that lie in one block, in their order; those that a filter left out are counted, and nothing more. The rest is left once
    /// `isInterrupted` says so.
    public func process(_ frames: Span<FrameInfo>, in block: Span<UInt8>) {
        batch.read(frames, in: block, for: tracker)
        let batch = batch
        let isInterrupted = isInterrupted
        var counts = BatchCounts()
        defer { add(counts) }
        for i in frames.indices {
            if let isInterrupted, isInterrupted() { return }
            if frames[i].isFilteredOut {
                skip(frames[i], capturedLength: frames[i].range.count)
                continue
            }
            let frame = block.extracting(frames[i].range)
            if let comment = frames[i].comment { sink.comment(block.extracting(comment), on: frames[i]) }
            guard batch[place: i].isKnown else {
                process(frame, frames[i])
                continue
            }
            beginFrame(frames, i, &counts)
            let id = tracker.process(&batch[i].segment, &batch[place: i], frame, batch[i].payload)
            if reportsMore, !reportPlainly(&batch[i].segment, origin: frames[i].origin) {
                report(batch[i].segment, frames[i], id, frame, batch[i].payload)
            }
            counts.segments += 1
        }
    }
}
