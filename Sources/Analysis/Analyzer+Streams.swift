import HTTPMessages
import Tracking
import Wire

/// Payload on its way: put in order, handed to the application layer, and what that found reported.
extension Analyzer {
    /// Puts the payload in order and hands it on. Returns the stages of the segment's own new bytes.
    mutating func deliver(
        _ segment: Segment, _ sender: Role, _ connection: inout Connection, _ slot: Int, _ bytes: Span<UInt8>,
        _ payload: Range<Int>, _ notes: inout Notes
    ) -> Stages {
        let extra = extra(at: slot)
        let flow = connection.flow(of: sender)
        let placement = flow.stream.take(bytes, in: payload, of: segment)
        heldBytes += placement.heldGrowth
        if placement.conflicts, !notes.contains(.overlapConflict) {
            notes.insert(.overlapConflict)
            connection.noteOverlapConflict(in: segment.frame)
        }
        var stages: Stages = []
        let new = placement.inOrder
        if !new.isEmpty {
            let captured = min(new.upperBound, payload.count)
            let end = placement.nextOffset
            if captured > new.lowerBound {
                let range = payload.lowerBound + new.lowerBound..<payload.lowerBound + captured
                let source = StreamPosition(
                    frame: segment.frame, time: segment.time,
                    acknowledgedOffset: connection.flow(of: sender.peer).stream.offset(of: segment.acknowledgment),
                    offset: end - new.count, beginIsKnown: placement.beginIsKnown)
                stages = hand(bytes, range, sender, connection, extra, source)
            }
            let cut = new.upperBound - max(captured, new.lowerBound)
            if cut > 0 { skip(cut, before: end, sender, connection, extra) }
        }
        if placement.hasHeld { deliverHeld(sender, flow, connection, extra, isProgress: !new.isEmpty) }
        if placement.isFinished || placement.hasHeld || segment.isFIN {
            endStreamIfFinished(of: sender, flow, connection.number, slot)
        }
        return stages
    }

    /// Hands on what is in order now of the early pieces, and gives holes up where they must be.
    mutating func deliverHeld(
        _ sender: Role, _ flow: Flow, _ connection: borrowing Connection, _ extra: Extra, isProgress: Bool
    ) {
        popHeld(sender, flow, connection, extra)
        let isFull = heldBytes > Self.maximumHeldBytes
        while flow.stream.mustSkipHole || isFull && flow.stream.hasHole {
            tellLimit(.reassemblyLimit(connection: connection.number), extra)
            skipHole(sender, flow, connection, extra)
        }
        if isFull, let http = extra.http { apply(http.giveUpWaiting(), extra) }
        // The peer has what the hole is about, so it was received: it is missing only from the capture.
        while !isProgress, flow.stream.holeIsAcknowledged(by: connection[sender.peer].acknowledged) {
            skipHole(sender, flow, connection, extra)
        }
    }

    func source(
        _ frame: Int, _ time: Timestamp, _ acknowledgment: SequenceNumber, _ offset: Int, _ sender: Role,
        _ connection: borrowing Connection
    ) -> StreamPosition {
        StreamPosition(
            frame: frame, time: time, acknowledgedOffset: connection.flow(of: sender.peer).stream.offset(of: acknowledgment),
            offset: offset, beginIsKnown: connection.flow(of: sender).stream.beginIsKnown)
    }

    /// Tells a limit of one connection once.
    func tellLimit(_ warning: Warning, _ extra: Extra) {
        if !extra.toldLimit { sink.warning(warning) }
        extra.toldLimit = true
    }

    /// Hands on the early pieces that are in order now.
    mutating func popHeld(_ sender: Role, _ flow: Flow, _ connection: borrowing Connection, _ extra: Extra) {
        while let piece = flow.stream.popInOrder() {
            heldBytes -= piece.bytes.count
            let end = flow.stream.nextOffset
            let source = source(piece.frame, piece.time, piece.acknowledgment, end - piece.length, sender, connection)
            _ = hand(piece.bytes.span, 0..<piece.bytes.count, sender, connection, extra, source)
            if piece.truncated > 0 { skip(piece.truncated, before: end, sender, connection, extra) }
        }
    }

