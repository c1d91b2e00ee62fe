import HTTPMessages
import Tracking

/// What a connection speaks instead of HTTP/1, or after it.
extension Conversation {
    /// A response switched to another protocol, or opened a tunnel.
    mutating func changeProtocol(_ head: MessageHead) {
        client.reader.giveUp()
        watchesOther = true
        if head.status == 101 {
            let name = head.fields.first("upgrade") ?? ""
            story.upgrade = name
            if name.lowercased() == "websocket" {
                var webSocket = ProtocolStory.WebSocket()
                webSocket.extensions = head.fields.first("sec-websocket-extensions")
                story.webSocket = webSocket
            }
        } else {
            story.isTunnel = true
            finder = ProtocolFinder()
        }
    }

    /// Bytes that are not read as HTTP, or not yet.
    mutating func takeOther(_ piece: Span<UInt8>, from offset: Int, _ role: Role) {
        if story.webSocket != nil {
            var frames: [WebSocketReader.Frame] = []
            if role == .client {
                story.webSocket?.client.take(piece, from: offset) { frames.append($0) }
            } else {
                story.webSocket?.server.take(piece, from: offset) { frames.append($0) }
            }
            outputs += frames.map { .webSocketFrame($0, role) }
        } else if offset < piece.count, finder?.isOver == false {
            finder?.take(piece.extracting(offset..<piece.count), from: role == .client ? .request : .response)
            noteFound()
        }
    }

    mutating func noteFound() {
        guard let found = finder?.found else { return }
        if story.isTunnel { story.inTunnel = found } else { story.other = found }
        guard finder?.isOver == true else { return }
        // Its bytes are not looked at any further; but what was found in a client's may not be what its server speaks.
        client.reader.giveUp()
        if server.hasStarted || story.isTunnel { server.reader.giveUp() }
    }
}
