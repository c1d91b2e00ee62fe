import Foundation
import Testing

/// `--explain brief|teach|expert`.
@Suite struct DepthTests {
    @Test func briefIsHeadlineAndFindings() throws {
        let run = try Command.run(["--explain", "brief", Command.capture("refused")])
        #expect(run.text.contains("[refused; frames 3, 4]"))
        #expect(!run.text.contains("handshake 1/3"))
        #expect(!run.text.contains("opened"))
    }

    @Test func teachingSaysEachThingOnce() throws {
        let run = try Command.run(["--explain", "teach", Command.capture("short-connection"), Command.capture("four-step-close")])
        for sentence in ["Why three steps", "stays in TIME_WAIT for 2 MSL", "The client asks for a connection"] {
            let words = run.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(words.components(separatedBy: sentence).count == 2, "\(sentence)")
        }
    }

    @Test func expertsGetNumbersAndSections() throws {
        let run = try Command.run(["--explain", "expert", Command.capture("refused")])
        #expect(run.text.contains("win 64240"))
        #expect(run.text.contains("RFC 9293"))
    }

    @Test func otherShapesHaveNoDepth() throws {
        for shape in [["--summary"], ["--packets"], ["--format", "ndjson"], ["--follow", "1"]] {
            #expect(try Command.run(["--explain", "teach"] + shape + [Command.capture("refused")]).status == 2)
        }
    }

    /// An expert gets notes by name and the sections that steps, checks and notes rest on, and no explanations.
    @Test(arguments: ["en", "zh"]) func expertsGetSections(language: String) throws {
        let capture = try Command.capture("fast-retransmit-sack")
        let run = try Command.run(["--lang", language, "--width", "140", "--explain", "expert", capture])
        let lines = run.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(lines.contains { $0.hasSuffix("RFC 9293 §3.5, §3.4") }, "\(run.text)")
        #expect(lines.contains { $0.hasSuffix("RFC 9293 §3.4, §3.6") || $0.hasSuffix("RFC 9293 §3.6, §3.4") }, "\(run.text)")
        #expect(lines.contains { $0.hasSuffix("! duplicate-ack (RFC 5681 §2)") }, "\(run.text)")
        #expect(lines.contains { $0.hasSuffix("window-update (RFC 9293 §3.8.6)") && !$0.contains("!") }, "\(run.text)")
        for words in ["duplicate ACK:", "重复确认：", "kept alive:", "长连接："] { #expect(!run.text.contains(words), "\(words)") }
    }

    /// Data behind the other end's FIN is what a half-close is for, and is told once.
    @Test func halfClosesAreTaught() throws {
        let capture = try Command.capture("four-step-close")
        let english = try Command.run(["--explain", "teach", "--width", "2000", capture]).text
        #expect(english.components(separatedBy: "Half-closed: the client has closed its direction").count == 2, "\(english)")
        let chinese = try Command.run(["--lang", "zh", "--explain", "teach", "--width", "2000", capture]).text
        #expect(chinese.components(separatedBy: "半关闭：客户端关闭了自己的方向，服务端仍在发数据").count == 2, "\(chinese)")
        let waves = try Command.run(["--explain", "teach", "--width", "2000", try Command.capture("four-waves")]).text
        #expect(!waves.contains("Half-closed:"))
    }

    /// A split handshake has no step 3: what takes its place is told, where the ladder cannot show the states yet.
    @Test func splitHandshakesAreTaught() throws {
        let arguments = ["--explain", "teach", "--width", "2000"]
        let split = try Command.run(arguments + [try Command.capture("split-handshake")]).text
        #expect(split.components(separatedBy: "this ACK takes the place of step 3").count == 2, "\(split)")
        let chinese = try Command.run(["--lang", "zh"] + arguments + [try Command.capture("split-handshake")]).text
        #expect(chinese.contains("这个 ACK 相当于第三次握手"), "\(chinese)")
        let other = try Command.run(arguments + [try Command.capture("simultaneous-open")]).text
        #expect(!other.contains("takes the place of step 3"), "\(other)")
    }

    /// A note is taught under its Chinese name, with the name that the output has beside it.
    @Test func notesAreTaughtByTheirChineseNames() throws {
        let run = try Command.run(
            ["--lang", "zh", "--explain", "teach", "--width", "2000", try Command.capture("fast-retransmit-sack")])
        #expect(run.text.contains("  重复确认（duplicate-ack）：同样的确认号"), "\(run.text)")
        #expect(run.text.contains("  快速重传（fast-retransmission）："), "\(run.text)")
    }

    /// A number that nobody used is told as wrong, and not as bytes that the capture lacks.
    @Test func aWrongNumberIsNoHoleInTheCapture() throws {
        let run = try Command.run(["--explain", "teach", "--width", "2000", Command.capture("third-ack-wrong")])
        #expect(run.text.contains("A number is not what it must be."), "\(run.text)")
        #expect(!run.text.contains("bytes that the capture lacks"), "\(run.text)")
    }
}
