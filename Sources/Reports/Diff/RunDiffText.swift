import Language
import TCP
import Wire

/// What differs between two runs, for people: each connection that does, with what differs below it.
public struct RunDiffText {
    /// Of a request, bytes that are shown.
    private static let requestLimit = 100

    private let style: Style
    private let lines: DiffLines

    public init(_ output: OutputBuffer, style: Style) {
        self.style = style
        lines = DiffLines(output: output, style: style)
    }

    public func write(_ comparison: RunComparison, files: (first: String, second: String), _ facts: (RunFacts, RunFacts)) {
        for (letter, file, facts) in [("A", files.first, facts.0), ("B", files.second, facts.1)] {
            lines.file(
                letter, file, style.phrasebook.counts(connections: facts.connections.count, exchanges: facts.exchanges))
        }
        lines.line("")
        for pair in comparison.pairs where !pair.differences.isEmpty { write(pair) }
        lines.sentence(style.phrasebook.summary(comparison.counts), indent: 0)
        lines.output.flush()
    }

    private func write(_ pair: RunComparison.Pair) {
        let heads = [("A", pair.first), ("B", pair.second)].compactMap { letter, connection in
            connection.map { "\(letter) [\($0.number)] \(name($0.client)) \(style.right) \(name($0.server))" }
        }
        lines.heads(heads)
        var last: (first: RunDifference.Place?, second: RunDifference.Place?) = (nil, nil)
        for (difference, request) in pair.differences {
            let places = (difference.first, difference.second)
            let isOfExchange = places.0?.exchange != nil || places.1?.exchange != nil
            if isOfExchange, places != last {
                last = places
                let places = [("A", places.0, pair.first), ("B", places.1, pair.second)].compactMap { letter, place, connection in
                    place.flatMap { place in
                        place.exchange.map {
                            "\(letter) \(place.connection == connection?.number ? "" : "[\(place.connection)] ")#\($0)"
                        }
                    }
                }
                let shown =
                    request.isEmpty
                    ? style.phrasebook.unknownRequest : "\(style.phrasebook.secrets.shown(request, limit: Self.requestLimit))"
                lines.sentence("\(code: places.joined(separator: ", "))  \(shown)", indent: 4)
            }
            lines.sentence(style.phrasebook.sentence(for: difference), indent: isOfExchange ? 8 : 4)
        }
        lines.line("")
    }
}
