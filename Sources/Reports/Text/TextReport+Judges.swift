import Analysis
import Language

extension TextReport {
    /// What connections are held against besides their own findings; a connection that fails by it is not told as well.
    public struct Judges {
        public var expectations: ExpectationReport?
        /// Those of `--check`; nil if it is not asked for.
        public var criteria: CheckCriteria?

        public init(expectations: ExpectationReport? = nil, criteria: CheckCriteria? = nil) {
            self.expectations = expectations
            self.criteria = criteria
        }

        func judgement(of event: ConnectionEvent) -> Judgement {
            Judgement(
                unexpected: expectations?.failures(of: event.connection.number) ?? [],
                failures: criteria?.failures(of: event, place: { $0 }).map(\.failure) ?? [])
        }
    }

    /// What a connection fails by.
    struct Judgement {
        var unexpected: [ExpectationFailure] = []
        var failures: [CheckFailure] = []

        var fails: Bool { !unexpected.isEmpty || !failures.isEmpty }

        /// The first sentence of the verdict, and whether it is an error: what the connection fails by, where its findings do not say so.
        func headline(_ verdict: Verdict, _ book: any Phrasebook) -> (text: Text, isError: Bool) {
            let own = book.headline(verdict)
            guard fails, verdict.severity != .error else { return (own, false) }
            for failure in failures {
                if case .finding = failure { continue }
                return (book.sentence(for: failure), true)
            }
            if !unexpected.isEmpty { return (book.notAsExpected, true) }
            return (own, true)
        }
    }

    /// What was expected of the connection, against what is.
    func print(_ failures: [ExpectationFailure]) {
        let book = style.phrasebook
        for failure in failures { item(book.severity(.error), book.statement(of: failure), style.sign(.error).color) }
    }
}
