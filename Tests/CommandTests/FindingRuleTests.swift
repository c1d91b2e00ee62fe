import Foundation
import Testing

/// Rules that hold for the findings of every connection, over all fixtures.
@Suite struct FindingRuleTests {
    private func connections(_ fixture: String) throws -> [[String: Any]] {
        try String(contentsOf: Command.root.appending(path: "Fixtures/\(fixture)/expected.ndjson"), encoding: .utf8)
            .split(separator: "\n").filter { $0.hasPrefix("{\"type\":\"connection\"") }
            .compactMap { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    }

    private func names(_ connection: [String: Any]) -> [String] {
        (connection["findings"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
    }

    /// A finding never contradicts the record: a close that is complete has no FIN that was never acknowledged, and nobody vanished from it.
    /// (It may have `close-wait`, where the second FIN came after a minute.)
    @Test(arguments: Command.fixtures()) func aCompleteCloseHasNothingUnmet(fixture: String) throws {
        for connection in try connections(fixture) {
            guard ["four-step", "three-step", "simultaneous"].contains(connection["close"] as? String ?? "") else { continue }
            #expect(
                Set(names(connection)).isDisjoint(with: ["fin-never-acknowledged", "peer-vanished"]), "\(fixture)")
        }
    }

    /// One cause, one finding: a RST that ended the connection has one name, and each finding of a connection has its own.
    @Test(arguments: Command.fixtures()) func oneCauseHasOneFinding(fixture: String) throws {
        let resets = [
            "connection-forgotten", "data-after-close", "reset-with-data-outstanding", "closed-by-reset", "refused", "aborted",
        ]
        for connection in try connections(fixture) {
            #expect(names(connection).filter(resets.contains).count <= 1, "\(fixture)")
        }
    }

    /// A connection's severity is that of the worst of its findings, which stands first.
    @Test(arguments: Command.fixtures()) func theWorstStandsFirst(fixture: String) throws {
        let ranks = ["error": 2, "warning": 1, "note": 0]
        for connection in try connections(fixture) {
            let severities = (connection["findings"] as? [[String: Any]] ?? []).compactMap { $0["severity"] as? String }
            #expect(connection["severity"] as? String == severities.first, "\(fixture)")
            let order = severities.map { ranks[$0] ?? -1 }
            #expect(order == order.sorted(by: >), "\(fixture)")
        }
    }

    /// What the capture lacks is no fault of the network: no message is called incomplete in a stream of which bytes are missing.
    @Test(arguments: Command.fixtures()) func nothingIsIncompleteBecauseOfTheCapture(fixture: String) throws {
        for connection in try connections(fixture) {
            let missing = connection["missing"] as? [String: Int] ?? [:]
            for finding in connection["findings"] as? [[String: Any]] ?? [] where finding["name"] as? String == "http-incomplete"
            {
                #expect(missing[finding["in"] as? String == "request" ? "client" : "server"] == 0, "\(fixture)")
            }
        }
    }
}
