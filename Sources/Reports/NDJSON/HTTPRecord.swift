import Analysis
import Language
import Applications
import TCP
import Wire

/// Writes the record of one exchange.
struct HTTPRecord {
    private let exchange: Exchange
    private let connection: Int
    private let secrets: Secrets
    /// The files that the content went to.
    var extracted: (request: String?, response: String?) = (nil, nil)
    /// Addresses and ports, if the record is to stand alone.
    var ends: (client: Endpoint, server: Endpoint)?

    init(_ exchange: Exchange, connection: Int, secrets: Secrets) {
        self.exchange = exchange
        self.connection = connection
        self.secrets = secrets
    }

    func append(to output: OutputBuffer, _ times: inout TimeText) {
        let json = JSONWriter(output)
        json.beginRecord("http")
        json.member("connection", connection)
        json.member("exchange", exchange.number)
        appendPlace(to: json, &times)
        if let http2 = exchange.http2 { append(http2, of: exchange, to: json) }
        if let request = exchange.request {
            // What the capture lacks of the table of fields may be what makes it a request.
            json.beginObject(request.head.lacksControlData ? "request_part" : "request")
            appendKnown("method", request.head.method, of: request.head, to: json)
            appendKnown("target", secrets.target(request.head), of: request.head, to: json)
            append(request, extracted: extracted.request, to: json)
        }
        if let response = exchange.response {
            json.beginObject(response.head.lacksControlData ? "response_part" : "response")
            if response.head.isSimple || response.head.status == 0 && (response.head.isStartLineCut || response.head.http2 != nil)
            {
                // HTTP/0.9 has none, or it was cut off.
                json.null("status")
            } else {
                json.member("status", response.head.status)
                json.member("reason", secrets.url(response.head.reason))
            }
            append(response, extracted: extracted.response, to: json)
        }
        json.beginArray("interim")
        for interim in exchange.interim {
            json.beginObject()
            if interim.head.status == 0 { json.null("status") } else { json.member("status", interim.head.status) }
            json.member("reason", interim.head.reason)
            append("headers", interim.head.fields, to: json)
            appendFrames(interim, to: json)
            json.endObject()
        }
        json.endArray()
        if exchange.isSecure { json.member("secure", true) }
        if exchange.isUnsolicited { json.member("unsolicited", true) }
        if exchange.isUnpaired { json.member("unpaired", true) }
        if let after = exchange.connectionAfter { json.word("connection_after", after.rawValue) }
        appendTiming(to: json)
        json.endRecord()
    }

    /// When it began, and between whom.
    private func appendPlace(to json: JSONWriter, _ times: inout TimeText) {
        guard let ends else { return }
        if let time = exchange.request?.firstTime ?? exchange.response?.firstTime, !exchange.lacksTime {
            json.key("time")
            times.append(time, to: json.output)
        }
        json.beginObject("addresses")
        json.member("client", ends.client)
        json.member("server", ends.server)
        json.endObject()
    }

    private func appendTiming(to json: JSONWriter) {
        let timing = exchange.timing
        json.beginObject("timing")
        json.seconds("request", timing.request)
        json.seconds("wait", timing.wait)
        json.seconds("response", timing.response)
        json.seconds("first_byte", timing.firstByte)
        json.seconds("think", timing.think)
        json.seconds("idle", exchange.idleBefore)
        json.endObject()
    }

    private func append(_ message: Message, extracted: String?, to json: JSONWriter) {
        json.member("version", message.head.version)
        if message.head.http2 != nil { appendPseudo(message.head, secrets, to: json) }
        append("headers", message.head.fields, to: json)
        if let trailers = message.trailers { append("trailers", trailers, to: json) }
        appendFrames(message, to: json)
        json.member("content_bytes", message.contentBytes)
        json.member("decoded_bytes", message.decodedBytes)
        if let decoding = message.decoding, decoding != .complete { json.word("decoding", decoding.rawValue) }
        if message.missingBytes > 0 { json.member("missing_bytes", message.missingBytes) }
        if !message.violations.isEmpty { json.member("violations", message.violations.all.map(\.name)) }
        json.member("extracted", extracted)
        json.member("complete", message.isComplete)
        json.endObject()
    }

    private func appendFrames(_ message: Message, to json: JSONWriter) {
        json.member("first_frame", message.firstFrame)
        json.member("last_frame", message.lastFrame)
    }

    private func append(_ key: StaticString, _ fields: FieldSection, to json: JSONWriter) {
        json.beginArray(key)
        let bytes = fields.bytes.span
        for line in fields.lines {
            json.beginArray()
            append(line, of: fields, bytes, to: json.output)
            json.endArray()
        }
        json.endArray()
    }

    /// A field line: as it lies where nothing in it is masked or odd, as most do.
    private func append(_ line: FieldSection.Line, of fields: FieldSection, _ bytes: Span<UInt8>, to output: OutputBuffer) {
        if line.isUnknown { return output.append("\"?\",null") }
        if isPlain(line.name, in: bytes), isPlain(line.value, in: bytes) {
            if secrets.leaves(line.value, of: line.name, in: bytes) {
                output.appendJSON(bytes, line.name)
                output.append(UInt8(ascii: ","))
                return output.appendJSON(bytes, line.value)
            }
            if line.name.count == 6, fields.line(line, isNamed: "cookie") {
                output.appendJSON(bytes, line.name)
                output.append(UInt8(ascii: ","))
                let masked = secrets.maskedCookie(line.value, in: bytes)
                return output.appendJSON(masked.span, 0..<masked.count)
            }
        }
        let name = fields.name(line)
        output.appendJSON(name)
        output.append(UInt8(ascii: ","))
        output.appendJSON(secrets.value(of: name, fields.value(line)))
    }

    /// Printable ASCII and nothing else.
    private func isPlain(_ range: Range<Int>, in bytes: Span<UInt8>) -> Bool {
        for i in range where bytes[i] < 0x20 || bytes[i] >= 0x7f { return false }
        return true
    }
}
