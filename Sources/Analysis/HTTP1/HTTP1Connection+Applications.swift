import Applications
import TCP

/// Who takes bytes that are not known to be HTTP/1: what a connection speaks before it, instead of it, or after it.
extension HTTP1Connection {
    /// Takes a piece of a direction that is not known to be HTTP, or known not to be.
    func receiveWatched(
        _ piece: Span<UInt8>, _ role: Role, _ position: StreamPosition
    ) -> MessageParts {
        switch direction(role).watch {
        case .beginning:
            direction(role).beginIsKnown = position.beginIsKnown
            guard role == .client, ProxyHeaderReader.mayBegin(piece) else {
                direction(role).watch = .opening
                return receiveWatched(piece, role, position)
            }
            client.watch = .preamble
            let preamble = Preamble(at: position.offset)
            self.preamble = preamble
            return receivePreamble(piece, preamble, position)
        case .preamble:
            guard let preamble else { return [] }
            return receivePreamble(piece, preamble, position)
        case .opening:
            // Behind a response that switches to TLS nothing else is looked for.
            if beginnings != nil, findTLS(piece, role, position) || history.upgrade != nil { return [] }
            return receiveOpening(piece, role, position)
        case .webSocket:
            takeWatched(piece, role, position)
            return []
        case .successor:
            guard let successor else { return [] }
            note(successor.receive(piece, in: 0..<piece.count, from: role, at: position), of: successor)
            return takeSuccessorParts()
        case .none: return read(piece, role, position)
        }
    }

    /// A stream that may begin with a header of the PROXY protocol.
    private func receivePreamble(
        _ piece: Span<UInt8>, _ preamble: Preamble, _ position: StreamPosition
    ) -> MessageParts {
        switch preamble.reader.take(piece) {
        case .needsMore:
            if preamble.reader.isCertain {
                preamble.forget()
            } else {
                preamble.hold(piece, position)
            }
            return []
        case .no:
            releasePreamble()
            return receiveWatched(piece, .client, position)
        case .header(var header, let end):
            header.frame = position.frame
            keptHistory.value.proxied = header
            proxyOffset = preamble.offset
            self.preamble = nil
            client.watch = .opening
            // Behind it the stream begins anew.
            guard end < piece.count else { return [] }
            var rest = position
            rest.offset += end
            return receiveOpening(piece.extracting(end..<piece.count), .client, rest)
        }
    }

    /// What looked like the header of a proxy is none, or will not come to its end: its bytes are the stream's.
    func releasePreamble() {
        guard let preamble else { return }
        self.preamble = nil
        client.watch = .opening
        for piece in preamble.held { _ = receiveWatched(piece.bytes.span, .client, piece.position) }
    }

    /// Bytes that may be HTTP are read as that first; what it is otherwise, is the detector's to say.
    private func receiveOpening(
        _ piece: Span<UInt8>, _ role: Role, _ position: StreamPosition
    ) -> MessageParts {
        if role == .client, completesPreface(piece) {
            // What follows it is no request of HTTP/1, whether it comes in the same piece or not.
            _ = read(piece.extracting(0..<0), role, position)
            takeWatched(piece, role, position)
            return takeSuccessorParts()
        }
        if let count = certainty(of: piece, role), count < piece.count {
            // What stands behind those bytes is no message any more, nor is it where they came in a piece of their own.
            let parts = readOpening(piece.extracting(0..<count), role, position)
            var rest = position
            rest.offset += count
            return receiveWatched(piece.extracting(count..<piece.count), role, rest).union(parts)
        }
        return readOpening(piece, role, position)
    }

    private func readOpening(_ piece: Span<UInt8>, _ role: Role, _ position: StreamPosition) -> MessageParts {
        let firstMessage = direction(role).httpFrame
        let parts = read(piece, role, position)
        let isHTTP = direction(role).httpFrame != firstMessage
        if isHTTP { return parts }
        if direction(role).watch == .opening { takeWatched(piece, role, position) }
        if direction(role).watch == .successor { return takeSuccessorParts() }
        // What may still become a request line is none where the other end speaks another protocol.
        return detector?.name(of: StreamEnd(role.peer)) == nil ? parts : []
    }

    /// How many bytes of a piece make it certain that a direction speaks another protocol; nil where they do not.
    private func certainty(of piece: Span<UInt8>, _ role: Role) -> Int? {
        // Nearly always a message begins here.
        let begins = role == .client ? StartLine.looksLikeRequest(piece, from: 0) : StartLine.looksLikeResponse(piece, from: 0)
        if begins, detector?.opening(of: StreamEnd(role)).isEmpty ?? true { return nil }
        return (detector ?? ApplicationDetector()).certainty(of: piece, from: StreamEnd(role))
    }

