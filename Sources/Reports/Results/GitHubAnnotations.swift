import Analysis
import Language

/// What GitHub's workflows show beside a commit: an annotation for each failure, and for each finding that is more than a note.
public struct GitHubAnnotations {
    /// GitHub shows ten of each kind for a step, and fifty for a job: more than these are no help.
    private static let maximum = 50

    private let results: RunResults

    public init(_ results: RunResults) { self.results = results }

    /// Workflow commands, a line each.
    public func lines() -> [String] {
        var lines: [String] = []
        let failures = results.failures()
        for failure in failures {
            let title = failure.expectation ?? "\(failure.source.rawValue) \(failure.rule)"
            let message = results.phrasebook.place(
                file: nil, failure.connection, frame: failure.connection == nil ? nil : failure.frame, failure.sentence)
            let line =
                failure.place.map { (line: $0.line, column: $0.column) } ?? failure.frame.map { (line: $0, column: nil as Int?) }
            lines.append(
                Self.command("error", file: failure.place?.file ?? failure.file, at: line, title: title, message.string))
        }
        for connection in results.connections {
            for finding in connection.findings where finding.severity > .note {
                // Those that the run fails by are there already.
                let isTold = failures.contains {
                    $0.source == .finding && $0.connection == connection.number && $0.rule == finding.name
                }
                if isTold { continue }
                let message = results.phrasebook.place(file: nil, connection.number, frame: finding.frame, finding.sentence)
                lines.append(
                    Self.command(
                        finding.severity == .error ? "error" : "warning", file: finding.file,
                        at: finding.frame.map { (line: $0, column: nil) },
                        title: finding.name, message.string))
            }
            if lines.count > Self.maximum { break }
        }
        if lines.count <= Self.maximum { return lines }
        return lines.prefix(Self.maximum) + [
            Self.command(
                "notice", file: nil, at: nil, title: "tcpexplain", "… \(results.phrasebook.more(lines.count - Self.maximum))")
        ]
    }

    private static func command(
        _ kind: String, file: String?, at place: (line: Int, column: Int?)?, title: String, _ message: String
    ) -> String {
        var properties: [String] = []
        if let file { properties.append("file=\(escaped(file, inProperty: true))") }
        if let place { properties.append("line=\(place.line)") }
        if let column = place?.column { properties.append("col=\(column)") }
        properties.append("title=\(escaped(title, inProperty: true))")
        return "::\(kind) \(properties.joined(separator: ","))::\(escaped(message, inProperty: false))"
    }

    /// As the runner's toolkit escapes data and properties of a command.
    private static func escaped(_ text: String, inProperty: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case ":" where inProperty: result += "%3A"
            case "," where inProperty: result += "%2C"
            case _ where scalar.isSteering: result += "\u{fffd}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
