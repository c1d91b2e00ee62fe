import HTTPMessages
import Tracking

/// What a connection speaks instead of HTTP/1, or after it.
extension HTTP1Connection {
    /// A response switched to another protocol, or opened a tunnel.
    func changeProtocol(_ head: MessageHead) {
        client.reader.giveUp()
        watchesOther = true
        if head.status == 101 {
            let name = head.fields.first("upgrade") ?? ""
            history.upgrade = name
            if name.lowercased() == "websocket" {
                var webSocket = ProtocolHistory.WebSocket()
                webSocket.extensions = head.fields.first("sec-websocket-extensions")
                history.webSocket = webSocket
            }
        } else {
            history.isTunnel = true
            detector = ProtocolFinder()
        }
    }

    /// Bytes that are not read as HTTP, or not yet.
    func takeOther(_ piece: Span<UInt8>, from offset: Int, _ role: Role) {
        if history.webSocket != nil {
            var frames: [WebSocketReader.Frame] = []
            if role == .client {
                history.webSocket?.client.take(piece, from: offset) { frames.append($0) }
            } else {
                history.webSocket?.server.take(piece, from: offset) { frames.append($0) }
            }
            outputs += frames.map { .webSocketFrame($0, role) }
        } else if offset < piece.count, detector?.isOver == false {
            detector?.take(piece.extracting(offset..<piece.count), from: role == .client ? .request : .response)
            noteFound()
        }
    }

    func noteFound() {
        guard let found = detector?.found else { return }
        if history.isTunnel { history.inTunnel = found } else { history.other = found }
        guard detector?.isOver == true else { return }
        // Its bytes are not looked at any further; but what was found in a client's may not be what its server speaks.
        client.reader.giveUp()
        if server.hasStarted || history.isTunnel { server.reader.giveUp() }
    }
}
