import Language
import Wire

/// Writes the results of a run as JUnit XML: a suite for the captures, and in it a case for the sums of each connection, for each of its
/// findings that is more than a note, and for each expectation that it was held against. A forge compares runs by the names of cases: these hold
/// nothing that differs from run to run, which stands in the bodies.
public struct JUnitWriter {
    /// Lines of an explanation in a failure at most.
    private static let maximumLines = 40

    private let results: RunResults
    private let output: OutputBuffer

    public init(_ results: RunResults, _ output: OutputBuffer) {
        self.results = results
        self.output = output
    }

    private struct Case {
        var connection: Int?
        var name: String
        var failures: [RunFailure]
        var duration: Int64 = 0

        /// It was not held against anything.
        var isError: Bool { failures.first?.place != nil }
    }

    public func write() {
        let cases = makeCases()
        let errors = cases.count { $0.isError }
        let failed = cases.count { !$0.failures.isEmpty } - errors
        let name = results.mainFile ?? "live capture"
        output.append(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite id=\"0\" package=\"tcpexplain\" name=\"")
        output.append(Self.escaped(name))
        output.append(
            "\" timestamp=\"\(timestamp)\" hostname=\"localhost\" tests=\"\(cases.count)\" failures=\"\(failed)\" errors=\"\(errors)\""
        )
        output.append(" time=\"\(seconds(duration))\">\n    <properties/>\n")
        for entry in cases { write(entry, suite: name) }
        output.append("    <system-out>")
        output.append(Self.escaped(results.closingLines().map(\.string).joined(separator: "\n")))
        if results.unlistedFailures() > 0 {
            output.append(Self.escaped("\n… \(results.phrasebook.failures(results.unlistedFailures()))"))
        }
        if results.unlisted > 0 { output.append(Self.escaped("\n… \(results.phrasebook.more(results.unlisted))")) }
        output.append("</system-out>\n    <system-err></system-err>\n  </testsuite>\n</testsuites>\n")
        output.flush()
    }

    private func makeCases() -> [Case] {
        var cases: [Case] = []
        var failures = results.failures()
        /// Takes out the failures that belong to a case.
        func take(_ isOf: (RunFailure) -> Bool) -> [RunFailure] {
            let taken = failures.filter(isOf)
            if !taken.isEmpty { failures.removeAll(where: isOf) }
            return taken
        }
        let byConnection = Dictionary(grouping: results.held(), by: \.connection)
        for connection in results.connections {
            let number = connection.number
            func add(_ what: String, duration: Int64 = 0, _ isOf: (RunFailure) -> Bool) {
                cases.append(
                    Case(
                        connection: number, name: "\(connection.stableName): \(what)",
                        failures: take { $0.connection == number && isOf($0) }, duration: duration))
            }
            add("sums and outcome", duration: connection.duration) { $0.source == .check }
            for finding in connection.findings where finding.severity > .note {
                add("finding \(finding.name)") { $0.source == .finding && $0.rule == finding.name }
            }
            var seen: Set<String> = []
            for entry in byConnection[number] ?? [] where seen.insert(entry.expectation).inserted {
                add("expectation \(entry.expectation)") { $0.source == .expectation && $0.expectation == entry.expectation }
            }
        }
        let names = Dictionary(results.connections.map { ($0.number, $0.stableName) }) { first, _ in first }
        for failure in failures {
            let title = failure.connection.flatMap { names[$0] }.map { "\($0): " } ?? ""
            let what = failure.expectation ?? failure.rule
            cases.append(
                Case(connection: failure.connection, name: "\(title)\(failure.source.rawValue) \(what)", failures: [failure]))
        }
        return Self.distinct(cases)
    }

    /// Names that are there twice get a number: a forge keeps one case of each name.
    private static func distinct(_ cases: [Case]) -> [Case] {
        var seen: [String: Int] = [:]
        return cases.map { entry in
            seen[entry.name, default: 0] += 1
            guard let count = seen[entry.name], count > 1 else { return entry }
            var entry = entry
            entry.name += " (\(count))"
            return entry
        }
    }

    private func write(_ entry: Case, suite: String) {
        output.append("    <testcase classname=\"\(Self.escaped(suite))\" name=\"\(Self.escaped(entry.name))\" ")
        output.append("time=\"\(seconds(entry.duration))\"")
        guard let first = entry.failures.first else { return output.append("/>\n") }
        let element = entry.isError ? "error" : "failure"
        output.append(">\n      <\(element) type=\"\(Self.escaped(first.rule))\" message=\"\(Self.escaped(line(of: first)))\">")
        for failure in entry.failures {
            output.append(Self.escaped(line(of: failure)) + "\n")
            if let expected = failure.expected, let actual = failure.actual {
                output.append(Self.escaped("  expected: \(expected)\n  actual:   \(actual)\n"))
            }
            if !failure.frames.isEmpty {
                output.append("  frames:   \(failure.frames.map(String.init).joined(separator: ", "))\n")
            }
        }
        if let number = entry.connection, let connection = results.connections.first(where: { $0.number == number }) {
            output.append(Self.escaped("  \(results.phrasebook.position(number, frames: [])): \(connection.ends)\n"))
            let lines = connection.explanation.split(separator: "\n", omittingEmptySubsequences: false)
            if !lines.isEmpty { output.append("\n") }
            for line in lines.prefix(Self.maximumLines) { output.append(Self.escaped(String(line)) + "\n") }
            if lines.count > Self.maximumLines { output.append("…\n") }
        }
        output.append("</\(element)>\n    </testcase>\n")
    }

    private func line(of failure: RunFailure) -> String { failure.line(results.phrasebook) }

    private var duration: Int64 {
        guard let first = results.summary.first, let last = results.summary.last else { return 0 }
        return max(0, last.nanoseconds(since: first))
    }

    /// When the first packet was captured; the form has no zone.
    private var timestamp: String {
        let time = CalendarTime(results.start ?? results.summary.first ?? Timestamp(seconds: 0, nanoseconds: 0))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let year = String(min(max(time.year, 0), 9999))
        return String(repeating: "0", count: 4 - year.count) + year + "-\(two(time.month))-\(two(time.day))T"
            + "\(two(time.hour)):\(two(time.minute)):\(two(time.second))"
    }

    private func seconds(_ nanoseconds: Int64) -> String {
        let milliseconds = nanoseconds / 1_000_000
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    /// Text of an element or an attribute; characters that XML 1.0 has no place for become U+FFFD.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case "\u{fffe}", "\u{ffff}": result += "\u{fffd}"
            case _ where scalar.isSteering: result += "\u{fffd}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
