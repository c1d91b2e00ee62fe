/// Something of TLS that a frame brought to its end: for the ladder.
public struct TLSEvent: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        /// A message of the handshake; `isProtected` where it had to be decrypted.
        case message(type: UInt8, isProtected: Bool)
        case clientHello(serverName: String?, protocols: [String])
        case serverHello(version: UInt16, suite: TLSCipherSuite, isRetryRequest: Bool)
        case certificate(name: String?)
        /// What comes behind it is encrypted (RFC 5246 §7.1).
        case changeCipherSpec
        /// A message of the handshake that cannot be read: in TLS 1.2 the first one behind ChangeCipherSpec is Finished.
        case encryptedHandshake
        case encryptedAlert
        case alert(TLSAlert)
        case earlyData
    }

    public var kind: Kind
    public var sender: StreamEnd
    public var frame: Int

    public init(_ kind: Kind, _ sender: StreamEnd, frame: Int) {
        self.kind = kind
        self.sender = sender
        self.frame = frame
    }
}
