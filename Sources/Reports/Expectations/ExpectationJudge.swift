import Analysis
import Language
import TCP
import Wire

/// Holds one connection, and the exchanges that were found in it, against one expectation.
struct ExpectationJudge {
    let expectation: Expectation
    let event: ConnectionEvent
    let exchanges: [ExchangeFacts]
    /// Whether all of its exchanges are among those.
    let hasAllExchanges: Bool
    let secrets: Secrets
    private var failures: [ExpectationFailure] = []

    init(
        _ expectation: Expectation, _ event: ConnectionEvent, _ exchanges: [ExchangeFacts], hasAllExchanges: Bool,
        _ secrets: Secrets
    ) {
        self.expectation = expectation
        self.event = event
        self.exchanges = exchanges
        self.hasAllExchanges = hasAllExchanges
        self.secrets = secrets
    }

    /// What is not as it was expected.
    mutating func judge() -> [ExpectationFailure] {
        let connection = event.connection
        if let words = expectation.handshake {
            let actual = connection.handshakeOutcome.rawValue
            if !words.holds(for: actual) { fail("handshake", words.description, actual, handshakeFrames) }
        }
        if let words = expectation.close {
            let actual = connection.closeOutcome.rawValue
            if !words.holds(for: actual) { fail("close", words.description, actual, closeFrames) }
        }
        if let words = expectation.closedBy {
            let actual = connection.closedBy.map { $0 == .client ? "client" : "server" } ?? "none"
            if !words.holds(for: actual) { fail("closed_by", words.description, actual, closeFrames) }
        }
        judgeOpening()
        if let range = expectation.retransmissions {
            let actual = Self.retransmissions(of: connection)
            if !range.contains(actual) {
                fail("retransmissions", range.description, "\(actual)", [connection.firstFrame, connection.lastFrame])
            }
        }
        judgeFindings()
        if expectation.concernsExchanges { judgeExchanges() }
        return failures
    }

    /// Segments with the note `retransmission`.
    static func retransmissions(of connection: Connection) -> Int { Int(connection.noteCounts.first ?? 0) }

    private var handshakeFrames: [Int] {
        let frames = [0, 1, 2].compactMap { event.connection.stepFrames[$0] }
        if frames.count == 3 { return frames }
        let last = event.connection.lastFrame
        return frames.isEmpty ? [event.connection.firstFrame] : frames.last == last ? frames : frames + [last]
    }

    private var closeFrames: [Int] {
        let frames = [3, 4, 5, 6].compactMap { event.connection.stepFrames[$0] }
        return frames.isEmpty ? [event.connection.lastFrame] : frames
    }

    private mutating func fail(
        _ key: String, _ expected: String, _ actual: String, _ frames: [Int],
        kind: ExpectationFailure.Kind = .value
    ) {
        var unique: [Int] = []
        for frame in frames where !unique.contains(frame) { unique.append(frame) }
        failures.append(
            ExpectationFailure(
                kind, of: secrets.shown(expectation.name, limit: 200), key: secrets.shown(key, limit: 200),
                expected: secrets.shown(expected, limit: 300), actual: secrets.shown(actual, limit: 300),
                connection: event.connection.number, frames: unique))
    }

    /// A duration in ASCII: what is expected and what came are shown as text from outside, which is escaped.
    private static func plain(_ duration: Int64) -> String { Quantity.duration(duration).string.replacing("µs", with: "us") }

    private mutating func judgeOpening() {
        guard let most = expectation.openedWithin else { return }
        let expected = "at most " + Self.plain(most)
        guard let actual = event.connection.handshake.connectTime else {
            return fail("opened_within", expected, "", handshakeFrames, kind: .notKnown)
        }
        if actual > most { fail("opened_within", expected, Self.plain(actual), handshakeFrames) }
    }

    private mutating func judgeFindings() {
        for finding in event.findings {
            if expectation.findingsWithout.contains(finding.name) {
                fail("findings.not", "no \(finding.name)", finding.name, finding.frames, kind: .findingUnexpected)
            } else if expectation.severitiesWithout.contains(finding.severity.rawValue) {
                fail(
                    "findings.none", "no \(finding.severity.rawValue)", finding.name, finding.frames,
                    kind: .findingUnexpected)
            }
        }
        for name in expectation.findings where !event.findings.contains(where: { $0.name == name }) {
            fail("findings.have", name, "none", [event.connection.lastFrame], kind: .findingMissing)
        }
    }

