public import Analysis
import Applications
public import TCP
import Wire

extension English {
    // MARK: - How it opened

    public func opening(_ connection: Connection) -> Text {
        let frames = connection.stepFrames
        let tries: Text = connection.synTries > 1 ? " after \(connection.synTries) SYNs" : ""
        switch connection.handshakeOutcome {
        case .complete:
            let time: Text = connection.handshake.connectTime.map { " in \(Quantity.duration($0))" } ?? ""
            let wrong: Text = connection.openingChecksFailed ? "; its numbers do NOT add up" : "; the numbers add up"
            return "three-way handshake, complete\(time)\(tries)\(wrong)"
        case .simultaneous: return "simultaneous open: both ends sent a SYN and answered the other's"
        case .split: return "split handshake: both ends sent a SYN, but only one answered with SYN-ACK"
        case .refused:
            return "refused: the server answered the SYN with RST\(tries); nothing listens on that port, or a firewall says no"
        case .aborted: return "aborted: a RST came before step 3"
        case .unanswered where connection.client.acknowledged != nil:
            return "the server's side is not in the capture; it must have answered, since the client acknowledged it"
        case .unanswered:
            return "unanswered: \(Quantity.count(connection.synTries, "SYN")), and nothing at all from the server"
        case .partial:
            let seen = (0..<3).filter { frames[$0] != nil }.map { "\($0 + 1)" as Text }
            let missing = (0..<3).filter { frames[$0] == nil }.map { "\($0 + 1)" as Text }
            return "handshake only in part: \(seen.count == 1 ? "step" : "steps") \(seen.joined(separator: " and ")) captured, "
                + "\(missing.joined(separator: " and ")) not\(partialMeaning(connection))"
        case .notCaptured where connection.mayContinue: return "not known: it may go on with a connection that was let go before"
        case .notCaptured: return "not captured: the capture began after the handshake"
        }
    }

    private func partialMeaning(_ connection: Connection) -> Text {
        if connection.stepFrames.has([.handshake1, .handshake2]), !connection.sawPayload {
            return "; nothing of the client confirms the SYN-ACK"
        }
        return connection.sawPayload ? "; data flowed, so it took place" : ""
    }

    public func agreement(_ connection: Connection) -> Text? {
        let sides = [(Role.client, connection.client.synOptions), (Role.server, connection.server.synOptions)]
        let texts = sides.compactMap { role, options -> Text? in
            guard let options else { return nil }
            var parts: [Text] = []
            if let size = options.maximumSegmentSize { parts.append("MSS \(size)") }
            if let scale = options.windowScale { parts.append("window scale \(scale) (x\(1 << min(Int(scale), 14)))") }
            if options.sackPermitted { parts.append("SACK") }
            if options.timestamps != nil { parts.append("timestamps") }
            if options.fastOpen { parts.append("Fast Open") }
            if options.multipath { parts.append("Multipath TCP") }
            return "\(end(role)): " + (parts.isEmpty ? "no options" : parts.joined(separator: ", "))
        }
        if let client = connection.client.synOptions, let server = connection.server.synOptions {
            let unused: [Text] = [
                (client.windowScale == nil) != (server.windowScale == nil) ? "window scale" : nil,
                client.sackPermitted != server.sackPermitted ? "SACK" : nil,
                (client.timestamps == nil) != (server.timestamps == nil) ? "timestamps" : nil,
            ].compactMap { (name: Text?) in name }
            if !unused.isEmpty {
                return texts.joined(separator: "; ") + "; not in use, as only one end offered it: "
                    + unused.joined(separator: ", ")
            }
        }
        return texts.isEmpty ? nil : texts.joined(separator: "; ")
    }

    // MARK: - What crossed it

    public func transfer(_ event: ConnectionEvent) -> Text {
        let client = event.connection.clientFlow.stream
        let server = event.connection.serverFlow.stream
        if client.distinctBytes + server.distinctBytes + client.missingBytes + server.missingBytes == 0 { return "no data" }
        var text: Text =
            "\(Quantity.bytes(client.distinctBytes)) from the client, \(Quantity.bytes(server.distinctBytes)) from the server"
        let missing = [(Role.client, client.missingBytes), (Role.server, server.missingBytes)].filter { $0.1 > 0 }
        if !missing.isEmpty {
            text +=
                "; \(lack(event.connection.gaveUpHole)): "
                + missing.map { "\(Quantity.bytes($0.1)) of the \(end($0.0))'s" as Text }.joined(separator: ", ")
        }
        if event.exchanges > 0 { text += "; \(Quantity.count(event.exchanges, "HTTP exchange"))" }
        return text
    }

    /// What a hole that was given up held may have come later.
    func lack(_ mayBeUnread: Bool) -> Text { mayBeUnread ? "not read, or missing from the capture" : "missing from the capture" }

