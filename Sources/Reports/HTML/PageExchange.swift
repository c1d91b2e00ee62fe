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

    /// As members of the record of the exchange.
    func append(to json: JSONWriter, sent: [UInt8], received: [UInt8]) {
        json.beginObject("page")
        translated.member("words", of: json) { $0.exchange(exchange) }
        if let first = exchange.request ?? exchange.response, !exchange.lacksTime { json.member("start", first.firstTime) }
        if let request = exchange.request {
            json.member("url", secrets.url(EffectiveURL.of(request.head, server, isSecure: exchange.isSecure)))
            append("request_content", request, sent, to: json)
        }
        if let response = exchange.response { append("response_content", response, received, to: json) }
        json.endObject()
    }

    private func append(_ key: StaticString, _ message: Message, _ content: [UInt8], to json: JSONWriter) {
        guard message.contentBytes > 0 else { return }
        json.beginObject(key)
        json.member("bytes", content.count)
        json.member("type", message.head.fields.first("content-type"))
        // A character that the bound cuts in two is no sign of binary content.
        if !content.contains(0), let text = text(of: content) {
            json.member("text", text)
        } else if !content.isEmpty {
            json.base64("base64", content)
        }
        json.endObject()
    }

    private func text(of content: [UInt8]) -> String? {
        for cut in 0..<min(4, content.count) {
            if let text = String(validating: content.dropLast(cut), as: UTF8.self) { return text }
        }
        return content.isEmpty ? "" : nil
    }
}
