public import Analysis
public import Applications
import TCP
import Wire

extension English {
    // MARK: - Exchanges

    public func exchange(_ exchange: Exchange) -> Text {
        var text: Text = "#\(exchange.number)  "
        if let request = exchange.request {
            text += "\(secrets.shown(request.head.lossless.method, limit: 24)) "
            text += "\(secrets.shown(targetOf: request.head, limit: 60))"
            let head = request.head.lossless
            if let host = head.authority ?? head.fields.first("host"), !Self.holdsScheme(head.target),
                head.target != host
            {
                text += " on \(secrets.shown(value: host, of: "host", limit: 40))"
            }
            if request.contentBytes > 0 {
                text += " (\(content(request)) sent\(request.isKnownUnfinished ? ", not whole" : ""))"
            }
        } else {
            text +=
                exchange.isUnsolicited
                ? "(nobody asked)"
                : exchange.isUnpaired
                    ? "(its request is not paired with it: too many waited)"
                    : exchange.requestIsInvalid
                        ? "(what the client sent is no request of HTTP, or cut)"
                        : exchange.requestUnread.map { "(its request was not read, \(place(of: $0)), or not captured)" as Text }
                            ?? "(request not captured)"
        }
        for interim in exchange.interim { text += " → \(interimStatus(interim))" }
        guard let response = exchange.response else {
            if exchange.responseIsInvalid { return text + " → (what the server sent is no response of HTTP)" }
            if exchange.isUnpaired {
                return text + http2(exchange) + " → (its response is not paired with it: too many requests waited)"
            }
            if let reason = exchange.responseUnread {
                return text + " → (its response was not read, \(place(of: reason)), or cannot be told from others)"
            }
            return text + http2(exchange)
                + (exchange.responseIsUnknown
                    ? " → (bytes are missing: its response is among them, or cannot be told from others)"
                    : " → (no response captured)")
        }
        if response.head.isSimple {
            text += " → HTTP/0.9"
        } else {
            text += " → \(response.head.status)"
            if response.head.http2 == nil { text += " \(secrets.shown(response.head.lossless.reason, limit: 40))" }
        }
        if let location = response.head.lossless.fields.first("location") {
            text += " to \(secrets.shown(location, limit: 60))"
        }
        text += ", \(content(response))"
        if response.headIsPartial { text += " (its header section is not whole, so the content could not be followed)" }
        if response.missingBytes > 0 { text += " (\(Quantity.bytes(response.missingBytes)) \(lack(exchange.bytesMayBeUnread)))" }
        if response.isKnownUnfinished, !response.headIsPartial { text += ", not whole" }
        if let trailers = response.trailers { text += ", \(Quantity.count(trailers.lineCount, "trailer"))" }
        let first = min(exchange.request?.firstFrame ?? .max, response.firstFrame)
        text += first == response.lastFrame ? "; frame \(first)" : "; frames \(first)-\(response.lastFrame)"
        return text + pace(exchange) + expectation(exchange) + http2(exchange)
    }

    private func place(of reason: UnreadReason) -> Text {
        switch reason {
        case .bound: "beyond a bound of this program"
        case .brokenFraming: "behind a chunk line that is none"
        }
    }

    /// A status that is not known for want of bytes is interim all the same.
    private func interimStatus(_ interim: Message) -> Text { interim.head.status == 0 ? "1xx" : "\(interim.head.status)" }

    /// Whether `://` stands in a text.
    static func holdsScheme(_ text: String) -> Bool {
        var matched = 0
        for byte in text.utf8 {
            switch (matched, byte) {
            case (0, UInt8(ascii: ":")), (1, UInt8(ascii: "/")): matched += 1
            case (2, UInt8(ascii: "/")): return true
            default: matched = byte == UInt8(ascii: ":") ? 1 : 0
            }
        }
        return false
    }

    /// A clock that was set back makes no answer early.
    static func isEarly(_ response: Message, _ request: Message) -> Bool {
        response.firstTime < request.lastTime && response.firstFrame < request.lastFrame
    }

