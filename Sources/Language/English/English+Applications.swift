public import Analysis
import Applications
import TCP

/// What a connection speaks before HTTP/1, instead of it, or after it.
extension English {
    public func proxied(_ story: ProtocolHistory) -> Text? {
        guard let header = story.proxied else { return nil }
        let began: Text = "PROXY protocol version \(header.version) (frame \(header.frame)): "
        if header.isLocal { return began + "the proxy speaks for itself (LOCAL), mostly to check the server's health" }
        guard let source = header.source, let destination = header.destination else {
            return began + "the proxy does not say whose connection it passes on"
        }
        return began + "the proxy passes on a connection of \(secrets.shown(source, limit: 120)) to "
            + "\(secrets.shown(destination, limit: 120))"
    }

    public func protocols(_ story: ProtocolHistory) -> Text? {
        if let other = story.other {
            var text = describe(other, isUnderstood: story.mismatch == nil)
            if let started = story.startedTLS { text += ", then " + describe(started, isUnderstood: true) }
            return story.inside.flatMap { protocols($0) }.map { text + "; inside: " + $0 } ?? text
        }
        if let started = story.startedTLS {
            var text: Text = "bytes in the clear of a protocol that is not known"
            if let upgrade = story.upgrade { text = "then \(secrets.shown(upgrade, limit: 40)), by upgrade" }
            if story.isTunnel { text = "in the tunnel: " + (story.inTunnel.map { describe($0, isUnderstood: true) } ?? text) }
            text += ", then " + describe(started, isUnderstood: true)
            return story.inside.flatMap { protocols($0) }.map { text + "; inside: " + $0 } ?? text
        }
        if let webSocket = story.webSocket { return self.webSocket(webSocket) }
        if let upgrade = story.upgrade { return "then \(secrets.shown(upgrade, limit: 40)), by upgrade" }
        if story.isTunnel {
            return "in the tunnel: "
                + (story.inTunnel.map { describe($0, isUnderstood: true) } ?? "bytes of a protocol that is not known")
        }
        return nil
    }

    private func describe(_ other: OtherProtocol, isUnderstood: Bool) -> Text {
        var text = protocolName(other.name)
        guard let tls = other.tls else { return text }
        if let version = tls.versionName { text += " (\(code: version))" }
        if let server = tls.hello?.serverName { text += " for \(secrets.shown(server, limit: 80))" }
        if let protocols = tls.hello?.protocols, !protocols.isEmpty {
            text += ", offering \(offer(protocols))"
        }
        if !isUnderstood { return text + ", which the server does not speak" }
        if let reading = reading(of: tls), tls.isEncrypted || tls.isIncomplete { return text + "; \(reading)" }
        if tls.isEncrypted || tls.isIncomplete { return text + "; its content is encrypted" }
        if tls.failure != nil { return text + "; the handshake failed" }
        return text + "; its handshake was not seen to finish"
            + (tls.lastMessage.map { ": the last message is \(message($0))" } ?? "")
    }

    /// The first names that a client offers by ALPN, and how many more.
    private func offer(_ protocols: [String]) -> Text {
        let offer = ShownNames(protocols)
        return "\(secrets.shown(offer.text, limit: ShownNames.limit))" + (offer.more > 0 ? " and \(offer.more) more" : "")
    }

    func message(_ message: TLSHandshakeMessage) -> Text {
        "the \(end(message.sender))'s \(code: message.name) (frame \(message.frame))"
    }

    /// The name of a protocol in words.
    func protocolName(_ name: String) -> Text {
        switch name {
        case "http": "plain HTTP"
        case "rdp": "RDP (remote desktop)"
        case "mysql": "MySQL"
        case "postgresql": "PostgreSQL"
        case "telnet": "Telnet"
        case "bittorrent": "BitTorrent"
        default: Text(code: name.uppercased())
        }
    }

    // MARK: - Two protocols

    func mismatch(_ mismatch: ProtocolMismatch) -> [Text] {
        let client = mismatch.client
        let server = mismatch.server
        var text: Text = "the two ends speak different protocols: the client began with \(beginning(of: client)), and the server "
        if let alert = mismatch.alert, server.name == "tls" {
            text += "answered with the TLS alert \(alertName(alert)) (frame \(alert.frame))"
        } else if let answer = mismatch.answer {
            text += "answered in \(protocolName(server.name ?? "")): \"\(secrets.shown(answer.line, limit: 80))\""
            text += " (frame \(server.frame))"
        } else {
            text += "with \(beginning(of: server, expected: client.name == "tls" ? "TLS" : "HTTP"))"
        }
        let consequence: Text = "Neither understands the other, so nothing that the client asked for was done"
        return [text, consequence, advice(client.name, server.name)]
    }

    private func beginning(of end: EndProtocol, expected: Text = "HTTP") -> Text {
        let shown = secrets.shown(content: end.greeting, limit: 80)
        guard let name = end.name else { return "bytes that are no \(expected) (\"\(shown)\", frame \(end.frame))" }
        return "\(protocolName(name)) (" + (end.greeting.isEmpty ? "" : "\"\(shown)\", ") + "frame \(end.frame))"
    }

