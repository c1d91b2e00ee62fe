/// What became of a capture that was read.
public enum CaptureFate: Sendable {
    case whole
    /// It ends in the middle of something. These have the words that say so.
    case cutShort(String)
    case damaged(String)
    case unreadable(String)

    var name: StaticString {
        switch self {
        case .whole: "ok"
        case .cutShort: "cut"
        case .damaged: "damaged"
        case .unreadable: "unreadable"
        }
    }

    var words: String? {
        switch self {
        case .whole: nil
        case .cutShort(let words), .damaged(let words), .unreadable(let words): words
        }
    }
}