    /// Whether the first bytes of the client are the preface of HTTP/2 (RFC 9113 §3.4), as is clear with this piece.
    private func completesPreface(_ piece: Span<UInt8>) -> Bool {
        let gathered = detector?.opening(of: .client) ?? []
        let rest = HTTP2Reader.preface.dropFirst(gathered.count)
        guard !rest.isEmpty, piece.count >= rest.count, HTTP2Reader.preface.starts(with: gathered) else { return false }
        return rest.indices.allSatisfy { piece[$0 - rest.startIndex] == rest[$0] }
    }

    /// Hands bytes on that are not read as HTTP.
    func takeWatched(_ piece: Span<UInt8>, _ role: Role, _ position: StreamPosition) {
        switch direction(role).watch {
        case .webSocket:
            var frames: [WebSocketReader.Frame] = []
            if role == .client {
                keptHistory.value.webSocket?.client.take(piece, from: 0, in: position.frame) { frames.append($0) }
            } else {
                keptHistory.value.webSocket?.server.take(piece, from: 0, in: position.frame) { frames.append($0) }
            }
            outputs += frames.map { .webSocketFrame($0, role) }
        case .opening:
            let detector = self.detector ?? ApplicationDetector()
            self.detector = detector
            let before = detector.heldBytes
            if !detector.isOver(StreamEnd(role)) { direction(role).markOpening(position) }
            let taken = detector.take(piece, from: StreamEnd(role), frame: position.frame)
            countedBytes += detector.heldBytes - before
            handOver(role, detector)
            // What it is may show what the other end had begun with.
            handOver(role.peer, detector)
            noteDetected(detector)
            guard direction(role).watch == .successor, taken < piece.count else { return }
            var rest = position
            rest.offset += taken
            // The parts of what came before are not forgotten.
            let earlier = successorParts
            successorParts = earlier.union(receiveWatched(piece.extracting(taken..<piece.count), role, rest))
        case .beginning, .preamble, .successor, .none: break
        }
    }

    /// Bytes are missing in a direction that is not known to be HTTP. Whether the readers of HTTP need not hear of it.
    func skipWatched(_ count: Int, before end: Int, _ role: Role) -> Bool {
        if role == .client { releasePreamble() }
        switch direction(role).watch {
        case .webSocket:
            if role == .client {
                keptHistory.value.webSocket?.client.skip(count)
            } else {
                keptHistory.value.webSocket?.server.skip(count)
            }
            return true
        case .successor:
            if let successor { note(successor.skip(count, before: end, from: role), of: successor) }
            return true
        case .opening:
            guard let detector else { fallthrough }
            detector.skip(count, from: StreamEnd(role))
            direction(role).beginningIsLost = direction(role).beginningIsLost || detector.isLost(StreamEnd(role))
            noteDetected(detector)
            return false
        case .beginning, .preamble, .none:
            // What a stream begins with is among what is missing.
            direction(role).beginningIsLost = true
            direction(role).watch = .none
            return false
        }
    }

    // MARK: - What was found

    /// A message of HTTP begins.
    func noteHTTP(_ role: Role, _ position: StreamPosition) {
        guard direction(role).httpFrame == 0 else { return }
        isHTTP = true
        let isOther = role == .client ? clientIsOther : serverIsOther
        direction(role).beginsWithHTTP = !isOther
        direction(role).httpFrame = (direction(role).start ?? position).frame
        // A server that answers HTTP/2 in HTTP/1 does not speak it.
        if role == .server { (successor as? HTTP2Connection)?.refuse() }
        if isOther { return }
        if role == .client, let proxyOffset { client.start?.offset = proxyOffset }
        direction(role).watch = .none
        if client.beginsWithHTTP, server.beginsWithHTTP { dropDetector() }
    }

    private func dropDetector() {
        countedBytes -= detector?.heldBytes ?? 0
        detector = nil
    }

    private func noteDetected(_ detector: ApplicationDetector) {
        for role in [Role.client, .server] {
            let end = StreamEnd(role)
            if detector.name(of: end) != nil, !history.isTunnel {
                // A protocol that is known by name carries no HTTP/1; but the other end may answer in HTTP that it does not speak it.
                if role == .client { clientIsOther = true } else { serverIsOther = true }
                direction(role).reader.giveUp()
            }
            if direction(role).watch == .opening, beginnings == nil, detector.isOver(end) { direction(role).watch = .none }
        }
        watchForTLS(detector)
        // Where one end is known to speak another protocol, and the other one no HTTP, no HTTP is to come.
        if clientIsOther, serverIsOther, detector.name(of: .client) != nil || detector.name(of: .server) != nil {
            client.reader.giveUp()
            server.reader.giveUp()
        }
        noteNames(detector)
        // If messages may still come, the end of the connection concludes.
        if client.watch == .none, server.watch == .none, client.reader.isOpaque, server.reader.isOpaque { concludeProtocols() }
    }

