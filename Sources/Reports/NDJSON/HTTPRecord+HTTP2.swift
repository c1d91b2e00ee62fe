import Analysis
import Applications
import Language
import TCP

/// What an exchange of HTTP/2 has besides.
extension HTTPRecord {
    func append(_ details: HTTP2Details, of exchange: Exchange, to output: OutputBuffer) {
        output.append(",\"stream\":")
        output.append(details.stream)
        if let reset = details.reset {
            output.append(",\"reset\":{\"by\":\"\(reset.sender)\",\"code\":\"\(reset.code.name)\",\"frame\":\(reset.frame)}")
        }
        if let promiser = details.pushedBy {
            output.append(",\"pushed_by\":")
            output.append(promiser)
        }
        if details.isUnprocessed { output.append(",\"unprocessed\":true") }
        if details.isUpgraded { output.append(",\"upgraded\":true") }
        if let call = details.grpc { append(call, of: exchange, to: output) }
        if let webSocket = details.webSocket {
            output.append(",\"websocket\":{")
            for (i, (name, reader)) in [("client", webSocket.client), ("server", webSocket.server)].enumerated() {
                output.append("\(i == 0 ? "" : ",")\"\(name)\":{\"payload_bytes\":\(reader.payloadBytes)")
                for opcode in WebSocketReader.Opcode.allCases where reader.count(opcode) > 0 {
                    output.append(",\"\(opcode.name)\":\(reader.count(opcode))")
                }
                if let code = reader.close?.code { output.append(",\"close_code\":\(code)") }
                output.append("}")
            }
            output.append("}")
        }
    }

    private func append(_ call: GRPCCall, of exchange: Exchange, to output: OutputBuffer) {
        output.append(",\"grpc\":{\"messages\":{\"client\":\(call.client.count),\"server\":\(call.server.count)}")
        if let names = exchange.request?.head.path.flatMap(GRPCCall.names) {
            output.append(",\"service\":")
            output.appendJSON(names.service)
            output.append(",\"method\":")
            output.appendJSON(names.method)
        }
        if let status = exchange.grpcStatus {
            output.append(",\"status\":\(status.code)")
            if let name = GRPCCall.statusName(status.code) { output.append(",\"status_name\":\"\(name)\"") }
            if let message = status.message {
                output.append(",\"message\":")
                output.appendJSON(message)
            }
        }
        output.append("}")
    }

    /// The pseudo-header fields that the method, the target and the status do not hold already.
    func appendPseudo(_ head: MessageHead, _ secrets: Secrets, to output: OutputBuffer) {
        if head.http2?.fieldsAreComplete == false { output.append(",\"fields_complete\":false") }
        guard head.kind == .request else { return }
        output.append(",\"pseudo\":{")
        var isFirst = true
        let fields = [
            ("scheme", head.scheme), ("authority", head.authority.map { secrets.value(of: "host", $0) }),
            ("path", head.path.map(secrets.url)), ("protocol", head.connectProtocol),
        ]
        for (name, value) in fields {
            guard let value else { continue }
            output.append(isFirst ? "\"\(name)\":" : ",\"\(name)\":")
            isFirst = false
            output.appendJSON(value)
        }
        output.append("}")
    }

    /// A part of a start line; null where HTTP/2 has nothing in its place.
    func appendKnown(_ text: String, of head: MessageHead, to output: OutputBuffer) {
        if text.isEmpty, head.http2 != nil { output.append("null") } else { output.appendJSON(text) }
    }
}
