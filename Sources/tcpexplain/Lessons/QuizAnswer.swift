import Language
import Reports
import Teaching

/// What somebody answered, however it is written.
struct QuizAnswer {
    private let text: String

    init(_ text: String) { self.text = text }

    /// Whether it is an answer at all, right or wrong; what is none is asked for again. Nothing is one: somebody gives up.
    func isAnswer(to question: LessonPage.Question) -> Bool {
        if text.isEmpty { return true }
        switch question.kind {
        case .number: return text.contains { $0.isNumber } && !text.contains { $0.isLetter }
        case .state: return Topics.named(text).contains { $0.group == .states }
        case .step:
            return Self.step(text) != nil
                || text.split(whereSeparator: { " ,+、，".contains($0) }).contains { Self.step(String($0)) != nil }
        }
    }

    /// Whether it names one of the causes that are offered, by its number, its name or its title.
    func isAnswer(amongCauses names: [String]) -> Bool { text.isEmpty || names.contains { matches($0, amongCauses: names) } }

    func matches(_ cause: String, amongCauses names: [String]) -> Bool {
        if let number = Int(text) { return names.indices.contains(number - 1) && names[number - 1] == cause }
        return Topics.named(text).contains { $0.name == cause }
    }

    func matches(_ question: LessonPage.Question) -> Bool {
        switch question.kind {
        case .number:
            let given = text.filter { !" ,_".contains($0) }
            return given == question.answer || given == question.raw
        case .state: return Topics.named(text).contains { $0.name == question.answer }
        case .step:
            // Two steps on one segment: either alone is not all of it, but both in any order are.
            let wanted = Set(question.answer.split(separator: " ").map(String.init))
            if wanted.count == 1 { return Self.step(text) == question.answer }
            let given = text.split(whereSeparator: { " ,+、，".contains($0) }).compactMap { Self.step(String($0)) }
            return Set(given) == wanted
        }
    }

    /// `handshake-2`, `handshake 2/3`, `2/3`, `SYN-ACK`, 第二次握手.
    private static func step(_ text: String) -> String? {
        let topics = Topics.named(text).filter { $0.group == .steps }
        if topics.count == 1 { return topics[0].name }
        let short = text.lowercased().filter { !" -_".contains($0) }
        let names = [
            "1/3": "handshake-1", "2/3": "handshake-2", "3/3": "handshake-3", "1/4": "wave-1", "2/4": "wave-2", "3/4": "wave-3",
            "4/4": "wave-4", "syn": "handshake-1", "synack": "handshake-2", "第1次握手": "handshake-1", "第2次握手": "handshake-2",
            "第3次握手": "handshake-3", "第1次挥手": "wave-1", "第2次挥手": "wave-2", "第3次挥手": "wave-3", "第4次挥手": "wave-4",
        ]
        if let name = names[short] { return name }
        // `handshake2/3`: the number before the slash is enough.
        return short.split(separator: "/").first.flatMap { Topics.named(String($0)).first { $0.group == .steps }?.name }
    }
}
