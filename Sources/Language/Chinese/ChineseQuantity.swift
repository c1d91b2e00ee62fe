/// Numbers as a Chinese reader reads them.
enum ChineseQuantity {
    /// `478 字节`, `451 KiB（461824 字节）`: to the byte, and short where that is long.
    static func bytes(_ count: Int) -> Text {
        count < 10_000 ? exactBytes(count) : "\(roughBytes(count))（\(count) 字节）"
    }

    /// `478 字节`, `451 KiB`, `1.2 GiB`: for rates.
    static func roughBytes(_ count: Int) -> Text { count < 10_000 ? exactBytes(count) : Quantity.roughBytes(count) }

    /// `478 字节`, `21170 字节`: to the byte, where it matters.
    static func exactBytes(_ count: Int) -> Text { "\(count) 字节" }

    /// `213 µs`, `4.2 ms`, `1.204 s`, `2 min 5 s`: in the signs of units, which are international.
    static func duration(_ nanoseconds: Int64) -> Text { Quantity.duration(nanoseconds) }

    /// `RFC 9112 §6.1、§6.3` for `RFC 9112 sections 6.1 and 6.3`; several documents with commas between.
    static func sections(_ english: String) -> Text {
        english.split(separator: ", ").map { part -> Text in
            let words = part.split(separator: " ")
            guard words.count >= 4, words[2].hasPrefix("section") else { return Text(code: part) }
            let numbers = words.dropFirst(3).filter { $0 != "and" }.map { "§\(code: $0)" as Text }
            return "\(code: words[0]) \(code: words[1]) \(numbers.joined(separator: "、"))"
        }.joined(separator: "，")
    }

    /// `一`, `二`, `三`, `四`: which handshake, which wave.
    static func ordinal(_ number: Int) -> Text {
        switch number {
        case 1: "一"
        case 2: "二"
        case 3: "三"
        case 4: "四"
        default: "\(number)"
        }
    }
}
