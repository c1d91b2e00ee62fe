import Language
import TCP

/// The connections that expectations with one selection are about, and what is wrong with them. Each expectation is about the nth of those, or about
/// every one.
///
/// Connections end in another order than they began in: which one is the nth is certain from the first packets where these decide what is
/// selected, and else only at the end. So what an expectation can be about is kept of those that ended before that.
struct SelectedConnections {
    /// Facts of connections that are kept at most: their number, and their size in bytes.
    private static let maximumPending = 65_536
    private static let maximumPendingBytes = 32 << 20
    /// Connections that may be meant besides those that are asked for, since some may turn out not to be.
    private static let maximumBeyond = 4096

    typealias Judge = (_ expectation: Int, _ facts: ConnectionFacts) -> [ExpectationFailure]

    /// What an expectation was held against last: the connection that is meant, as far as it is known.
    private struct Held {
        var number: Int
        var failures: [ExpectationFailure]
    }

    let selector: ConnectionSelector
    private let judge: Judge
    /// Expectations by which connection they are about: 1 where there must be but one.
    private var members: [Int: [Int]] = [:]
    private var mostNth = 1
    /// Those that may be meant: of the ones that have begun, where that decides, else of the ones that have ended.
    private var ranks = ConnectionRanks()
    /// The same where only the end of a connection decides; in order.
    private var late: [Int] = []
    private var pending: [Int: ConnectionFacts] = [:]
    private var pendingBytes = 0
    private var ended: Set<Int> = []
    /// How many of the first ones have ended, so that their ranks are final.
    private var settled = 0
    private var held: [Int: Held] = [:]
    /// All that were held against the expectations, where every one is meant: their first numbers, and what is wrong with them.
    private var every: [Int] = []
    private var everyCount = 0
    private var failuresOfEvery: [Int: [(expectation: Int, failures: [ExpectationFailure])]] = [:]
    private var listed = 0
    private var unlistedOf: [Int: Int] = [:]

    init(_ selector: ConnectionSelector, judge: @escaping Judge) {
        self.selector = selector
        self.judge = judge
    }

    /// Adds an expectation, by its place in its file.
    mutating func add(expectation: Int, nth: Int?) {
        members[nth ?? 1, default: []].append(expectation)
        mostNth = max(mostNth, nth ?? 1)
    }

    private var decidesOnEndpoints: Bool { selector.decidesOnEndpoints }
    private var limit: Int { max(mostNth, 2) + (decidesOnEndpoints ? Self.maximumBeyond : 0) }
    private var count: Int { decidesOnEndpoints ? ranks.count : late.count }
    private func number(at rank: Int) -> Int? {
        if decidesOnEndpoints { return ranks.number(at: rank) }
        return late.indices.contains(rank - 1) ? late[rank - 1] : nil
    }

    // MARK: - Connections

    mutating func noteFirstPacket(of connection: borrowing Connection) {
        guard decidesOnEndpoints, !selector.isEvery, ranks.count < limit, selector.mayInclude(connection) else { return }
        ranks.append(connection.number)
    }

    /// A connection that may have been meant is not.
    mutating func forget(_ number: Int) {
        guard decidesOnEndpoints, !selector.isEvery, ranks.remove(number) else { return }
        ended.remove(number)
        settle()
    }

    /// Takes a connection that is selected, and has ended.
    mutating func add(_ facts: ConnectionFacts) {
        if selector.isEvery { return addToEvery(facts) }
        let number = facts.number
        guard let rank = decidesOnEndpoints ? ranks.rank(of: number) : insertLate(number) else { return }
        hold(facts, at: rank)
        keep(facts)
        guard decidesOnEndpoints else { return }
        ended.insert(number)
        settle()
    }

    private mutating func keep(_ facts: ConnectionFacts) {
        guard pending.count < Self.maximumPending, pendingBytes < Self.maximumPendingBytes else { return }
        pending[facts.number] = facts
        pendingBytes += facts.size
    }

    private mutating func takePending(_ number: Int) -> ConnectionFacts? {
        guard let facts = pending.removeValue(forKey: number) else { return nil }
        pendingBytes -= facts.size
        return facts
    }

