public import Wire

/// A frame whose headers are cut or contradict themselves, so that no TCP segment in it could be read. It belongs to no connection.
public struct UnreadableFrame: Sendable {
    public let info: FrameInfo
    /// Where reading stopped, and why.
    public let stop: DecodeStop
    /// `stop.offset` counts in the datagram that was put together from fragments, or decompressed, and not in the frame.
    public let isReassembled: Bool
}
