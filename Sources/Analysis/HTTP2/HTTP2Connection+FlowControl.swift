import Applications
import TCP
import Wire

/// Windows (RFC 9113 §5.2, §6.9): who had to wait for whom. And how many streams the server allows at a time (§5.1.2).
extension HTTP2Connection {
    /// A window of nothing for so long is a stall, in nanoseconds.
    static let stall: Int64 = 200_000_000
    /// A request that follows so soon on the end of another one had waited for it, in nanoseconds, beside a round trip.
    private static let atOnce: Int64 = 5_000_000

    /// What the window of a stream still lets an end send.
    private func window(of stream: HTTP2Stream, _ sender: Role) -> Int { direction(sender).initialWindow + stream[sender].credit }

    /// DATA was sent: content and padding count.
    func useWindow(_ count: Int, _ stream: HTTP2Stream?, _ role: Role, _ here: StreamPosition) {
        guard count > 0 else { return }
        let direction = direction(role)
        direction.window -= count
        commitStalls(stream, role, direction)
        if let stream {
            stream[role].credit -= count
            direction.blockedStreams.update(stream)
        }
        guard windowsAreKnown else { return }
        let isProven = !direction.windowWasLowered && mayHaveSeen(here, beyond: role.peer)
        if direction.window < 0, isProven { note(HTTP2Fault(kind: .windowExceeded(-direction.window), stream: 0), role, here) }
        if let stream, window(of: stream, role) < 0, isProven {
            note(HTTP2Fault(kind: .windowExceeded(-window(of: stream, role)), stream: stream.number), role, here)
        }
        if direction.window <= 0, direction.blocked == nil { direction.blocked = (here.time, here.frame) }
        if let stream { noteSending(stream, role, here) }
    }

    /// A message goes on: if nothing may be sent of it, it waits from now on.
    func noteSending(_ stream: HTTP2Stream, _ role: Role, _ here: StreamPosition) {
        guard windowsAreKnown, stream[role].blocked == nil, !stream[role].hasEnded, window(of: stream, role) <= 0 else { return }
        stream[role].blocked = (here.time, here.frame)
        direction(role).blockedStreams.insert(stream)
    }

    /// A stream is over, or may go on.
    func unblock(_ stream: HTTP2Stream, _ role: Role) {
        guard stream[role].blocked != nil else { return }
        stream[role].blocked = nil
        direction(role).blockedStreams.remove(stream)
    }

    /// WINDOW_UPDATE: the other end may send more.
    func openWindow(_ increment: Int, _ number: Int, _ role: Role, _ here: StreamPosition) {
        let sender = role.peer
        guard number != 0 else {
            let direction = direction(sender, beginIsKnown: peerBeginIsKnown(role))
            direction.window += increment
            if direction.window >= 1 << 31 { note(HTTP2Fault(kind: .windowOverflow, stream: 0), role, here) }
            if direction.window > 0, let blocked = direction.blocked {
                direction.blocked = nil
                direction.pendingStall = makeStall(blocked, sender, nil, here)
            }
            return
        }
        guard let stream = stream(number) else { return judgeMissing(number, role, .windowUpdate, here) }
        stream[sender].credit += increment
        direction(sender).blockedStreams.update(stream)
        if window(of: stream, sender) >= 1 << 31 { note(HTTP2Fault(kind: .windowOverflow, stream: number), role, here) }
        noteOpened(stream, sender, here)
    }

    /// RFC 9113 §6.9.2: the window of every stream changes by the difference. All of them at once, since windows are kept as what they differ from
    /// the initial one.
    func setInitialWindow(_ value: Int, _ role: Role, _ here: StreamPosition) {
        let sender = direction(role.peer, beginIsKnown: peerBeginIsKnown(role))
        let difference = value - sender.initialWindow
        sender.initialWindow = value
        if difference < 0 { sender.windowWasLowered = true }
        guard difference > 0 else { return }
        while let stream = sender.blockedStreams.first, window(of: stream, role.peer) > 0 { noteOpened(stream, role.peer, here) }
    }

    private func noteOpened(_ stream: HTTP2Stream, _ sender: Role, _ here: StreamPosition) {
        guard let blocked = stream[sender].blocked, window(of: stream, sender) > 0 else { return }
        unblock(stream, sender)
        stream[sender].pendingStall = makeStall(blocked, sender, stream, here)
    }