    /// Holds a connection against the expectations that mean it now.
    private mutating func hold(_ facts: ConnectionFacts, at rank: Int) {
        for expectation in members[rank] ?? [] {
            held[expectation] = Held(number: facts.number, failures: judge(expectation, facts))
        }
    }

    /// Its rank among those that have ended; nil if it is behind all that are asked for.
    private mutating func insertLate(_ number: Int) -> Int? {
        let at = late.lastIndex { $0 < number }.map { $0 + 1 } ?? 0
        guard at < limit else { return nil }
        late.insert(number, at: at)
        if late.count > limit { _ = takePending(late.removeLast()) }
        return at + 1
    }

    /// Forgets the facts of the first ones once no other can come to stand before them.
    private mutating func settle() {
        while let number = ranks.number(at: settled + 1), ended.remove(number) != nil {
            settled += 1
            if let facts = takePending(number) { holdIfAnother(facts, at: settled) }
        }
    }

    /// The same where another connection was held against them before.
    private mutating func holdIfAnother(_ facts: ConnectionFacts, at rank: Int) {
        for expectation in members[rank] ?? [] where held[expectation]?.number != facts.number {
            held[expectation] = Held(number: facts.number, failures: judge(expectation, facts))
        }
    }

    private mutating func addToEvery(_ facts: ConnectionFacts) {
        if every.count < ExpectationReport.maximumHeld { every.append(facts.number) }
        everyCount += 1
        for expectation in members[1] ?? [] {
            let found = judge(expectation, facts)
            if found.isEmpty { continue }
            if listed < ExpectationReport.maximumListed {
                failuresOfEvery[facts.number, default: []].append((expectation, found))
                listed += found.count
            } else {
                unlistedOf[expectation, default: 0] += found.count
            }
        }
    }

    /// What is wrong with a connection that has ended, as far as it is known which ones are meant.
    func failures(of number: Int) -> [ExpectationFailure] {
        if selector.isEvery { return failuresOfEvery[number]?.flatMap(\.failures) ?? [] }
        let rank = decidesOnEndpoints ? ranks.rank(of: number) : late.firstIndex(of: number).map { $0 + 1 }
        guard let rank, let expectations = members[rank] else { return [] }
        return expectations.flatMap { held[$0]?.number == number ? held[$0]?.failures ?? [] : [] }
    }

    // MARK: - Once the run has ended

    /// What an expectation came to.
    struct Outcome {
        /// Why it is not known which connection is meant.
        var fault: DocumentFault?
        /// The connections that were held against it.
        var held: [Int] = []
        var failures: [ExpectationFailure] = []
        /// Failures that were not kept.
        var unlisted = 0
    }

    /// - Parameter name: that of the expectation.
    mutating func outcome(of expectation: Int, nth: Int?, name: String) -> Outcome {
        var outcome = Outcome()
        if selector.isEvery {
            if everyCount == 0 { outcome.fault = .selectsNone(name) }
            outcome.held = every.sorted()
            outcome.failures = failuresOfEvery.keys.sorted().flatMap { number in
                (failuresOfEvery[number] ?? []).lazy.filter { $0.expectation == expectation }.flatMap(\.failures)
            }
            outcome.unlisted = unlistedOf[expectation] ?? 0
            return outcome
        }
        guard count > 0 else {
            outcome.fault = .selectsNone(name)
            return outcome
        }
        if nth == nil, count > 1 {
            outcome.fault = .selectsMany(name)
            return outcome
        }
        let rank = nth ?? 1
        guard let number = number(at: rank) else {
            outcome.fault = .selectsBeyond(name, nth: rank, count: count)
            return outcome
        }
        if held[expectation]?.number != number, let facts = pending[number] { holdIfAnother(facts, at: rank) }
        // More ended before it was known which one is meant than are kept.
        guard let found = held[expectation], found.number == number else {
            outcome.fault = .selectsMany(name)
            return outcome
        }
        outcome.held = [number]
        outcome.failures = found.failures
        return outcome
    }
}
