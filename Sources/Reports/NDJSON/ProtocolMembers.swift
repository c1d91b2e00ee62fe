import Analysis
import Applications

/// Writes the members of a connection's record that say which protocols it spoke.
struct ProtocolMembers {
    private let story: ProtocolHistory

    init(_ story: ProtocolHistory) { self.story = story }

    func append(to output: OutputBuffer) {
        if let header = story.proxied { append(header, to: output) }
        if let other = story.other {
            output.append(",\"protocol\":")
            append(other, to: output)
        } else if story.isHTTP {
            output.append(",\"protocol\":\"http\"")
        }
        if let upgrade = story.upgrade {
            output.append(",\"upgrade\":{\"protocol\":")
            output.appendJSON(upgrade)
            if let webSocket = story.webSocket { append(webSocket, to: output) }
            output.append("}")
        }
        if let tls = story.tls { TLSMembers(tls).append(to: output) }
        if let http2 = story.http2 { append(http2, to: output) }
        if story.isTunnel {
            output.append(",\"tunnel\":{")
            if let inside = story.inTunnel {
                output.append("\"protocol\":")
                append(inside, to: output)
            }
            output.append("}")
        }
        if let inside = story.inside, inside.isHTTP || inside.other != nil {
            // What TLS carries, in the same members.
            output.append(",\"inside\":{\"in\":\"tls\"")
            ProtocolMembers(inside).append(to: output)
            output.append("}")
        }
    }

    private func append(_ other: OtherProtocol, to output: OutputBuffer) {
        output.appendJSON(other.name)
        guard let hello = other.tls?.hello else { return }
        if let name = hello.serverName {
            output.append(",\"server_name\":")
            output.appendJSON(name)
        }
        output.append(",\"alpn\":[")
        for (i, name) in hello.protocols.enumerated() {
            if i > 0 { output.append(",") }
            output.appendJSON(name)
        }
        output.append("]")
    }

    private func append(_ webSocket: ProtocolHistory.WebSocket, to output: OutputBuffer) {
        if let extensions = webSocket.extensions {
            output.append(",\"extensions\":")
            output.appendJSON(extensions)
        }
        for (name, reader) in [("client", webSocket.client), ("server", webSocket.server)] {
            output.append(",\"\(name)\":{\"payload_bytes\":\(reader.payloadBytes)")
            for opcode in WebSocketReader.Opcode.allCases where reader.count(opcode) > 0 {
                output.append(",\"\(opcode.name)\":\(reader.count(opcode))")
            }
            if let close = reader.close {
                if let code = close.code { output.append(",\"close_code\":\(code)") }
                output.appendKey("close_reason")
                output.appendJSON(String(decoding: close.reason, as: UTF8.self))
            }
            if reader.isBroken { output.append(",\"broken\":true") }
            output.append("}")
        }
    }

    private func append(_ header: ProxyHeader, to output: OutputBuffer) {
        output.append(",\"proxied\":{\"version\":\(header.version)")
        for (key, value) in [("source", header.source), ("destination", header.destination)] {
            guard let value else { continue }
            output.appendKey(key)
            output.appendJSON(value)
        }
        if header.isLocal { output.append(",\"local\":true") }
        output.append(",\"frame\":\(header.frame)}")
    }
}
