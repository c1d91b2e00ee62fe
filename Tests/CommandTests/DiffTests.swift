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

    // MARK: - Contents, fields, other connections

    private static let ten = "Fixtures/keep-alive-ten/capture.pcap"

    /// The same capture with other bytes, as many, in one place of what the server sent.
    private func edited(_ old: String, _ new: String, in folder: EditedFolder) throws -> String {
        var capture = try EditedCapture(Self.ten)
        let at = try #require(
            capture.frames.indices.first { capture.isTCP($0) && capture.frames[$0].range(of: Data(old.utf8)) != nil })
        let range = try #require(capture.frames[at].range(of: Data(old.utf8)))
        capture.frames[at].replaceSubrange(range, with: Data(new.utf8))
        #expect(old.utf8.count == new.utf8.count)
        capture.mend(at)
        return try capture.write("edited.pcap", in: folder)
    }

    private func differences(_ a: String, _ b: String) throws -> [[String: Any]] {
        try records(try Command.run(["diff", "--runs", "--no-times", "--format", "ndjson", a, b])).filter {
            $0["type"] as? String == "difference"
        }
    }

    @Test func contentsOfTheSameSize() throws {
        let folder = try EditedFolder()
        var capture = try EditedCapture(Self.ten)
        let at = try #require(
            capture.frames.indices.last {
                capture.isTCP($0) && capture.isFromServer($0) && capture.frames[$0].count > capture.headerLength(of: $0)
            })
        capture.frames[at][capture.frames[at].endIndex - 1] ^= 1
        capture.mend(at)
        let path = try capture.write("edited.pcap", in: folder)
        let found = try differences(Self.ten, path)
        #expect(found.map { $0["kind"] as? String } == ["response_content"], "\(found)")
        #expect(found.first?["request"] as? String == "GET /10.html")
        let run = try Command.run(["diff", "--runs", Self.ten, path])
        #expect(run.status == 1 && run.text.contains(" in both, and not the same"), "\(run.text)")
        #expect(try Command.run(["diff", "--runs", "--lang", "zh", Self.ten, path]).text.contains("，内容不同"))
    }

    /// A field that is another, and one that is there no more; when a message was made is no difference.
    @Test func fieldsOfBothRuns() throws {
        let folder = try EditedFolder()
        let server = try edited("Server: nginx", "Server: Xginx", in: folder)
        let found = try differences(Self.ten, server)
        #expect(
            found.map { $0["kind"] as? String } == ["response_field"] && found.first?["field"] as? String == "server", "\(found)")
        let value = try #require((found.first?["b"] as? [String: Any])?["value"] as? String)
        #expect(value.hasPrefix("Xginx"))
        let text = try Command.run(["diff", "--runs", Self.ten, server]).text
        #expect(text.contains(/field of the response, server: A nginx[^,]*, B Xginx/), "\(text)")
        #expect(try Command.run(["diff", "--runs", "--lang", "zh", Self.ten, server]).text.contains("响应的字段 server：A nginx"))
        let renamed = try differences(Self.ten, try edited("Server: nginx", "Xerver: nginx", in: folder))
        #expect(renamed.compactMap { $0["field"] as? String } == ["server", "xerver"])
        #expect((renamed.first?["b"] as? [String: Any])?["value"] is NSNull)
        let capture = try EditedCapture(Self.ten)
        let date = try #require(
            capture.frames.compactMap { String(decoding: $0, as: UTF8.self).firstMatch(of: /Date: [^\r]*/)?.0 }.first.map(
                String.init))
        #expect(
            try differences(Self.ten, try edited(date, date.replacing(/\d\d:\d\d:\d\d/, with: "01:02:03"), in: folder)).isEmpty)
        // But that it is there no more.
        #expect(
            try differences(Self.ten, try edited("Date: ", "Xate: ", in: folder)).compactMap { $0["field"] as? String }
                == ["date", "xate"])
    }

    /// A client that takes another connection from the sixth request on: each exchange is compared with the same one.
    @Test func theSameExchangeOnAnotherConnection() throws {
        let folder = try EditedFolder()
        var two = try EditedCapture(Self.ten)
        let requests = two.frames.indices.filter {
            two.isTCP($0) && !two.isFromServer($0) && two.frames[$0].count > two.headerLength(of: $0)
        }
        for i in two.frames.indices where two.isTCP(i) && i >= requests[5] {
            two.frames[i][two.isFromServer(i) ? 37 : 35] ^= 0x11
            two.mend(i)
        }
        let path = try two.write("two.pcap", in: folder)
        for captures in [[Self.ten, path], [path, Self.ten]] {
            let found = try differences(captures[0], captures[1])
            #expect(!found.contains { $0["kind"] as? String == "exchange" }, "\(found)")
            #expect(found.count { $0["kind"] as? String == "connection" } == 1)
        }
        // What differs there is told with both connections.
        let at = try #require(two.frames.indices.last { two.isFromServer($0) && two.frames[$0].count > two.headerLength(of: $0) })
        two.frames[at][two.frames[at].endIndex - 1] ^= 1
        two.mend(at)
        let changed = try two.write("changed.pcap", in: folder)
        let content = try #require(try differences(Self.ten, changed).first { $0["kind"] as? String == "response_content" })
        #expect((content["a"] as? [String: Any])?["connection"] as? Int == 1)
        #expect((content["b"] as? [String: Any])?["connection"] as? Int == 2)
        let text = try Command.run(["diff", "--runs", Self.ten, changed]).text
        #expect(text.contains("    A #10, B [2] #5  GET /10.html"), "\(text)")
    }

    /// A response whose request was not captured has no empty request.
    @Test func aResponseWithoutItsRequest() throws {
        let folder = try EditedFolder()
        var late = try EditedCapture(Self.ten)
        let request = try #require(
            late.frames.indices.first {
                late.isTCP($0) && !late.isFromServer($0) && late.frames[$0].count > late.headerLength(of: $0)
            })
        for _ in 0...request { late.remove(at: 0) }
        let captures = [Self.ten, try late.write("late.pcap", in: folder)]
        let text = try Command.run(["diff", "--runs"] + captures).text
        #expect(text.contains("B #1  (the request was not captured)"), "\(text)")
        #expect(try Command.run(["diff", "--runs", "--lang", "zh"] + captures).text.contains("（没有抓到请求）"))
    }
}
