/// What a TLS client asks for (RFC 8446 §4.1.2): the server's name and the protocols above TLS, which it sends in the clear.
public struct ClientHello: Equatable, Sendable {
    /// Server Name Indication (RFC 6066 §3), as sent.
    public var serverName: String?
    /// Application-Layer Protocol Negotiation (RFC 7301), in the client's order.
    public var protocols: [String] = []

    /// Handshake messages longer than this are not gathered.
    static let maximumLength = 1 << 15
    /// TLS records that it may be spread over.
    private static let maximumRecords = 16

    /// What the first bytes of a stream may become; with too few of them, how many it takes before reading again is worth it.
    enum Reading {
        case hello(ClientHello)
        case needsMore(Int)
        case no
    }

    /// Reads the hello from the first bytes of a stream, over as many TLS records as it fills.
    static func read(_ bytes: [UInt8]) -> Reading {
        var handshake: [UInt8] = []
        var at = 0
        var needed = 4
        for _ in 0..<maximumRecords where handshake.count < needed {
            guard at + 5 <= bytes.count else { return .needsMore(at + 5) }
            let length = Int(bytes[at + 3]) << 8 | Int(bytes[at + 4])
            guard bytes[at] == 22, bytes[at + 1] == 3, length > 0, length <= 1 << 14 + 256 else { return .no }
            handshake += bytes[at + 5..<min(bytes.count, at + 5 + length)]
            at += 5 + length
            if handshake.count >= 4 {
                guard handshake[0] == 1 else { return .no }
                needed = 4 + Int(handshake[1]) << 16 + Int(handshake[2]) << 8 + Int(handshake[3])
                guard needed <= maximumLength else { return .no }
            }
            if at > bytes.count, handshake.count < needed { return .needsMore(at) }
        }
        guard handshake.count >= needed else { return .no }
        return .hello(ClientHello(handshake[4..<needed]))
    }

    /// Reads the body of the message; what is cut short or contradicts itself ends the reading, and what came before stands.
    private init(_ body: ArraySlice<UInt8>) {
        var fields = Fields(body)
        // Version and random.
        guard fields.skip(34), fields.vector(1) != nil, fields.vector(2) != nil, fields.vector(1) != nil,
            let extensions = fields.vector(2)
        else { return }
        var list = Fields(extensions)
        while let type = list.number(2), let value = list.vector(2) {
            var content = Fields(value)
            switch type {
            case 0:
                guard let names = content.vector(2) else { continue }
                var name = Fields(names)
                if name.number(1) == 0, let text = name.vector(2) { serverName = String(decoding: text, as: UTF8.self) }
            case 16:
                guard let names = content.vector(2) else { continue }
                var list = Fields(names)
                while let name = list.vector(1), protocols.count < 16 { protocols.append(String(decoding: name, as: UTF8.self)) }
            default: break
            }
        }
    }

    /// Numbers and vectors of TLS's presentation language (RFC 8446 §3.4).
    private struct Fields {
        private var rest: ArraySlice<UInt8>

        init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

        mutating func skip(_ count: Int) -> Bool {
            guard rest.count >= count else { return false }
            rest = rest.dropFirst(count)
            return true
        }

        mutating func number(_ size: Int) -> Int? {
            guard rest.count >= size else { return nil }
            let value = rest.prefix(size).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(size)
            return value
        }

        /// A vector behind its length, which takes `size` bytes.
        mutating func vector(_ size: Int) -> ArraySlice<UInt8>? {
            guard let length = number(size), rest.count >= length else { return nil }
            let value = rest.prefix(length)
            rest = rest.dropFirst(length)
            return value
        }
    }
}
