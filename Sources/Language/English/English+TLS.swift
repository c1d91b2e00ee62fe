public import Analysis
public import Applications
import TCP

/// TLS: what the two ends agreed on, what came when, and what went wrong.
extension English {
    // MARK: - The agreement

    public func agreement(_ story: ProtocolHistory) -> Text? {
        guard let tls = story.tls, let version = tls.versionName else { return nil }
        var parts: [Text] = [Text(code: version)]
        if let suite = tls.suite { parts.append(Text(code: suite.shownName)) }
        if let group = tls.groupName { parts.append(Text(code: group)) }
        if let chosen = tls.chosenProtocol { parts.append("ALPN \(secrets.shown(chosen, limit: 40))") }
        if let isResumed = tls.isResumed, tls.isFinished || tls.isEncrypted {
            parts.append(isResumed ? "an earlier session resumed" : "a full handshake")
        }
        if let frame = tls.retryFrame { parts.append("after a HelloRetryRequest (frame \(frame))") }
        switch tls.earlyData {
        case .none: break
        case .offered: parts.append("early data (0-RTT) offered")
        case .accepted: parts.append("early data (0-RTT) accepted")
        case .rejected: parts.append("early data (0-RTT) rejected, so that it is sent again")
        }
        if tls.hello?.hasEncryptedHello == true { parts.append("Encrypted Client Hello offered: the real name may be hidden") }
        if tls.renegotiations > 0 { parts.append("renegotiated \(often(tls.renegotiations))") }
        if tls.keyUpdates > 0 { parts.append("keys updated \(often(tls.keyUpdates))") }
        if let certificate = tls.serverCertificates.first { parts.append(describe(certificate)) }
        if let certificate = tls.clientCertificates.first { parts.append("the client's " + describe(certificate)) }
        return parts.joined(separator: ", ")
    }

    private func describe(_ certificate: TLSCertificate) -> Text {
        let name = certificate.names.first ?? certificate.subject ?? "nobody"
        var text: Text = "certificate of \(secrets.shown(name, limit: 80))"
        if let issuer = certificate.issuer { text += " by \(secrets.shown(issuer, limit: 60))" }
        if let end = certificate.notAfter { text += ", valid until \(code: day(end))" }
        return text
    }

    /// `2026-11-26`, in UTC.
    private func day(_ seconds: Int64) -> String { TLSCertificate.day(seconds) }

    /// How far the content could be read.
    func reading(of tls: TLSFacts) -> Text? {
        guard let extent = tls.decryption.extent else { return nil }
        if extent == .all { return "its content was decrypted" }
        let reason: Text =
            switch tls.decryption.obstacle {
            case .noSecrets?: extent == .none ? "there are no secrets for it" : "there are no secrets for the rest"
            case .noHandshake?: "the handshake is not in the capture, so nothing says which secrets are meant"
            case .unknownCipher?: "its cipher is not supported"
            case .wrongSecrets?: "the secrets do not fit"
            case .missingBytes?: "bytes are missing from the capture"
            case .badRecord?: "a record is damaged"
            case .notTLS?: "what comes later is no TLS"
            case .limit?: "a bound of this program was reached"
            case nil: "bytes are missing from the capture"
            }
        return extent == .none ? "its content is encrypted (\(reason))" : "its content was decrypted in part (\(reason))"
    }

    func sentence(for bound: TLSBound) -> Text {
        switch bound {
        case .earlyData: "more early data (0-RTT) came before the server took it than is held: the rest of it was not read"
        case .handshakeMessage: "a message of the TLS handshake is longer than is read: what it says is not known"
        case .handshakeBytes: "the TLS handshake is longer than is kept to make its secret: nothing was decrypted"
        case .recordSearch:
            "too much was tried to find a TLS record, or the number that it has, among bytes whose beginning is missing: the rest was not decrypted"
        case .sessions:
            "the key log has secrets of more connections than are tried where the handshake was not captured: those that came first were not tried"
        case .certificates: "an end sent more certificates than are told: the last ones were not read"
        case .alerts: "more TLS alerts came than are told"
        }
    }

    func sentence(for bound: HTTP2Bound) -> Text {
        switch bound {
        case .controlFrame: "a control frame of HTTP/2 is longer than is read: what its end says is not known"
        case .frameSearch:
            "too much came behind a hole before the next frame of HTTP/2 was certain, so frames before it may not have been read"
        case .fieldBytes: "the header fields of HTTP/2 unpack to too much for what came, so not all of them were read"
        case .kinds: "more different settings, resets or faults of HTTP/2 came than are told"
        }
    }

