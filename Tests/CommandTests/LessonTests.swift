import Foundation
import Language
import Teaching
import Testing

@testable import tcpexplain

/// `tcpexplain lesson`.
@Suite struct LessonTests {
    /// Runs the program in a pseudo-terminal, as somebody who types these lines.
    private func terminal(_ arguments: String, _ lines: [String], environment: [String: String] = [:]) throws -> Command {
        var variables = ["LC_ALL": "C.UTF-8", "NO_COLOR": "1", "TERM": "xterm"]
        variables.merge(environment) { _, new in new }
        let run = try Command.run(
            ["-q", "-e", "-c", "\(Command.program.path(percentEncoded: false)) \(arguments)", "/dev/null"],
            input: Data((lines.joined(separator: "\n") + "\n").utf8), environment: variables,
            program: URL(filePath: "/usr/bin/script"))
        return Command(
            status: run.status, output: Data(run.text.replacing("\r", with: "").utf8), errors: run.errors)
    }

    /// What is bundled is what lies in Fixtures.
    @Test func capturesAreThoseOfTheFixtures() throws {
        for fixture in LessonCaptures.all.keys {
            let bytes = try #require(LessonCaptures.bytes(of: fixture))
            let file = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString).gz")
            try Data(bytes).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let arguments = ["--format", "ndjson"]
            let bundled = try Command.run(arguments + [file.path(percentEncoded: false)])
            let records = bundled.text.split(separator: "\n").dropFirst().dropLast().joined(separator: "\n")
            let expected = try String(
                contentsOf: Command.root.appending(path: "Fixtures/\(fixture)/expected.ndjson"), encoding: .utf8)
            #expect(records == expected.split(separator: "\n").dropFirst().dropLast().joined(separator: "\n"), "\(fixture)")
        }
    }

    @Test func everyLessonRuns() throws {
        for line in try Command.run(["lesson"]).text.split(separator: "\n").dropFirst() {
            let name = String(line.split(separator: " ").first ?? "")
            for language in ["en", "zh"] {
                let run = try Command.run(["lesson", name, "--lang", language])
                #expect(run.status == 0 && run.errors.isEmpty, "\(name) \(language)")
                #expect(run.text.contains("✓") || run.text.contains("✗"), "\(name) \(language)")
                let quiz = try Command.run(["lesson", name, "--quiz", "--lang", language])
                #expect(quiz.status == 0, "\(name) \(language)")
            }
        }
    }

    @Test func aLessonGoesPacketByPacket() throws {
        let run = try terminal("lesson normal", ["", "b", "", "?", "? TIME_WAIT", "a"])
        #expect(run.status == 0)
        // Forth, back, and forth again; not again after a question.
        #expect(run.text.components(separatedBy: "handshake 2/3  y = 3590440184").count == 3)
        #expect(run.text.contains("handshake-2  (step)"))
        #expect(run.text.contains("TIME_WAIT  (state)"))
        #expect(run.text.contains("wave 4/4"))
        #expect(run.text.contains("Each +1 comes from a SYN or a FIN"))
        let quit = try terminal("lesson normal", ["", "q"], environment: ["LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"])
        #expect(quit.text.contains("为什么") == false && quit.text.contains("服务端应答"))
        #expect(!quit.text.contains("wave 4/4"))
    }

    @Test func aQuizMarksAnswers() throws {
        let answers = ["handshake-1", "1", "ESTABLISHED", "wave-1", "363", "time wait"]
        let run = try terminal("lesson normal --quiz", answers)
        #expect(run.text.contains("score: 6 of 6"))
        #expect(!run.text.contains("read again"))
        // What is no answer is asked for again; a question is answered; Enter alone gives up.
        let again = try terminal(
            "lesson normal --quiz", ["seven", "? FIN", "handshake-1", "x+1", "1", ""] + answers.dropFirst(3))
        #expect(again.text.components(separatedBy: "that is no answer to this").count == 3, "\(again.text)")
        #expect(again.text.contains("FIN  (flag)") && again.text.contains("score: 5 of 6"), "\(again.text)")
        #expect(again.text.contains("✗ the answer is ESTABLISHED (the connection is open)"), "\(again.text)")
        let wrong = try terminal("lesson refused --quiz --lang zh", ["第二次握手", "被拒绝"])
        #expect(wrong.text.contains("✗ 不对；答案：第一次握手（handshake-1）"))
        #expect(wrong.text.contains("得分：1 / 2"))
        #expect(wrong.text.contains("tcpexplain explain handshake-1"))
    }

    /// What an input method for Chinese writes wide is understood, and `--lang` may stand before the name.
    @Test func wideCharactersAreUnderstood() throws {
        let answers = ["？　FIN", "handshake-1", "１", "ESTABLISHED", "wave-1", "３６３", "time wait"]
        let run = try terminal("--lang zh lesson normal --quiz", answers)
        #expect(run.text.contains("FIN（标志位）") && run.text.contains("得分：6 / 6"), "\(run.text)")
    }

    /// Causes are offered with their titles, and may be answered by number, name or title; something else is asked for again.
    @Test func aCauseIsChosen() throws {
        for (answer, isRight) in [
            ("5", false), ("3", true), ("request-crossed-close", true), ("请求与服务端的关闭交错", true), ("1", false),
        ] {
            let run = try terminal("lesson keep-alive-race --quiz --lang zh", ["", "", "", "", answer, ""])
            #expect(run.text.contains("  3  请求与服务端的关闭交错（request-crossed-close）") == true, "\(run.text)")
            #expect(run.text.contains("得分：\(isRight ? 1 : 0) / 5"), "\(answer): \(run.text)")
            #expect(run.text.contains("这不是对此题的回答") == (answer == "5"))
        }
        // No cause that is offered beside the right one is a finding of that capture.
        for lesson in Lessons.all {
            let fixture = Command.root.appending(path: "Fixtures/\(lesson.fixture)/expected.ndjson")
            let records = try String(contentsOf: fixture, encoding: .utf8)
            for name in lesson.otherCauses {
                #expect(!records.contains("\"\(name)\""), "\(lesson.name): \(name) is right too")
            }
            let isStage = lesson.cause.hasPrefix("stage-")
            #expect(isStage || records.contains("\"\(lesson.cause)\""), "\(lesson.name)")
        }
    }

    /// The seven stages are explained where they begin, each once; a finding is said once.
    @Test func stagesAndFindingsAreToldOnce() throws {
        let run = try Command.run(["lesson", "normal"])
        for sign in [
            "① the connection is set up: ", "② the client sends its request: ", "④ the server answers: ",
            "⑦ the connection is closed",
        ] {
            #expect(run.text.components(separatedBy: sign).count == 2, "\(sign): \(run.text)")
        }
        let race = try Command.run(["lesson", "keep-alive-race"])
        #expect(race.text.components(separatedBy: "and request #2 crossed its FIN").count == 2, "\(race.text)")
    }

    @Test func anUnknownLessonIsAnError() throws {
        let run = try Command.run(["lesson", "handshake"])
        #expect(run.status == 2)
        #expect(run.errors.contains("lesson lists them"))
        let near = try Command.run(["lesson", "four-wave"])
        #expect(near.status == 2 && near.errors.contains("near it: \"four-waves\""), "\(near.errors)")
        // A name that nothing has is answered with those that are near it.
        let asked = try terminal("lesson refused --lang zh", ["? handshak-1", "q"])
        #expect(asked.text.contains("没有名为“handshak-1”的条目；相近的有") && asked.text.contains("handshake-1、"), "\(asked.text)")
        // The list fits a narrow terminal.
        let list = try Command.run(["lesson"], environment: ["COLUMNS": "60"])
        #expect(list.text.split(separator: "\n").allSatisfy { $0.count <= 60 }, "\(list.text)")
    }
}
