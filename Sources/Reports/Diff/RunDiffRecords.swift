import Applications
import Language
import TCP

/// What differs between two runs, as records of the schema `tcpexplain/1`: `diff`, a `difference` for each, `diff_summary`.
public struct RunDiffRecords {
    private let json: JSONWriter
    private let version: String

    public init(_ output: OutputBuffer, version: String) {
        json = JSONWriter(output)
        self.version = version
    }

    public func write(_ comparison: RunComparison, files: (first: String, second: String)) {
        json.appendDiff(of: "runs", files, version: version)
        for pair in comparison.pairs {
            for (difference, request) in pair.differences { write(difference, request) }
        }
        let counts = comparison.counts
        json.beginRecord("diff_summary")
        json.member("pairs", counts.pairs)
        json.member("same", counts.same)
        json.member("only_a", counts.onlyInFirst)
        json.member("only_b", counts.onlyInSecond)
        json.member("differences", counts.differences)
        json.member("left_out", counts.leftOut)
        if counts.fieldsLeftOut > 0 { json.member("fields_left_out", counts.fieldsLeftOut) }
        json.endRecord()
        json.output.flush()
    }

    private func write(_ difference: RunDifference, _ request: String) {
        json.beginRecord("difference")
        json.word("kind", difference.kind.name)
        if !request.isEmpty { json.member("request", WireBytes.repaired(request)) }
        if case .finding(let name, let severity, _) = difference.kind {
            json.word("finding", name)
            json.word("severity", severity.rawValue)
        }
        if case .field(_, let name, _, _) = difference.kind { json.member("field", WireBytes.repaired(name)) }
        let values = difference.kind.values
        write("a", difference.first, values.first)
        write("b", difference.second, values.second)
        json.member("message", English().sentence(for: difference).string)
        json.endRecord()
    }

    private func write(_ key: StaticString, _ place: RunDifference.Place?, _ value: DifferenceValue) {
        guard let place else { return json.null(key) }
        json.beginObject(key)
        json.member("connection", place.connection)
        json.member("exchange", place.exchange)
        json.member("frame", place.frame)
        switch value {
        case .none: json.null("value")
        case .word(let word): json.word("value", word)
        case .text(let text): json.member("value", text)
        case .number(let number): json.member("value", number)
        case .truth(let isTrue): json.member("value", isTrue)
        case .seconds(let nanoseconds): json.seconds("value", nanoseconds)
        }
        json.endObject()
    }
}

/// What one of two runs has where they differ.
enum DifferenceValue {
    case none
    case word(String)
    /// From the wire.
    case text(String)
    case number(Int)
    case truth(Bool)
    case seconds(Int64)
}

extension RunDifference.Kind {
    /// What each of the runs has.
    var values: (first: DifferenceValue, second: DifferenceValue) {
        switch self {
        case .connection(let isInFirst), .exchange(let isInFirst), .finding(_, _, let isInFirst):
            (.truth(isInFirst), .truth(!isInFirst))
        case .handshake(let first, let second): (.word(first.rawValue), .word(second.rawValue))
        case .close(let first, let second): (.word(first.outcome.rawValue), .word(second.outcome.rawValue))
        case .failedChecks(let first, let second), .content(_, let first, let second): (.number(first), .number(second))
        case .otherBytes(_, let bytes): (.number(bytes), .number(bytes))
        case .field(_, _, let first, let second):
            (first.map { .text(WireBytes.repaired($0)) } ?? .none, second.map { .text(WireBytes.repaired($0)) } ?? .none)
        case .status(let first, let second): (first.map { .number($0) } ?? .none, second.map { .number($0) } ?? .none)
        case .complete(_, let isFirst, let isSecond): (.truth(isFirst), .truth(isSecond))
        case .time(_, let first, let second): (.seconds(first), .seconds(second))
        }
    }
}
