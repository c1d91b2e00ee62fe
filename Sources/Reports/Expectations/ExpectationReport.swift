public import Analysis
public import Language
import Applications
public import TCP
import Wire

/// Holds what comes against expectations, beside whatever else is written.
public final class ExpectationReport: Report {
    /// Failures that are kept at most, one by one.
    static let maximumListed = 1000
    /// Connections that are named with the expectations that they were held against, at most.
    static let maximumHeld = 100_000
    /// Exchanges of open connections that are kept at most: their number, and their size in bytes.
    static let maximumExchanges = 262_144
    static let maximumExchangeBytes = 64 << 20

    private let expectations: Expectations
    private let secrets: Secrets
    private let phrasebook: any Phrasebook
    private let files: [String]
    private var origins = FrameOrigins()
    /// Expectations by what they select: recorded ones of many connections to one server share that.
    private var selected: [SelectedConnections] = []
    private var selectionOf: [Int] = []
    /// What the members of each want.
    private var concernsExchangesOf: [Bool] = []
    private var wantsContentOf: [Bool] = []
    /// The names of fields that somebody asks for.
    private let fields: Set<String>
    private let concernsExchanges: Bool
    /// Whether an expectation selects by what requests say.
    private let selectsByExchanges: Bool
    private var exchanges: [Int: [ExchangeFacts]] = [:]
    private var exchangeCount = 0
    private var exchangeBytes = 0
    /// Open connections of which an exchange could not be kept.
    private var incomplete: Set<Int> = []
    /// Open connections with an exchange that is selected, by the index of the selection.
    private var matched: [Int: Set<Int>] = [:]
    private var digests = ContentDigests()
    private var latestConnection = 0
    private var connections = 0
    private var outcome: Outcome?

    /// What a run came to.
    public struct Outcome: Sendable {
        /// In the order of the connections; those about all of them last.
        public var failures: [RunFailure] = []
        /// Failures beyond those.
        public var unlisted = 0
        /// Selections that select nothing, or too much.
        public var errors: [DocumentError] = []
        public var expectations = 0
        /// Expectations, each with a connection that was held against it.
        public var held: [(expectation: String, connection: Int)] = []

        public var hasFailed: Bool { !failures.isEmpty || unlisted > 0 }
    }

    /// - Parameter files: the captures of the run, in its order; none if it is live.
    public init(_ expectations: Expectations, phrasebook: any Phrasebook, files: [String]) {
        self.expectations = expectations
        self.phrasebook = phrasebook
        self.files = files
        secrets = phrasebook.secrets
        let judge: SelectedConnections.Judge = { [secrets = phrasebook.secrets] expectation, facts in
            var judge = ExpectationJudge(expectations.all[expectation], facts, secrets)
            return judge.judge()
        }
        var known: [String: Int] = [:]
        for (i, expectation) in expectations.all.enumerated() {
            let at = known[expectation.select.key] ?? selected.count
            if at == selected.count {
                known[expectation.select.key] = at
                selected.append(SelectedConnections(expectation.select, judge: judge))
                concernsExchangesOf.append(false)
                wantsContentOf.append(false)
            }
            selected[at].add(expectation: i, nth: expectation.select.nth)
            selectionOf.append(at)
            if expectation.concernsExchanges { concernsExchangesOf[at] = true }
            if expectation.wantsContent { wantsContentOf[at] = true }
        }
        var names: Set<String> = []
        for expectation in expectations.all {
            for exchange in expectation.exchanges { names.formUnion(exchange.headers.map(\.name)) }
        }
        fields = names
        concernsExchanges = expectations.all.contains { $0.concernsExchanges }
        selectsByExchanges = expectations.all.contains { $0.select.selection.hasExchangeConditions }
    }

    public var wantsContent: Bool { expectations.wantContent }
    public var wantsMessages: Bool { false }

    public func wantsContent(of connection: borrowing Connection) -> Bool {
        for (i, wants) in wantsContentOf.enumerated() where wants {
            if selected[i].selector.mayInclude(connection) { return true }
        }
        return false
    }

