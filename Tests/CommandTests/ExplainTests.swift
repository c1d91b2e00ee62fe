import Foundation
import Teaching
import Testing

/// `tcpexplain explain`.
@Suite struct ExplainTests {
    @Test func aTopicIsExplainedInBothLanguages() throws {
        let english = try Command.run(["explain", "time-wait"])
        #expect(english.status == 0)
        #expect(english.text.contains("2 MSL"))
        #expect(english.text.contains("RFC 9293"))
        let chinese = try Command.run(["explain", "--lang", "zh", "第三次握手"])
        #expect(chinese.text.hasPrefix("handshake-3（步骤）：第三次握手"))
        #expect(try Command.run(["explain", "SYN_SENT"], environment: ["LC_ALL": "zh_CN.UTF-8"]).text.contains("同步已发送"))
    }

    @Test func allTopicsAreListed() throws {
        let list = try Command.run(["explain"])
        #expect(list.status == 0)
        for name in ["handshake-1", "ack = w+1", "CLOSE_WAIT", "RST", "window scale", "stage-4", "warning"] {
            #expect(list.text.contains("\n  \(name) "), "\(name)")
        }
    }

    /// Plain ASCII where the locale has no more.
    @Test func textIsFitForATerminal() throws {
        for name in ["wave-1", "syn", "stage-2", "MSS"] {
            let run = try Command.run(["explain", name], environment: ["LC_ALL": "C"])
            #expect(run.status == 0)
            #expect(run.output.allSatisfy { $0 == 10 || $0 >= 32 && $0 < 127 }, "\(name)")
        }
    }

    @Test func anUnknownNameIsAnError() throws {
        let run = try Command.run(["explain", "handshak-1"])
        #expect(run.status == 2)
        #expect(run.errors.contains("\"handshake-1\""))
        // A name in Chinese is shown as it was typed, and has what is near it.
        let chinese = try Command.run(["explain", "--lang", "zh", "零窗口停滞"])
        #expect(chinese.status == 2)
        #expect(chinese.errors.contains("没有名为“零窗口停滞”的条目；相近的有 zero-window"), "\(chinese.errors)")
    }

    /// The first word is a subcommand; a capture of its name has a path.
    @Test func namesOfSubcommandsAreNoCaptures() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let capture = Command.root.appending(path: try Command.capture("refused"))
        try FileManager.default.copyItem(at: capture, to: folder.appending(path: "explain"))
        #expect(try Command.run(["./explain"], in: folder).text.contains("refused"))
    }
}
