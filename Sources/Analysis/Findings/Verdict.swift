public import TCP

/// What is concluded of a connection: one model, built once, which every report shows.
public struct Verdict: Sendable {
    /// What stands above everything else.
    public enum Headline: Sendable {
        /// The worst finding.
        case finding(Finding)
        /// Nothing to complain of: it was seen to open, all requests were answered, and all data was acknowledged.
        case healthy
        /// Nothing to complain of in what the capture has of it.
        case healthyAsCaptured
    }

    /// A part of the story, with the frames that tell it.
    public enum Chapter: Sendable {
        case opened(HandshakeOutcome, frames: [Int])
        case exchanged(clientBytes: Int, serverBytes: Int)
        case closed(CloseOutcome, by: Role?, frames: [Int])
    }

    public let headline: Headline
    public let story: [Chapter]
    /// Worst first; empty if there is nothing to tell.
    public let findings: [Finding]

    /// The worst of its findings; nil if there are none.
    public var severity: Finding.Severity? { findings.first?.severity }

    init(_ connection: Connection, _ findings: [Finding], unanswered: Int) {
        self.findings = findings
        let frames = connection.stepFrames
        story = [
            .opened(connection.handshakeOutcome, frames: (0..<3).compactMap { frames[$0] }),
            .exchanged(
                clientBytes: connection.clientFlow.stream.distinctBytes, serverBytes: connection.serverFlow.stream.distinctBytes),
            .closed(connection.closeOutcome, by: connection.closedBy, frames: (3..<7).compactMap { frames[$0] }),
        ]
        if let worst = findings.first, worst.severity > .note {
            headline = .finding(worst)
        } else if Self.isWholly(connection), unanswered == 0 {
            headline = .healthy
        } else if let worst = findings.first {
            headline = .finding(worst)
        } else {
            headline = .healthyAsCaptured
        }
    }

    /// It was seen to open, and everything that both ends sent was acknowledged and is in the capture.
    private static func isWholly(_ connection: Connection) -> Bool {
        guard connection.opensCompletely, connection.checksFailed == 0, connection.resetBy == nil else { return false }
        return [Role.client, .server].allSatisfy { role in
            guard connection[flow: role].stream.missingBytes == 0 else { return false }
            guard let sent = connection[role].sentEnd, let reached = connection[role.peer].acknowledged else { return false }
            return reached.isAtOrBeyond(
                connection.finIsAcknowledged(of: role) || connection[role].fin == nil ? sent : sent.advanced(by: -1))
        }
    }
}
