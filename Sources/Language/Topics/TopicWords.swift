/// The words of a topic's page.
public struct TopicWords: Sendable {
    public let client: String
    public let server: String
    public let causes: String
    public let advice: String
    public let confusion: String
    /// Stands before a reference.
    public let defined: String
    /// Stands behind a segment that did not arrive.
    public let lost: String

    public init(_ language: TopicLanguage) {
        switch language {
        case .english:
            client = "client"
            server = "server"
            causes = "causes"
            advice = "what to do"
            confusion = "often mistaken"
            defined = "defined in"
            lost = " (lost)"
        case .chinese:
            client = "客户端"
            server = "服务端"
            causes = "常见原因"
            advice = "怎么办"
            confusion = "常见误解"
            defined = "出处"
            lost = "（丢失）"
        }
    }
}

extension Topic.Group {
    /// The heading of the group, and the word for one of its topics.
    public func heading(in language: TopicLanguage) -> (group: String, one: String) {
        switch (self, language) {
        case (.steps, .english): ("Steps of opening and closing", "step")
        case (.steps, .chinese): ("握手与挥手的步骤", "步骤")
        case (.checks, .english): ("Checks: what a number must be", "check")
        case (.checks, .chinese): ("检查：编号应为多少", "检查")
        case (.states, .english): ("States of an end", "state")
        case (.states, .chinese): ("一端的状态", "状态")
        case (.flags, .english): ("Flags", "flag")
        case (.flags, .chinese): ("标志位", "标志位")
        case (.options, .english): ("TCP options", "option")
        case (.options, .chinese): ("TCP 选项", "选项")
        case (.notes, .english): ("Notes on a segment", "note")
        case (.notes, .chinese): ("对报文段的注记", "注记")
        case (.findings, .english): ("Findings", "finding")
        case (.findings, .chinese): ("结论", "结论")
        case (.outcomes, .english): ("How a connection opened and closed", "outcome")
        case (.outcomes, .chinese): ("连接如何建立与关闭", "结果")
        case (.stages, .english): ("Stages of an HTTP request", "stage")
        case (.stages, .chinese): ("HTTP 请求的七个阶段", "阶段")
        case (.severities, .english): ("Severities", "severity")
        case (.severities, .chinese): ("严重程度", "严重程度")
        case (.figures, .english): ("Figures", "figure")
        case (.figures, .chinese): ("指标", "指标")
        }
    }
}
