/// Field blocks, which HEADERS, PUSH_PROMISE and CONTINUATION carry (RFC 9113 §4.3).
extension HTTP2Reader {
    /// HEADERS or PUSH_PROMISE: takes away what stands around the fragment.
    mutating func finishBlockStart(_ frame: HTTP2FrameHeader) -> Event? {
        var start = 0
        var end = payload.count
        var isBroken = payload.count < frame.payloadLength
        block = HTTP2FieldBlock()
        block.stream = frame.stream
        block.endsStream = frame.kind == .headers && frame.has(HTTP2FrameHeader.endStream)
        if frame.has(HTTP2FrameHeader.padded), end > 0 {
            start = 1
            end -= Int(payload[0])
        }
        if frame.kind == .headers {
            if frame.has(HTTP2FrameHeader.priority) { start += 5 }
        } else if start + 4 <= payload.count {
            block.promised = Int(payload.span.number(at: start) & 0x7fff_ffff)
            start += 4
        } else {
            isBroken = true
            note(.frameLength(frame), stream: frame.stream)
        }
        if start > end, !isBroken {
            note(frame.has(HTTP2FrameHeader.padded) ? .padding(frame) : .frameLength(frame), stream: frame.stream)
            isBroken = true
        }
        fragments.removeAll(keepingCapacity: true)
        isInBlock = true
        blockIsTooLarge = false
        blockIsLost = isBroken
        return addFragment(isBroken ? 0..<0 : start..<end, frame)
    }

    mutating func addFragment(_ range: Range<Int>, _ frame: HTTP2FrameHeader) -> Event? {
        packedBytes += HTTP2FrameHeader.length + frame.payloadLength
        if fragments.count + range.count > bounds.sectionBytes || payload.count < frame.payloadLength {
            blockIsTooLarge = true
            blockIsLost = true
        }
        if !blockIsLost { fragments += payload[range] }
        guard frame.has(HTTP2FrameHeader.endHeaders) else { return nil }
        isInBlock = false
        decodeBlock(isCut: blockIsLost)
        return .fields
    }

    /// No more bytes come. Whether a block that is beyond the bounds was being read: then `block` has its beginning.
    public mutating func endLargeBlock() -> Bool {
        guard isInBlock, blockIsTooLarge else { return false }
        isInBlock = false
        // Its end, and the message's with it, never came.
        block.endsStream = false
        decodeBlock(isCut: true)
        return true
    }

    /// - Parameter isCut: what follows of the block is not known.
    mutating func decodeBlock(isCut: Bool) {
        let held = fragments
        fragments = []
        let left = bounds.unpackedFreely + bounds.unpackedRatio * packedBytes - unpackedBytes
        var bounds = bounds
        let isLittle = left < bounds.sectionBytes
        if isLittle { bounds.sectionBytes = max(left, min(bounds.sectionBytesBeyond, bounds.sectionBytes)) }
        var section = HTTP2FieldSection(bounds)
        let failure = decoder.decode(held.span, isCut: isCut, into: &section)
        unpackedBytes += section.unpackedBytes
        if isLittle, section.isTooLarge {
            // Nothing is wrong with it: only what was kept is known.
            hasCutFields = true
            section.isTooLarge = false
            section.isComplete = false
        }
        if blockIsTooLarge { section.isTooLarge = true }
        block.section = section
        payload.removeAll(keepingCapacity: payload.count <= 1 << 14)
        if let failure { note(.compression(failure), stream: block.stream) }
    }
}