    public func timeline(_ timeline: Timeline) -> Text? {
        guard let tls = timeline.tls else { return nil }
        var parts: [Text] = []
        if let connect = timeline.connect { parts.append("TCP connect \(Quantity.duration(connect))") }
        parts.append("TLS handshake \(Quantity.duration(tls))")
        if let request = timeline.request { parts.append("first request byte at \(Quantity.duration(request))") }
        if let response = timeline.response { parts.append("first response byte at \(Quantity.duration(response))") }
        return parts.joined(separator: ", ")
    }

    // MARK: - The ladder

    public func tls(_ event: TLSEvent) -> Text {
        switch event.kind {
        case .message(let type, let isProtected):
            return "TLS \(code: TLSHandshakeMessage.name(of: type))" + (isProtected ? " (decrypted)" : "")
        case .clientHello(let name, let protocols):
            var text: Text = "TLS ClientHello"
            if let name { text += " for \(secrets.shown(name, limit: 60))" }
            if !protocols.isEmpty { text += ", offering \(secrets.shown(protocols.joined(separator: ", "), limit: 40))" }
            return text
        case .serverHello(let version, let suite, let isRetryRequest):
            if isRetryRequest { return "TLS HelloRetryRequest" }
            let name = TLSFacts.name(of: version) ?? "an unknown version"
            return "TLS ServerHello: \(code: name), \(code: suite.shownName)"
        case .certificate(let name):
            guard let name else { return "TLS Certificate" }
            return "TLS Certificate of \(secrets.shown(name, limit: 60))"
        case .changeCipherSpec: return "TLS ChangeCipherSpec: encrypted from here on"
        case .encryptedHandshake: return "TLS handshake message, encrypted (Finished)"
        case .encryptedAlert: return "TLS alert, encrypted"
        case .alert(let alert):
            if alert.number == 0 { return "TLS close_notify" }
            return "TLS alert: \(code: alert.name ?? "number \(alert.number)"), \(code: alert.levelName)"
        case .earlyData: return "TLS early data (0-RTT)"
        }
    }

    // MARK: - Findings

    func tls(_ problem: TLSProblem, _ tls: TLSFacts) -> [Text] {
        switch problem {
        case .handshakeUnfinished(let last, let closer): return unfinished(last, closer, tls)
        case .notARecord(let record):
            return [
                "the \(end(record.sender)) sent in frame \(record.frame) what is no record of TLS: \"\(secrets.shown(content: record.bytes, limit: 80))\"",
                "The other end must give the connection up: a fault of the program that sent it, or something between the two that changes or adds "
                    + "bytes",
            ]
        case .notOffered(let what):
            let chosen: Text =
                switch what {
                case .version(let version): "version \(code: TLSFacts.name(of: version) ?? String(version, radix: 16))"
                case .suite(let suite): "the cipher suite \(code: suite.shownName)"
                }
            return [
                "the server chose \(chosen), which the client had not offered",
                "The client must give the connection up (RFC 8446 section 4.1.3): the server, or something between, is at fault",
            ]
        case .certificateOutOfDate(let certificate, let isExpired):
            let name = certificate.names.first ?? certificate.subject ?? ""
            let end = isExpired ? certificate.notAfter : certificate.notBefore
            let date = end.map { day($0) } ?? ""
            return [
                isExpired
                    ? "the server's certificate of \(secrets.shown(name, limit: 80)) had expired when the capture was made: it was valid until \(code: date)"
                    : "the server's certificate of \(secrets.shown(name, limit: 80)) was not valid yet when the capture was made: it is from \(code: date) on",
                "Renew it, or set the clock right",
            ]
        case .truncated(let sender, let cutsContent):
            return [
                "the \(end(sender)) closed the connection without a TLS close_notify"
                    + (cutsContent ? ", in the middle of content: nobody can tell whether all of it was sent" : ""),
                cutsContent
                    ? "Content that ends with the connection may have been cut off on its way (RFC 8446 section 6.1)"
                    : "Many programs do so; no content was cut short by it",
            ]
        case .badRecord(let sender, let count):
            return [
                "\(count == 1 ? "a TLS record" : "\(count) TLS records") of the \(end(sender)) could not be opened: the tag or MAC does not hold",
                "The bytes were changed after they were encrypted, or the sender made them wrong; they are not shown as content",
            ]
        }
    }

    private func unfinished(_ last: TLSHandshakeMessage?, _ closer: StreamEnd?, _ tls: TLSFacts) -> [Text] {
        var fact: Text = "the TLS handshake never finished"
        if tls.clientSentData || tls.serverSentData {
            fact += ", though the \(end(tls.clientSentData ? StreamEnd.client : .server)) had sent data of an application"
        } else {
            fact += ", so no data of an application crossed"
        }
        if let last { fact += ": the last message is \(message(last))" }
        if let closer { fact += last == nil ? ": the \(end(closer)) closed" : ", and then the \(end(closer)) closed" }
        return [fact, "Nothing in the clear says why: look at the log of the end that should have gone on, or closed"]
    }
}
