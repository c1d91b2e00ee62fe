import Foundation
import Testing

/// Two captures of two runs of the same thing.
@Suite struct DiffTests {
    private func diff(_ a: String, _ b: String, _ more: [String] = []) throws -> Command {
        try Command.run(["diff", "--runs"] + more + [try Command.capture(a), try Command.capture(b)])
    }

    private func records(_ run: Command) throws -> [[String: Any]] {
        try run.text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test(arguments: ["keep-alive-race", "http2-curl", "lossy-path", "refused"]) func aRunDoesNotDifferFromItself(name: String)
        throws
    {
        let run = try diff(name, name)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.text.hasSuffix("the same in both\n"))
        let found = try records(try diff(name, name, ["--format", "ndjson"]))
        #expect(found.map { $0["type"] as? String } == ["diff", "diff_summary"])
        #expect(found[1]["pairs"] as? Int == found[1]["same"] as? Int && found[1]["differences"] as? Int == 0)
    }

    /// A request that was answered in one run, and crossed the close in the other.
    @Test func whatDiffersIsTold() throws {
        let run = try diff("keep-alive-ten", "request-crossed-close")
        #expect(run.status == 1)
        #expect(run.text.contains("close: A "))
        #expect(run.text.contains("only B has request-"))
        let found = try records(try diff("keep-alive-ten", "request-crossed-close", ["--format", "ndjson"]))
        let differences = found.filter { $0["type"] as? String == "difference" }
        #expect(!differences.isEmpty)
        #expect(differences.count == found.last?["differences"] as? Int)
        let finding = try #require(
            differences.first { $0["kind"] as? String == "finding" && ($0["b"] as? [String: Any])?["value"] as? Bool == true })
        #expect((finding["finding"] as? String)?.hasPrefix("request-") == true)
        #expect((finding["a"] as? [String: Any])?["value"] as? Bool == false)
        #expect(differences.allSatisfy { !($0["message"] as? String ?? "").isEmpty })
    }

    /// Either way round it is the same, with A and B changed.
    @Test func theOtherWayRound() throws {
        let one = try records(try diff("keep-alive-ten", "http-slow", ["--format", "ndjson"]))
        let other = try records(try diff("http-slow", "keep-alive-ten", ["--format", "ndjson"]))
        #expect(one.count == other.count)
        #expect(one.last?["only_a"] as? Int == other.last?["only_b"] as? Int)
        let kinds = { (records: [[String: Any]]) in records.compactMap { $0["kind"] as? String }.sorted() }
        #expect(kinds(one) == kinds(other))
    }

    @Test func timesCanBeLeftOut() throws {
        let with = try records(try diff("http-slow", "short-connection", ["--format", "ndjson"]))
        let without = try records(try diff("http-slow", "short-connection", ["--format", "ndjson", "--no-times"]))
        let times: Set = ["connect", "wait", "response"]
        #expect(!without.contains { times.contains($0["kind"] as? String ?? "") })
        #expect(with.count(where: { !times.contains($0["kind"] as? String ?? "") }) == without.count)
    }

    @Test func inChinese() throws {
        let run = try diff("keep-alive-ten", "request-crossed-close", ["--lang", "zh"])
        #expect(run.status == 1)
        #expect(run.text.contains("关闭：A"))
    }

    @Test func wrongArguments() throws {
        let one = try Command.run(["diff", try Command.capture("refused")])
        #expect(one.status == 2 && one.errors == "tcpexplain: diff compares two captures; 1 is given\n")
        let absent = try Command.run(["diff", try Command.capture("refused"), "nowhere.pcap"])
        #expect(absent.status == 2 && absent.errors.contains("nowhere.pcap: No such file or directory"))
    }

    /// It offers what it takes, in both languages, and refuses the rest.
    @Test(arguments: ["en", "zh"]) func formatsThatAreOffered(language: String) throws {
        let help = try Command.run(["diff", "--help", "--lang", language]).text
        #expect(help.contains("ndjson") && !help.contains("csv") && !help.contains("markdown"))
        let capture = try Command.capture("keep-alive-ten")
        for format in ["csv", "markdown"] {
            #expect(try Command.run(["diff", "--format", format, capture, capture]).status == 2)
        }
    }

    /// A finding that only one has is told in the same words, however bad it is.
    @Test func findingsOfOneRun() throws {
        let captures = try [Command.capture("keep-alive-ten"), Command.capture("keep-alive-race")]
        let text = try Command.run(["diff"] + captures).text
        #expect(text.contains("finding: only B has request-after-close (error)"), "\(text)")
        #expect(try Command.run(["diff"] + captures.reversed()).text.contains("finding: only A has request-after-close (error)"))
        #expect(!text.contains("PROBLEM"))
    }
}
