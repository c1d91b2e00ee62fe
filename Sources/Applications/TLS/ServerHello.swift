/// What a TLS server chose (RFC 8446 §4.1.3, RFC 5246 §7.4.1.3).
public struct ServerHello: Equatable, Sendable {
    /// The version that the connection has, as on the wire: 0x0303 is TLS 1.2, 0x0304 TLS 1.3.
    public let version: UInt16
    public let random: [UInt8]
    public let session: [UInt8]
    public let suite: TLSCipherSuite
    /// Types of extensions, in the order sent.
    public private(set) var extensions: [UInt16] = []
    /// The protocol above TLS that was chosen in the clear: in TLS 1.3 the choice is encrypted.
    public private(set) var chosenProtocol: [UInt8]?
    /// The group of its key share (RFC 8446 §4.2.8).
    public private(set) var group: UInt16?

    /// It asks for another ClientHello (RFC 8446 §4.1.4), and nothing is encrypted yet.
    public var isRetryRequest: Bool { random == Self.retryRandom }
    /// RFC 7366.
    public var encryptsThenMACs: Bool { extensions.contains(22) }
    /// RFC 7627.
    public var extendsMasterSecret: Bool { extensions.contains(23) }
    /// RFC 8446 §4.2.11: the session of a ticket, or a key that was shared before, is taken.
    public var takesPreSharedKey: Bool { extensions.contains(41) }

    /// Keeps of its extensions those that decide how records are read.
    mutating func shorten() { extensions = [22, 23, 41].filter { extensions.contains($0) } }

    /// SHA-256 of "HelloRetryRequest".
    private static let retryRandom: [UInt8] = [
        0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
        0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
    ]

    /// Reads the body of the message; nil if it is too short for its fixed fields.
    init?(_ body: ArraySlice<UInt8>) {
        var fields = TLSFields(body)
        guard let legacyVersion = fields.number(2), let random = fields.bytes(32) else { return nil }
        // Up to draft 21 of TLS 1.3 it told its version here, and had neither a session nor a compression method.
        let isDraft = legacyVersion >> 8 == 0x7f
        let session = isDraft ? [] : fields.vector(1)
        guard let session, let suite = fields.number(2), isDraft || fields.skip(1) else { return nil }
        self.random = Array(random)
        self.session = Array(session)
        self.suite = TLSCipherSuite(UInt16(suite))
        var version = legacyVersion
        if let extensions = fields.vector(2) {
            var list = TLSFields(extensions)
            while let type = list.number(2), let value = list.vector(2) {
                self.extensions.append(UInt16(type))
                var content = TLSFields(value)
                switch type {
                // supported_versions (RFC 8446 §4.2.1)
                case 43: version = content.number(2) ?? version
                case 16: chosenProtocol = Self.chosenProtocol(value)
                case 51: group = content.number(2).map { UInt16($0) }
                default: break
                }
            }
        }
        self.version = UInt16(version)
    }

    /// The one name in the extension of a server (RFC 7301 §3.1).
    static func chosenProtocol(_ value: ArraySlice<UInt8>) -> [UInt8]? {
        var content = TLSFields(value)
        guard let names = content.vector(2) else { return nil }
        var list = TLSFields(names)
        return list.vector(1).map { Array($0) }
    }
}

/// What a server of TLS 1.3 chose, and does not say in the clear (RFC 8446 §4.3.1).
public struct EncryptedExtensions: Equatable, Sendable {
    public private(set) var chosenProtocol: String?
    public private(set) var acceptsEarlyData = false

    public init(_ body: [UInt8]) {
        var fields = TLSFields(body[...])
        guard let extensions = fields.vector(2) else { return }
        var list = TLSFields(extensions)
        while let type = list.number(2), let value = list.vector(2) {
            if type == 16 { chosenProtocol = ServerHello.chosenProtocol(value).map { String(wire: $0) } }
            if type == 42 { acceptsEarlyData = true }
        }
    }
}
