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
        output.append("{\"type\":\"http\",\"connection\":")
        output.append(connection)
        output.append(",\"exchange\":")
        output.append(exchange.number)
        appendPlace(to: output, &times)
        if let http2 = exchange.http2 { append(http2, of: exchange, to: output) }
        if let request = exchange.request {
            // What the capture lacks of the table of fields may be what makes it a request.
            output.append(request.head.lacksControlData ? ",\"request_part\":{\"method\":" : ",\"request\":{\"method\":")
            appendKnown(request.head.method, of: request.head, to: output)
            output.append(",\"target\":")
            appendKnown(secrets.target(request.head), of: request.head, to: output)
            append(request, extracted: extracted.request, to: output)
        }
        if let response = exchange.response {
            output.append(response.head.lacksControlData ? ",\"response_part\":{\"status\":" : ",\"response\":{\"status\":")
            if response.head.isSimple || response.head.status == 0 && (response.head.isStartLineCut || response.head.http2 != nil)
            {
                // HTTP/0.9 has none, or it was cut off.
                output.append("null")
            } else {
                output.append(response.head.status)
                output.append(",\"reason\":")
                output.appendJSON(secrets.url(response.head.reason))
            }
            append(response, extracted: extracted.response, to: output)
        }
        output.append(",\"interim\":[")
        for (i, interim) in exchange.interim.enumerated() {
            output.append(i == 0 ? "{\"status\":" : ",{\"status\":")
            if interim.head.status == 0 { output.append("null") } else { output.append(interim.head.status) }
            output.append(",\"reason\":")
            output.appendJSON(interim.head.reason)
            append("headers", interim.head.fields, to: output)
            appendFrames(interim, to: output)
            output.append(UInt8(ascii: "}"))
        }
        output.append("]")
        if exchange.isSecure { output.append(",\"secure\":true") }
        if exchange.isUnsolicited { output.append(",\"unsolicited\":true") }
        if let after = exchange.connectionAfter {
            output.append(",\"connection_after\":")
            output.appendJSON(after.rawValue)
        }
        appendTiming(to: output)
        output.append("}")
        output.endLine()
    }

    /// When it began, and between whom.
    private func appendPlace(to output: OutputBuffer, _ times: inout TimeText) {
        guard let ends else { return }
        if let time = exchange.request?.firstTime ?? exchange.response?.firstTime, !exchange.lacksTime {
            output.append(",\"time\":")
            times.append(time, to: output)
        }
        output.append(",\"addresses\":{\"client\":\"")
        output.append(ends.client)
        output.append("\",\"server\":\"")
        output.append(ends.server)
        output.append("\"}")
    }

    private func appendTiming(to output: OutputBuffer) {
        let timing = exchange.timing
        output.append(",\"timing\":{")
        var isFirst = true
        func append(_ key: StaticString, _ value: Int64?) {
            guard let value else { return }
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            output.append(UInt8(ascii: "\""))
            output.append(key)
            output.append("\":")
            output.appendSeconds(value)
        }
        append("request", timing.request)
        append("wait", timing.wait)
        append("response", timing.response)
        append("first_byte", timing.firstByte)
        append("think", timing.think)
        append("idle", exchange.idleBefore)
        output.append("}")
    }

    private func append(_ message: Message, extracted: String?, to output: OutputBuffer) {
        output.append(",\"version\":")
        output.appendJSON(message.head.version)
        if message.head.http2 != nil { appendPseudo(message.head, secrets, to: output) }
        append("headers", message.head.fields, to: output)
        if let trailers = message.trailers { append("trailers", trailers, to: output) }
        appendFrames(message, to: output)
        output.append(",\"content_bytes\":")
        output.append(message.contentBytes)
        if let decoded = message.decodedBytes {
            output.append(",\"decoded_bytes\":")
            output.append(decoded)
        }
        if let decoding = message.decoding, decoding != .complete {
            output.append(",\"decoding\":")
            output.appendJSON(decoding.rawValue)
        }
        if message.missingBytes > 0 {
            output.append(",\"missing_bytes\":")
            output.append(message.missingBytes)
        }
        if !message.violations.isEmpty {
            output.append(",\"violations\":[")
            for (i, violation) in message.violations.all.enumerated() {
                if i > 0 { output.append(",") }
                output.appendJSON(violation.name)
            }
            output.append("]")
        }
        if let extracted {
            output.append(",\"extracted\":")
            output.appendJSON(extracted)
        }
        output.append(message.isComplete ? ",\"complete\":true}" : ",\"complete\":false}")
    }

    private func appendFrames(_ message: Message, to output: OutputBuffer) {
        output.append(",\"first_frame\":")
        output.append(message.firstFrame)
        output.append(",\"last_frame\":")
        output.append(message.lastFrame)
    }

    private func append(_ key: StaticString, _ fields: FieldSection, to output: OutputBuffer) {
        output.appendKey(key)
        output.append(UInt8(ascii: "["))
        let bytes = fields.bytes.span
        var isFirst = true
        for line in fields.lines {
            output.append(isFirst ? "[" : ",[")
            isFirst = false
            append(line, of: fields, bytes, to: output)
            output.append(UInt8(ascii: "]"))
        }
        output.append(UInt8(ascii: "]"))
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
