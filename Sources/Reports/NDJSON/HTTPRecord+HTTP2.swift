import Analysis
import Applications
import Language
import TCP

/// What an exchange of HTTP/2 has besides.
extension HTTPRecord {
    func append(_ details: HTTP2Details, of exchange: Exchange, to json: JSONWriter) {
        json.member("stream", details.stream)
        if let reset = details.reset {
            json.beginObject("reset")
            json.member("by", reset.sender)
            json.word("code", reset.code.name)
            json.member("frame", reset.frame)
            json.endObject()
        }
        json.member("pushed_by", details.pushedBy)
        if details.isUnprocessed { json.member("unprocessed", true) }
        if details.isUpgraded { json.member("upgraded", true) }
        if let call = details.grpc { append(call, of: exchange, to: json) }
        if let webSocket = details.webSocket {
            json.beginObject("websocket")
            append("client", webSocket.client, to: json)
            append("server", webSocket.server, to: json)
            json.endObject()
        }
    }

    private func append(_ key: StaticString, _ reader: WebSocketReader, to json: JSONWriter) {
        json.beginObject(key)
        json.member("payload_bytes", Int(clamping: reader.payloadBytes))
        for opcode in WebSocketReader.Opcode.allCases where reader.count(opcode) > 0 {
            json.member(named: opcode.name, reader.count(opcode))
        }
        json.member("close_code", reader.close?.code)
        json.endObject()
    }

    private func append(_ call: GRPCCall, of exchange: Exchange, to json: JSONWriter) {
        json.beginObject("grpc")
        json.beginObject("messages")
        json.member("client", call.client.count)
        json.member("server", call.server.count)
        json.endObject()
        if let names = exchange.request?.head.path.flatMap(GRPCCall.names) {
            json.member("service", names.service)
            json.member("method", names.method)
        }
        if let status = exchange.grpcStatus {
            json.member("status", status.code)
            if let name = GRPCCall.statusName(status.code) { json.word("status_name", name) }
            json.member("message", status.message.map(WireBytes.repaired))
        }
        json.endObject()
    }

    /// The pseudo-header fields that the method, the target and the status do not hold already.
    func appendPseudo(_ head: MessageHead, _ secrets: Secrets, to json: JSONWriter) {
        if head.http2?.fieldsAreComplete == false { json.member("fields_complete", false) }
        guard head.kind == .request else { return }
        json.beginObject("pseudo")
        json.member("scheme", head.scheme)
        json.member("authority", head.authority.map { secrets.value(of: "host", $0) })
        json.member("path", head.path.map(secrets.url))
        json.member("protocol", head.connectProtocol)
        json.endObject()
    }

    /// A part of a start line; null where HTTP/2 has nothing in its place.
    func appendKnown(_ key: StaticString, _ text: String, of head: MessageHead, to json: JSONWriter) {
        if text.isEmpty, head.http2 != nil { json.null(key) } else { json.member(key, text) }
    }
}
