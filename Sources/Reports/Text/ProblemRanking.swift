import Analysis
import Language

/// The connections with the worst problems, for the end of a run.
struct ProblemRanking {
    /// Connections that are named at most.
    private static let maximumNamed = 20

    private(set) var total = 0
    /// The worst first.
    private(set) var worst: [ConnectionProblems] = []

    mutating func add(_ event: ConnectionEvent) {
        total += 1
        var problems = ConnectionProblems(connection: event.connection.number)
        problems.errors = event.connection.checksFailed
        for finding in event.findings {
            switch finding.severity {
            case .error: problems.errors += 1
            case .warning: problems.warnings += 1
            case .note: break
            }
        }
        // Those of equal rank stay in the order in which they ended.
        let place = worst.firstIndex { ($0.errors, $0.warnings) < (problems.errors, problems.warnings) } ?? worst.count
        guard place < Self.maximumNamed else { return }
        worst.insert(problems, at: place)
        if worst.count > Self.maximumNamed { worst.removeLast() }
    }
}
