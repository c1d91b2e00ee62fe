public import Applications
import ContentCodings
public import TCP
import Wire

/// What an exchange of HTTP/2 has besides its messages.
///
/// A class, so that all other exchanges are small.
public final class HTTP2Details {
    public let stream: Int
    /// The first RST_STREAM.
    public internal(set) var reset: Reset?
    /// The number of the exchange whose response promised it.
    public internal(set) var pushedBy: Int?
    /// The server said that it did not process it (GOAWAY).
    public internal(set) var isUnprocessed = false
    public internal(set) var grpc: GRPCCall?
    /// A WebSocket by extended CONNECT (RFC 8441).
    public internal(set) var webSocket: ProtocolHistory.WebSocket?
    /// It came by the Upgrade field of HTTP/1 (RFC 7540 §3.2).
    public internal(set) var isUpgraded = false

    public struct Reset: Sendable {
        public var sender: Role
        public var code: HTTP2ErrorCode
        public var frame: Int
    }

    init(stream: Int) { self.stream = stream }
}

/// A call of gRPC.
public struct GRPCCall: Sendable {
    public internal(set) var client = GRPCMessages()
    public internal(set) var server = GRPCMessages()

    /// The service and the method of a path `/service/method`; nil if it is none.
    public static func names(_ path: String) -> (service: String, method: String)? {
        guard path.hasPrefix("/"), let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
        return (String(path[path.index(after: path.startIndex)..<slash]), String(path[path.index(after: slash)...]))
    }

    /// The names of status codes (gRPC, "Status codes and their use in gRPC").
    public static func statusName(_ code: Int) -> String? {
        let names = [
            "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
            "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
            "INTERNAL",
            "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
        ]
        return names.indices.contains(code) ? names[code] : nil
    }
}

extension Exchange {
    /// The status of a call of gRPC, from the trailers, or from the head of a response that has nothing else; its message without percent-encoding.
    public var grpcStatus: (code: Int, message: String?)? {
        guard http2?.grpc != nil, let response else { return nil }
        let fields = (response.trailers ?? response.head.fields).lossless
        guard let code = fields.first("grpc-status").flatMap({ Int($0) }) else { return nil }
        return (code, fields.first("grpc-message").map(Self.withoutPercentEncoding))
    }

    private static func withoutPercentEncoding(_ text: String) -> String {
        let bytes = WireBytes.of(text)
        var decoded: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[at + 1...at + 2], as: UTF8.self), radix: 16)
            {
                decoded.append(byte)
                at += 3
            } else {
                decoded.append(bytes[at])
                at += 1
            }
        }
        return String(wire: decoded)
    }
}

/// One direction of a stream. An object: what reads a member of a struct through a subscript, the optimiser of Swift 6.3 has look at it after
/// the access has ended.
final class HTTP2Half {
    var message: Message?
    var decoder: ContentDecoder?
    /// It has sent END_STREAM.
    var hasEnded = false
    /// What the stream's window has beyond the initial one, which may change: what WINDOW_UPDATE added, less what was sent.
    var credit = 0
    /// Since when the window lets it send nothing, and its place among those of which that is true.
    var blocked: (time: Timestamp, frame: Int)?
    var blockedPlace: Int?
    /// It was blocked until then; it is certain that it had something to send once more of it comes.
    var pendingStall: HTTP2Facts.Stall?

    /// It has begun a message that is not at its end.
    var isSending: Bool { message != nil && !hasEnded }
}

/// A stream that is not closed (RFC 9113 §5.1).
final class HTTP2Stream {
    let number: Int
    let exchange: Exchange
    let client = HTTP2Half()
    let server = HTTP2Half()
    var isCounted = false

    init(_ number: Int, _ exchange: Exchange) {
        self.number = number
        self.exchange = exchange
    }

    subscript(role: Role) -> HTTP2Half { role == .client ? client : server }

    /// Its content is read, and not only counted.
    var readsContent: Bool { exchange.http2?.grpc != nil || exchange.http2?.webSocket != nil }
}
