public import Language

/// The words of a topic's page.
public struct TopicWords: Sendable {
    public let client: String
    public let server: String
    /// The label of what usually leads to it.
    public let causes: String
    /// The same of what has no causes: when it is seen.
    public let occasion: String
    public let advice: String
    public let confusion: String
    /// Stands before a reference.
    public let defined: String
    /// Stands for a reference where a name is this program's own.
    public let ownDefinition: String
    /// Stands where there is nothing to say.
    public let nothing: String
    /// Stands behind a segment that did not arrive.
    public let lost: String

    private let language: LanguageName

    public init(_ language: LanguageName) {
        self.language = language
        switch language {
        case .en:
            client = "client"
            server = "server"
            causes = "causes"
            occasion = "seen when"
            advice = "what to do"
            confusion = "often mistaken"
            defined = "defined in"
            ownDefinition = "this program: the name is its own, and no RFC defines it"
            nothing = "none"
            lost = " (lost)"
        case .zh:
            client = "客户端"
            server = "服务端"
            causes = "常见原因"
            occasion = "何时出现"
            advice = "怎么办"
            confusion = "容易混淆"
            defined = "出处"
            ownDefinition = "本程序自定的名称，没有 RFC 定义它"
            nothing = "无"
            lost = "（丢失）"
        }
    }

    /// What stands in the arrow of a sketch.
    public func arrow(_ row: Sketch.Row) -> String {
        row.arrow.map { part in
            switch part {
            case .code(let text): text
            case .word(let word): spelling(of: word)
            }
        }.joined()
    }

    private func spelling(of word: Sketch.Word) -> String {
        switch language {
        case .en: english(word)
        case .zh: chinese(word)
        }
    }

    private func english(_ word: Sketch.Word) -> String {
        switch word {
        case .bytes: "bytes"
        case .later: "later"
        case .again: "again"
        case .probe: "probe"
        case .challenge: "challenge"
        case .uncaptured: "not captured"
        case .marked: "marked"
        case .urgent: "urgent"
        case .other: "other"
        case .old: "old"
        case .forged: "forged"
        case .wrong: "wrong"
        case .certificate: "certificate"
        case .unreachable: "host unreachable"
        case .alert: "alert"
        case .text: "text"
        case .close: "close"
        case .stream: "stream"
        case .twice: "the same frame"
        case .missing: "no"
        }
    }

    private func chinese(_ word: Sketch.Word) -> String {
        switch word {
        case .bytes: "字节"
        case .later: "后"
        case .again: "重传"
        case .probe: "探测"
        case .challenge: "质询确认"
        case .uncaptured: "未被捕获"
        case .marked: "被标记"
        case .urgent: "紧急"
        case .other: "不同"
        case .old: "旧"
        case .forged: "伪造"
        case .wrong: "有误"
        case .certificate: "证书"
        case .unreachable: "主机不可达"
        case .alert: "警报"
        case .text: "文本帧"
        case .close: "关闭帧"
        case .stream: "流"
        case .twice: "同一帧"
        case .missing: "没有"
        }
    }
}

extension Topic.Group {
    /// The heading of the group, and the word for one of its topics.
    public func heading(in language: LanguageName) -> (group: String, one: String) {
        switch (self, language) {
        case (.steps, .en): ("Steps of opening and closing", "step")
        case (.steps, .zh): ("握手与挥手的步骤", "步骤")
        case (.checks, .en): ("Checks: what a number must be", "check")
        case (.checks, .zh): ("检查：编号应为多少", "检查")
        case (.states, .en): ("States of an end", "state")
        case (.states, .zh): ("一端的状态", "状态")
        case (.flags, .en): ("Flags", "flag")
        case (.flags, .zh): ("标志位", "标志位")
        case (.options, .en): ("TCP options", "option")
        case (.options, .zh): ("TCP 选项", "选项")
        case (.notes, .en): ("Notes on a segment", "note")
        case (.notes, .zh): ("对报文段的注记", "注记")
        case (.findings, .en): ("Findings", "finding")
        case (.findings, .zh): ("发现", "发现")
        case (.outcomes, .en): ("How a connection opened and closed", "outcome")
        case (.outcomes, .zh): ("连接如何建立与关闭", "结果")
        case (.stages, .en): ("Stages of an HTTP request", "stage")
        case (.stages, .zh): ("HTTP 请求的七个阶段", "阶段")
        case (.severities, .en): ("Severities", "severity")
        case (.severities, .zh): ("严重程度", "严重程度")
        case (.figures, .en): ("Figures", "figure")
        case (.figures, .zh): ("指标", "指标")
        }
    }
}
