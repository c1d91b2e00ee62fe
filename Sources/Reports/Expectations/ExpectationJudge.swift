import Analysis
import Language
import TCP
import Wire

/// Holds one connection, and the exchanges that were found in it, against one expectation.
struct ExpectationJudge {
    let expectation: Expectation
    let facts: ConnectionFacts
    let secrets: Secrets
    private var failures: [ExpectationFailure] = []

    init(_ expectation: Expectation, _ facts: ConnectionFacts, _ secrets: Secrets) {
        self.expectation = expectation
        self.facts = facts
        self.secrets = secrets
    }

    /// What is not as it was expected.
    mutating func judge() -> [ExpectationFailure] {
        judge("handshake", expectation.handshake, facts.handshake, facts.handshakeFrames)
        judge("close", expectation.close, facts.close, facts.closeFrames)
        judge("closed_by", expectation.closedBy, facts.closedBy, facts.closeFrames)
        judgeOpening()
        if let range = expectation.retransmissions, !range.contains(facts.retransmissions) {
            fail("retransmissions", range.value, .number(facts.retransmissions), [facts.firstFrame, facts.lastFrame])
        }
        judgeFindings()
        if expectation.concernsExchanges { judgeExchanges() }
        return failures
    }

    private mutating func judge(_ key: String, _ words: WordCondition?, _ actual: String, _ frames: [Int]) {
        guard let words, !words.holds(for: actual) else { return }
        fail(key, words.value, .name(actual), frames)
    }

    private mutating func fail(
        _ key: String, _ expected: ExpectedValue?, _ actual: ExpectedValue?, _ frames: [Int],
        kind: ExpectationFailure.Kind = .value
    ) {
        var unique: [Int] = []
        for frame in frames where !unique.contains(frame) { unique.append(frame) }
        failures.append(
            ExpectationFailure(
                kind, of: expectation.name, key: key, expected: expected, actual: actual, connection: facts.number,
                frames: unique))
    }

    private mutating func judgeOpening() {
        guard let most = expectation.openedWithin else { return }
        guard let actual = facts.connectTime else {
            return fail("opened_within", .atMost(most), nil, facts.handshakeFrames, kind: .notKnown)
        }
        if actual > most { fail("opened_within", .atMost(most), .duration(actual), facts.handshakeFrames) }
    }

    private mutating func judgeFindings() {
        for finding in facts.findings {
            let name = ExpectedValue.name(finding.name)
            if expectation.findingsWithout.contains(finding.name) {
                fail("findings.not", .no(name), name, finding.frames, kind: .findingUnexpected)
            } else if expectation.severitiesWithout.contains(finding.severity) {
                fail("findings.none", .no(.name(finding.severity)), name, finding.frames, kind: .findingUnexpected)
            }
        }
        for name in expectation.findings where !facts.findings.contains(where: { $0.name == name }) {
            fail("findings.have", .name(name), nil, [facts.lastFrame], kind: .findingMissing)
        }
    }

    // MARK: - Exchanges

    private mutating func judgeExchanges() {
        guard facts.hasAllExchanges else {
            return fail("exchanges", .number(expectation.exchanges.count), nil, [facts.lastFrame], kind: .notKnown)
        }
        let exchanges = facts.exchanges
        let pairs = expectation.exchangesExactly ? pairsInTurn() : pairsFound()
        for (i, expected) in expectation.exchanges.enumerated() {
            let key = "exchanges[\(i + 1)]"
            guard let at = pairs[i] else {
                fail(key, expected.title(secrets), nil, [facts.lastFrame], kind: .exchangeMissing)
                continue
            }
            judge(exchanges[at], expected, key)
        }
        guard expectation.exchangesExactly else { return }
        let taken = Set(pairs.compactMap { $0 })
        for (i, exchange) in exchanges.enumerated() where !taken.contains(i) {
            fail("exchanges_exactly", nil, exchange.title(secrets), exchange.frames, kind: .exchangeUnexpected)
        }
    }

    /// Which exchange each expected one is held against, where there are no others: the one at the same place.
    private func pairsInTurn() -> [Int?] { expectation.exchanges.indices.map { $0 < facts.exchanges.count ? $0 : nil } }

    /// The same where there may be others between them: the next one that is as expected, or else the next that has the same request.
    private func pairsFound() -> [Int?] {
        let exchanges = facts.exchanges
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
                "\(key).\(difference.key)", difference.expected, difference.actual, actual.frames,
                kind: difference.actual == nil ? .notKnown : .value)
        }
    }

    private typealias Difference = (key: String, expected: ExpectedValue, actual: ExpectedValue?)

    private func differences(_ actual: ExchangeFacts, _ expected: ExchangeExpectation) -> [Difference] {
        func shown(_ text: String?) -> ExpectedValue { text.map { .wire(secrets.shown($0, limit: 300)) } ?? .noRequest }
        var found: [Difference] = []
        if let method = expected.method, !method.holds(for: actual.method ?? "") {
            found.append(("method", method.ownValue, shown(actual.method)))
        }
        if let target = expected.target, !target.holds(for: actual.target ?? "") {
            found.append(("target", .own(secrets.url(target.source)), shown(actual.shownTarget)))
        }
        if let status = expected.status, !status.holds(for: actual.status) {
            found.append(("status", status.value, actual.status.map(ExpectedValue.number) ?? .noResponse))
        }
        found += headerDifferences(actual, expected)
        if let bytes = expected.contentBytes, !(actual.contentBytes.map(bytes.contains) ?? false) {
            found.append(("content_bytes", bytes.value, actual.contentBytes.map(ExpectedValue.number) ?? .noResponse))
        }
        if let digest = expected.contentSHA256, digest != actual.contentSHA256 {
            found.append(("content_sha256", .name(digest), actual.contentSHA256.map(ExpectedValue.name)))
        }
        if let most = expected.firstByteWithin, !(actual.firstByte.map { $0 <= most } ?? false) {
            found.append(("first_byte_within", .atMost(most), actual.firstByte.map(ExpectedValue.duration)))
        }
        return found
    }

    private func headerDifferences(_ actual: ExchangeFacts, _ expected: ExchangeExpectation) -> [Difference] {
        var found: [Difference] = []
        for (name, value) in expected.headers {
            let values = actual.fields[name] ?? []
            if value.isAbsent ? values.isEmpty : values.contains(where: value.holds(for:)) { continue }
            let shown = values.map { secrets.value(of: name, $0) }.joined(separator: ", ")
            let wanted: ExpectedValue = value.isAbsent ? .absent : .own(secrets.value(of: name, value.source))
            found.append(("headers.\(name)", wanted, values.isEmpty ? .absent : .wire(secrets.shown(shown, limit: 300))))
        }
        return found
    }
}
