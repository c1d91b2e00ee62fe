import Applications
import TCP

/// Other protocols that have a reader of their own: it takes over what is no HTTP/1, from its first byte on.
extension HTTP1Connection {
    /// A reader for the protocol of this name; nil where the name is all that is known of it.
    private func makeSuccessor(_ name: String) -> (any ApplicationConnection)? {
        switch name {
        case "tls": TLSConnection(setting.following(begun))
        case "http/2": makeHTTP2()
        default: nil
        }
    }

    private func makeHTTP2() -> HTTP2Connection {
        let http2 = HTTP2Connection(setting.following(begun))
        if requestsAreUnreadable { http2.noteUnreadable(.client) }
        if responsesAreUnreadable { http2.noteUnreadable(.server) }
        return http2
    }

    /// The detector is certain of what a direction speaks: the bytes that it gathered go to the reader of that protocol, if there is one.
    func handOver(_ role: Role, _ detector: ApplicationDetector) {
        let direction = direction(role)
        let end = StreamEnd(role)
        guard direction.watch == .opening, let name = detector.name(of: end) else { return }
        if successor == nil { successor = makeSuccessor(name) }
        guard let successor, successor.identity.name == name else { return }
        direction.watch = .successor
        let opening = detector.opening(of: end)
        let marks = direction.takeOpeningMarks()
        for (i, mark) in marks.enumerated() {
            let first = mark.offset - marks[0].offset
            let last = i + 1 < marks.count ? marks[i + 1].offset - marks[0].offset : opening.count
            guard first < last, last <= opening.count else { continue }
            note(successor.receive(opening.span, in: first..<last, from: role, at: mark), of: successor)
        }
    }

    /// Takes what the successor found.
    func note(_ effects: ApplicationEffects, of successor: any ApplicationConnection) {
        countedBytes += effects.heldGrowth
        successorParts.formUnion(effects.parts)
        for role in [Role.client, .server] where direction(role).watch == .successor && successor.isOver(role) {
            direction(role).watch = .none
        }
        guard !successor.outputs.isEmpty else { return }
        outputs += successor.outputs
        successor.clearOutputs()
    }

    /// What follows in the same piece when a message has changed the protocol.
    func takeRest(_ rest: Span<UInt8>, _ role: Role, _ position: StreamPosition, _ offset: Int) {
        guard direction(role).watch == .successor, let successor else { return takeWatched(rest, role, position) }
        var place = position
        place.offset += offset
        note(successor.receive(rest, in: 0..<rest.count, from: role, at: place), of: successor)
    }

    func takeSuccessorParts() -> MessageParts {
        defer { successorParts = [] }
        return successorParts
    }

    // MARK: - HTTP/2

    /// The server took `Upgrade: h2c` (RFC 7540 §3.2): the request is answered on stream 1.
    func upgradeToHTTP2() {
        guard let exchange = exchanges[firstPending...].last(where: { $0.response?.head.status == 101 }),
            exchange.response?.headIsPartial == false
        else { return }
        let http2 = HTTP2Connection(setting.following(begun), isUpgrade: true)
        successor = http2
        client.watch = .successor
        server.watch = .successor
        if let request = exchange.request { http2.takeUpgrade(of: exchange, request) }
    }

    /// Whether something is searched for in a direction that begins, or ends, with a piece: here with what a record of TLS carries. A message that
    /// begins there is found at once.
    func looksAtPieces(_ record: Span<UInt8>, _ role: Role, _ position: StreamPosition) -> Bool {
        let direction = direction(role)
        if direction.watch == .successor { return (successor as? HTTP2Connection)?.isSearching(role) == true }
        guard direction.reader.isSearching, direction.hasStarted || !position.beginIsKnown else { return false }
        if role == .server, !mayResume(record, at: position) { return true }
        return direction.reader.isSearching && !direction.reader.resume(with: record)
    }

    /// A connection that had begun before the capture: whether a piece of it consists of frames of HTTP/2.
    func joinsHTTP2(_ piece: Span<UInt8>, _ role: Role) -> Bool {
        guard !isHTTP, direction(role).watch != .successor else { return false }
        let end = StreamEnd(role)
        var isAtFrame = HTTP2FrameSearch.looksLikeFrames(piece, from: end)
        if let http2 = successor as? HTTP2Connection {
            // The other end has shown that it is HTTP/2.
            isAtFrame = isAtFrame || HTTP2FrameSearch.beginsWithFrame(piece, from: end, highestStream: http2.highestStream)
        } else if !isAtFrame {
            return false
        }
        if successor == nil {
            successor = makeHTTP2()
            isJoined = true
            keptHistory.value.other = joined
        }
        guard let http2 = successor as? HTTP2Connection else { return false }
        http2.join(role, isAtFrame: isAtFrame)
        direction(role).watch = .successor
        direction(role).reader.giveUp()
        return true
    }

    /// A connection that had begun before the capture: where in a piece of it a record of TLS begins; nil where that is not certain.
    func joinsTLS(_ piece: Span<UInt8>, _ role: Role) -> Int? {
        guard !isHTTP, direction(role).watch != .successor,
            successor == nil && history.other == nil || successor is TLSConnection,
            let start = direction(role).recordSearch.find(in: piece, isExpected: successor != nil)
        else { return nil }
        if successor == nil {
            successor = TLSConnection(setting.following(begun))
            isJoined = true
            keptHistory.value.other = joined
        }
        guard let tls = successor as? TLSConnection else { return nil }
        tls.join(role)
        direction(role).watch = .successor
        direction(role).reader.giveUp()
        return start
    }
}
