import Applications
import Language
import TCP

/// The fields of a message's head that two runs are compared by: each name once, in small letters, with its values one behind the other.
///
/// Which connection a message uses, and what it proves, is another thing in each run: fields that say when or for whom are left out.
struct ComparedFields {
    /// When a message was made or is valid, and secrets, which are drawn for each run: whether they are there counts, their values do not.
    static let varying: Set<String> = [
        "age", "authorization", "cookie", "date", "expires", "last-modified", "proxy-authorization", "set-cookie",
    ]
    /// Of one message, and bytes of one value that are held.
    private static let most = 64
    private static let longest = 256

    /// A value: its hash, whole, and what of it is shown.
    struct Value: Equatable {
        var hash: Int
        var shown: String
        /// Whether it says a time, an identifier or a long number, as each run draws them anew.
        var varies: Bool

        static func == (a: Value, b: Value) -> Bool { a.hash == b.hash || a.varies && b.varies }
    }

    private(set) var values: [String: Value] = [:]
    /// What holding them takes.
    private(set) var size = 0

    init(_ head: MessageHead, _ secrets: Secrets) {
        var texts: [String: [String]] = [:]
        let fields = head.lossless.fields
        for line in fields.lines where !line.isUnknown {
            let name = fields.name(line).lowercased()
            guard texts[name] != nil || texts.count < Self.most else { continue }
            texts[name, default: []].append(fields.value(line))
        }
        for (name, all) in texts {
            let whole = all.joined(separator: ", ")
            let shown = String(
                decoding: all.map { secrets.value(of: name, $0) }.joined(separator: ", ").utf8.prefix(Self.longest), as: UTF8.self
            )
            values[name] = Value(
                hash: whole.hashValue, shown: shown, varies: Self.varying.contains(name) || VaryingContent.isIn(whole))
            size += 128 + name.utf8.count + shown.utf8.count
        }
    }

    private init() {}

    /// Where so many are held that there is no place for more.
    static let none = ComparedFields()

    /// Names whose values differ, or that only one has, in their order.
    func differences(to other: ComparedFields) -> [String] {
        Set(values.keys).union(other.values.keys).filter { values[$0] != other.values[$0] }.sorted()
    }
}
