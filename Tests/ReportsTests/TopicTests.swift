import Analysis
import Applications
import Language
import Reports
import TCP
import Teaching
import Testing
import Wire

/// Every name that the output may hold is explained in every language.
@Suite struct TopicTests {
    private func names(_ group: Topic.Group) -> Set<String> { Set(Topics.all.filter { $0.group == group }.map(\.name)) }

    @Test func everyNameIsATopic() {
        #expect(names(.steps) == Set(Steps.names))
        #expect(names(.states) == Set(PeerState.allCases.map(\.name)))
        #expect(names(.flags) == Set(TCPFlags.names))
        #expect(names(.stages) == Set((1...7).map { "stage-\($0)" }))
        #expect(names(.severities) == Set(Finding.Severity.allCases.map(\.rawValue)))
        #expect(names(.notes) == Set(Notes.names))
        // In a message below: what is to be added to Sources/Teaching/Topics, in each language.
        #expect(Finding.names.subtracting(names(.findings)) == [])
        let rules: [Equation.Rule] = [
            .ackIsX(fastOpenBytes: 0), .seqIsX(fastOpenBytes: 0), .ackIsY, .ackIsU, .seqIsU, .ackIsW,
        ]
        #expect(names(.checks) == Set(rules.map(\.description)))
    }

    @Test(arguments: LanguageName.allCases) func everyTopicHasItsText(language: LanguageName) {
        for topic in Topics.all {
            let text = topic.text(in: language)
            #expect(text != nil && text?.title.isEmpty == false && text?.meaning.isEmpty == false, "\(topic.name)")
        }
    }

    /// Each has what usually leads to it, what to do, and what it is taken for.
    @Test(arguments: LanguageName.allCases) func everyTopicHasCausesAdviceAndConfusion(language: LanguageName) {
        #expect(Topics.all.count > 180)
        for topic in Topics.all {
            let text = topic.text(in: language)
            for (field, words) in [("causes", text?.causes), ("advice", text?.advice), ("confusion", text?.confusion)] {
                #expect(words?.isEmpty == false, "\(topic.group) \(topic.name): \(field)")
            }
            #expect(topic.sketch != nil, "\(topic.group) \(topic.name): sketch")
            if let (sketch, rows) = topic.sketch, topic.reference != "" || !rows.isEmpty {
                #expect(rows.allSatisfy(sketch.rows.indices.contains), "\(topic.name)")
            }
        }
    }