    private func advice(_ client: String?, _ server: String?) -> Text {
        switch (client, server) {
        case ("tls", "http"):
            "What listens on this port does not use TLS: ask for http:// instead of https://, or for the port that has TLS, or turn "
                + "TLS on there"
        case ("http", "tls"):
            "What listens on this port wants TLS: ask for https:// instead of http://, or for the port without TLS"
        case ("http/2", "http"):
            "The client uses HTTP/2 without having agreed on it (prior knowledge), and the server takes only HTTP/1 here: let the client "
                + "use HTTP/1.1, or turn HTTP/2 on in the server"
        case ("http", "http/2"):
            "The server takes only HTTP/2 on this port: let the client use HTTP/2 (gRPC always does), or ask for another port"
        case ("tls", nil):
            "What listens on this port does not use TLS, or something on the way answers in its name: look which port has TLS"
        case ("tls", _):
            "What listens on this port does not begin with TLS (some protocols turn it on later, with STARTTLS): look which port has it"
        default:
            "The client has the wrong address or port, or another program listens there than was meant: compare what both are set to"
        }
    }

    // MARK: - TLS

    private func alertName(_ alert: TLSAlert) -> Text { "\(alert.name.map { "\(code: $0) " } ?? "")(\(alert.number))" }

    func alert(_ alert: TLSAlert, _ tls: TLSFacts) -> [Text] {
        var text: Text =
            "the \(end(alert.sender)) sent the TLS alert \(alertName(alert)) in frame \(alert.frame), level \(code: alert.levelName)"
        if let last = alert.after { text += ", after \(message(last))" }
        var sentences = [text]
        if tls.isEncrypted {
            sentences.append("The handshake went on all the same")
        } else {
            sentences.append(
                "The handshake never finished"
                    + (tls.clientSentData || tls.serverSentData ? "" : ", so no data of an application crossed"))
        }
        if let frame = alert.closedIn, !alert.isOfTruncation(tls) {
            sentences.append(
                "The \(end(alert.sender.peer)) had closed before that (frame \(frame)), and the alert may only tell of that")
        } else if let meaning = meaning(of: alert, tls) {
            sentences.append(meaning)
        }
        return sentences
    }

    /// What an alert means, and what to look at (RFC 8446 §6.2).
    private func meaning(of alert: TLSAlert, _ tls: TLSFacts) -> Text? {
        let sender: Text = "the \(end(alert.sender))"
        let subject: Text = "The \(end(alert.sender))"
        let peer: Text = "the \(end(alert.sender.peer))"
        switch alert.number {
        case 40 where tls.clientHasNoCertificate && alert.sender == .server:
            return "The server asked for a certificate, and the client sent an empty list: give the client one"
        case 40 where tls.suite != nil:
            return
                "A cipher suite had been agreed on, so it is something later that \(sender) does not accept (a certificate, a signature, a group): "
                + "look at its log"
        case 40, 71:
            return
                "\(subject) accepts none of what \(peer) offers (cipher suites, curves, signatures, or a certificate that it demands): compare what "
                + "both ends allow"
        case 70: return "The two have no version of TLS in common that both allow: compare the lowest and the highest of each"
        case 42, 43, 46:
            return "\(subject) does not accept the certificate of \(peer): look at that certificate, and at the log of \(sender)"
        case 44: return "The certificate of \(peer) was revoked: replace it"
        case 45:
            return "The certificate of \(peer) has expired or is not valid yet: renew it, or set the clock of \(sender) right"
        case 48:
            return
                "\(subject) does not know who issued the certificate of \(peer): \(peer) must send its intermediate certificates, or \(sender) needs "
                + "the issuer among those it trusts"
        case 49: return "\(subject) does not let \(peer) in: look at the rules of \(sender)"
        case 112:
            let name: Text = tls.hello?.serverName.map { " \"\(secrets.shown($0, limit: 80))\"" } ?? ""
            return "\(subject) has nothing for the name\(name) that the client asked for (SNI): look which names it is set up for"
        case 116: return "The server demands a certificate of the client, which sent none: give the client one"
        case 120:
            let offered: Text = tls.hello.map { offer($0.protocols) } ?? ""
            return "\(subject) speaks none of the protocols that the client offered by ALPN"
                + (offered.isEmpty ? "" : " (\(offered))") + ": compare what both are set to"
        case 86:
            return "The client fell back to an older version than the server supports: an earlier try failed for another reason"
        case 50 where alert.isOfTruncation(tls):
            return
                "By then \(peer) had closed without close_notify: OpenSSL 3 takes such an end for damage. Nothing that was sent is at fault; let "
                + "\(peer) send close_notify before it closes"
        case 10, 20, 21, 22, 47, 50, 51, 109, 110:
            return
                "\(subject) takes what \(peer) sent for damaged or against the rules: a fault in one of the two programs, or something between "
                + "them that changes what they send"
        case 80: return "\(subject) failed for a reason of its own: look at its log"
        default: return nil
        }
    }

    // MARK: - WebSocket

