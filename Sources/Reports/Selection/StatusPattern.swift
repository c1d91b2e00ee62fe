/// A status code that is asked for, or a class of them.
public enum StatusPattern: Equatable, Sendable {
    case code(Int)
    /// The first digit.
    case statusClass(Int)

    /// `404`, `5xx`; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 3, (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(bytes[0]) else { return nil }
        if text.lowercased().hasSuffix("xx") {
            self = .statusClass(Int(bytes[0] - UInt8(ascii: "0")))
        } else if let code = Int(text), code >= 100 {
            self = .code(code)
        } else {
            return nil
        }
    }

    func matches(_ status: Int) -> Bool {
        switch self {
        case .code(let code): status == code
        case .statusClass(let digit): status / 100 == digit
        }
    }
}
