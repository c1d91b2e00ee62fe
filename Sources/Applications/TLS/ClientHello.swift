/// What a TLS client asks for (RFC 8446 §4.1.2), which it sends in the clear.
public struct ClientHello: Equatable, Sendable {
    public var legacyVersion: UInt16 = 0
    public var random: [UInt8] = []
    public var session: [UInt8] = []
    /// As offered, the values of RFC 8701 among them.
    public var suites: [TLSCipherSuite] = []
    /// Types of extensions, in the order sent.
    public var extensions: [UInt16] = []
    /// Server Name Indication (RFC 6066 §3), as sent.
    public var serverName: String?
    /// Application-Layer Protocol Negotiation (RFC 7301), in the client's order.
    public var protocols: [String] = []
    /// The first of them as bytes.
    var firstProtocol: [UInt8] = []
    public var versions: [UInt16] = []
    public var groups: [UInt16] = []
    var signatureAlgorithms: [UInt16] = []
    /// Most of what it offers was given up when memory was full: nobody can say what it does not offer.
    public private(set) var isShortened = false

    /// Encrypted Client Hello: the name in the clear is not the one that is asked for.
    public var hasEncryptedHello: Bool { extensions.contains(0xfe0d) }
    public var offersEarlyData: Bool { extensions.contains(42) }
    public var offersPreSharedKey: Bool { extensions.contains(41) }

    /// The cipher suites of TLS 1.3 among those offered, each once.
    public var suitesOfTLS13: [TLSCipherSuite] {
        var known: Set<TLSCipherSuite> = []
        return suites.filter { $0.isOfTLS13 && known.insert($0).inserted }
    }

    /// What its lists take in memory, in bytes, about.
    var size: Int {
        2 * (suites.count + extensions.count + versions.count + groups.count + signatureAlgorithms.count)
            + protocols.reduce(0) { $0 + MemoryLayout<String>.stride + $1.utf8.count }
    }

    /// Keeps the beginning of each list.
    public mutating func shorten() {
        let kept = 16
        isShortened = true
        suites = Array(suites.prefix(kept))
        extensions = Array(extensions.prefix(kept))
        versions = Array(versions.prefix(kept))
        groups = Array(groups.prefix(kept))
        signatureAlgorithms = Array(signatureAlgorithms.prefix(kept))
        protocols = Array(protocols.prefix(kept))
    }

    /// The highest version offered.
    public var highestVersion: UInt16 { versions.filter { $0 >> 8 == 3 }.max() ?? legacyVersion }

    /// Whether a server may choose this version.
    public func offers(version: UInt16) -> Bool { versions.isEmpty ? version <= legacyVersion : versions.contains(version) }

    /// Reads the body of the message; what is cut short or contradicts itself ends the reading, and what came before stands.
    init(_ body: ArraySlice<UInt8>) {
        var fields = TLSFields(body)
        guard let version = fields.number(2), let random = fields.bytes(32), let session = fields.vector(1) else { return }
        legacyVersion = UInt16(version)
        self.random = Array(random)
        self.session = Array(session)
        guard let suites = fields.vector(2), fields.vector(1) != nil else { return }
        self.suites = TLSFields.numbers(suites).map { TLSCipherSuite($0) }
        guard let extensions = fields.vector(2) else { return }
        var list = TLSFields(extensions)
        while let type = list.number(2), let value = list.vector(2) {
            self.extensions.append(UInt16(type))
            read(type, value)
        }
    }

    private mutating func read(_ type: Int, _ value: ArraySlice<UInt8>) {
        var content = TLSFields(value)
        switch type {
        case 0:
            guard let names = content.vector(2) else { return }
            var name = TLSFields(names)
            if name.number(1) == 0, let text = name.vector(2) { serverName = String(wire: text) }
        case 10: groups = content.vector(2).map(TLSFields.numbers) ?? []
        case 13: signatureAlgorithms = content.vector(2).map(TLSFields.numbers) ?? []
        case 16:
            guard let names = content.vector(2) else { return }
            var list = TLSFields(names)
            while let name = list.vector(1) {
                if protocols.isEmpty { firstProtocol = Array(name) }
                protocols.append(String(wire: name))
            }
        case 43: versions = content.vector(1).map(TLSFields.numbers) ?? []
        default: break
        }
    }
}
