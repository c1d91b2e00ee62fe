import Analysis

/// What is found in a script: the findings of its first connection, each as `name severity`.
struct FindingScript {
    static let open = "0.000 C S seq 100\n0.001 S SA seq 300 ack 101\n0.002 C A seq 101 ack 301\n"
    /// Closes an open connection in which nothing was sent.
    static let close = "1.0 S FA seq 301 ack 101\n1.0001 C FA seq 101 ack 302\n1.0002 S A seq 302 ack 102\n"

    let verdict: Verdict
    let hasProblem: Bool

    /// - Parameter end: a packet of another connection comes at this time, so that the capture goes on until then.
    init(_ script: String, until end: Double? = nil) throws {
        let text = script + (end.map { "\n\($0) C A port 50000 seq 1 ack 1\n" } ?? "")
        let event = try Recorder(text).connections.first { $0.connection.number == 1 }
        guard let event else { throw NoConnection() }
        verdict = event.verdict
        hasProblem = event.hasProblem
    }

    struct NoConnection: Error {}

    var all: [String] { verdict.findings.map { "\($0.name) \($0.severity.rawValue)" } }
    func frames(of name: String) -> [Int]? { verdict.findings.first { $0.name == name }?.frames }
}

/// The findings of a script, each as `name severity`, worst first.
func found(_ script: String, until end: Double? = nil) throws -> [String] { try FindingScript(script, until: end).all }
