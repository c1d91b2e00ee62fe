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

extension HTTP2Setting {
    /// The settings in an HTTP2-Settings field: the payload of a SETTINGS frame in base64url without padding (RFC 7540 §3.2.1).
    public static func list(base64 text: String) -> [HTTP2Setting] {
        var bytes: [UInt8] = []
        var bits = 0
        var count = 0
        for byte in text.utf8.prefix(4096) {
            let digit: Int
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = Int(byte) - 65
            case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = Int(byte) - 71
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = Int(byte) + 4
            case UInt8(ascii: "-"): digit = 62
            case UInt8(ascii: "_"): digit = 63
            default: return []
            }
            bits = (bits << 6 | digit) & 0xffff
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        let held = bytes
        return stride(from: 0, to: held.count, by: 6).filter { $0 + 6 <= held.count }.map { start in
            HTTP2Setting(
                identifier: UInt16(held[start]) << 8 | UInt16(held[start + 1]), value: Int(held.span.number(at: start + 2)))
        }
    }
}
