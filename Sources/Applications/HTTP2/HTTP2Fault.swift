/// Something that an end sent against RFC 9113.
public struct HTTP2Fault: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        // The connection, and frames.
        /// The client's stream does not begin with the preface, or the server's not with SETTINGS.
        case preface
        case frameTooLarge(HTTP2FrameHeader, allowed: Int)
        case frameLength(HTTP2FrameHeader)
        /// A frame of a stream on stream 0, or one of the connection on another.
        case frameStream(HTTP2FrameHeader)
        case padding(HTTP2FrameHeader)
        /// Another frame inside a field block.
        case interruptedBlock(HTTP2FrameHeader)
        case continuationAlone
        case settingValue(HTTP2Setting)
        case compression(HPACKDecoder.Failure)
        case zeroIncrement
        case windowOverflow
        // The state of a stream.
        case pushByClient
        case pushDisabled
        /// A stream's number is of the other end's kind, or not above those before it.
        case streamNumber(previous: Int)
        case idleStream(HTTP2FrameHeader.Kind)
        case endedStream(HTTP2FrameHeader.Kind)
        case windowExceeded(Int)
        // Messages.
        case malformed(HTTP2FieldSection.Malformation)
        case missingPseudo(String)
        case pseudoOfConnect
        case emptyPath
        case trailers
        case interimEndsStream
        case switchingProtocols
        case contentLength(announced: UInt64, actual: Int)
    }

    public var kind: Kind
    /// 0 for the connection.
    public var stream: Int

    public init(kind: Kind, stream: Int) {
        self.kind = kind
        self.stream = stream
    }

    /// The stable name: part of the output's contract.
    public var name: String {
        switch kind {
        case .preface: "preface"
        case .frameTooLarge: "frame-too-large"
        case .frameLength: "frame-length"
        case .frameStream: "frame-stream"
        case .padding: "padding"
        case .interruptedBlock: "interrupted-field-block"
        case .continuationAlone: "continuation-alone"
        case .settingValue: "setting-value"
        case .compression: "compression"
        case .zeroIncrement: "window-update-zero"
        case .windowOverflow: "window-overflow"
        case .pushByClient: "push-by-client"
        case .pushDisabled: "push-disabled"
        case .streamNumber: "stream-number"
        case .idleStream: "idle-stream"
        case .endedStream: "ended-stream"
        case .windowExceeded: "window-exceeded"
        case .malformed(let malformation): malformation.name
        case .missingPseudo: "missing-pseudo-field"
        case .pseudoOfConnect: "pseudo-field-of-connect"
        case .emptyPath: "empty-path"
        case .trailers: "trailers"
        case .interimEndsStream: "interim-ends-stream"
        case .switchingProtocols: "switching-protocols"
        case .contentLength: "content-length"
        }
    }

    /// Where the rule stands.
    public var section: String {
        switch kind {
        case .compression(let failure): "RFC 9113 section 4.3, RFC 7541 section \(failure.section)"
        default: "RFC 9113 section \(number)"
        }
    }

    private var number: String {
        switch kind {
        case .preface: "3.4"
        case .frameTooLarge: "4.2"
        case .frameLength(let header), .frameStream(let header), .padding(let header): Self.section(of: header.kind)
        case .interruptedBlock, .continuationAlone: "6.10"
        case .settingValue: "6.5.2"
        case .compression: "4.3"
        case .zeroIncrement: "6.9"
        case .windowOverflow, .windowExceeded: "6.9.1"
        case .pushByClient: "8.4"
        case .pushDisabled: "6.6"
        case .streamNumber: "5.1.1"
        case .idleStream, .endedStream: "5.1"
        case .malformed(let malformation): malformation.section
        case .missingPseudo(let name): name == ":status" ? "8.3.2" : "8.3.1"
        case .pseudoOfConnect: "8.5"
        case .emptyPath: "8.3.1"
        case .trailers, .interimEndsStream: "8.1"
        case .switchingProtocols: "8.6"
        case .contentLength: "8.1.1"
        }
    }

    private static func section(of kind: HTTP2FrameHeader.Kind?) -> String {
        switch kind {
        case .data?: "6.1"
        case .headers?: "6.2"
        case .priority?: "6.3"
        case .reset?: "6.4"
        case .settings?: "6.5"
        case .pushPromise?: "6.6"
        case .ping?: "6.7"
        case .goAway?: "6.8"
        case .windowUpdate?: "6.9"
        case .continuation?: "6.10"
        default: "4.1"
        }
    }

    /// The error code that the RFC has for it.
    public var code: HTTP2ErrorCode {
        switch kind {
        case .frameTooLarge, .frameLength: .frameSizeError
        case .compression: .compressionError
        case .windowOverflow, .windowExceeded: .flowControlError
        case .endedStream: .streamClosed
        case .settingValue(let setting): setting.kind == .initialWindowSize ? .flowControlError : .protocolError
        default: .protocolError
        }
    }

    /// Whether it ends the connection (RFC 9113 §5.4.1), and not a stream alone.
    public var isOfConnection: Bool {
        switch kind {
        case .malformed, .missingPseudo, .pseudoOfConnect, .emptyPath, .trailers, .interimEndsStream, .switchingProtocols,
            .contentLength:
            false
        case .zeroIncrement, .windowOverflow, .windowExceeded: stream == 0
        case .endedStream: false
        case .frameLength(let header): header.kind != .priority
        default: true
        }
    }
}

extension HTTP2FieldSection.Malformation {
    var name: String {
        switch self {
        case .name: "field-name"
        case .value: "field-value"
        case .connectionSpecific: "connection-specific-field"
        case .te: "te-field"
        case .latePseudo: "late-pseudo-field"
        case .unknownPseudo: "unknown-pseudo-field"
        case .repeatedPseudo: "repeated-pseudo-field"
        }
    }

    var section: String {
        switch self {
        case .name, .value: "8.2.1"
        case .connectionSpecific, .te: "8.2.2"
        case .latePseudo, .unknownPseudo, .repeatedPseudo: "8.3"
        }
    }
}
