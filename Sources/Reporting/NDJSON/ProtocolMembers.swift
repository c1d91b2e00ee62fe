import Analysis
import HTTPMessages

/// Writes the members of a connection's record that say which protocols it spoke.
struct ProtocolMembers {
    private let story: ProtocolHistory

    init(_ story: ProtocolHistory) { self.story = story }

    func append(to output: OutputBuffer) {
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
        if story.isTunnel {
            output.append(",\"tunnel\":{")
            if let inside = story.inTunnel {
                output.append("\"protocol\":")
                append(inside, to: output)
            }
            output.append("}")
        }
    }

    private func append(_ other: OtherProtocol, to output: OutputBuffer) {
        output.appendJSON(other.name)
        guard let hello = other.hello else { return }
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
            if let code = reader.closeCode { output.append(",\"close_code\":\(code)") }
            if reader.isBroken { output.append(",\"broken\":true") }
            output.append("}")
        }
    }
}