    private func pace(_ exchange: Exchange) -> Text {
        let timing = exchange.timing
        guard let wait = timing.wait else {
            let isEarly = exchange.request.flatMap { request in exchange.response.map { Self.isEarly($0, request) } }
            return isEarly == true ? ", answered before the request had ended" : ""
        }
        var text: Text = ", answered after \(Quantity.duration(wait))"
        // On a longer path it matters how much of that was the path.
        if let think = timing.think, let trip = exchange.roundTripToServer, trip >= 1_000_000, wait > 0 {
            text += " (the server took \(Quantity.duration(think)) of it)"
        }
        if let idle = exchange.idleBefore, idle >= 1_000_000_000 { text += ", \(Quantity.duration(idle)) after the one before" }
        return text
    }

    /// How `Expect: 100-continue` went (RFC 9110 §10.1.1).
    private func expectation(_ exchange: Exchange) -> Text {
        guard let request = exchange.request, request.head.expectsContinue else { return "" }
        if let interim = exchange.interim.first(where: { $0.head.status == 100 }) {
            let waited = interim.firstTime.nanoseconds(since: request.headTime)
            return "; the client asked first (Expect), and was told to go on"
                + (exchange.lacksTime ? "" : " after \(Quantity.duration(waited))")
        }
        guard let sent = request.contentTime else {
            return "; the client asked first (Expect), and sent no content after this answer"
        }
        let waited = sent.nanoseconds(since: request.headTime)
        return "; the client asked first (Expect), was not told to go on, and sent the content"
            + (exchange.lacksTime ? "" : " after \(Quantity.duration(waited))")
    }

    /// `842 bytes of text/html (gzip, 4 KiB decoded)`.
    func content(_ message: Message) -> Text {
        var text = Quantity.bytes(message.contentBytes)
        let fields = message.head.lossless.fields
        if message.contentBytes > 0, let type = fields.first("content-type") {
            let name = Substring(type.utf8.prefix { $0 != UInt8(ascii: ";") })
            text += " of \(secrets.shown(String(name), limit: 40))"
        }
        let codings = fields.contentCodings.joined(separator: ", ")
        guard !codings.isEmpty, message.contentBytes > 0 else { return text }
        text += " (\(secrets.shown(codings, limit: 40))"
        if let decoded = message.decodedBytes {
            text += ", \(Quantity.bytes(decoded)) decoded"
            switch message.decoding {
            case .broken?: text += " before the data turned out to be broken"
            case .stopped?: text += ", where a bound stopped it"
            case .cutShort?: text += " as far as it was captured"
            case .complete?, .left?, nil: break
            }
        } else if message.decoding == .left {
            text += ", not decoded: " + (message.hasTooManyCodings ? "too many codings" : "too many were at the same time")
        }
        return text + ")"
    }

    // MARK: - The connection

    public func persistence(_ event: ConnectionEvent) -> Text? {
        let persistence = event.persistence
        guard persistence.requests > 0, let after = persistence.last else { return nil }
        let requests = Quantity.count(persistence.requests, "request")
        let atLeast: Text = persistence.uncertain > 0 ? "at least " : ""
        let closer = event.connection.closedBy.map { "the \(end($0))" as Text }
        switch after {
        case .close where persistence.answered < persistence.requests:
            return "\(atLeast)\(persistence.answered) of \(requests) answered, the last answer with the close"
                + announcement(persistence)
        case .close where persistence.requests == 1:
            return "short connection: one request, and \(closer ?? "nobody") closes at once\(announcement(persistence))"
        case .close:
            return "kept alive for \(requests), until the last\(announcement(persistence))"
        case .keepAlive:
            var text: Text = "kept alive: \(requests) in one connection"
            if persistence.answered < persistence.requests { text += ", \(atLeast)\(persistence.answered) of them answered" }
            if let closer, event.connection.teardown.activeCloser != nil {
                text += "; no message announced the close, \(closer) decided on it"
            }
            return text
        case .upgrade: return "after \(requests) the connection speaks another protocol"
        case .tunnel: return "after \(requests) the connection is a tunnel"
        }
    }

    private func announcement(_ persistence: Persistence) -> Text {
        switch persistence.announcedBy {
        case .client?: ", as the request announced (Connection: close, or HTTP/1.0 without keep-alive)"
        case .server?:
            ", as the response announced (Connection: close, HTTP/1.0 without keep-alive, or content that ends with it)"
        case nil: ""
        }
    }

