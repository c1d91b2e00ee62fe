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

    /// `213 µs`, `4.2 ms`, `1.204 s`, `2 分 5 秒`.
    static func duration(_ nanoseconds: Int64) -> Text {
        if nanoseconds < 0 { return "-" + duration(nanoseconds == .min ? .max : -nanoseconds) }
        if nanoseconds < 120_000_000_000 { return Quantity.duration(nanoseconds) }
        let seconds = nanoseconds / 1_000_000_000
        return seconds < 7200 ? "\(seconds / 60) 分 \(seconds % 60) 秒" : "\(seconds / 3600) 小时 \(seconds / 60 % 60) 分"
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
