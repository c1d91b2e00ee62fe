/// A setting that one end announces (RFC 9113 §6.5).
public struct HTTP2Setting: Equatable, Sendable {
    public enum Kind: UInt16, Sendable {
        case headerTableSize = 1
        case enablePush, maxConcurrentStreams, initialWindowSize, maxFrameSize, maxHeaderListSize
        /// RFC 8441 §3.
        case enableConnectProtocol = 8
        /// RFC 9218 §2.1.
        case noPriorities = 9

        /// As the RFC has it, without `SETTINGS_`.
        public var name: String {
            switch self {
            case .headerTableSize: "HEADER_TABLE_SIZE"
            case .enablePush: "ENABLE_PUSH"
            case .maxConcurrentStreams: "MAX_CONCURRENT_STREAMS"
            case .initialWindowSize: "INITIAL_WINDOW_SIZE"
            case .maxFrameSize: "MAX_FRAME_SIZE"
            case .maxHeaderListSize: "MAX_HEADER_LIST_SIZE"
            case .enableConnectProtocol: "ENABLE_CONNECT_PROTOCOL"
            case .noPriorities: "NO_RFC7540_PRIORITIES"
            }
        }
    }

    public var identifier: UInt16
    public var value: Int

    /// nil for one that is not known, which is ignored.
    public var kind: Kind? { Kind(rawValue: identifier) }
}
