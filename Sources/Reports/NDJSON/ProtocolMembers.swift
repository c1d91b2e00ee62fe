import Analysis
import Applications

/// Writes the members of a connection's record that say which protocols it spoke.
struct ProtocolMembers {
    private let story: ProtocolHistory

    init(_ story: ProtocolHistory) { self.story = story }

    func append(to json: JSONWriter) {
        if let header = story.proxied { append(header, to: json) }
        if let other = story.other {
            append(other, to: json)
        } else if story.isHTTP {
            json.word("protocol", "http")
        }
        if let upgrade = story.upgrade {
            json.beginObject("upgrade")
            json.member("protocol", WireBytes.repaired(upgrade))
            if let webSocket = story.webSocket { append(webSocket, to: json) }
            json.endObject()
        }
        if let tls = story.tls { TLSMembers(tls).append(to: json) }
        if let http2 = story.http2 { append(http2, to: json) }
        if story.isTunnel {
            json.beginObject("tunnel")
            if let inside = story.inTunnel { append(inside, to: json) }
            json.endObject()
        }
        if let inside = story.inside, inside.isHTTP || inside.other != nil {
            // What TLS carries, in the same members.
            json.beginObject("inside")
            json.word("in", "tls")
            ProtocolMembers(inside).append(to: json)
            json.endObject()
        }
    }

    private func append(_ other: OtherProtocol, to json: JSONWriter) {
        json.member("protocol", other.name)
        guard let hello = other.tls?.hello else { return }
        json.member("server_name", hello.serverName.map(WireBytes.repaired))
        json.member("alpn", hello.protocols.map(WireBytes.repaired))
    }

    private func append(_ webSocket: ProtocolHistory.WebSocket, to json: JSONWriter) {
        json.member("extensions", webSocket.extensions.map(WireBytes.repaired))
        append("client", webSocket.client, to: json)
        append("server", webSocket.server, to: json)
    }

    private func append(_ key: StaticString, _ reader: WebSocketReader, to json: JSONWriter) {
        json.beginObject(key)
        json.member("payload_bytes", Int(clamping: reader.payloadBytes))
        for opcode in WebSocketReader.Opcode.allCases where reader.count(opcode) > 0 {
            json.member(named: opcode.name, reader.count(opcode))
        }
        if let close = reader.close {
            json.member("close_code", close.code)
            json.member("close_reason", String(decoding: close.reason, as: UTF8.self))
        }
        if reader.isBroken { json.member("broken", true) }
        json.endObject()
    }

    private func append(_ header: ProxyHeader, to json: JSONWriter) {
        json.beginObject("proxied")
        json.member("version", header.version)
        json.member("source", header.source.map(WireBytes.repaired))
        json.member("destination", header.destination.map(WireBytes.repaired))
        if header.isLocal { json.member("local", true) }
        json.member("frame", header.frame)
        json.endObject()
    }
}
