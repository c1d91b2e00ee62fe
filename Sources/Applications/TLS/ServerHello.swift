/// What a TLS server chose (RFC 8446 §4.1.3, RFC 5246 §7.4.1.3).
struct ServerHello {
    /// The version that the connection has, as on the wire: 0x0303 is TLS 1.2, 0x0304 TLS 1.3.
    let version: Int
    /// It asks for another ClientHello (RFC 8446 §4.1.4), and nothing is encrypted yet.
    let isRetryRequest: Bool
    /// The protocol above TLS that was chosen in the clear: in TLS 1.3 the choice is encrypted.
    private(set) var chosenProtocol: String?

    /// SHA-256 of "HelloRetryRequest".
    private static let retryRandom: [UInt8] = [
        0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
        0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
    ]

    /// Reads the body of the message; nil if it is too short for its fixed fields.
    init?(_ body: ArraySlice<UInt8>) {
        var fields = TLSFields(body)
        guard let legacyVersion = fields.number(2), let random = fields.bytes(32), fields.vector(1) != nil, fields.skip(3) else {
            return nil
        }
        var version = legacyVersion
        isRetryRequest = random.elementsEqual(Self.retryRandom)
        if let extensions = fields.vector(2) {
            var list = TLSFields(extensions)
            while let type = list.number(2), let value = list.vector(2) {
                var content = TLSFields(value)
                // supported_versions (RFC 8446 §4.2.1), and ALPN (RFC 7301 §3.1).
                if type == 43 {
                    version = content.number(2) ?? version
                } else if type == 16, let names = content.vector(2) {
                    var list = TLSFields(names)
                    chosenProtocol = list.vector(1).map { String(decoding: $0, as: UTF8.self) }
                }
            }
        }
        self.version = version
    }
}
