public import Language

/// What the course says around its packets.
public struct LessonWords: Sendable {
    public let language: LanguageName

    public init(_ language: LanguageName) { self.language = language }

    private func pick(_ english: String, _ chinese: String) -> String { language == .zh ? chinese : english }

    public var course: String {
        pick("Lessons: tcpexplain lesson NAME, with --quiz to be asked", "课程：tcpexplain lesson 名称；加 --quiz 则提问")
    }
    public var keys: String {
        pick("(Enter: next, b: back, a: all, ?: question, q: quit)", "（回车：下一个，b：返回，a：全部，?：提问，q：退出）")
    }
    public var nothingBefore: String { pick("(this is the first packet)", "（这已是第一个数据包）") }
    public var askAbout: String {
        pick("(? NAME explains a name, such as ? TIME_WAIT)", "（? 名称 解释一个名称，例如 ? TIME_WAIT）")
    }
    /// What is said of a name that nothing has.
    public func unknown(_ name: String, near: [String]) -> String {
        let names = near.isEmpty ? "" : pick("near it: ", "相近的有 ") + list(near) + pick("; ", "；")
        return pick(
            "(there is nothing of the name \"\(name)\"; \(names)tcpexplain explain lists all names)",
            "（没有名为“\(name)”的条目；\(names)tcpexplain explain 列出全部名称）")
    }
    public var colon: String { pick(": ", "：") }
    public var noAnswer: String {
        pick(
            "(that is no answer to this; Enter alone shows the answer, ? NAME explains a name, q ends the quiz)",
            "（这不是对此题的回答；只按回车则显示答案，? 名称 解释一个名称，q 结束）")
    }
    public var correct: String { pick("right", "正确") }
    /// Stands before the right answer.
    public var wrong: String { pick("no: ", "不对；") }
    public var proof: String { pick("proof", "证明") }
    public var readAgain: String { pick("read again", "建议重读") }

    /// The right answer, with what it is called where it is a name: `wave-1 (wave 1/4: …)`, `第一次挥手（wave-1）`.
    public func answer(_ right: String) -> String {
        let shown = right.split(separator: " ").map { titled(String($0)) }.joined(separator: pick(" and ", "和 "))
        return pick("the answer is \(shown)", "答案：\(shown)")
    }

    /// A name with its title, as far as it has one.
    public func titled(_ name: String) -> String {
        guard let title = Topics.all.first(where: { $0.name == name })?.text(in: language)?.title else { return name }
        return pick("\(name) (\(title))", "\(title)（\(name)）")
    }

    /// Several commands in a row.
    public func list(_ items: [String]) -> String { items.joined(separator: pick(", ", "、")) }
    public func score(_ right: Int, of all: Int) -> String { pick("score: \(right) of \(all)", "得分：\(right) / \(all)") }
    public func packet(_ number: Int, of all: Int) -> String { "[\(number)/\(all)]" }

    /// What a stage is, where it comes up first: `② the client sends its request: The request line …`.
    public func stage(_ tag: String, _ text: TopicText) -> String {
        pick("\(tag) \(text.title): \(text.meaning)", "\(tag) \(text.title.drop { $0 != " " }.dropFirst())：\(text.meaning)")
    }

    public var stepQuestion: String {
        pick(
            "Which step is this? (handshake 1 to 3, or wave 1 to 4; such as handshake-2)",
            "这是哪一步？（第一至第三次握手，或第一至第四次挥手；例如 第二次握手 或 handshake-2）")
    }
    public func numberQuestion(isClient: Bool) -> String {
        pick(
            "Which ack does it carry, counted from the other end's first number (\(isClient ? "y" : "x") = 0)?",
            "它的 ack 是多少？从对方的初始序号数起（\(isClient ? "y" : "x") = 0）")
    }
    public func stateQuestion(isClient: Bool) -> String {
        pick("Which state is the \(isClient ? "client" : "server") in after it?", "在它之后，\(isClient ? "客户端" : "服务端")处于什么状态？")
    }
    public var causeQuestion: String {
        pick("What happened here? Type a number or a name", "这里发生了什么？请输入编号或名称")
    }
}