    mutating func skipHole(_ sender: Role, _ flow: Flow, _ connection: borrowing Connection, _ extra: Extra) {
        let size = flow.stream.skipHole()
        skip(size, before: flow.stream.nextOffset, sender, connection, extra)
        popHeld(sender, flow, connection, extra)
    }

    mutating func hand(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ sender: Role, _ connection: borrowing Connection, _ extra: Extra,
        _ source: StreamPosition
    ) -> Stages {
        if wantsStreams { sink.stream(bytes, in: range, missing: 0, from: sender, connection: connection.number) }
        guard let http = http(extra, connection) else { return [] }
        let effects = http.receive(bytes, in: range, from: sender, at: source)
        apply(effects, extra)
        return Stages(effects.parts, from: sender)
    }

    mutating func skip(
        _ count: Int, before end: Int, _ sender: Role, _ connection: borrowing Connection, _ extra: Extra
    ) {
        if wantsStreams {
            let nothing: [UInt8] = []
            sink.stream(nothing.span, in: 0..<0, missing: count, from: sender, connection: connection.number)
        }
        guard let http = http(extra, connection) else { return }
        apply(http.skip(count, before: end, from: sender), extra)
    }

    /// What more there is of the connection in a slot, which is marked as attended.
    mutating func extra(at slot: Int) -> Extra {
        if let known = extras[slot] { return known }
        let new = Extra()
        extras[slot] = new
        return new
    }

    /// The application layer of a connection, which begins here if need be; nil if nothing more can be found in its bytes.
    private func http(_ extra: Extra, _ connection: borrowing Connection) -> HTTP1Connection? {
        if let known = extra.http { return known }
        if extra.isOver { return nil }
        let new = HTTP1Connection(
            number: connection.number, roundTripToServer: connection.handshake.roundTripToServer, forwarder)
        extra.http = new
        return new
    }

    /// Takes over what an operation on the application layer led to.
    mutating func apply(_ effects: HTTP1Connection.Effects, _ extra: Extra) {
        heldBytes += effects.heldGrowth
        if effects.isNoteworthy { extra.isNoteworthy = true }
    }

    mutating func endStreamIfFinished(of role: Role, _ flow: Flow, _ number: Int, _ slot: Int) {
        guard flow.stream.isFinished, let extra = extras[slot], let http = extra.http else { return }
        apply(http.end(of: role), extra)
    }

    /// Reports what the application layer has found.
    mutating func tell(_ extra: Extra, _ connection: borrowing Connection) {
        extra.isNoteworthy = false
        guard let http = extra.http else { return }
        let outputs = http.takeOutputs()
        let number = connection.number
        for output in outputs {
            switch output {
            case .head(let head, let role, let exchange): sink.head(head, from: role, exchange: exchange, connection: number)
            case .messageEnd(let message, let role, let exchange):
                sink.messageEnd(message, from: role, exchange: exchange, connection: number)
            case .exchange(let exchange):
                summary.exchanges += 1
                extra.context.note(exchange)
                sink.exchange(exchange, connection: connection)
            case .webSocketFrame(let frame, let role): sink.webSocketFrame(frame, from: role, connection: number)
            case .strayBytes(let role, let frame): extra.context.noteStrayBytes(by: role, frame: frame)
            case .limit: tellLimit(.pendingLimit(connection: number), extra)
            }
        }
        if http.isOver { close(extra) }
    }

    /// Keeps what is to be reported of the application layer when the connection ends.
    func close(_ extra: Extra) {
        guard let http = extra.http else { return }
        extra.exchanges = http.begun
        extra.history = http.history
        extra.http = nil
        extra.isOver = true
    }
}
