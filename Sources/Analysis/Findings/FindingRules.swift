import Applications
import TCP
import Wire

extension Finding {
    /// Everything there is to say of a connection that has ended, worst first; empty for a healthy one.
    ///
    /// - Parameters:
    ///   - captureEnd: how far the capture has gone: nothing can be concluded from silence after that.
    ///   - strayAnswer: an answer to its SYN that came from another address.
    static func all(
        of connection: Connection, _ context: Context, ending: ConnectionTable.Ending, captureEnd: Timestamp,
        strayAnswer: StrayAnswer? = nil
    ) -> [Finding] {
        let rules = FindingRules(connection: connection, context: context, ending: ending, captureEnd: captureEnd)
        rules.strayAnswer = strayAnswer
        rules.apply()
        // Where it was let go, the capture went on.
        if ending == .limit { rules.findings.removeAll { if case .captureEnded = $0.kind { true } else { false } } }
        if rules.findings.count < 2 { return rules.findings }
        // Worst first; what is equally bad in the order of the rules.
        return rules.findings.enumerated().sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }
            .map(\.element)
    }
}

/// What follows from the evidence of one connection.
///
/// One cause gives one finding: rules that come later ask what those before them have found. The capture's end is no event: what waits must
/// have waited for a while before anything follows from it.
///
/// A class, so that the rules read the connection where it lies.
final class FindingRules {
    let connection: Connection
    let context: Finding.Context
    let ending: ConnectionTable.Ending
    let captureEnd: Timestamp
    var findings: [Finding] = []
    var strayAnswer: StrayAnswer?
    /// Those of them that rules ask for.
    private var found: FindingMarks = []

    init(connection: Connection, context: Finding.Context, ending: ConnectionTable.Ending, captureEnd: Timestamp) {
        self.connection = connection
        self.context = context
        self.ending = ending
        self.captureEnd = captureEnd
    }

    func apply() {
        // What the two ends speak explains how the connection ends.
        if !context.http.isEmpty {
            findings = context.http.filter(\.isOfProtocol).map(afterClose)
            for finding in findings { found.insert(FindingMarks(finding.kind)) }
        }
        findHTTP2()
        findOpening()
        findVanished()
        findPathMTU()
        findRequestsAndClose()
        findResets()
        findUnacknowledgedFINs()
        findCloseWait()
        findBetween()
        findHTTP()
        findTLS()
        findHalfClosed()
        findICMPErrors()
        // The capture does not say when things came: nothing is concluded from how long they took.
        if connection.lacksTime { findings.removeAll(where: \.needsTime) }
    }

    /// An alert of TLS with the close that it answers, if the other end had closed before it.
    private func afterClose(_ finding: Finding) -> Finding {
        guard case .tlsAlert(var alert, let tls) = finding.kind,
            let fin = connection[alert.sender == .client ? .server : .client].fin, fin.frame < alert.frame
        else { return finding }
        alert.closedIn = fin.frame
        return Finding(.tlsAlert(alert, tls), finding.frames)
    }

    func add(_ kind: Finding.Kind, _ frames: Int?...) { add(kind, frames: frames.compactMap { $0 }) }

    func add(_ kind: Finding.Kind, _ frame: Int?) { add(kind, frames: frame.map { [$0] } ?? []) }

    func add(_ kind: Finding.Kind, _ first: Int?, _ second: Int?) {
        guard let first, let second else { return add(kind, first ?? second) }
        add(kind, frames: [first, second])
    }

    func add(_ kind: Finding.Kind, frames: [Int]) {
        found.insert(FindingMarks(kind))
        findings.append(Finding(kind, frames))
    }

    /// Whether one of these was found.
    func has(_ marks: FindingMarks) -> Bool { !found.isDisjoint(with: marks) }

    // MARK: - Facts that several rules ask for

    var incidents: Incidents? { connection.incidents }

    /// The handshake's round trip, in nanoseconds; 0 where it is not known.
    var roundTrip: Int64 { max(0, connection.handshake.roundTrip ?? 0) }

    /// How long nothing must come before it counts as missing, in nanoseconds.
    var patience: Int64 { 1_000_000_000 + 2 * min(roundTrip, 1 << 60) }

    /// Whether the capture goes on long enough after `time` that silence means something.
    func hasPassed(since time: Timestamp) -> Bool { captureEnd.nanoseconds(since: time) >= patience }

    /// The number that acknowledges the SYN, and the Fast Open bytes that were accepted, of the client.
    var firstDataOfClient: SequenceNumber? {
        // Without the client's SYN, the SYN-ACK tells.
        let x = connection.handshake.x ?? (connection.stepFrames.has(.handshake2) ? connection.client.base : nil)
        return x.map { $0.advanced(by: 1 + connection.handshake.fastOpenBytes) }
    }

    /// The server acknowledged nothing but the SYN.
    var serverAcknowledgedNothing: Bool {
        guard let first = firstDataOfClient, let reached = connection.server.acknowledged else { return false }
        return first.isAtOrBeyond(reached)
    }

    /// What was sent again without an acknowledgment until the end.
    func unacknowledged(by role: Role) -> PathIncidents.Unacknowledged? {
        guard let waiting = incidents?.path(of: role)?.unacknowledged else { return nil }
        if let reached = connection[role.peer].acknowledged, waiting.sequence.precedes(reached) { return nil }
        return waiting
    }

    /// Whether bytes of an end are missing that the other end lacks too: it was heard later without acknowledging them.
    func isLacked(of role: Role) -> Bool { connection.isLacked(of: role) }

    /// Whether an end acknowledged more of the other one than the capture has of that, and than `number`: the other one was there, and its segments
    /// take another way, or the capture lost them.
    func heardMore(_ role: Role, than number: SequenceNumber?) -> Bool {
        guard let reached = connection[role].acknowledged, connection[role.peer].sentEnd?.precedes(reached) ?? false else {
            return false
        }
        return number?.precedes(reached) ?? true
    }

    /// Whether the capture has not all that came from an end: what the other end lacks too did not come.
    func captureLacks(from role: Role) -> Bool {
        let stream = connection[flow: role].stream
        return stream.missingBytes > (isLacked(of: role) ? stream.unacknowledgedMissing : 0)
    }

    /// The first end that closed after `time`, by FIN or RST.
    func ender(after time: Timestamp) -> (ender: Finding.Ender, time: Timestamp)? {
        var all: [(ender: Finding.Ender, time: Timestamp)] = []
        for role in [Role.client, .server] {
            if let fin = connection[role].fin, fin.time >= time {
                all.append((Finding.Ender(role: role, isReset: false, frame: fin.frame), fin.time))
            }
        }
        if let reset = incidents?.reset, reset.time >= time {
            all.append((Finding.Ender(role: reset.sender, isReset: true, frame: reset.frame, text: reset.text), reset.time))
        }
        return all.min { ($0.time, $0.ender.frame) < ($1.time, $1.ender.frame) }
    }
}
