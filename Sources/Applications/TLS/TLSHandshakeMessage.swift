/// A message of the handshake that was seen in the clear, and where.
public struct TLSHandshakeMessage: Equatable, Sendable {
    public var type: UInt8
    public var sender: StreamEnd
    /// The frame that carried its last byte.
    public var frame: Int

    public init(type: UInt8, sender: StreamEnd, frame: Int) {
        self.type = type
        self.sender = sender
        self.frame = frame
    }

    /// The name in IANA's registry of handshake types, as RFC 8446 and RFC 5246 write it in their figures.
    public var name: String { Self.name(of: type) }

    public static func name(of type: UInt8) -> String {
        switch type {
        case 0: "HelloRequest"
        case 1: "ClientHello"
        case 2: "ServerHello"
        case 4: "NewSessionTicket"
        case 5: "EndOfEarlyData"
        case 8: "EncryptedExtensions"
        case 11: "Certificate"
        case 12: "ServerKeyExchange"
        case 13: "CertificateRequest"
        case 14: "ServerHelloDone"
        case 15: "CertificateVerify"
        case 16: "ClientKeyExchange"
        case 20: "Finished"
        case 21: "CertificateURL"
        case 22: "CertificateStatus"
        case 23: "SupplementalData"
        case 24: "KeyUpdate"
        case 25: "CompressedCertificate"
        default: "message \(type)"
        }
    }
}
