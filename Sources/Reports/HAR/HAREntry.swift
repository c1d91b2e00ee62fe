import Analysis
import Language
import Applications
import TCP
import Wire

/// One entry of an HTTP Archive.
struct HAREntry {
    let request: Message
    let response: Message?
    let exchange: Exchange
    let sent: [UInt8]
    let received: [UInt8]
    let secrets: Secrets
    /// Bytes of content that a message may have to be shown.
    let maximumContent: Int

    func append(to output: OutputBuffer, _ connection: borrowing Connection) {
        let json = JSONWriter(output)
        let phases = phases(connection)
        json.beginObject()
        json.member("startedDateTime", phases.start)
        json.milliseconds("time", phases.total)
        appendRequest(to: json, connection.endpoint(of: .server))
        appendResponse(to: json)
        json.beginObject("cache")
        json.endObject()
        json.beginObject("timings")
        json.milliseconds("blocked", phases.blocked)
        json.member("dns", -1)
        json.milliseconds("connect", phases.connect)
        json.milliseconds("send", phases.send)
        json.milliseconds("wait", phases.wait)
        json.milliseconds("receive", phases.receive)
        json.milliseconds("ssl", phases.ssl)
        json.endObject()
        json.word("serverIPAddress", connection.endpoint(of: .server).address.description)
        json.word("connection", "\(connection.number)" as String)
        json.word("_connectionId", "\(connection.number)" as String)
        json.member("_exchange", exchange.number)
        json.member("_requestFrames", [request.firstFrame, request.lastFrame])
        if let response { json.member("_responseFrames", [response.firstFrame, response.lastFrame]) }
        let isComplete = [request, response].allSatisfy { message in
            message.map { $0.isComplete && ($0.decoding ?? .complete) == .complete } ?? false
        }
        json.member("_complete", isComplete)
        json.endObject()
    }

    // MARK: - Times

    /// The phases of an entry in nanoseconds: those that apply sum up to the total. nil for one that does not apply.
    private struct Phases {
        var start: Timestamp
        var blocked: Int64?
        var connect: Int64?
        /// Part of `connect`.
        var ssl: Int64?
        var send: Int64 = 0
        var wait: Int64 = 0
        var receive: Int64 = 0
        var total: Int64 { (blocked ?? 0) + (connect ?? 0) + send + wait + receive }
    }

    private func phases(_ connection: borrowing Connection) -> Phases {
        var phases = Phases(start: request.firstTime)
        if exchange.number == 1, let tcp = connection.handshake.connectTime, tcp >= 0 {
            let ssl = exchange.secureHandshake.flatMap { $0 >= 0 ? $0 : nil }
            let connect = tcp + (ssl ?? 0)
            let began = request.firstTime.nanoseconds(since: connection.start)
            if began >= connect {
                phases.start = connection.start
                phases.connect = connect
                phases.ssl = ssl
                phases.blocked = began - connect
            }
        }
        let end = response.map { max($0.lastTime, request.lastTime) } ?? request.lastTime
        let firstByte = response?.firstTime ?? end
        // An answer that came before the request had ended: what counts first is the sending.
        // Sending again what was lost is sending.
        let sent = max(request.lastTime, exchange.requestRepeated ?? request.lastTime)
        phases.send = max(0, sent.nanoseconds(since: request.firstTime))
        phases.wait = response == nil ? 0 : max(0, firstByte.nanoseconds(since: sent))
        phases.receive = max(0, end.nanoseconds(since: request.firstTime) - phases.send - phases.wait)
        return phases
    }

    // MARK: - Messages

    private func appendRequest(to json: JSONWriter, _ server: Endpoint) {
        let url = secrets.url(EffectiveURL.of(request.head, server, isSecure: exchange.isSecure))
        json.beginObject("request")
        json.member("method", request.head.method)
        json.member("url", url)
        json.member("httpVersion", Self.version(request.head))
        appendFields(request, to: json)
        json.beginArray("queryString")
        let query = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first ?? ""
        for pair in query.prefix(while: { $0 != "#" }).split(separator: "&") { appendPair(pair, to: json) }
        json.endArray()
        if request.contentBytes > 0 {
            json.beginObject("postData")
            json.member("mimeType", request.head.fields.first("content-type") ?? "application/octet-stream")
            json.beginArray("params")
            json.endArray()
            appendText(sent, of: request, encodingKey: "_encoding", to: json)
            json.endObject()
        }
        appendSizes(request, to: json)
        json.endObject()
    }

    /// `name=value`.
    private func appendPair(_ pair: Substring, to json: JSONWriter) {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        appendField(String(parts[0]), parts.count > 1 ? String(parts[1]) : "", to: json)
    }

    private func appendField(_ name: String, _ value: String, to json: JSONWriter) {
        json.beginObject()
        json.member("name", name)
        json.member("value", value)
        json.endObject()
    }

    private func appendResponse(to json: JSONWriter) {
        json.beginObject("response")
        if let response { append(response, to: json) } else { appendNoResponse(to: json) }
        json.endObject()
    }

