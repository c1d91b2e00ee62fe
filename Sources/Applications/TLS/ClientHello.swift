/// What a TLS client asks for (RFC 8446 §4.1.2): the server's name and the protocols above TLS, which it sends in the clear.
public struct ClientHello: Equatable, Sendable {
    /// Server Name Indication (RFC 6066 §3), as sent.
    public var serverName: String?
    /// Application-Layer Protocol Negotiation (RFC 7301), in the client's order.
    public var protocols: [String] = []

    /// Reads the body of the message; what is cut short or contradicts itself ends the reading, and what came before stands.
    init(_ body: ArraySlice<UInt8>) {
        var fields = TLSFields(body)
        // Version and random, session, cipher suites, compression methods.
        guard fields.skip(34), fields.vector(1) != nil, fields.vector(2) != nil, fields.vector(1) != nil,
            let extensions = fields.vector(2)
        else { return }
        var list = TLSFields(extensions)
        while let type = list.number(2), let value = list.vector(2) {
            var content = TLSFields(value)
            switch type {
            case 0:
                guard let names = content.vector(2) else { continue }
                var name = TLSFields(names)
                if name.number(1) == 0, let text = name.vector(2) { serverName = String(decoding: text, as: UTF8.self) }
            case 16:
                guard let names = content.vector(2) else { continue }
                var list = TLSFields(names)
                while let name = list.vector(1), protocols.count < 16 { protocols.append(String(decoding: name, as: UTF8.self)) }
            default: break
            }
        }
    }
}
