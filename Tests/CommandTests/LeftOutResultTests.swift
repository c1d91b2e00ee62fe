import Foundation
import Testing

/// What a SARIF log has no room for is told on standard error and in the log.
@Suite struct LeftOutResultTests {
    private func log(of count: Int, _ options: [String] = []) throws -> (run: Command, log: [String: Any]) {
        var conversation = Conversation()
        // None of them is closed.
        for i in 0..<count { _ = conversation.open(port: 20_000 + i) }
        let file = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString).sarif")
        defer { try? FileManager.default.removeItem(at: file) }
        let run = try Command.run(
            options + ["--summary", "--check", "--strict", "--sarif", file.path(percentEncoded: false), "-"],
            input: conversation.data)
        let log = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        return (run, try #require((log["runs"] as? [[String: Any]])?.first))
    }

    @Test(arguments: ["en", "zh"]) func leftOut(language: String) throws {
        let (run, log) = try log(of: 1003, ["--lang", language])
        let words =
            language == "en"
            ? "3 results left out, since 1000 failures and the findings of 10,000 connections are held at most"
            : "有 3 个结果没有写出，因为最多只保存 1000 处不通过和 10000 条连接的发现"
        #expect(run.errors == (language == "en" ? "tcpexplain: --sarif: \(words)\n" : "tcpexplain: --sarif：\(words)\n"))
        #expect(run.status == 1)
        let results = try #require(log["results"] as? [[String: Any]])
        #expect(results.filter { $0["ruleId"] as? String == "check: close" }.count == 1000)
        let invocation = try #require((log["invocations"] as? [[String: Any]])?.first)
        let notices = try #require(invocation["toolExecutionNotifications"] as? [[String: Any]])
        #expect(invocation["executionSuccessful"] as? Bool == true && notices.count == 1)
        #expect(notices.first?["level"] as? String == "warning")
        #expect((notices.first?["message"] as? [String: String])?["text"] == words)
    }

    @Test func allOfThem() throws {
        let (run, log) = try log(of: 1000)
        #expect(run.errors.isEmpty && log["invocations"] == nil)
        #expect((log["results"] as? [[String: Any]])?.filter { $0["ruleId"] as? String == "check: close" }.count == 1000)
    }
}
