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
        let phases = phases(connection)
        output.append("{\"startedDateTime\":")
        output.appendJSON(phases.start)
        output.append(",\"time\":")
        output.appendMilliseconds(phases.total)
        appendRequest(to: output, connection.endpoint(of: .server))
        appendResponse(to: output)
        output.append(",\"cache\":{},\"timings\":{\"blocked\":")
        output.appendMilliseconds(phases.blocked)
        output.append(",\"dns\":-1,\"connect\":")
        output.appendMilliseconds(phases.connect)
        for (name, value) in [("send", phases.send), ("wait", phases.wait), ("receive", phases.receive)] {
            output.appendKey(name)
            output.appendMilliseconds(value)
        }
        output.append(",\"ssl\":")
        output.appendMilliseconds(phases.ssl)
        output.append("},\"serverIPAddress\":\"\(connection.endpoint(of: .server).address)\"")
        output.append(
            ",\"connection\":\"\(connection.number)\",\"_connectionId\":\"\(connection.number)\",\"_exchange\":\(exchange.number)"
        )
        output.append(",\"_requestFrames\":[\(request.firstFrame),\(request.lastFrame)]")
        if let response { output.append(",\"_responseFrames\":[\(response.firstFrame),\(response.lastFrame)]") }
        let isComplete = [request, response].allSatisfy { message in
            message.map { $0.isComplete && ($0.decoding ?? .complete) == .complete } ?? false
        }
        output.append(",\"_complete\":\(isComplete)}")
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

    private func appendRequest(to output: OutputBuffer, _ server: Endpoint) {
        let url = secrets.url(EffectiveURL.of(request.head, server, isSecure: exchange.isSecure))
        output.append(",\"request\":{\"method\":")
        output.appendJSON(request.head.method)
        output.append(",\"url\":")
        output.appendJSON(url)
        output.append(",\"httpVersion\":")
        output.appendJSON(Self.version(request.head))
        appendFields(request, to: output)
        output.append(",\"queryString\":[")
        let query = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).dropFirst().first ?? ""
        for (i, pair) in query.prefix(while: { $0 != "#" }).split(separator: "&").enumerated() {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            output.append(i == 0 ? "{\"name\":" : ",{\"name\":")
            output.appendJSON(String(parts[0]))
            output.append(",\"value\":")
            output.appendJSON(parts.count > 1 ? String(parts[1]) : "")
            output.append("}")
        }
        output.append("]")
        if request.contentBytes > 0 {
            output.append(",\"postData\":{\"mimeType\":")
            output.appendJSON(request.head.fields.first("content-type") ?? "application/octet-stream")
            output.append(",\"params\":[]")
            appendText(sent, of: request, encodingKey: "_encoding", to: output)
            output.append("}")
        }
        appendSizes(request, to: output)
        output.append("}")
    }

    private func appendResponse(to output: OutputBuffer) {
        guard let response else {
            // As browsers write a request that was never answered.
            output.append(
                ",\"response\":{\"status\":0,\"statusText\":\"\",\"httpVersion\":\"\",\"cookies\":[],\"headers\":[],"
            )
            output.append(
                "\"content\":{\"size\":0,\"mimeType\":\"x-unknown\"},\"redirectURL\":\"\",\"headersSize\":-1,\"bodySize\":-1,")
            output.append("\"comment\":\"no response captured\",\"_error\":\"no response captured\"}")
            return
        }
        output.append(",\"response\":{\"status\":\(response.head.status),\"statusText\":")
        output.appendJSON(response.head.reason)
        output.append(",\"httpVersion\":")
        output.appendJSON(Self.version(response.head))
        appendFields(response, to: output)
        let size = response.decodedBytes ?? response.contentBytes
        output.append(",\"content\":{\"size\":\(size)")
        if size != response.contentBytes { output.append(",\"compression\":\(size - response.contentBytes)") }
        output.append(",\"mimeType\":")
        output.appendJSON(response.head.fields.first("content-type") ?? "application/octet-stream")
        appendText(received, of: response, encodingKey: "encoding", to: output)
        output.append("},\"redirectURL\":")
        output.appendJSON(secrets.url(response.head.fields.first("location") ?? ""))
        appendSizes(response, to: output)
        output.append("}")
    }

    private func appendFields(_ message: Message, to output: OutputBuffer) {
        let fields = message.head.fields
        output.append(",\"cookies\":[")
        var isFirst = true
        let isRequest = message.head.kind == .request
        for value in fields.values(of: isRequest ? "cookie" : "set-cookie") {
            let shown = secrets.value(of: isRequest ? "cookie" : "set-cookie", value)
            // Of Set-Cookie the first pair is the cookie, the rest are its attributes.
            for pair in shown.split(separator: ";").prefix(isRequest ? .max : 1) {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                output.append(isFirst ? "{\"name\":" : ",{\"name\":")
                isFirst = false
                output.appendJSON(String(parts[0].drop { $0 == " " }))
                output.append(",\"value\":")
                output.appendJSON(parts.count > 1 ? String(parts[1]) : "")
                output.append("}")
            }
        }
        output.append("],\"headers\":[")
        let pseudo = Self.pseudoFields(message.head)
        for (i, field) in pseudo.enumerated() {
            output.append(i == 0 ? "{\"name\":" : ",{\"name\":")
            output.appendJSON(field.name)
            output.append(",\"value\":")
            output.appendJSON(secrets.value(of: field.name == ":authority" ? "host" : field.name, field.value))
            output.append("}")
        }
        for (i, line) in fields.lines.enumerated() {
            let name = fields.name(line)
            output.append(i == 0 && pseudo.isEmpty ? "{\"name\":" : ",{\"name\":")
            output.appendJSON(name)
            output.append(",\"value\":")
            output.appendJSON(secrets.value(of: name, fields.value(line)))
            output.append("}")
        }
        output.append("]")
    }

    /// As browsers write it.
    private static func version(_ head: MessageHead) -> String { head.http2 == nil ? head.version : "http/2.0" }

    private static func pseudoFields(_ head: MessageHead) -> [(name: String, value: String)] {
        guard head.http2 != nil, head.kind == .request else { return [] }
        let all = [(":method", head.method), (":authority", head.authority), (":scheme", head.scheme), (":path", head.path)]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    private func appendSizes(_ message: Message, to output: OutputBuffer) {
        // How many bytes a head of HTTP/2 takes depends on what was sent before.
        let headersSize = message.headIsPartial || message.head.http2 != nil ? -1 : message.head.fields.bytes.count
        output.append(",\"headersSize\":\(headersSize),\"bodySize\":\(message.contentBytes)")
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
    private func appendText(_ content: [UInt8], of message: Message, encodingKey: String, to output: OutputBuffer) {
        guard content.count <= maximumContent else {
            output.append(",\"comment\":\"larger than \(maximumContent >> 20) MiB, left out\"")
            return
        }
        if content.isEmpty, message.contentBytes > 0, message.decodedBytes != 0 {
            output.append(",\"comment\":\"left out: too much content at the same time, or it could not be decoded\"")
            return
        }
        output.append(",\"text\":")
        if !content.contains(0), isUTF8(message), let text = String(validating: content, as: UTF8.self) {
            output.appendJSON(text)
        } else {
            output.append("\"")
            output.appendBase64(content)
            output.append("\",\"\(encodingKey)\":\"base64\"")
        }
        switch message.decoding {
        case .broken?: output.append(",\"comment\":\"what could be decoded: the data is broken behind it\"")
        case .stopped?: output.append(",\"comment\":\"decoded up to a bound\"")
        case .cutShort?: output.append(",\"comment\":\"cut short in the capture\"")
        case .complete?, nil: if !message.isComplete { output.append(",\"comment\":\"cut short in the capture\"") }
        }
    }
}

extension OutputBuffer {
    /// Nanoseconds as milliseconds; -1, as HAR has it, for what does not apply.
    fileprivate func appendMilliseconds(_ nanoseconds: Int64?) {
        guard let nanoseconds else { return append("-1") }
        append(UInt(nanoseconds / 1_000_000), digits: 1)
        append(".")
        append(UInt(nanoseconds % 1_000_000), digits: 6)
    }
}