    // MARK: - Events

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        origins.note(event.info)
        // Connections are numbered in the order of their first packets.
        guard event.connection > latestConnection else { return }
        latestConnection = event.connection
        for i in selected.indices { selected[i].noteFirstPacket(of: connection) }
    }

    public func content(_ bytes: Span<UInt8>, of message: borrowing Message, from role: Role, exchange: Int, connection: Int) {
        if role == .server { digests.add(bytes, connection: connection, exchange: exchange) }
    }

    public func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        let number = connection.number
        if selectsByExchanges {
            for (i, selected) in selected.enumerated()
            where selected.selector.selection.hasExchangeConditions
                && selected.selector.selection.includes(exchange, of: connection)
            {
                matched[number, default: []].insert(i)
            }
        }
        let digest = wantsContent ? digests.take(connection: number, exchange: exchange.number) : nil
        guard concernsExchanges, mayConcern(connection) else { return }
        guard exchangeCount < Self.maximumExchanges, exchangeBytes < Self.maximumExchangeBytes else {
            incomplete.insert(number)
            return
        }
        let facts = ExchangeFacts(exchange, fields: fields, contentSHA256: digest) { [secrets] exchange in
            exchange.request.map { secrets.target($0.head) }
        }
        exchanges[number, default: []].append(facts)
        exchangeCount += 1
        exchangeBytes += facts.size
    }

    private func mayConcern(_ connection: borrowing Connection) -> Bool {
        for (i, concerns) in concernsExchangesOf.enumerated() where concerns {
            if selected[i].selector.mayInclude(connection) { return true }
        }
        return false
    }

    public func discard(_ exchange: Exchange, connection: Int) {
        digests.discard(connection: connection, exchange: exchange.number)
    }

    public func discard(connection: Int) {
        _ = takeExchanges(of: connection)
        for i in selected.indices { selected[i].forget(connection) }
    }

    private func takeExchanges(of connection: Int) -> [ExchangeFacts] {
        incomplete.remove(connection)
        matched[connection] = nil
        guard let taken = exchanges.removeValue(forKey: connection) else { return [] }
        exchangeCount -= taken.count
        for facts in taken { exchangeBytes -= facts.size }
        return taken.sorted { $0.number < $1.number }
    }

    public func connection(_ event: ConnectionEvent) {
        connections += 1
        let number = event.connection.number
        let isWhole = !incomplete.contains(number)
        let matched = matched[number] ?? []
        let exchanges = takeExchanges(of: number)
        let facts = ConnectionFacts(event, exchanges, hasAllExchanges: isWhole)
        for i in selected.indices {
            if selected[i].selector.includes(event, hasExchange: matched.contains(i)) {
                selected[i].add(facts)
            } else {
                selected[i].forget(number)
            }
        }
    }

    /// What is not as expected of a connection that has ended, as far as it is known which connections are meant.
    public func failures(of connection: Int) -> [ExpectationFailure] {
        selected.flatMap { $0.failures(of: connection) }
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}
    public func finish(_ summary: RunSummary, files: [String]) { outcome = makeOutcome() }

    // MARK: - The end

    /// Once the run has ended.
    public var result: Outcome {
        if let outcome { return outcome }
        let outcome = makeOutcome()
        self.outcome = outcome
        return outcome
    }

    private func makeOutcome() -> Outcome {
        var outcome = Outcome()
        outcome.expectations = expectations.all.count + (expectations.connections == nil ? 0 : 1)
        var all: [ExpectationFailure] = []
        for (i, expectation) in expectations.all.enumerated() {
            let found = selected[selectionOf[i]].outcome(of: i, nth: expectation.select.nth, name: expectation.name)
            if let fault = found.fault {
                outcome.errors.append(
                    DocumentError(line: expectation.selectLine, column: expectation.selectColumn, fault))
                continue
            }
            for number in found.held where outcome.held.count < Self.maximumHeld {
                outcome.held.append((Text(nameOfExpectation: expectation.name).string, number))
            }
            outcome.unlisted += found.unlisted
            all += found.failures
        }
        all.sort { ($0.connection ?? .max) < ($1.connection ?? .max) }
        if let range = expectations.connections, !range.contains(connections) {
            all.append(
                ExpectationFailure(
                    .value, of: "connections", key: "connections", expected: range.value, actual: .number(connections)))
        }
        outcome.failures = all.prefix(Self.maximumListed).map(located)
        outcome.unlisted += all.count - outcome.failures.count
        return outcome
    }

    /// A failure, with the file and the frame that show it.
    private func located(_ failure: ExpectationFailure) -> RunFailure {
        var result = RunFailure(.expectation, rule: Text(own: failure.key, limit: 200).string, in: phrasebook) { book in
            RunFailure.Words(
                book.sentence(for: failure), expected: failure.expected.map { book.text(of: $0).string },
                actual: failure.actual.map { book.text(of: $0).string })
        }
        result.expectation = Text(nameOfExpectation: failure.expectation).string
        result.connection = failure.connection
        result.frames = failure.frames
        if let frame = failure.frames.first {
            let origin = origins.origin(of: frame)
            result.file = files.indices.contains(origin.file) ? files[origin.file] : nil
            result.frame = origin.frame
        } else if files.count == 1 {
            result.file = files[0]
        }
        return result
    }
}