    private func webSocket(_ webSocket: ProtocolHistory.WebSocket) -> Text {
        var text: Text = "then a WebSocket"
        if let extensions = webSocket.extensions { text += " with \(secrets.shown(extensions, limit: 80))" }
        for (role, reader) in [(Role.client, webSocket.client), (Role.server, webSocket.server)] {
            let counts = WebSocketReader.Opcode.allCases.filter { reader.count($0) > 0 }.map {
                "\(reader.count($0)) \(code: $0.name)" as Text
            }
            text += "; from the \(end(role)): " + (counts.isEmpty ? "no frames" : counts.joined(separator: ", "))
            if reader.isInsideFrame, !reader.isBroken { text += " (and a frame that is cut short)" }
            if reader.isBroken { text += " (what follows cannot be read as frames)" }
        }
        let closes = [(Role.client, webSocket.client.close), (Role.server, webSocket.server.close)]
        if closes.allSatisfy({ $0.1 == nil }) { text += "; no close frame" }
        for (role, close) in closes { if let close { text += "; the \(end(role)) closed \(closing(close))" } }
        return text
    }

    /// `with code 1002 (protocol error): "…"`
    private func closing(_ close: WebSocketClose) -> Text {
        guard let code = close.code else { return "without a code" }
        var text: Text = "with code \(code)\(closeMeaning(code))"
        if !close.reason.isEmpty { text += ": \"\(secrets.shown(content: close.reason, limit: 130))\"" }
        return text
    }

    /// RFC 6455 §7.4.1, and IANA's registry.
    func closeMeaning(_ code: Int) -> Text {
        switch code {
        case 1000: " (normal)"
        case 1001: " (going away)"
        case 1002: " (protocol error)"
        case 1003: " (unsupported data)"
        case 1007: " (invalid data)"
        case 1008: " (against a policy)"
        case 1009: " (message too big)"
        case 1010: " (an extension is missing)"
        case 1011: " (server error)"
        case 1012: " (the server restarts)"
        case 1013: " (try again later)"
        case 1014: " (bad gateway)"
        case 3000...3999: " (of a library)"
        case 4000...4999: " (of the application)"
        default: ""
        }
    }

    func violation(_ violation: WebSocketViolation, _ answer: WebSocketClose?) -> [Text] {
        let sender = violation.sender
        var text: Text = "the \(end(sender)) \(fault(violation.kind)) (frame \(violation.frame)"
        if violation.count > 1 { text += ", the first of \(violation.count)" }
        text += "; \(code: violation.section))"
        let consequence: Text
        if let answer {
            consequence = "The \(end(sender.peer)) closed \(closing(answer))"
        } else if case .accept = violation.kind {
            consequence = "The client must give the connection up"
        } else {
            consequence = "The \(end(sender.peer)) must give the connection up (code 1002)"
        }
        return [text, consequence, remedy(violation)]
    }

    private func fault(_ kind: WebSocketViolation.Kind) -> Text {
        switch kind {
        case .notMasked: "sent a WebSocket frame without a mask, which every frame of a client must have"
        case .masked: "sent a WebSocket frame with a mask, which only a client may use"
        case .reservedBits(let bits):
            "sent a WebSocket frame with reserved bits set ("
                + [(4, "RSV1"), (2, "RSV2"), (1, "RSV3")].filter { bits & UInt8($0.0) != 0 }.map(\.1).joined(separator: ", ")
                + "), though no extension was agreed on that uses them"
        case .unknownOpcode(let opcode): "sent a WebSocket frame with opcode \(code: opcode), which does not exist"
        case .dataInsideMessage: "began a new WebSocket message before the last frame of the one before it"
        case .continuationOutsideMessage: "sent a continuation frame where no WebSocket message had begun"
        case .controlTooLong(let length):
            "sent a WebSocket control frame with \(Quantity.bytes(Int(clamping: length))) of payload, where 125 are the most"
        case .controlFragmented: "sent a WebSocket control frame in fragments, which is not allowed"
        case .lengthTooLarge: "sent a WebSocket frame whose length has its first bit set, which no length may have"
        case .closeCode(let code): "closed the WebSocket with code \(code), which may not be sent"
        case .closeWithoutCode: "sent a WebSocket close frame with one byte of payload, where a code has two"
        case .accept(let actual, let expected):
            (actual.map { "answered the WebSocket handshake with Sec-WebSocket-Accept \"\(secrets.shown($0, limit: 60))\"" }
                ?? "answered the WebSocket handshake without Sec-WebSocket-Accept")
                + ", where the client's key asks for \"\(code: expected)\""
        }
    }

    private func remedy(_ violation: WebSocketViolation) -> Text {
        switch violation.kind {
        case .reservedBits, .unknownOpcode, .lengthTooLarge:
            "The program at the \(end(violation.sender))'s end sends something else than frames, or uses an extension that was not agreed on: look "
                + "at what it writes on the connection"
        case .accept:
            "The server, or a cache or proxy before it, did not make this answer for this request: look at what answers there"
        default: "This is a fault of the program at the \(end(violation.sender))'s end: mend or update it"
        }
    }
}
