import Wire

/// Payload of damaged segments: kept until it is known whether it counts.
extension Tracker {
    /// Keeps the payload of a damaged segment.
    func setAside(
        _ segment: Segment, _ connection: Connection, _ verdict: inout SegmentVerdict, _ bytes: Span<UInt8>,
        _ payload: Range<Int>
    ) {
        connection.noteDamaged(segment, from: verdict.sender)
        hold(connection[flow: verdict.sender].stream.setAside(bytes, in: payload, of: segment), connection)
        // It may have been captured after its acknowledgment.
        let frame = connection[verdict.sender.peer].lastACK?.frame ?? segment.frame
        if connection.damagedIsAcknowledged(of: verdict.sender) {
            _ = releaseWhole(of: verdict.sender, connection, by: frame)
        }
    }

    /// Hands on what came in damaged segments, if the acknowledgment in `frame` shows that they were whole.
    @inline(__always)
    func releaseDamaged(of sender: Role, _ connection: Connection, _ verdict: inout SegmentVerdict, by frame: Int) {
        guard connection[flow: sender].stream.hasDamaged, connection.damagedIsAcknowledged(of: sender) else { return }
        if let damaged = releaseWhole(of: sender, connection, by: frame) {
            verdict.evidence.append(.showsWhole(frame: damaged))
        }
    }

    private func releaseWhole(of sender: Role, _ connection: Connection, by frame: Int) -> Int? {
        let first = connection.distrustChecksums(of: sender, by: frame)
        hold(connection[flow: sender].stream.releaseDamaged(), connection)
        deliverInOrder(sender, connection)
        endStreamIfFinished(of: sender, connection)
        return first
    }

    /// Notes which damaged segments a whole one brings again.
    @inline(__always)
    func noteCopy(_ segment: Segment, _ connection: Connection, _ verdict: inout SegmentVerdict) {
        guard connection[flow: verdict.sender].stream.hasDamaged,
            let frame = connection.noteCopy(segment, from: verdict.sender)
        else { return }
        verdict.evidence.append(.replacesDamaged(frame: frame))
    }

    /// A frame was captured twice. It is no event on the wire; but where the copy that came first is damaged, the bytes of the whole one count.
    func takeWholeDuplicate(
        _ segment: Segment, _ sender: Role, _ connection: Connection, _ bytes: Span<UInt8>, _ payload: Range<Int>
    ) {
        guard connection[flow: sender].stream.hasDamaged, segment.payloadLength > 0, !segment.isRST, !segment.isCut,
            segment.checksumIsRight == true
        else { return }
        // The octet of a probe waits until it is acknowledged, however often it was captured.
        if segment.payloadLength == 1, connection[sender.peer].loss.window == 0 { return }
        connection.noteCopy(segment, from: sender, isSameFrame: true)
        var notes: Notes = []
        _ = deliver(segment, sender, connection, bytes, payload, &notes)
        dropReplaced(of: sender, connection)
    }

    /// Drops what other copies have brought, so that the connection may take the expected path again.
    @inline(__always)
    func dropReplaced(of sender: Role, _ connection: Connection) {
        guard connection[flow: sender].stream.hasDamaged else { return }
        hold(connection[flow: sender].stream.dropReplaced(), connection)
    }

    /// At the end of a connection: what the other end had no chance any more to acknowledge is handed on.
    func releaseUndecided(of sender: Role, _ connection: Connection) {
        connection.settleDamaged(of: sender)
        guard connection[flow: sender].stream.hasDamaged else { return }
        hold(connection[flow: sender].stream.releaseDamaged(from: connection.firstUndecidedFrame(of: sender)), connection)
        deliverInOrder(sender, connection)
    }
}
