import Language
import TCP

/// What differs between two runs, as records of the schema `tcpexplain/1`: `diff`, a `difference` for each, `diff_summary`.
public struct RunDiffRecords {
    private let output: OutputBuffer
    private let version: String

    public init(_ output: OutputBuffer, version: String) {
        self.output = output
        self.version = version
    }

    public func write(_ comparison: RunComparison, files: (first: String, second: String)) {
        output.append("{\"type\":\"diff\",\"schema\":\"tcpexplain/1\",\"version\":")
        output.appendJSON(version)
        output.append(",\"of\":\"runs\",\"a\":")
        output.appendJSON(files.first)
        output.append(",\"b\":")
        output.appendJSON(files.second)
        end()
        for pair in comparison.pairs {
            for (difference, request) in pair.differences { write(difference, request) }
        }
        let counts = comparison.counts
        output.append("{\"type\":\"diff_summary\"")
        for (key, value) in [
            ("pairs", counts.pairs), ("same", counts.same), ("only_a", counts.onlyInFirst), ("only_b", counts.onlyInSecond),
            ("differences", counts.differences), ("left_out", counts.leftOut),
        ] {
            output.appendKey(key)
            output.append(value)
        }
        end()
        output.flush()
    }

    private func write(_ difference: RunDifference, _ request: String) {
        output.append("{\"type\":\"difference\",\"kind\":")
        output.appendJSON(difference.kind.name)
        if !request.isEmpty {
            output.append(",\"request\":")
            output.appendJSON(request)
        }
        if case .finding(let name, let severity, _) = difference.kind {
            output.append(",\"finding\":")
            output.appendJSON(name)
            output.append(",\"severity\":")
            output.appendJSON(severity.rawValue)
        }
        let values = difference.kind.values
        write("a", difference.first, values.first)
        write("b", difference.second, values.second)
        output.append(",\"message\":")
        output.appendJSON(English().sentence(for: difference).string)
        end()
    }

    private func write(_ key: String, _ place: RunDifference.Place?, _ value: DifferenceValue) {
        output.appendKey(key)
        guard let place else { return output.append("null") }
        output.append("{\"connection\":")
        output.append(place.connection)
        if let exchange = place.exchange {
            output.append(",\"exchange\":")
            output.append(exchange)
        }
        output.append(",\"frame\":")
        output.append(place.frame)
        output.append(",\"value\":")
        switch value {
        case .none: output.append("null")
        case .word(let word): output.appendJSON(word)
        case .number(let number): output.append(number)
        case .truth(let isTrue): output.append(isTrue ? "true" : "false")
        case .seconds(let nanoseconds): output.appendSeconds(nanoseconds)
        }
        output.append("}")
    }

    private func end() {
        output.append("}")
        output.endLine()
    }
}

/// What one of two runs has where they differ.
enum DifferenceValue {
    case none
    case word(String)
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
        case .status(let first, let second): (first.map { .number($0) } ?? .none, second.map { .number($0) } ?? .none)
        case .complete(_, let isFirst, let isSecond): (.truth(isFirst), .truth(isSecond))
        case .time(_, let first, let second): (.seconds(first), .seconds(second))
        }
    }
}
