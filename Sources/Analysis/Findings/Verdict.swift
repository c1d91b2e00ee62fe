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

    /// Worst first; empty if there is nothing to tell.
    public let findings: [Finding]
    private let handshake: HandshakeOutcome
    private let close: CloseOutcome
    private let closedBy: Role?
    private let frames: StepFrames
    private let clientBytes: Int
    private let serverBytes: Int
    /// It was seen to open, all requests were answered, and all data was acknowledged.
    private let isWhole: Bool
    /// The snap length cut payload of it: what is in that was not seen.
    private let isCut: Bool
    /// It hit a bound of this program: what is beyond was not read.
    public let hitsBound: Bool

    /// The worst of its findings; nil if there are none.
    public var severity: Finding.Severity? { findings.first?.severity }

    init(_ connection: Connection, _ findings: [Finding], unanswered: Int, hitsBound: Bool) {
        self.findings = findings
        handshake = connection.handshakeOutcome
        close = connection.closeOutcome
        closedBy = connection.closedBy
        frames = connection.stepFrames
        clientBytes = connection.clientFlow.stream.distinctBytes
        serverBytes = connection.serverFlow.stream.distinctBytes
        let isBad = findings.first.map { $0.severity > .note } ?? false
        isWhole = !isBad && unanswered == 0 && Self.isWholly(connection)
        isCut = connection.packets(with: .truncated) > 0
        self.hitsBound = hitsBound
    }

    public var headline: Headline {
        if let worst = findings.first, worst.severity > .note { return .finding(worst) }
        if isWhole { return isCut || hitsBound ? .healthyAsCaptured : .healthy }
        if let worst = findings.first { return .finding(worst) }
        return .healthyAsCaptured
    }

    public var story: [Chapter] {
        [
            .opened(handshake, frames: (0..<3).compactMap { frames[$0] }),
            .exchanged(clientBytes: clientBytes, serverBytes: serverBytes),
            .closed(close, by: closedBy, frames: (3..<7).compactMap { frames[$0] }),
        ]
    }

    /// It was seen to open, and everything that both ends sent was acknowledged and is in the capture.
    private static func isWholly(_ connection: Connection) -> Bool {
        guard connection.opensCompletely, connection.checksFailed == 0, connection.resetBy == nil else { return false }
        return isWhole(connection, .client) && isWhole(connection, .server)
    }

    private static func isWhole(_ connection: Connection, _ role: Role) -> Bool {
        guard connection[flow: role].stream.missingBytes == 0, let sent = connection[role].sentEnd,
            let reached = connection[role.peer].acknowledged
        else { return false }
        return reached.isAtOrBeyond(
            connection.finIsAcknowledged(of: role) || connection[role].fin == nil ? sent : sent.advanced(by: -1))
    }
}
