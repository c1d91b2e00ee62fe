/// Bytes that are missing.
extension HTTP2Reader {
    /// What a hole in the stream did.
    public struct Hole {
        /// Bytes of the content of the DATA frame being read that are missing.
        public var missingContent = 0
        /// The DATA frame that came to its end in it.
        public var endedData: HTTP2FrameHeader?
        /// `block` has what there is of the fields that were being read.
        public var hasCutBlock = false
        /// Frames may have begun in it that are not known.
        public var isLost = false
    }

    /// So many bytes are missing here.
    public mutating func skip(_ count: Int) -> Hole {
        var hole = Hole()
        isCertain = false
        guard let frame, !isSearching, count <= left || frame.kind == .data else {
            hole.hasCutBlock = cutBlock()
            hole.isLost = true
            lose()
            return hole
        }
        if frame.kind == .data {
            // Padding that was not read is taken for content.
            hole.missingContent = min(count, left - padding)
            needsPadLength = false
        }
        let inFrame = min(count, left)
        left -= inFrame
        padding = min(padding, left)
        if frame.kind == .data {
            if left == 0 {
                hole.endedData = frame
                self.frame = nil
            }
        } else {
            hole.hasCutBlock = cutBlock()
            passRest(of: frame)
        }
        if count > inFrame {
            hole.isLost = true
            lose()
        }
        return hole
    }

    /// A frame with a hole in it tells nothing more, but its end is known.
    private mutating func passRest(of frame: HTTP2FrameHeader) {
        payload = []
        self.frame = left > 0 ? frame.passedOver() : nil
    }

    /// Reads what there is of a block that has a hole in it; false if none was being read.
    private mutating func cutBlock() -> Bool {
        guard isInBlock || frame?.kind == .headers || frame?.kind == .pushPromise else { return false }
        if let frame, !isInBlock, frame.kind != .continuation {
            // Without its padding, so that no more than a field at its end can be wrong; that one is cut, and is not taken.
            let hasPadding = frame.has(HTTP2FrameHeader.padded)
            var whole = frame
            whole.flags &= ~(HTTP2FrameHeader.endHeaders | HTTP2FrameHeader.padded)
            let had = payload
            payload = hasPadding ? Array(payload.dropFirst()) : payload
            whole.payloadLength = payload.count
            let faultsBefore = faults
            _ = finishBlockStart(whole)
            faults = faultsBefore
            payload = had
        } else if frame?.kind == .continuation {
            if !blockIsLost, fragments.count + payload.count <= bounds.sectionBytes { fragments += payload }
        }
        isInBlock = false
        let faultsBefore = faults
        decodeBlock(isCut: true)
        faults = faultsBefore
        return true
    }

    /// Where frames begin is not known from here on, nor what the blocks among them held.
    mutating func lose() {
        frame = nil
        header = []
        payload = []
        fragments = []
        isInBlock = false
        prefaceRead = nil
        expectsSettings = false
        isCertain = false
        decoder.lose()
        search = HTTP2FrameSearch(maximumHeld: bounds.searchBytes)
    }

    /// The stream is in the middle of something: the next frame that is certain is searched for.
    public mutating func beginSearch() { lose() }

    /// Looks for the next frame that is certain, in a piece that is next in order. Returns the bytes from there on.
    public mutating func find(in piece: Span<UInt8>) -> [UInt8]? {
        guard search != nil else { return nil }
        guard let bytes = search?.find(in: piece, from: sender, largest: largestFrame, highestStream: highestStream) else {
            return nil
        }
        search = nil
        return bytes
    }

    /// Whether too much came behind the present hole for every place to be looked at to the end.
    public var hasGivenUpSearch: Bool { search?.hasGivenUp ?? false }

    /// Too much is held: what need not be is given up.
    public mutating func dropHeld() {
        decoder.lose()
        isCertain = false
        search?.clear()
    }
}

extension HTTP2FrameHeader {
    /// The same frame, of which nothing is read.
    func passedOver() -> HTTP2FrameHeader {
        var frame = self
        // A type that no rule knows (RFC 9113 §5.5).
        frame.type = 0xff
        return frame
    }
}
