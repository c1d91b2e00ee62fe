public import Wire

extension Analyzer {
    /// Takes frames that lie in one block, in their order; those that a filter left out are counted, and nothing more.
    public func process(_ frames: Span<FrameInfo>, in block: Span<UInt8>) {
        for i in frames.indices {
            let info = frames[i]
            if info.isFilteredOut {
                skip(info, capturedLength: info.range.count)
                continue
            }
            if let comment = info.comment { sink.comment(block.extracting(comment), on: info) }
            process(block.extracting(info.range), info)
        }
    }
}
