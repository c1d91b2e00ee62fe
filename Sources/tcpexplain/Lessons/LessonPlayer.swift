import Language
import Reports
import Teaching

/// Goes through a lesson with somebody who reads and types.
struct LessonPlayer {
    private let text: LessonText
    private let lesson: Lesson
    private let report: LessonReport
    private let style: Style
    private let language: LanguageName
    private let words: LessonWords
    /// It is a quiz.
    private let asks: Bool
    /// A quiz asks at most so many questions of packets.
    private static let mostQuestions = 10

    init(_ lesson: Lesson, _ report: LessonReport, style: Style, language: LanguageName, asks: Bool) {
        self.lesson = lesson
        text = lesson.text(in: language)
        self.report = report
        self.style = style
        self.language = language
        words = LessonWords(language)
        self.asks = asks
    }

    func play() {
        show(text.title)
        show(text.beginning)
        if asks { quiz() } else { walk() }
    }

    // MARK: - Packet by packet

    private func walk() {
        show(words.keys)
        Terminal.print("")
        report.heading.forEach(Terminal.print)
        var page = 0
        var showsAll = false
        var isShown = false
        while page < report.pages.count {
            if !isShown { show(report.pages[page]) }
            isShown = false
            if showsAll {
                page += 1
                continue
            }
            let typed = ask(words.packet(page + 1, of: report.pages.count))
            switch typed.map({ $0.hasPrefix("?") ? $0 : $0.lowercased() }) {
            case nil, "a": showsAll = true
            case "q": return
            case "b": page = back(from: page)
            case let word? where word.hasPrefix("?"):
                explain(String(word.dropFirst()), report.pages[page])
                isShown = true
            case "", "n": page += 1
            default:
                show(words.keys)
                isShown = true
            }
            if showsAll { page += 1 }
        }
        conclude()
    }

    private func back(from page: Int) -> Int {
        if page == 0 { show(words.nothingBefore) }
        return max(0, page - 1)
    }

    private func show(_ page: LessonPage) {
        page.lines.forEach(Terminal.print)
        page.teaching.forEach(Terminal.print)
    }

    /// What the names of a packet mean, or the name that was asked for.
    private func explain(_ word: String, _ page: LessonPage) {
        let name = String(word.drop { $0 == " " })
        let topics = name.isEmpty ? page.topics.compactMap { Topics.named($0).first } : Topics.named(name)
        let shown = TopicPage(style: style, language: language)
        for topic in topics { shown.lines(topic).forEach(Terminal.print) }
        if !name.isEmpty, topics.isEmpty { return showUnknown(name) }
        if name.isEmpty { show(words.askAbout) }
    }

    private func showUnknown(_ name: String) { show(words.unknown(outside(name).string, near: Topics.near(name))) }

    private func conclude() {
        Terminal.print("")
        report.verdict.forEach(Terminal.print)
        show(text.end)
    }

    // MARK: - The quiz

    private func quiz() {
        Terminal.print("")
        report.heading.forEach(Terminal.print)
        var right = 0
        var asked = 0
        var missed: [String] = []
        var isLeft = false
        for page in report.pages {
            guard asked < Self.mostQuestions, !page.questions.isEmpty else {
                page.lines.forEach(Terminal.print)
                continue
            }
            page.bareLines.forEach(Terminal.print)
            // Each packet asks for something else, so that all kinds come up.
            let question = page.questions[asked % page.questions.count]
            let isAnswer = { (line: String) in QuizAnswer(line).isAnswer(to: question) }
            guard let answer = answer(to: question.text, if: isAnswer), answer != "q" else {
                isLeft = true
                break
            }
            asked += 1
            let isRight = QuizAnswer(answer).matches(question)
            if isRight { right += 1 } else { missed += question.kind == .number ? page.topics.prefix(1) : [question.answer] }
            mark(isRight, answer, rightOne: question.answer)
            Terminal.print("  \(words.proof)\(words.colon)")
            page.lines.forEach(Terminal.print)
            page.teaching.forEach(Terminal.print)
        }
        if !isLeft {
            let cause = lesson.cause
            let names = ([cause] + lesson.otherCauses).sorted()
            for (i, name) in names.enumerated() { show("  \(i + 1)  \(words.titled(name))") }
            let isAnswer = { (line: String) in QuizAnswer(line).isAnswer(amongCauses: names) }
            if let answer = answer(to: words.causeQuestion, if: isAnswer), answer != "q" {
                asked += 1
                let isRight = QuizAnswer(answer).matches(cause, amongCauses: names)
                if isRight { right += 1 } else { missed.append(cause) }
                mark(isRight, answer, rightOne: cause)
            }
        }
        conclude()
        if asked > 0 { show(words.score(right, of: asked)) }
        var named: [String] = []
        for name in missed.flatMap({ $0.split(separator: " ").map(String.init) }) where !named.contains(name) {
            named.append(name)
        }
        if !named.isEmpty {
            show("\(words.readAgain)\(words.colon)" + words.list(named.map { "tcpexplain explain \($0)" }))
        }
    }

    /// Asks until something is said that can be an answer; a question in return is answered, and asked again.
    private func answer(to question: String, if isAnswer: (String) -> Bool) -> String? {
        while let line = ask(question) {
            if line.hasPrefix("?") {
                let name = String(line.dropFirst().drop { $0 == " " })
                let topics = Topics.named(name)
                for topic in topics { TopicPage(style: style, language: language).lines(topic).forEach(Terminal.print) }
                if name.isEmpty { show(words.askAbout) } else if topics.isEmpty { showUnknown(name) }
            } else if line.lowercased() == "q" {
                return "q"
            } else if isAnswer(line) {
                return line
            } else {
                show(words.noAnswer)
            }
        }
        return nil
    }

    /// Nothing at all is no wrong answer: somebody wants to see the right one.
    private func mark(_ isRight: Bool, _ answer: String, rightOne: String) {
        if isRight {
            show("✓ \(words.correct)")
        } else {
            show("✗ \(answer.isEmpty ? "" : words.wrong)\(words.answer(rightOne))")
        }
    }

    // MARK: - The terminal

    private func show(_ text: String) { style.lines(of: text).forEach(Terminal.print) }

    /// What was typed; nil at the end of the input.
    private func ask(_ question: String) -> String? {
        Terminal.prompt(style.lines(of: question).joined(separator: "\n") + " > ")
        guard let line = readLine() else {
            Terminal.print("")
            return nil
        }
        return String(Self.narrowed(line).drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// What an input method for Chinese wrote wide (`？`, `１`), as it is meant; the titles of causes stay as they are.
    private static func narrowed(_ line: String) -> String {
        let scalars = line.unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.value {
            case 0x3000: " "
            case 0xff01...0xff5e: Unicode.Scalar(scalar.value - 0xfee0) ?? scalar
            default: scalar
            }
        }
        guard scalars.first == "?" || scalars.allSatisfy(\.isASCII) else { return line }
        return String(String.UnicodeScalarView(scalars))
    }
}
