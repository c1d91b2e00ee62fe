/// Reads what two ends of TLS send before they encrypt: hellos, how far the handshake came, and alerts.
///
/// Which alerts are in the clear is a matter of state: in TLS 1.3 the server encrypts everything behind its ServerHello, and the client
/// everything from its first encrypted record on (RFC 8446 §5.1, §7); before, each end encrypts behind its ChangeCipherSpec (RFC 5246 §7.1).
/// What is encrypted is never guessed at.
public final class TLSReader {
    private var client = TLSDirection()
    private var server = TLSDirection()
    private var clientIsOver = false
    private var serverIsOver = false
    private var found = TLSFacts()

    public init() {}

    public var facts: TLSFacts { found }

    public func receive(_ bytes: Span<UInt8>, from end: StreamEnd, frame: Int) {
        var offset = 0
        while !isOver(end) {
            let event = end == .client ? client.next(bytes, &offset) : server.next(bytes, &offset)
            guard let event else { return }
            switch event {
            case .message(let type, let body): note(type, body, end, frame)
            case .alert(let level, let number):
                let alert = TLSAlert(sender: end, level: level, number: number, frame: frame)
                if number != 0, found.alerts.count < TLSFacts.maximumAlerts { found.alerts.append(alert) }
            case .changeCipherSpec: noteChangeCipherSpec(end)
            case .encrypted: encrypt(end)
            case .invalid: lose(end)
            }
        }
    }

    public func skip(_ count: Int, from end: StreamEnd) {
        if isOver(end) { return }
        let isInside = end == .client ? client.skip(count) : server.skip(count)
        if !isInside { lose(end) }
    }

    public func isOver(_ end: StreamEnd) -> Bool { end == .client ? clientIsOver : serverIsOver }

    private func note(_ type: UInt8, _ body: [UInt8], _ end: StreamEnd, _ frame: Int) {
        found.lastMessage = TLSHandshakeMessage(type: type, sender: end, frame: frame)
        if type == 1, end == .client, found.hello == nil {
            found.hello = ClientHello(body[...])
        } else if type == 2, end == .server, let hello = ServerHello(body[...]) {
            found.version = hello.version
            if let chosen = hello.chosenProtocol { found.chosenProtocol = chosen }
            // RFC 8446 §7.3: its next record is encrypted with the keys of the handshake.
            if hello.version >= 0x0304, !hello.isRetryRequest { encrypt(.server) }
        }
    }

    private func noteChangeCipherSpec(_ end: StreamEnd) {
        // RFC 8446 §D.4: in TLS 1.3 it means nothing.
        if let version = found.version {
            if version < 0x0304 { encrypt(end) }
        } else if end == .server {
            // Without a ServerHello nobody knows which version this is.
            lose(end)
        } else {
            // Before any ServerHello, it stands before early data of TLS 1.3; or the ServerHello comes late in the capture.
            encrypt(end)
        }
    }

    private func encrypt(_ end: StreamEnd) {
        if end == .client {
            found.clientIsEncrypted = true
            clientIsOver = true
        } else {
            found.serverIsEncrypted = true
            serverIsOver = true
        }
    }

    private func lose(_ end: StreamEnd) {
        found.isIncomplete = true
        if end == .client { clientIsOver = true } else { serverIsOver = true }
    }
}
