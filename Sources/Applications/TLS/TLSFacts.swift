/// What the part of a TLS connection says that is not encrypted.
public struct TLSFacts: Equatable, Sendable {
    public var hello: ClientHello?
    /// The version that the server chose, as on the wire: 0x0303 is TLS 1.2, 0x0304 TLS 1.3.
    public var version: Int?
    /// The protocol above TLS that the server chose, where it said so in the clear.
    public var chosenProtocol: String?
    /// Alerts in the clear, in the order of the capture, without close_notify; the first `maximumAlerts`.
    public var alerts: [TLSAlert] = []
    /// The last message of the handshake that was sent in the clear.
    public var lastMessage: TLSHandshakeMessage?
    /// What each end sends is encrypted from some point on, as far as is known.
    public var clientIsEncrypted = false
    public var serverIsEncrypted = false
    /// Bytes are missing, or are no TLS: what was in them is not known.
    public var isIncomplete = false

    static let maximumAlerts = 8

    public init() {}

    /// Both ends came as far as encryption; then whether the handshake was finished cannot be seen, and nothing speaks against it.
    public var isEncrypted: Bool { clientIsEncrypted && serverIsEncrypted }
    /// The alert that ended the handshake, or the first that is no closure.
    public var failure: TLSAlert? { alerts.first { !$0.isClosure && $0.isFatal } ?? alerts.first { !$0.isClosure } }

    /// `TLSv1.3`, …; nil where the server chose none, or one that is not known.
    public var versionName: String? {
        switch version {
        case 0x0300: "SSLv3"
        case 0x0301: "TLSv1.0"
        case 0x0302: "TLSv1.1"
        case 0x0303: "TLSv1.2"
        case 0x0304: "TLSv1.3"
        default: nil
        }
    }
}
