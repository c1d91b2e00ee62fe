public import Analysis
public import Explanation
public import Tracking
import Wire

/// Gathers what `--check` decides on, beside whatever else is written.
public final class CheckReport: Report {
    /// Failures told one by one at most.
    static let maximumTold = 1000

    private let selection: Selection
    private let isStrict: Bool
    private let phrasebook: any Phrasebook
    /// One line for each failure, with its frame.
    public private(set) var failures: [String] = []
    /// Failures beyond those told.
    public private(set) var untold = 0
    /// Connections looked at, and sums that hold.
    public private(set) var connections = 0
    public private(set) var checksPassed = 0

    public init(selection: Selection, isStrict: Bool, phrasebook: any Phrasebook) {
        self.selection = selection
        self.isStrict = isStrict
        self.phrasebook = phrasebook
    }

    public var hasFailed: Bool { !failures.isEmpty || connections == 0 }

    private func tell(_ text: String) {
        if failures.count < Self.maximumTold { failures.append(text) } else { untold += 1 }
    }

    public var wantsMessages: Bool { false }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        guard selection.includes(event.connection) else { return }
        let checks = event.judgement.checks
        for i in 0..<checks.count {
            guard let check = checks[i], !check.holds else { continue }
            tell("connection \(event.connection), frame \(event.segment.frame): \(phrasebook.failure(check))")
        }
    }

    public func connection(_ event: ConnectionEvent) {
        let connection = event.connection
        guard selection.includes(connection.number) else { return }
        connections += 1
        checksPassed += connection.checksPassed
        for debt in connection.unmet where debt.isProven || isStrict {
            tell(
                "connection \(connection.number), frame \(debt.frame): the FIN of frame \(debt.finFrame) is not acknowledged: "
                    + "\(debt.rule) must be \(debt.expected), the last ACK is \(debt.last)")
        }
        guard isStrict else { return }
        if !connection.opensCompletely {
            tell(
                "connection \(connection.number), frame \(connection.firstFrame): the handshake is "
                    + "\(connection.handshakeOutcome.rawValue), not complete")
        }
        if !connection.closesCompletely {
            tell(
                "connection \(connection.number), frame \(connection.lastFrame): the close is "
                    + "\(connection.closeOutcome.rawValue), not complete")
        }
    }

    public func warning(_ warning: Warning) {}

    /// Damage of the input, which only `--strict` holds against it.
    public func warning(_ text: String) { if isStrict { tell(text) } }

    public func finish(_ summary: RunSummary, files: [String]) {}
}