    private func makeStall(
        _ blocked: (time: Timestamp, frame: Int), _ sender: Role, _ stream: HTTP2Stream?, _ here: StreamPosition
    ) -> HTTP2Facts.Stall? {
        let duration = here.time.nanoseconds(since: blocked.time)
        guard duration >= Self.stall else { return nil }
        return HTTP2Facts.Stall(
            sender: sender, stream: stream?.number, exchange: stream?.exchange.number, from: blocked.time, duration: duration,
            fromFrame: blocked.frame, toFrame: here.frame)
    }

    /// More comes of what had to wait: so it had waited.
    private func commitStalls(_ stream: HTTP2Stream?, _ role: Role, _ direction: HTTP2Direction) {
        if let stall = stream?[role].pendingStall {
            stream?[role].pendingStall = nil
            add(stall)
        }
        guard var stall = direction.pendingStall, let stream, let message = stream[role].message else { return }
        direction.pendingStall = nil
        guard message.headTime <= stall.from.advanced(by: stall.duration) else { return }
        stall.exchange = stream.exchange.number
        add(stall)
    }

    /// A stream that was blocked ended in another way.
    func finishStall(_ stream: HTTP2Stream, _ role: Role, _ here: StreamPosition) {
        guard windowsAreKnown, let blocked = stream[role].blocked, var stall = makeStall(blocked, role, stream, here),
            lacksContent(stream, role)
        else { return }
        stall.toFrame = nil
        add(stall)
    }

    /// The connection ended: what was blocked until then, and is known to have had more to send, stays so.
    func finishStalls(_ time: Timestamp?) {
        guard windowsAreKnown, let time else { return }
        for stream in openInOrder {
            for role in [Role.client, .server] where lacksContent(stream, role) {
                let blocked = stream[role].blocked
                let ofConnection = direction(role).blocked
                guard let since = blocked ?? ofConnection else { continue }
                let duration = time.nanoseconds(since: since.time)
                guard duration >= Self.stall else { continue }
                add(
                    HTTP2Facts.Stall(
                        sender: role, stream: blocked == nil ? nil : stream.number, exchange: stream.exchange.number,
                        from: since.time, duration: duration, fromFrame: since.frame, toFrame: nil))
            }
        }
    }

    private func lacksContent(_ stream: HTTP2Stream, _ role: Role) -> Bool {
        guard let message = stream[role].message, !stream[role].hasEnded, let announced = message.announcedBytes else {
            return false
        }
        return UInt64(message.contentBytes) < announced
    }

    private func add(_ stall: HTTP2Facts.Stall) {
        let isConnection = stall.stream == nil
        if let index = facts.stalls.firstIndex(where: { $0.sender == stall.sender && ($0.stream == nil) == isConnection }) {
            let times = facts.stalls[index].times + 1
            if stall.isLasting && !facts.stalls[index].isLasting
                || stall.isLasting == facts.stalls[index].isLasting && stall.duration > facts.stalls[index].duration
            {
                facts.stalls[index] = stall
            }
            facts.stalls[index].times = times
        } else {
            facts.stalls.append(stall)
        }
    }

    // MARK: - Streams at a time

    /// The client opens a stream.
    func noteOpening(_ stream: HTTP2Stream, _ here: StreamPosition) {
        stream.isCounted = true
        openStreams += 1
        guard let limit = facts.server.value(.maxConcurrentStreams), limit > 1, openStreams == limit else { return }
        if let closed = lastClosedFull,
            here.time.nanoseconds(since: closed) <= Self.atOnce + max(0, setting.roundTripToServer ?? 0)
        {
            var queue = facts.queue ?? HTTP2Facts.Queue(limit: limit, firstFrame: here.frame, lastFrame: here.frame)
            queue.requests += 1
            queue.lastFrame = here.frame
            if let since = fullSince { queue.duration = max(queue.duration, here.time.nanoseconds(since: since)) }
            facts.queue = queue
        } else {
            fullSince = here.time
        }
        lastClosedFull = nil
    }

    /// A stream is over.
    func noteClosing(_ stream: HTTP2Stream) {
        guard stream.isCounted else { return }
        // One that is given up beyond a bound may still be open.
        if !stream.exchange.isGivenUp, openStreams == facts.server.value(.maxConcurrentStreams) {
            lastClosedFull = stream.exchange.response?.lastTime
        }
        openStreams -= 1
    }
}