    private func noteNames(_ detector: ApplicationDetector) {
        let names = [detector.name(of: .client), client.beginsWithHTTP ? nil : detector.name(of: .server)]
        guard let name = names.compactMap({ $0 }).first else {
            // The server greeted in its own protocol before the client spoke HTTP.
            if !history.isTunnel { keptHistory.value.other = joined }
            return
        }
        let other = successor.flatMap { $0.identity.name == name ? $0.identity : nil } ?? OtherProtocol(name: name)
        if history.isTunnel { keptHistory.value.inTunnel = other } else { keptHistory.value.other = other }
    }

    /// A response switched to another protocol, or opened a tunnel.
    func changeProtocol(_ head: MessageHead) {
        client.reader.giveUp()
        dropDetector()
        preamble = nil
        guard head.status == 101 else {
            keptHistory.value.isTunnel = true
            client.watch = .opening
            server.watch = .opening
            return
        }
        let name = head.lossless.fields.first("upgrade") ?? ""
        keptHistory.value.upgrade = name
        if name.lowercased() == "h2c" { return upgradeToHTTP2() }
        // RFC 2817 §3
        if name.lowercased().hasPrefix("tls/") {
            watchForTLS(beginsAnywhere: true)
            client.watch = .opening
            server.watch = .opening
            return
        }
        guard name.lowercased() == "websocket" else { return }
        let response = exchanges[firstPending...].last { $0.response?.head.status == 101 }?.response
        let isPartial = response?.headIsPartial == true
        keptHistory.value.webSocket = ProtocolHistory.WebSocket(
            extensions: head.lossless.fields.first("sec-websocket-extensions"), isWhole: !isPartial)
        // Behind a hole in the head nobody knows where the first frame begins.
        if isPartial { keptHistory.value.webSocket?.server.skip(1) }
        client.watch = .webSocket
        server.watch = .webSocket
    }

    /// The head of a response is whole.
    func noteAnswer(_ head: MessageHead, _ position: StreamPosition) {
        if client.httpFrame == 0, history.answer == nil, !head.isSimple {
            keptHistory.value.answer = ProtocolHistory.Answer(head)
        }
        guard head.status == 101, history.webSocket != nil,
            let request = exchanges[firstPending...].last(where: { $0.response?.head.status == 101 })?.request,
            let key = request.head.fields.first("sec-websocket-key")
        else { return }
        let expected = WebSocketAccept.value(for: key)
        let actual = head.lossless.fields.first("sec-websocket-accept")
        if actual != expected {
            keptHistory.value.webSocket?.server.noteHandshake(.accept(actual, expected: expected), in: position.frame)
        }
    }

    /// No more bytes come that matter: what the ends spoke is final.
    func concludeProtocols() {
        if let http2 = successor as? HTTP2Connection, !http2.isRefused { keptHistory.value.http2 = http2.facts }
        if let joined {
            keptHistory.value.other = joined
            keptHistory.value.inside = successor?.inside
        }
        if startsTLS {
            keptHistory.value.startedTLS = successor?.identity
            keptHistory.value.inside = successor?.inside
        }
        guard let detector else { return }
        detector.finish()
        noteNames(detector)
        if let inside = successor?.inside { keptHistory.value.inside = inside }
        if !history.isTunnel, let client = endProtocol(of: .client), let server = endProtocol(of: .server) {
            var alerts: [TLSAlert] = []
            if let tls = successor?.identity.tls { alerts = tls.alerts }
            keptHistory.value.mismatch = ProtocolMismatch(
                client, server, answer: history.answer,
                may: (
                    clientBeHTTP: detector.looksLikeHTTP(.client), serverBeHTTP: detector.looksLikeHTTP(.server),
                    serverBeTLS: detector.mayBeTLS(.server)
                ), alerts: alerts)
        }
        dropDetector()
    }

    /// What an end began with; nil if that is not known.
    private func endProtocol(of role: Role) -> EndProtocol? {
        let side = direction(role)
        guard side.beginsWithHTTP else { return detector?.endProtocol(StreamEnd(role), beginIsKnown: side.beginIsKnown) }
        return EndProtocol(name: "http", frame: side.httpFrame, greeting: [], beginIsKnown: side.beginIsKnown)
    }
}

extension StreamEnd {
    init(_ role: Role) { self = role == .client ? .client : .server }
}
