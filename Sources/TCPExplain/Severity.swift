internal import Analysis

/// How bad a finding is.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Worth knowing; nothing failed because of it.
    case note
    /// It cost 200 ms or more, or may next time.
    case warning
    /// Something that somebody wanted did not happen, or two readers of the bytes may see different things.
    case error

    private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }

    /// Whether `a` is less bad than `b`.
    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    init(_ severity: Analysis.Finding.Severity) {
        switch severity {
        case .note: self = .note
        case .warning: self = .warning
        case .error: self = .error
        }
    }
}