    /// A page has a ladder, what leads to it, what to do, what it is taken for, and where it is defined: or says that no RFC does.
    @Test(arguments: LanguageName.allCases) func everyPageHasAllItsParts(language: LanguageName) {
        let style = Style(width: 100, isUTF8: true, hasColor: false, phrasebook: language.phrasebook(Secrets()))
        let page = TopicPage(style: style, language: language)
        let words = TopicWords(language)
        for topic in Topics.all {
            let lines = page.lines(topic)
            let isEvent = [.checks, .notes, .findings].contains(topic.group)
            for label in [isEvent ? words.causes : words.occasion, words.advice, words.confusion, words.defined] {
                #expect(lines.filter { $0.hasPrefix("  \(label) ") }.count == 1, "\(topic.name): \(label)")
            }
            #expect(
                lines.contains { $0.contains("▶") || $0.contains("◀") || $0.contains("─✗") || $0.contains("✗─") }, "\(topic.name)"
            )
            let isOwn = lines.joined().contains(words.ownDefinition)
            #expect(isOwn == topic.reference.isEmpty, "\(topic.name)")
            #expect(isOwn || lines.joined().contains("RFC "), "\(topic.name)")
        }
    }

    /// No word of a small ladder is left in the wrong language, and none stands in braces that is no word.
    @Test func sketchesSpeakTheLanguage() {
        for topic in Topics.all {
            guard let (sketch, _) = topic.sketch else { continue }
            for row in sketch.rows {
                let chinese = TopicWords(.zh).arrow(row)
                #expect(!chinese.contains { "{}".contains($0) }, "\(topic.name): \(chinese)")
                #expect(TopicWords(.en).arrow(row).utf8.allSatisfy { $0 < 128 }, "\(topic.name)")
                if isMessage(sketch) { continue }
                for word in chinese.matches(of: /[A-Za-z][A-Za-z_-]*/).map({ String($0.output) })
                where word.firstMatch(of: /[a-z]{3}/) != nil {
                    #expect(Self.tokens.contains(word), "\(topic.name): \(chinese)")
                }
            }
        }
    }

    /// What protocols call things: the same in all languages.
    private static let tokens: Set<String> = [
        "ack", "seq", "win", "ttl", "TSval", "TSecr", "cookie", "permitted", "GET", "html", "Host", "example", "com",
        "Content-Length", "Bad", "Gateway", "nowhere", "Not", "Found", "Request", "Timeout", "ClientHello", "ServerHello",
        "unknown_ca", "close_notify", "WebSocket", "Last-Stream-ID", "hello", "world", "scale",
    ]

    /// The lines of an HTTP message, which are code.
    private func isMessage(_ sketch: Sketch) -> Bool {
        sketch.rows.allSatisfy { $0.client.isEmpty && $0.server.isEmpty && $0.isFromClient == sketch.rows[0].isFromClient }
    }

    /// A section is cited as everywhere, and texts in Chinese have Chinese punctuation.
    @Test func textsKeepToTheStyle() {
        for topic in Topics.all {
            #expect(!topic.reference.contains("section"), "\(topic.name)")
            let text = topic.text(in: .zh)
            for words in [text?.title, text?.meaning, text?.causes, text?.advice, text?.confusion].compactMap(\.self) {
                let isWrong = words.firstMatch(of: /[\u4e00-\u9fff][,;:?!()]|[,;:?!(][\u4e00-\u9fff]/) != nil
                #expect(!isWrong, "\(topic.name): \(words)")
                let isTight = words.firstMatch(of: /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/) != nil
                #expect(!isTight, "\(topic.name): \(words)")
            }
        }
    }

    /// What a note or a lesson refers to is there.
    @Test func lessonsNameTopics() {
        let names = Set(Topics.all.map(\.name))
        for lesson in Lessons.all {
            for name in [lesson.cause] + lesson.otherCauses { #expect(names.contains(name), "\(lesson.name): \(name)") }
            #expect(!lesson.otherCauses.contains(lesson.cause) && lesson.otherCauses.count == 3, "\(lesson.name)")
        }
        #expect(Set(Lessons.all.map(\.name)).count == Lessons.all.count)
    }

    @Test func aNameIsFoundHoweverItIsWritten() {
        for word in ["TIME_WAIT", "time-wait", "Time Wait", "时间等待"] {
            #expect(Topics.named(word).map(\.name) == ["TIME_WAIT"], "\(word)")
        }
        #expect(Topics.named("第二次挥手").map(\.name) == ["wave-2"])
        #expect(Topics.named("ack=x+1").map(\.name) == ["ack = x+1"])
        #expect(Topics.named("nothing").isEmpty)
        #expect(Topics.near("handshak-1").contains("handshake-1"))
    }

    /// What many tutorials get wrong is put right where it comes up.
    @Test func popularErrorsAreCorrected() {
        let corrections = [
            ("SYN_SENT", "SYN-END", "SYN-END"), ("handshake-1", "so that nobody can guess it", "无法预测的初始序号"),
            ("wave-1", "Either end may close first", "任何一方都可以先关闭"),
            ("wave-3", "If it sent nothing since wave-2, w = v", "则 w = v"),
            ("wave-2", "the close takes three segments, and nothing is wrong", "关闭只用三个报文段，并没有出错"),
            ("wave-3", "Its ACK still says u+1", "确认号仍是 u+1"), ("SYN", "Takes one sequence number", "占用一个序号"),
            ("FIN", "Takes one sequence number", "占用一个序号"), ("ACK", "It takes no sequence number", "它不占用序号"),
            ("handshake-2", "ESTABLISHED as soon as it has this segment", "客户端收到这个报文段就进入 ESTABLISHED"),
            ("handshake-3", "since step 2", "第二次握手时就已进入"), ("window scale", "not exchanged once", "并不是“交换一次”"),
            ("TIME_WAIT", "held by whoever closed first", "由先关闭的一方持有"),
        ]
        for (name, english, chinese) in corrections {
            let topic = Topics.named(name).first
            for (language, words) in [(LanguageName.en, english), (.zh, chinese)] {
                let text = topic?.text(in: language)
                let all = [text?.meaning, text?.causes, text?.advice, text?.confusion].compactMap(\.self).joined(separator: " ")
                #expect(all.contains(words), "\(name): \(words)")
            }
        }
        #expect(Topics.named("SYN-END").map(\.name) == ["SYN_SENT"])
        #expect(Topics.named("RTT").map(\.name) == ["handshake", "by_ack", "by_timestamp"])
    }
}
