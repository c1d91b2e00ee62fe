/// What in the frames of a WebSocket, or in its handshake, is against RFC 6455.
public struct WebSocketViolation: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        /// A client's frame without a mask.
        case notMasked
        /// A server's frame with a mask.
        case masked
        /// Reserved bits that no extension was agreed for; the bits as RSV1 = 4, RSV2 = 2, RSV3 = 1.
        case reservedBits(UInt8)
        case unknownOpcode(UInt8)
        /// A text or binary frame where the message before it has not ended.
        case dataInsideMessage
        /// A continuation frame where no message has begun.
        case continuationOutsideMessage
        /// A control frame with more than 125 bytes of payload.
        case controlTooLong(UInt64)
        case controlFragmented
        /// A length of 64 bits whose first bit is set.
        case lengthTooLarge
        /// A close code that may not be in a frame.
        case closeCode(Int)
        /// A close frame whose payload is a single byte.
        case closeWithoutCode
        /// Sec-WebSocket-Accept is not what the key asks for; nil where there is none.
        case accept(String?, expected: String)
    }

    public var kind: Kind
    public var sender: StreamEnd
    /// The frame of the capture that carried the head of the first such WebSocket frame.
    public var frame: Int
    /// WebSocket frames that have it.
    public var count = 1

    /// The stable name of the kind: part of the output's contract.
    public var name: String {
        switch kind {
        case .notMasked: "not-masked"
        case .masked: "masked"
        case .reservedBits: "reserved-bits"
        case .unknownOpcode: "unknown-opcode"
        case .dataInsideMessage: "data-inside-message"
        case .continuationOutsideMessage: "continuation-outside-message"
        case .controlTooLong: "control-too-long"
        case .controlFragmented: "control-fragmented"
        case .lengthTooLarge: "length-too-large"
        case .closeCode: "close-code"
        case .closeWithoutCode: "close-without-code"
        case .accept: "accept"
        }
    }

    /// Where the rule stands.
    public var section: String {
        switch kind {
        case .notMasked, .masked: "RFC 6455 section 5.1"
        case .reservedBits, .unknownOpcode, .lengthTooLarge: "RFC 6455 section 5.2"
        case .dataInsideMessage, .continuationOutsideMessage: "RFC 6455 section 5.4"
        case .controlTooLong, .controlFragmented: "RFC 6455 section 5.5"
        case .closeWithoutCode: "RFC 6455 section 5.5.1"
        case .closeCode: "RFC 6455 section 7.4"
        case .accept: "RFC 6455 section 4.2.2"
        }
    }

    /// Behind it, what looks like frames may be none: the sender speaks something else.
    var spoilsFraming: Bool {
        switch kind {
        case .reservedBits, .unknownOpcode, .lengthTooLarge: true
        default: false
        }
    }
}
