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

        func shortfall(of event: ConnectionEvent) -> Shortfall {
            Shortfall(
                unexpected: expectations?.failures(of: event.connection.number) ?? [],
                failures: criteria?.failures(of: event, place: { $0 }).map(\.failure) ?? [])
        }
    }

    /// What a connection fails by.
    struct Shortfall {
        var unexpected: [ExpectationFailure] = []
        var failures: [CheckFailure] = []

        var fails: Bool { !unexpected.isEmpty || !failures.isEmpty }

        /// The first sentence: the verdict's own, or what the connection fails by, where its findings do not say so; and whether it is an error.
        func headline(_ verdict: Verdict, _ book: any Phrasebook) -> (text: Text, isOwn: Bool, isError: Bool) {
            guard fails, verdict.severity != .error else { return (book.headline(verdict), true, false) }
            for failure in failures {
                if case .finding = failure { continue }
                return (book.sentence(for: failure), false, true)
            }
            if !unexpected.isEmpty { return (book.notAsExpected, false, true) }
            return (book.headline(verdict), true, true)
        }
    }

    /// What was expected of the connection, against what is.
    func print(_ failures: [ExpectationFailure]) {
        let book = style.phrasebook
        for failure in failures { item(book.severity(.error), book.statement(of: failure), style.sign(.error).color) }
    }
}
