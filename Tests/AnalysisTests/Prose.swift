import Analysis
import Language
import TCP
import Testing

/// Every script that a test plays is told in both languages as well: what a language says of it is one whole sentence, in that language.
enum Prose {
    private static let english = English()
    private static let chinese = Chinese()

    static func check(_ event: ConnectionEvent) {
        var texts = pairs(event)
        for finding in event.verdict.findings {
            texts.append((english.sentence(for: finding), chinese.sentence(for: finding)))
            texts.append((english.statement(of: finding, withFrames: true), chinese.statement(of: finding, withFrames: true)))
        }
        for (en, zh) in texts { check(en.string, zh.string) }
    }

    static func check(_ warning: Warning) {
        check(english.sentence(for: warning).string, chinese.sentence(for: warning).string)
    }

    private static func pairs(_ event: ConnectionEvent) -> [(Text, Text)] {
        let connection = event.connection
        var texts = [
            (english.headline(event.verdict), chinese.headline(event.verdict)),
            (english.healthy(event.verdict), chinese.healthy(event.verdict)),
            (english.opening(connection), chinese.opening(connection)),
            (english.transfer(event), chinese.transfer(event)),
            (english.closing(event), chinese.closing(event)),
        ]
        if let en = english.figures(connection), let zh = chinese.figures(connection) { texts.append((en, zh)) }
        if let en = english.agreement(connection), let zh = chinese.agreement(connection) { texts.append((en, zh)) }
        return texts
    }

    private static func check(_ en: String, _ zh: String) {
        #expect(!en.isEmpty)
        #expect(!zh.isEmpty)
        #expect(!isChinese(en), "\(en)")
        for wrong in ["  ", " ,", " .", "..", ",,", ": :", "nil", "Optional("] where en.contains(wrong) && !en.contains("\"") {
            Issue.record("\(wrong.debugDescription) in: \(en)")
        }
        for wrong in ["，，", "。。", "：：", "，。", "nil", "Optional("] where zh.contains(wrong) { Issue.record("\(wrong) in: \(zh)") }
    }

    private static func isChinese(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) }
    }
}