    public func webSocketFrame(_ frame: WebSocketReader.Frame) -> Text {
        var text: Text = "WebSocket \(code: frame.opcode.name), \(Quantity.bytes(Int(clamping: frame.length)))"
        if frame.isCompressed { text += ", compressed" }
        if !frame.isFinal { text += ", more to follow" }
        if let code = frame.closeCode { text += ", code \(code)\(closeMeaning(code))" }
        if !frame.preview.isEmpty, !frame.isCompressed, frame.opcode == .text || frame.opcode == .close {
            text += ": \"\(secrets.shown(content: frame.preview, limit: 120))\""
        }
        return text
    }

    public func messageEnd(_ message: Message) -> Text? {
        guard message.contentBytes > 0 else { return nil }
        var text: Text = "content: " + content(message)
        if Self.isText(message), !message.preview.isEmpty {
            text +=
                ": \"\(secrets.shown(content: message.preview, limit: 120))\(message.preview.count == Message.previewLength ? "..." : "")\""
        }
        return text
    }

    static func isText(_ message: Message) -> Bool {
        guard let type = message.head.fields.first("content-type")?.lowercased() else { return false }
        return type.hasPrefix("text/") || type.contains("json") || type.contains("xml") || type.contains("javascript")
            || type.contains("x-www-form-urlencoded")
    }

    // MARK: - Violations

    func meaning(of violation: Violation, _ isRequest: Bool) -> Text {
        switch violation {
        case .lengthAndTransferEncoding:
            "has both Transfer-Encoding and Content-Length: the former counts, but a recipient that obeys the latter sees other messages "
                + "(request smuggling)"
        case .conflictingLengths:
            "has Content-Length more than once with different numbers: where it ends cannot be known"
                + (isRequest ? ", and nothing behind it is read" : "; it is taken to last until the close")
        case .repeatedLength: "repeats its Content-Length; the number is the same, so it counts once"
        case .invalidLength:
            "has a Content-Length that is no number: where it ends cannot be known"
                + (isRequest ? ", and nothing behind it is read" : "; it is taken to last until the close")
        case .chunkedNotLast:
            "has a Transfer-Encoding in which chunked is not the last coding, or is there twice"
                + (isRequest ? ": a server must answer 400 and close" : ": it lasts until the close")
        case .unknownTransferCoding: "has a transfer coding that is not in the registry"
        case .transferEncodingInHTTP10:
            "has Transfer-Encoding in HTTP/1.0, which does not know it: its framing is not to be trusted"
        case .framingWithoutContent: "tells a length, though a message of its kind has no content"
        case .bareCR: "has a CR that no LF follows: a recipient may take it for a line end"
        case .bareLF: "ends lines in a bare LF instead of CR LF; it is read as a line end"
        case .whitespaceBeforeColon:
            "has white space between a field name and its colon: "
                + (isRequest ? "a server must answer 400 (request smuggling)" : "it is removed")
        case .whitespaceAfterStartLine: "has a line that begins with white space right behind the start line; it is passed over"
        case .obsoleteFolding: "folds a field over several lines, which is obsolete; it is read as one line"
        case .lineWithoutColon: "has a header line without a colon"
        case .invalidFieldName: "has a field name with characters that no name may have"
        case .invalidFieldValue: "has control characters in a field value"
        case .missingHost: "has no Host field, which HTTP/1.1 demands"
        case .repeatedHost: "has more than one Host field: a server must answer 400"
        case .invalidHost: "has a Host that is no host and port: a server must answer 400"
        case .invalidTarget:
            "has a target that is none of the four forms, or that its method does not allow, or has bytes that no URI may have"
        case .invalidStartLine:
            "has a start line with other white space, or another version, than the rule has: it is read all the same, but not by every "
                + "recipient"
        case .incomplete:
            "ended before its content did: its sender closed first, and what there is must not be taken for all of it"
        case .invalidChunk: "has a chunk line that is none: recipients may see different content, or none behind it"
        case .headTooLarge:
            "has a head or a chunk line beyond the bounds of this program; reading went on at the next message that was certain"
        case .brokenContentCoding: "is not what its coding says: it could be decoded only in part"
        case .contentTooLarge: "grows so much when it is decoded that a bound stopped it (a decompression bomb?)"
        case .windowTooLarge:
            "needs a window of more than 8 MiB to be decoded, which is more than zstd as a content coding allows: a recipient need not "
                + "decode it, and here it is not decoded"
        }
    }
}
