/// What is wrong with the TLS of a connection, besides alerts.
public enum TLSProblem: Sendable {
    public enum Choice: Sendable {
        case version(UInt16)
        case suite(TLSCipherSuite)
    }

    /// Neither end went on; the last message that could be read, and who closed.
    case handshakeUnfinished(TLSHandshakeMessage?, closedBy: StreamEnd?)
    /// The server chose what the client had not offered.
    case notOffered(Choice)
    /// By the capture's clock.
    case certificateOutOfDate(TLSCertificate, isExpired: Bool)
    /// An end closed without close_notify; whether that cut content that has no other end.
    case truncated(by: StreamEnd, cutsContent: Bool)
    /// Records whose tag or MAC does not hold.
    case badRecord(by: StreamEnd, count: Int)
    /// What comes where a record must begin is none.
    case notARecord(InvalidTLSRecord)

    /// The stable name: part of the output's contract.
    public var name: String {
        switch self {
        case .handshakeUnfinished: "tls-handshake-unfinished"
        case .notOffered: "tls-not-offered"
        case .certificateOutOfDate: "tls-certificate-out-of-date"
        case .truncated: "tls-truncated"
        case .badRecord, .notARecord: "tls-bad-record"
        }
    }

    public static let names = [
        "tls-handshake-unfinished", "tls-not-offered", "tls-certificate-out-of-date", "tls-truncated", "tls-bad-record",
    ]
}
