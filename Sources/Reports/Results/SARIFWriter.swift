import Analysis
import Crypto
import Language
import Wire

/// Writes findings and failures as a SARIF 2.1.0 log: a result for each, located by file and frame.
public struct SARIFWriter {
    /// What there is to say of a rule (`refused`, `check: ack = y+1`, `expectation: exchanges.status`): a line, and a page.
    public typealias Help = (_ rule: String) -> (title: String, page: String)?

    private let results: RunResults
    private let output: OutputBuffer
    private let version: String
    private let help: Help

    public init(_ results: RunResults, _ output: OutputBuffer, version: String, help: @escaping Help) {
        self.results = results
        self.output = output
        self.version = version
        self.help = help
    }

    private struct Result {
        var rule: String
        var level: String
        var message: String
        var file: String?
        /// Where in that file: the frame of a capture, or the line of a file of expectations.
        var frame: Int?
        var place: RunFailure.Place?
        var frames: [Int]
        var connection: Int?
        /// What is the same of it in each run.
        var identity: String
    }

    public func write() {
        let all = makeResults()
        var rules: [String] = []
        var index: [String: Int] = [:]
        for result in all where index[result.rule] == nil {
            index[result.rule] = rules.count
            rules.append(result.rule)
        }
        let json = JSONWriter(output)
        json.beginObject()
        json.word("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        json.word("version", "2.1.0")
        json.beginArray("runs")
        json.beginObject()
        json.beginObject("tool")
        json.beginObject("driver")
        json.word("name", "tcpexplain")
        json.member("version", version)
        json.beginArray("rules")
        for rule in rules { append(rule: rule, to: json) }
        json.endArray()
        json.endObject()
        json.endObject()
        if results.leftOut > 0 { appendInvocation(json) }
        json.word("columnKind", "unicodeCodePoints")
        json.beginArray("results")
        // The same thing found twice keeps its number among those that are alike.
        var alike: [String: Int] = [:]
        for result in all {
            alike[result.identity, default: 0] += 1
            append(result, index[result.rule] ?? 0, occurrence: alike[result.identity] ?? 1, to: json)
        }
        json.endArray()
        json.endObject()
        json.endArray()
        json.endRecord()
        output.flush()
    }

    private func makeResults() -> [Result] {
        var all: [Result] = []
        var servers: [Int: String] = [:]
        for connection in results.connections {
            servers[connection.number] = name(connection.server)
            for finding in connection.findings {
                all.append(
                    Result(
                        rule: finding.name, level: finding.severity.rawValue, message: finding.sentence.string,
                        file: finding.file, frame: finding.frame, frames: finding.frames, connection: connection.number,
                        identity: "finding \(finding.name) \(name(connection.server))"))
            }
        }
        // Findings that a run fails by are there already.
        for failure in results.failures() where failure.source != .finding {
            let server = failure.connection.flatMap { servers[$0] } ?? ""
            all.append(
                Result(
                    rule: Self.rule(of: failure), level: "error",
                    message: failure.sentence.string, file: failure.place?.file ?? failure.file, frame: failure.frame,
                    place: failure.place, frames: failure.frames,
                    connection: failure.connection,
                    identity: "\(failure.source.rawValue) \(failure.rule) \(failure.expectation ?? "") \(server)"))
        }
        return all
    }

    /// `expectation: exchanges.status` of `exchanges[3].status`: one rule.
    private static func rule(of failure: RunFailure) -> String {
        let key = failure.source == .expectation ? ExpectationRule(key: failure.rule)?.rawValue : nil
        return "\(failure.source.rawValue): \(key ?? failure.rule)"
    }

    /// SARIF 2.1.0 §3.20.21: what is to be known of the run itself.
    private func appendInvocation(_ json: JSONWriter) {
        json.beginArray("invocations")
        json.beginObject()
        json.member("executionSuccessful", true)
        json.beginArray("toolExecutionNotifications")
        json.beginObject()
        json.word("level", "warning")
        json.beginObject("message")
        json.member("text", results.phrasebook.resultsLeftOut(results.leftOut).string)
        json.endObject()
        json.endObject()
        json.endArray()
        json.endObject()
        json.endArray()
    }

    private func append(rule: String, to json: JSONWriter) {
        func text(_ key: StaticString, _ text: String) {
            json.beginObject(key)
            json.member("text", text)
            json.endObject()
        }
        json.beginObject()
        json.member("id", rule)
        if let help = help(rule) {
            text("shortDescription", help.title)
            text("help", help.page)
        } else {
            text("shortDescription", rule)
        }
        json.endObject()
    }

    private func append(_ result: Result, _ ruleIndex: Int, occurrence: Int, to json: JSONWriter) {
        json.beginObject()
        json.member("ruleId", result.rule)
        json.member("ruleIndex", ruleIndex)
        json.word("level", result.level)
        json.beginObject("message")
        json.member("text", result.message)
        json.endObject()
        if let file = result.file { append(file, of: result, to: json) }
        json.beginObject("partialFingerprints")
        json.word("tcpexplain/v1", Self.fingerprint("\(result.identity) \(occurrence)"))
        json.endObject()
        json.beginObject("properties")
        json.member("connection", result.connection)
        json.member("frames", result.frames)
        json.endObject()
        json.endObject()
    }

    /// A capture has no lines: its frames stand for them.
    private func append(_ file: String, of result: Result, to json: JSONWriter) {
        json.beginArray("locations")
        json.beginObject()
        json.beginObject("physicalLocation")
        json.beginObject("artifactLocation")
        json.member("uri", Self.uri(file))
        json.endObject()
        if let line = result.place?.line ?? result.frame {
            json.beginObject("region")
            json.member("startLine", line)
            json.member("startColumn", result.place?.column)
            json.endObject()
        }
        json.endObject()
        if let frame = result.frame {
            json.beginArray("logicalLocations")
            json.beginObject()
            json.word("name", "frame \(frame)" as String)
            json.word("kind", "element")
            json.member("fullyQualifiedName", "\(file)/\(result.connection.map { "connection \($0)/" } ?? "")frame \(frame)")
            json.endObject()
            json.endArray()
        }
        json.endObject()
        json.endArray()
    }

    /// The same in each run, whatever the ports of clients, the times and the numbers of frames.
    private static func fingerprint(_ identity: String) -> String {
        var text: [UInt8] = []
        for byte in SHA256.hash(data: Array(identity.utf8)).prefix(16) { text += [hexDigit(byte >> 4), hexDigit(byte & 15)] }
        return String(decoding: text, as: UTF8.self)
    }

    /// A path as a URI reference (RFC 3986): whatever may not stand in one is percent-encoded.
    static func uri(_ path: String) -> String {
        var result: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.append(byte)
            default: result += [UInt8(ascii: "%"), hexDigit(byte >> 4), hexDigit(byte & 15)]
            }
        }
        let text = String(decoding: result, as: UTF8.self)
        return text.hasPrefix("/") ? "file://" + text : text
    }
}
