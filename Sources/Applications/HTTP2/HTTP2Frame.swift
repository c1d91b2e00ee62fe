/// A frame that is neither DATA nor part of a field block, read to its end.
public struct HTTP2Frame: Sendable {
    public enum Payload: Sendable {
        /// nil for one that acknowledges.
        case settings([HTTP2Setting]?)
        case reset(HTTP2ErrorCode)
        case goAway(lastStream: Int, HTTP2ErrorCode, debug: [UInt8])
        case windowUpdate(Int)
        case ping(isAnswer: Bool)
        /// Passed over.
        case other
    }

    public var header: HTTP2FrameHeader
    public var payload: Payload
    public var stream: Int { header.stream }
}

/// A field block: HEADERS or PUSH_PROMISE with the CONTINUATION frames behind it.
public struct HTTP2FieldBlock: Sendable {
    public var stream = 0
    /// The stream that a PUSH_PROMISE reserves.
    public var promised: Int?
    public var endsStream = false
    public var section = HTTP2FieldSection()
}
