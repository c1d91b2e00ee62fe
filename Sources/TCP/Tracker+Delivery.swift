/// Payload on its way: put in order, and handed to the application.
extension Tracker {
    /// Puts the payload in order and hands it on. Returns the stages of the segment's own new bytes.
    func deliver(
        _ segment: Segment, _ sender: Role, _ connection: Connection, _ bytes: Span<UInt8>, _ payload: Range<Int>,
        _ notes: inout Notes
    ) -> Stages {
        let placement = connection[flow: sender].stream.take(bytes, in: payload, of: segment, comparingWith: table.recentBytes)
        if placement.heldGrowth != 0 { hold(placement.heldGrowth, connection) }
        // The octet of a keep-alive or of a window probe may be anything (RFC 1122 §4.2.3.6).
        let isProbe = segment.payloadLength == 1 && !notes.isDisjoint(with: [.keepAlive, .zeroWindowProbe])
        if placement.conflicts > 0, !isProbe, !notes.contains(.overlapConflict), !connection.showsDamage(segment, from: sender) {
            notes.insert(.overlapConflict)
            let reached = connection[sender.peer].acknowledged
            connection.noteOverlapConflict(
                in: segment.frame, bytes: placement.conflicts,
                wasAcknowledged: reached.map { $0.isAtOrBeyond(segment.payloadEnd) } ?? false)
        }
        if placement.isUncompared, !isProbe { delegate.comparisonLimit(connection) }
        var stages: Stages = []
        let new = placement.inOrder
        if !new.isEmpty {
            let captured = min(new.upperBound, payload.count)
            let end = placement.nextOffset
            if captured > new.lowerBound {
                let range = payload.lowerBound + new.lowerBound..<payload.lowerBound + captured
                let position = StreamPosition(
                    frame: segment.frame, time: segment.time,
                    acknowledgedOffset: connection[flow: sender.peer].stream.offset(of: segment.acknowledgment),
                    offset: end - new.count, beginIsKnown: placement.beginIsKnown)
                stages = hand(bytes, range, sender, connection, position)
            }
            let cut = new.upperBound - max(captured, new.lowerBound)
            if cut > 0 { skip(cut, before: end, sender, connection) }
        }
        if placement.hasHeld { deliverHeld(sender, connection, isProgress: !new.isEmpty) }
        if placement.isFinished || placement.hasHeld || segment.isFIN { endStreamIfFinished(of: sender, connection) }
        return stages
    }

    /// Hands on what is in order now of the early pieces, and gives holes up where they must be.
    private func deliverHeld(_ sender: Role, _ connection: Connection, isProgress: Bool) {
        deliverInOrder(sender, connection)
        while connection[flow: sender].stream.mustSkipHole(limits) {
            // What is noted of a connection is kept by its application, which may have got nothing so far.
            _ = application(of: connection)
            connection.gaveUpHole = true
            delegate.reassemblyLimit(connection)
            skipHole(sender, connection)
        }
        // The peer has what the hole is about, so it was received: it is missing only from the capture.
        while !isProgress, connection[flow: sender].stream.holeIsAcknowledged(by: connection[sender.peer].acknowledged) {
            skipHole(sender, connection)
        }
    }

    /// Hands on the early pieces that are in order now.
    func deliverInOrder(_ sender: Role, _ connection: Connection) {
        while let piece = connection[flow: sender].stream.popInOrder(keepingIn: table.recentBytes) {
            hold(-piece.bytes.count, connection)
            let end = connection[flow: sender].stream.nextOffset
            let position = StreamPosition(
                frame: piece.frame, time: piece.time,
                acknowledgedOffset: connection[flow: sender.peer].stream.offset(of: piece.acknowledgment),
                offset: end - piece.length, beginIsKnown: connection[flow: sender].stream.beginIsKnown)
            _ = hand(piece.bytes.span, 0..<piece.bytes.count, sender, connection, position)
            if piece.truncated > 0 { skip(piece.truncated, before: end, sender, connection) }
        }
    }

    /// Gives the first hole of a direction up: its bytes are not in the capture.
    func skipHole(_ sender: Role, _ connection: Connection) {
        let size = connection[flow: sender].stream.skipHole()
        skip(size, before: connection[flow: sender].stream.nextOffset, sender, connection)
        deliverInOrder(sender, connection)
    }

    @inline(__always)
    func hand(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ sender: Role, _ connection: Connection, _ position: StreamPosition
    ) -> Stages {
        let application = application(of: connection)
        let stages = application.receive(bytes, in: range, from: sender, position)
        connection[flow: sender].passed = PassedContent(room: application.passableContent(from: sender))
        let now = application.heldBytes
        if now != connection.chargedBytes { settleHeld(connection) }
        return stages
    }

    private func skip(_ count: Int, before end: Int, _ sender: Role, _ connection: Connection) {
        let application = application(of: connection)
        application.skip(count, before: end, from: sender)
        settleHeld(connection)
    }

    func endStreamIfFinished(of role: Role, _ connection: Connection) {
        guard connection[flow: role].stream.isFinished, let application = connection.application else { return }
        tellPassed(connection)
        application.end(of: role)
        settleHeld(connection)
    }

    /// Tells the application of a connection of content that was counted without it, before it is told of anything else.
    @inline(__always)
    func tellPassed(_ connection: Connection) {
        tellPassed(of: .client, connection)
        tellPassed(of: .server, connection)
    }

    @inline(__always)
    private func tellPassed(of role: Role, _ connection: Connection) {
        let passed = connection[flow: role].passed
        if passed.count > 0 { connection.application?.pass(passed.count, from: role, in: passed.frame, at: passed.time) }
        connection[flow: role].passed = PassedContent()
    }

    /// What reads the bytes of a connection; made when it is first needed.
    @inline(__always)
    public func application(of connection: Connection) -> any ApplicationLayer {
        if let application = connection.application {
            tellPassed(connection)
            return application
        }
        let new = delegate.makeApplication(for: connection)
        connection.application = new
        return new
    }
}
