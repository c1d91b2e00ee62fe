/// A protocol that is not HTTP/1, by name, with what it says of itself in the clear.
public struct OtherProtocol: Equatable, Sendable {
    /// `tls`, `http/2`, `ssh`, …: part of the output's contract.
    public var name: String
    public var hello: ClientHello?

    public init(name: String, hello: ClientHello? = nil) {
        self.name = name
        self.hello = hello
    }
}

/// Tells from the first bytes of a stream which protocol it speaks, if that is certain.
public struct ProtocolFinder: Sendable {
    /// The first bytes of a TLS client, until its hello is whole.
    private var pending: [UInt8] = []
    /// How many of them it takes before reading them again is worth it.
    private var wanted = 0
    public private(set) var found: OtherProtocol?
    /// Nothing more can be found.
    public private(set) var isOver = false

    public init() {}

    /// What the first bytes look like, by their sender: words that only one protocol begins with.
    private static let beginnings: [(prefix: String, sender: MessageKind, name: String)] = [
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .request, "http/2"),
        ("SSH-", .request, "ssh"), ("SSH-", .response, "ssh"),
        ("+OK ", .response, "pop3"), ("* OK ", .response, "imap"),
        ("EHLO ", .request, "smtp"), ("HELO ", .request, "smtp"),
        ("RTSP/1.0 ", .response, "rtsp"), ("SIP/2.0 ", .response, "sip"),
        ("RFB 003.", .response, "vnc"), ("\u{13}BitTorrent protocol", .request, "bittorrent"),
    ]

    /// Takes the next bytes of a stream, from its beginning on; a request's sender is the client.
    public mutating func take(_ bytes: Span<UInt8>, from kind: MessageKind) {
        guard !isOver, bytes.count > 0 else { return }
        if kind == .request, !pending.isEmpty || bytes[0] == 22 {
            takeTLS(bytes)
            return
        }
        let first = bytes.copied(0..<min(bytes.count, 80))
        for beginning in Self.beginnings where beginning.sender == kind && first.starts(with: beginning.prefix.utf8) {
            found = OtherProtocol(name: beginning.name)
            break
        }
        if found == nil, kind == .response, first.starts(with: "220".utf8) {
            let text = String(decoding: first, as: UTF8.self).uppercased()
            let name = text.contains("SMTP") ? "smtp" : text.contains("FTP") ? "ftp" : nil
            found = name.map { OtherProtocol(name: $0) }
        }
        if found != nil || kind == .request { isOver = true }
    }

    private mutating func takeTLS(_ bytes: Span<UInt8>) {
        pending += bytes.copied(0..<min(bytes.count, ClientHello.maximumLength))
        guard pending.count >= wanted else { return }
        switch ClientHello.read(pending) {
        case .hello(let hello): found = OtherProtocol(name: "tls", hello: hello)
        case .no: break
        case .needsMore(let count):
            wanted = count
            return
        }
        pending = []
        isOver = true
    }
}
