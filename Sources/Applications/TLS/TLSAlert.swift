/// An alert (RFC 8446 §6), read where it was sent in the clear.
public struct TLSAlert: Equatable, Sendable {
    public var sender: StreamEnd
    /// 1: warning, 2: fatal. TLS 1.3 ignores it.
    public var level: UInt8
    public var number: UInt8
    /// The frame that carried its last byte.
    public var frame: Int
    /// The last message of the handshake before it that could be read.
    public internal(set) var after: TLSHandshakeMessage?
    /// The frame with which the other end had closed before it: the alert may be the answer to that.
    public var closedIn: Int?

    public init(sender: StreamEnd, level: UInt8, number: UInt8, frame: Int) {
        self.sender = sender
        self.level = level
        self.number = number
        self.frame = frame
    }

    /// What it says of the other end is that its stream ended without close_notify: OpenSSL 3 calls that an error in decoding.
    public func isOfTruncation(_ tls: TLSFacts) -> Bool {
        number == 50 && closedIn != nil && tls.isFinished && tls.closed(sender.peer) == nil
    }
    public var isFatal: Bool { level == 2 }
    /// close_notify and user_canceled: they end a connection in order, and no error is behind them (RFC 8446 §6.1).
    public var isClosure: Bool { number == 0 || number == 90 }
    public var levelName: String { isFatal ? "fatal" : "warning" }

    /// The name in IANA's registry of TLS alerts, as RFC 8446 writes it; nil for a number that is not assigned.
    public var name: String? { Self.names[number] }

    private static let names: [UInt8: String] = [
        0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac", 21: "decryption_failed", 22: "record_overflow",
        30: "decompression_failure", 40: "handshake_failure", 41: "no_certificate", 42: "bad_certificate",
        43: "unsupported_certificate", 44: "certificate_revoked", 45: "certificate_expired", 46: "certificate_unknown",
        47: "illegal_parameter", 48: "unknown_ca", 49: "access_denied", 50: "decode_error", 51: "decrypt_error",
        52: "too_many_cids_requested", 60: "export_restriction", 70: "protocol_version", 71: "insufficient_security",
        80: "internal_error", 86: "inappropriate_fallback", 90: "user_canceled", 100: "no_renegotiation",
        109: "missing_extension", 110: "unsupported_extension", 111: "certificate_unobtainable", 112: "unrecognized_name",
        113: "bad_certificate_status_response", 114: "bad_certificate_hash_value", 115: "unknown_psk_identity",
        116: "certificate_required", 117: "general_error", 120: "no_application_protocol", 121: "ech_required",
    ]
}
