import Analysis
import Applications
import Language
import TCP
import Testing

/// Sentences that few captures lead to: both languages tell the same numbers, each in its own words.
@Suite struct PhraseTests {
    private let english = English()
    private let chinese = Chinese()

    /// Holds both against what every sentence keeps to. Numbers of `facts` stand in both; no two English words stand in the Chinese.
    private func check(_ en: Text, _ zh: Text, _ facts: [String] = []) {
        let (en, zh) = (en.string, zh.string)
        for fact in facts { #expect(en.contains(fact) && zh.contains(fact), "\(fact) in: \(en) / \(zh)") }
        #expect(!en.isEmpty && !zh.isEmpty && en != zh)
        #expect(!en.unicodeScalars.contains { (0x3000...0x9fff).contains($0.value) }, "\(en)")
        #expect(zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) }, "\(zh)")
        #expect(zh.firstMatch(of: /[a-z]{3,} [a-z]{3,}/) == nil, "\(zh)")
        for text in [en, zh] {
            #expect(!text.contains("  ") && !text.contains("Optional") && !text.contains("nil"), "\(text)")
            #expect(text.count { "(（".contains($0) } == text.count { ")）".contains($0) }, "\(text)")
        }
    }

    @Test func everyWarning() {
        var bounds: [ConnectionBound] = [
            .earlyBytes, .memory, .waitingRequests, .interimResponses, .decoders, .searchedBytes, .comparedBytes,
        ]
        bounds += TLSBound.allCases.map { .tls($0) } + HTTP2Bound.allCases.map { .http2($0) }
        var warnings: [(Warning, [String])] = [
            (.fragmentsDropped(1), []), (.fragmentsDropped(12), ["12"]), (.fragmentsOverlapped(3), ["3"]),
            (.connectionLimit(7), ["7"]),
            (.closedConnectionLimit(8), ["8"]), (.boundTotal(.decoders, connections: 21), ["21"]),
            (.memoryLimit(connection: 4, bytes: 1000), ["4", "1000"]), (.memoryLimitTotal(connections: 3, budget: 65_536), ["3"]),
            (.waitingExchangeLimit(9), ["9"]), (.decodingLimit(11), ["11"]), (.leftOpen(5), ["5"]),
        ]
        warnings += bounds.map { (.bound(connection: 2, $0), ["2"]) }
        for (warning, facts) in warnings {
            check(english.sentence(for: warning), chinese.sentence(for: warning), facts)
        }
        #expect(Set(bounds.map { english.sentence(for: $0).string }).count == bounds.count)
        #expect(Set(bounds.map { chinese.sentence(for: $0).string }).count == bounds.count)
        #expect(Set(bounds.map(\.name)).count == bounds.count)
    }

    @Test func everyDifferenceOfTwoRuns() {
        typealias Close = RunDifference.Close
        let kinds: [(RunDifference.Kind, [String])] = [
            (.connection(isInFirst: true), ["A"]), (.connection(isInFirst: false), ["B"]), (.exchange(isInFirst: true), ["A"]),
            (.exchange(isInFirst: false), ["B"]), (.handshake(.complete, .refused), ["complete", "refused"]),
            (.close(Close(.reset, by: .client), Close(.fourStep, by: nil)), ["reset", "four-step"]),
            (.failedChecks(1, 23), ["1", "23"]), (.finding(name: "refused", .error, isInFirst: true), ["refused", "A"]),
            (.finding(name: "http-slow", .warning, isInFirst: false), ["http-slow", "B"]), (.status(200, nil), ["200"]),
            (.status(nil, 503), ["503"]), (.content(ofRequest: true, 12, 34), ["12", "34"]),
            (.content(ofRequest: false, 5, 6), ["5", "6"]), (.complete(ofRequest: true, true, false), ["A", "B"]),
            (.complete(ofRequest: false, false, true), ["A", "B"]), (.time(.connect, 1_000_000, 5_000_000), ["A", "B"]),
            (.time(.wait, 1_000_000, 5_000_000), ["A", "B"]), (.time(.response, 1_000_000, 5_000_000), ["A", "B"]),
        ]
        var sentences: Set<String> = []
        for (kind, facts) in kinds {
            let difference = RunDifference(kind, first: nil, second: nil)
            check(english.sentence(for: difference), chinese.sentence(for: difference), facts)
            sentences.insert(chinese.sentence(for: difference).string)
        }
        #expect(sentences.count == kinds.count)
    }

    @Test func countsOfTwoRuns() {
        var counts = DiffCounts()
        check(english.summary(counts), chinese.summary(counts))
        counts.pairs = 8
        counts.same = 8
        check(english.summary(counts), chinese.summary(counts), ["8"])
        counts.same = 5
        counts.onlyInFirst = 11
        counts.onlyInSecond = 13
        counts.leftOut = 17
        check(english.summary(counts), chinese.summary(counts), ["8", "11", "13", "17"])
        check(english.counts(connections: 21, exchanges: 34), chinese.counts(connections: 21, exchanges: 34), ["21", "34"])
    }

    @Test func whatIsMissingOrLeftOut() {
        check(english.missing(CarriedGap.bytes(1234)), chinese.missing(CarriedGap.bytes(1234)), ["1234"])
        check(english.missing(CarriedGap.unknown), chinese.missing(CarriedGap.unknown))
        check(english.missing(77), chinese.missing(77), ["77"])
        check(english.more(19), chinese.more(19), ["19"])
        check(english.later(3), chinese.later(3), ["3"])
        check(english.missingBytes(5), chinese.missingBytes(5), ["5"])
        check(english.failedChecks(4), chinese.failedChecks(4), ["4"])
        check(english.alikeLeftOut(6), chinese.alikeLeftOut(6), ["6"])
        check(english.rowsLeftOut(6, kept: 100), chinese.rowsLeftOut(6, kept: 100), ["6", "100"])
        for role in [Role.client, .server] {
            check(english.shifted(role, by: 1000), chinese.shifted(role, by: 1000), ["1000"])
            check(english.shifted(role, by: 0 &- 1000), chinese.shifted(role, by: 0 &- 1000), ["1000"])
        }
    }

    /// The worst connections first, those without a name counted.
    @Test func rankings() {
        var first = ConnectionProblems(connection: 4)
        first.errors = 2
        var second = ConnectionProblems(connection: 9)
        second.warnings = 3
        check(english.ranking([first, second], of: 2), chinese.ranking([first, second], of: 2), ["4", "2", "9", "3"])
        check(english.ranking([first], of: 31), chinese.ranking([first], of: 31), ["4", "31", "30"])
    }
}
