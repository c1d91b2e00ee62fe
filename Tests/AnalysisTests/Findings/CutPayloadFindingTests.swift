import Analysis
import Testing

/// Payload that the snap length cut: its length is known all the same, and with it how far a message came.
@Suite struct CutPayloadFindingTests {
    static let request = FindingScript.open + "0.1 C PA seq 101 ack 301 data \"GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n\"\n"
    /// 38 bytes of head for an announced content of 2000 bytes.
    private static let head = "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nContent-Length: 2000\\r\\n\\r\\n\"\n"

    private func incomplete(_ script: String) throws -> Finding.IncompleteEvidence? {
        for finding in try FindingScript(script).verdict.findings {
            if case .incomplete(let evidence) = finding.kind { return evidence }
        }
        return nil
    }

    /// The server closed, or reset, when half of the content had crossed: told with the bytes that crossed, not those that were captured.
    @Test func contentCutShort() throws {
        let half = Self.request + Self.head + "0.3 S PA seq 342 ack 128 len 1000 cut 10\n0.31 C A seq 128 ack 1342\n"
        let closed = half + "0.4 S FA seq 1342 ack 128\n0.41 C FA seq 128 ack 1343\n0.42 S A seq 1343 ack 129\n"
        for script in [closed, half + "0.4 S RA seq 1342 ack 128\n"] {
            let evidence = try #require(try incomplete(script))
            #expect(evidence.bytes == 1000 && evidence.total == 2000 && evidence.ender?.role == .server)
        }
        #expect(try !found(half + "0.4 S RA seq 1342 ack 128\n").contains { $0.hasPrefix("closed-by-reset") })
    }

    /// The same for a chunk.
    @Test func chunkCutShort() throws {
        let head = "0.2 S PA seq 301 ack 128 data \"HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n400\\r\\n\"\n"
        let half = Self.request + head + "0.3 S PA seq 353 ack 128 len 1000 cut 10\n0.31 C A seq 128 ack 1353\n"
        let evidence = try #require(try incomplete(half + "0.4 S FA seq 1353 ack 128\n0.41 C FA seq 128 ack 1354\n"))
        #expect(evidence.bytes == 1000 && evidence.total == nil)
    }

    /// All of it crossed: nothing is wrong, and what was not captured was not judged.
    @Test func wholeContent() throws {
        let whole = Self.request + Self.head + "0.3 S PA seq 342 ack 128 len 2000 cut 10\n0.31 C A seq 128 ack 2342\n"
        let closed = whole + "0.4 S FA seq 2342 ack 128\n0.41 C FA seq 128 ack 2343\n0.42 S A seq 2343 ack 129\n"
        let script = try FindingScript(closed)
        #expect(script.all.isEmpty)
        guard case .healthyAsCaptured = script.verdict.headline else {
            Issue.record("not in what was captured: \(script.verdict.headline)")
            return
        }
    }

    /// Bytes that the capture lacks altogether and the client acknowledged: they have arrived, and nothing is said of the message.
    @Test func holeBeforeTheFIN() throws {
        let hole = Self.request + Self.head + "0.31 C A seq 128 ack 1342\n"
        #expect(
            try incomplete(hole + "0.4 S FA seq 1342 ack 128\n0.41 C FA seq 128 ack 1343\n0.42 S A seq 1343 ack 129\n") == nil)
        #expect(try incomplete(hole + "0.4 C RA seq 128 ack 1342\n") == nil)
    }

    /// A request that was answered before it was whole: the server's time did not begin.
    @Test func answerToPartOfARequest() throws {
        let head = "0.1 C PA seq 101 ack 301 data \"POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 9000\\r\\n\\r\\n\"\n"
        let part = FindingScript.open + head + "0.2 C PA seq 151 ack 301 len 1000 cut 10\n0.21 S A seq 301 ack 1151\n"
        let answer = "30.0 S PA seq 301 ack 1151 data \"HTTP/1.1 408 Request Timeout\\r\\nContent-Length: 0\\r\\n\\r\\n\"\n"
        let names = try found(
            part + answer + "30.1 S FA seq 350 ack 1151\n30.2 C FA seq 1151 ack 351\n30.3 S A seq 351 ack 1152\n")
        #expect(names.contains("http-incomplete error") && !names.contains { $0.hasPrefix("http-slow") })
    }
}
