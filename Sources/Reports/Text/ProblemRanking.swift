import Analysis
import Language
import TCP

/// The connections with the worst problems, for the end of a run.
struct ProblemRanking {
    /// Connections that are named at most.
    private static let maximumNamed = 20

    private(set) var total = 0
    /// Connections that are not shown, since others with the same findings at the same server were.
    private(set) var alike = 0
    private var shown: [Kind: Int] = [:]
    /// Connections shown for each finding and server.
    private static let examples = 3
    /// Findings and servers that are told apart at most.
    private static let maximumKinds = 4096

    private struct Kind: Hashable {
        var name: String
        var server: Endpoint
    }
    /// The worst first.
    private(set) var worst: [ConnectionProblems] = []

    /// Takes a connection with a problem; whether it is shown.
    mutating func add(_ event: ConnectionEvent) -> Bool {
        rank(event)
        let server = event.connection.endpoint(of: .server)
        let kinds = event.findings.filter { $0.severity > .note }.map { Kind(name: $0.name, server: server) }
        guard kinds.isEmpty || kinds.contains(where: { shown[$0, default: 0] < Self.examples }) else {
            alike += 1
            return false
        }
        for kind in kinds where shown[kind] != nil || shown.count < Self.maximumKinds { shown[kind, default: 0] += 1 }
        return true
    }

    private mutating func rank(_ event: ConnectionEvent) {
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