    // MARK: - Exchanges

    private mutating func judgeExchanges() {
        guard hasAllExchanges else {
            return fail("exchanges", "\(expectation.exchanges.count)", "", [event.connection.lastFrame], kind: .notKnown)
        }
        let pairs = expectation.exchangesExactly ? pairsInTurn() : pairsFound()
        for (i, expected) in expectation.exchanges.enumerated() {
            let key = "exchanges[\(i + 1)]"
            guard let at = pairs[i] else {
                fail(key, expected.title, "", [event.connection.lastFrame], kind: .exchangeMissing)
                continue
            }
            judge(exchanges[at], expected, key)
        }
        guard expectation.exchangesExactly else { return }
        let taken = Set(pairs.compactMap { $0 })
        for (i, exchange) in exchanges.enumerated() where !taken.contains(i) {
            fail("exchanges_exactly", "", exchange.title, exchange.frames, kind: .exchangeUnexpected)
        }
    }

    /// Which exchange each expected one is held against, where there are no others: the one at the same place.
    private func pairsInTurn() -> [Int?] { expectation.exchanges.indices.map { $0 < exchanges.count ? $0 : nil } }

    /// The same where there may be others between them: the next one that is as expected, or else the next that has the same request.
    private func pairsFound() -> [Int?] {
        var next = 0
        return expectation.exchanges.map { expected in
            let rest = exchanges.indices.dropFirst(next)
            let found =
                rest.first { differences(exchanges[$0], expected).isEmpty } ?? rest.first { asks(exchanges[$0], expected) }
            if let found { next = found + 1 }
            return found
        }
    }

    /// Whether the request of an exchange is the expected one.
    private func asks(_ actual: ExchangeFacts, _ expected: ExchangeExpectation) -> Bool {
        (expected.method.map { $0.holds(for: actual.method ?? "") } ?? true)
            && (expected.target.map { $0.holds(for: actual.target ?? "") } ?? true)
    }

    private mutating func judge(_ actual: ExchangeFacts, _ expected: ExchangeExpectation, _ key: String) {
        for difference in differences(actual, expected) {
            fail(
                "\(key).\(difference.key)", difference.expected, difference.actual ?? "", actual.frames,
                kind: difference.actual == nil ? .notKnown : .value)
        }
    }

    private typealias Difference = (key: String, expected: String, actual: String?)

    private func differences(_ actual: ExchangeFacts, _ expected: ExchangeExpectation) -> [Difference] {
        var found: [Difference] = []
        if let method = expected.method, !method.holds(for: actual.method ?? "") {
            found.append(("method", method.description, actual.method ?? "no request"))
        }
        if let target = expected.target, !target.holds(for: actual.target ?? "") {
            found.append(("target", target.source, actual.shownTarget ?? "no request"))
        }
        if let status = expected.status, !status.holds(for: actual.status) {
            found.append(("status", status.source, actual.status.map(String.init) ?? "no response"))
        }
        for (name, value) in expected.headers {
            let values = actual.fields[name] ?? []
            if value.isAbsent ? values.isEmpty : values.contains(where: value.holds(for:)) { continue }
            let shown = values.map { secrets.value(of: name, $0) }.joined(separator: ", ")
            let wanted = value.isAbsent ? "absent" : secrets.value(of: name, value.source)
            found.append(("headers.\(name)", wanted, values.isEmpty ? "absent" : shown))
        }
        if let bytes = expected.contentBytes, !(actual.contentBytes.map(bytes.contains) ?? false) {
            found.append(("content_bytes", bytes.description, actual.contentBytes.map(String.init) ?? "no response"))
        }
        if let digest = expected.contentSHA256, digest != actual.contentSHA256 {
            found.append(("content_sha256", digest, actual.contentSHA256))
        }
        if let most = expected.firstByteWithin, !(actual.firstByte.map { $0 <= most } ?? false) {
            let wanted = "at most " + Self.plain(most)
            found.append(("first_byte_within", wanted, actual.firstByte.map { Self.plain($0) }))
        }
        return found
    }
}