    public func figures(_ connection: Connection) -> Text? {
        var parts: [Text] = []
        let duration = connection.lacksTime ? 0 : connection.end.nanoseconds(since: connection.start)
        for (role, flow) in [(Role.client, connection.clientFlow), (Role.server, connection.serverFlow)] {
            // Timestamps also time what was sent again, where ACKs leave open which copy they are for.
            let times = flow.roundTrips
            if let least = times.least, let median = times.median, let greatest = times.greatest, flow.stream.distinctBytes > 0 {
                parts.append(
                    "the \(end(role))'s data was acknowledged after "
                        + (Quantity.duration(least) == Quantity.duration(greatest)
                            ? Quantity.duration(median)
                            : "\(Quantity.duration(least)) to \(Quantity.duration(greatest)), half of it within "
                                + Quantity.duration(median)))
            }
            if let again = sentAgain(by: role, connection) { parts.append(again) }
            // Small exchanges have no pace worth telling.
            if flow.stream.distinctBytes >= Self.leastPaceBytes, duration > 0 {
                parts.append(pace(role, flow, duration))
            }
        }
        if let gap = connection.idleTimes.largestGap, gap.duration >= 100_000_000 {
            parts.append("longest pause \(Quantity.duration(gap.duration)), before frame \(gap.frame)")
        }
        if let idle = connection.idleTimes.idleBeforeClose, idle >= 1_000_000_000 {
            parts.append("no data for \(Quantity.duration(idle)) before the close began")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// What was sent again, and what of it the capture has twice: what was lost before the point of capture it has once.
    private func sentAgain(by role: Role, _ connection: borrowing Connection) -> Text? {
        let flow = connection[flow: role]
        let twice = max(0, flow.payloadBytes - flow.stream.distinctBytes)
        let again = connection.sentAgain(by: role)
        guard again.segments > 0 else {
            return twice == 0
                ? nil : "\(Quantity.bytes(twice)) of the \(end(role))'s data \(twice == 1 ? "was" : "were") sent again"
        }
        let text: Text =
            "\(Quantity.count(again.segments, "segment")) with \(Quantity.bytes(again.bytes)) of the \(end(role))'s data "
            + (again.segments == 1 ? "was" : "were") + " sent again"
        if twice == again.bytes || connection.gaveUpHole { return text }
        return text
            + (twice == 0
                ? ", of which the capture lacks the first copies" : "; the capture has \(Quantity.bytes(twice)) of it twice")
    }

    /// From this many bytes on, throughput and bytes in flight are told.
    static let leastPaceBytes = 10_000

    private func pace(_ role: Role, _ flow: Flow, _ duration: Int64) -> Text {
        func perSecond(_ bytes: Int) -> Text {
            let rate = Double(bytes) * 1e9 / Double(duration)
            return Quantity.roughBytes(rate < 1e18 ? Int(rate) : .max) + "/s"
        }
        let repeated = flow.payloadBytes - flow.stream.distinctBytes
        var text: Text = "the \(end(role)) sent \(perSecond(flow.payloadBytes)) on average"
        if repeated > 0 { text += ", \(perSecond(flow.stream.distinctBytes)) without what it sent again" }
        return text + ", and had at most \(Quantity.bytes(flow.mostInFlight)) on the way"
    }

    // MARK: - How it closed

    public func closing(_ event: ConnectionEvent) -> Text {
        let connection = event.connection
        let closer: Text = connection.closedBy.map { "the \(end($0))" } ?? "nobody"
        let frames = connection.stepFrames
        let first: Text = frames[3].map { " (frame \($0))" } ?? ""
        switch connection.closeOutcome {
        case .fourStep: return "\(closer) closed first\(first), in four steps; both FINs were acknowledged"
        case .threeStep:
            return "\(closer) closed first\(first), in three segments; both FINs were acknowledged"
        case .simultaneous: return "both at once: the FINs crossed on the wire, and both were acknowledged"
        case .reset where connection.handshakeOutcome == .refused: return "never opened"
        case .reset:
            let by: Text = connection.resetBy.map { "the \(end($0))" } ?? "nobody"
            let after: Text =
                frames[3].map { $0 > connection.incidents?.reset?.frame ?? .max } ?? true
                ? "" : connection.closedBy == connection.resetBy ? " after its own FIN" : " after \(closer) had sent a FIN"
            if event.findings.contains(where: { if case .resetSuspicious = $0.kind { true } else { false } }) {
                return "reset: a RST in the name of \(by)\(after), which may be injected, ends the connection at once"
            }
            return "reset: \(by) sent a RST\(after), which ends the connection at once"
        case .incomplete:
            let seen = (3..<7).filter { frames[$0] != nil }.map { "\($0 - 2)" as Text }
            return "\(closer) closed first\(first), and the close is not whole: of its four steps, \(Self.list(seen)) "
                + "\(seen.count == 1 ? "was" : "were") captured"
        case .none:
            return switch event.ending {
            case _ where connection.handshakeOutcome == .unanswered && connection.client.acknowledged == nil: "never opened"
            case .end: "not closed: still open when the capture ended"
            case .idle: "not closed: nothing came for so long that it was let go as idle"
            case .limit: "not closed: it was let go to make room for others"
            case .reuse: "not closed: the same ports were used again for a new connection"
            default: "not closed"
            }
        }
    }

    /// `1`, `1 and 2`, `1, 2 and 3`.
    private static func list(_ items: [Text]) -> Text {
        guard items.count > 1, let last = items.last else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }
}
