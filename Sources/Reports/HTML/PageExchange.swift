import Analysis
import Applications
import Language
import TCP
import Wire

/// What the page shows of an exchange besides its record: when it began, its URL, a line in words, and the first bytes of its content.
struct PageExchange {
    let exchange: Exchange
    let server: Endpoint
    let secrets: Secrets
    let translated: Translated

    func append(to output: OutputBuffer, sent: [UInt8], received: [UInt8]) {
        output.append(",\"page\":{\"words\":")
        translated.append(to: output) { $0.exchange(exchange) }
        if let first = exchange.request ?? exchange.response, !exchange.lacksTime {
            output.append(",\"start\":")
            output.appendJSON(first.firstTime)
        }
        if let request = exchange.request {
            output.append(",\"url\":")
            output.appendJSON(secrets.url(EffectiveURL.of(request.head, server, isSecure: exchange.isSecure)))
            append("request_content", request, sent, to: output)
        }
        if let response = exchange.response { append("response_content", response, received, to: output) }
        output.append("}}")
        output.endLine()
    }

    private func append(_ key: StaticString, _ message: Message, _ content: [UInt8], to output: OutputBuffer) {
        guard message.contentBytes > 0 else { return }
        output.appendKey(key)
        output.append("{\"bytes\":\(content.count)")
        if let type = message.head.fields.first("content-type") {
            output.append(",\"type\":")
            output.appendJSON(type)
        }
        // A character that the bound cuts in two is no sign of binary content.
        if !content.contains(0), let text = text(of: content) {
            output.append(",\"text\":")
            output.appendJSON(text)
        } else if !content.isEmpty {
            output.append(",\"base64\":\"")
            output.appendBase64(content)
            output.append("\"")
        }
        output.append("}")
    }

    private func text(of content: [UInt8]) -> String? {
        for cut in 0..<min(4, content.count) {
            if let text = String(validating: content.dropLast(cut), as: UTF8.self) { return text }
        }
        return content.isEmpty ? "" : nil
    }
}
