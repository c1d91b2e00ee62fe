/// A bound that the TLS of a connection hit, so that something of it was not read.
public enum TLSBound: Int, CaseIterable, Sendable {
    /// Early data that is held until the server says whether it takes it.
    case earlyData
    /// The length of a message of the handshake.
    case handshakeMessage
    /// The messages that a secret is made from.
    case handshakeBytes
    /// What is held and tried to find a record, and the number that it has.
    case recordSearch
    /// Connections whose secrets are tried where the handshake was not captured.
    case sessions
    /// Certificates of an end, and alerts.
    case certificates, alerts
}
