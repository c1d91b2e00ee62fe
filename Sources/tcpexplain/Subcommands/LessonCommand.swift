import Analysis
import ArgumentParser
import Capture
import Language
import Reports
import Teaching

/// `tcpexplain lesson [NAME] [--quiz]`: a bundled lesson, packet by packet. Needs no network and no root.
struct LessonCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "lesson",
        abstract: "A bundled lesson, packet by packet; with --quiz, you are asked.",
        usage: "tcpexplain lesson [<name>] [--quiz] [--lang <language>]",
        discussion: """
            Without a name, the lessons are listed. Enter goes on to the next packet, b goes back, a shows all the rest, ? explains the packet \
            (? NAME explains a name), q quits.

            Examples:
              tcpexplain lesson normal
              tcpexplain lesson --quiz half-close
            """)

    @Argument(help: ArgumentHelp("A lesson.", valueName: "name"))
    var name: String?

    @Flag(help: "Hide the labels, and ask for step, ack, state and cause.")
    var quiz = false

    @OptionGroup var language: LanguageOption

    func perform() throws(CommandError) -> ExitStatus {
        let language = language.chosen
        let style = Style(
            width: Terminal.width, isUTF8: Terminal.isUTF8, isEastAsian: Terminal.isEastAsian, hasColor: Terminal.hasColor(.auto),
            phrasebook: language.phrasebook(Secrets()))
        guard let name else {
            for line in TopicPage(style: style, language: language).list(of: Lessons.all) { Terminal.print(line) }
            return .analysed
        }
        guard let lesson = Lessons.named(name) else {
            throw CommandError(.noLesson(name, near: Lessons.near(name)))
        }
        let report = LessonReport(style: style, language: language)
        try Self.read(lesson, into: report)
        LessonPlayer(lesson, report, style: style, language: language, asks: quiz).play()
        return .analysed
    }

    /// Analyses the capture of a lesson.
    private static func read(_ lesson: Lesson, into report: LessonReport) throws(CommandError) {
        guard let bytes = LessonCaptures.bytes(of: lesson.fixture), let descriptor = Terminal.pipe(holding: bytes) else {
            throw CommandError(.lessonUnreadable(lesson.name))
        }
        defer { Terminal.close(descriptor) }
        let file: CaptureFile
        do throws(CaptureError) {
            file = try CaptureFile(path: "/dev/fd/\(descriptor)")
        } catch {
            throw CommandError(error)
        }
        let analyzer = Analyzer(sink: report)
        _ = file.forEachBatch(from: 1, file: 0, filter: nil, limit: .max) { frames, block in
            analyzer.process(frames, in: block)
            return true
        }
        analyzer.finish()
        report.finish(analyzer.summary, files: [])
    }
}