    /// As browsers write a request that was never answered.
    private func appendNoResponse(to json: JSONWriter) {
        json.member("status", 0)
        json.word("statusText", "")
        json.word("httpVersion", "")
        json.beginArray("cookies")
        json.endArray()
        json.beginArray("headers")
        json.endArray()
        json.beginObject("content")
        json.member("size", 0)
        json.word("mimeType", "x-unknown")
        json.endObject()
        json.word("redirectURL", "")
        json.member("headersSize", -1)
        json.member("bodySize", -1)
        json.word("comment", "no response captured")
        json.word("_error", "no response captured")
    }

    private func append(_ response: Message, to json: JSONWriter) {
        json.member("status", response.head.status)
        json.member("statusText", response.head.reason)
        json.member("httpVersion", Self.version(response.head))
        appendFields(response, to: json)
        let size = response.decodedBytes ?? response.contentBytes
        json.beginObject("content")
        json.member("size", size)
        if size != response.contentBytes { json.member("compression", size - response.contentBytes) }
        json.member("mimeType", response.head.fields.first("content-type") ?? "application/octet-stream")
        appendText(received, of: response, encodingKey: "encoding", to: json)
        json.endObject()
        json.member("redirectURL", secrets.url(response.head.fields.first("location") ?? ""))
        appendSizes(response, to: json)
    }

    private func appendFields(_ message: Message, to json: JSONWriter) {
        let fields = message.head.fields
        let isRequest = message.head.kind == .request
        json.beginArray("cookies")
        for value in fields.values(of: isRequest ? "cookie" : "set-cookie") {
            let shown = secrets.value(of: isRequest ? "cookie" : "set-cookie", value)
            // Of Set-Cookie the first pair is the cookie, the rest are its attributes.
            for pair in shown.split(separator: ";").prefix(isRequest ? .max : 1) {
                appendPair(pair.drop { $0 == " " }, to: json)
            }
        }
        json.endArray()
        json.beginArray("headers")
        for field in Self.pseudoFields(message.head) {
            appendField(
                field.name, secrets.value(of: field.name == ":authority" ? "host" : field.name, field.value), to: json)
        }
        for line in fields.lines {
            let name = fields.name(line)
            appendField(name, secrets.value(of: name, fields.value(line)), to: json)
        }
        json.endArray()
    }

    /// As browsers write it.
    private static func version(_ head: MessageHead) -> String { head.http2 == nil ? head.version : "http/2.0" }

    private static func pseudoFields(_ head: MessageHead) -> [(name: String, value: String)] {
        guard head.http2 != nil, head.kind == .request else { return [] }
        let all = [(":method", head.method), (":authority", head.authority), (":scheme", head.scheme), (":path", head.path)]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    private func appendSizes(_ message: Message, to json: JSONWriter) {
        // How many bytes a head of HTTP/2 takes depends on what was sent before.
        let headersSize = message.headIsPartial || message.head.http2 != nil ? -1 : message.head.fields.bytes.count
        json.member("headersSize", headersSize)
        json.member("bodySize", message.contentBytes)
    }

    /// Whether nothing says that the content is in another character set.
    private func isUTF8(_ message: Message) -> Bool {
        guard let type = message.head.fields.first("content-type")?.lowercased() else { return true }
        for parameter in type.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == "charset" else { continue }
            let name = parts[1].filter { $0 != "\"" && $0 != " " }
            return ["utf-8", "utf8", "us-ascii", "ascii"].contains(name)
        }
        return true
    }

    /// Content as text where it is text, as base64 where it is not.
    private func appendText(_ content: [UInt8], of message: Message, encodingKey: StaticString, to json: JSONWriter) {
        guard content.count <= maximumContent else {
            return json.word("comment", "larger than \(maximumContent >> 20) MiB, left out" as String)
        }
        if content.isEmpty, message.contentBytes > 0, message.decodedBytes != 0 {
            return json.word("comment", "left out: too much content at the same time, or it could not be decoded")
        }
        if !content.contains(0), isUTF8(message), let text = String(validating: content, as: UTF8.self) {
            json.member("text", text)
        } else {
            json.base64("text", content)
            json.word(encodingKey, "base64")
        }
        switch message.decoding {
        case .broken?: json.word("comment", "what could be decoded: the data is broken behind it")
        case .stopped?: json.word("comment", "decoded up to a bound")
        case .cutShort?: json.word("comment", "cut short in the capture")
        case .left? where message.hasTooManyCodings: json.word("comment", "not decoded: too many codings")
        case .left?: json.word("comment", "not decoded: too much was being decoded at the same time")
        case .complete?, nil: if !message.isComplete { json.word("comment", "cut short in the capture") }
        }
    }
}

extension JSONWriter {
    /// Nanoseconds as milliseconds; -1, as HAR has it, for what does not apply.
    fileprivate func milliseconds(_ key: StaticString, _ nanoseconds: Int64?) {
        self.key(key)
        guard let nanoseconds else { return output.append("-1") }
        output.append(UInt(nanoseconds / 1_000_000), digits: 1)
        output.append(".")
        output.append(UInt(nanoseconds % 1_000_000), digits: 6)
    }
}
