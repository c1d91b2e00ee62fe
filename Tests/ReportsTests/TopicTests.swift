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

    /// What a note or a lesson refers to is there.
    @Test func lessonsNameTopics() {
        let findings = names(.findings)
        for lesson in Lessons.all {
            for name in [lesson.cause].compactMap({ $0 }) + lesson.otherCauses {
                #expect(findings.contains(name), "\(lesson.name): \(name)")
            }
            if let cause = lesson.cause { #expect(!lesson.otherCauses.contains(cause)) }
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
}
