import Language

/// What a capture is expected to hold: the content of an expectation file (`tcpexplain-expect/1`).
public struct Expectations {
    /// How many connections there are.
    public var connections: NumberRange?
    public var all: [Expectation] = []

    public static let schema = "tcpexplain-expect/1"

    public init() {}

    /// Whether the content of messages decides.
    var wantContent: Bool { all.contains(where: \.wantsContent) }
}

/// What is expected of one connection, or of each of several.
public struct Expectation {
    /// As the file names it, or else its place there.
    public var name: String
    public var select: ConnectionSelector
    /// Where it stands in its file.
    public var line = 1
    public var column = 1
    /// Where its selection stands.
    var selectLine = 1
    var selectColumn = 1

    public var handshake: WordCondition?
    public var close: WordCondition?
    /// `client`, `server` or `none`.
    public var closedBy: WordCondition?
    /// From the first SYN to step 3 at most, in nanoseconds.
    public var openedWithin: Int64?
    /// Segments sent again.
    public var retransmissions: NumberRange?
    /// Severities of which there is no finding, findings that there are, and findings that there are not.
    public var severitiesWithout: [String] = []
    public var findings: [String] = []
    public var findingsWithout: [String] = []
    /// In this order.
    public var exchanges: [ExchangeExpectation] = []
    /// There are no further ones.
    public var exchangesExactly = false

    /// Whether the content of messages decides.
    var wantsContent: Bool { exchanges.contains { $0.contentSHA256 != nil } }

    /// Whether it says anything of exchanges.
    var concernsExchanges: Bool { !exchanges.isEmpty || exchangesExactly }
}

/// What is expected of one exchange.
public struct ExchangeExpectation {
    public var method: WordCondition?
    public var target: TextCondition?
    public var status: StatusCondition?
    /// Of the response; the names in lower case.
    public var headers: [(name: String, value: TextCondition)] = []
    /// Of the response's content without its codings, in lower case.
    public var contentSHA256: String?
    /// Of the response, as `content_bytes` of records.
    public var contentBytes: NumberRange?
    /// From the request's first byte to the response's first at most, in nanoseconds.
    public var firstByteWithin: Int64?
    /// Where it stands in its file.
    var line = 1
    var column = 1

    /// What identifies it for a reader.
    func title(_ secrets: Secrets) -> ExpectedValue {
        .exchange(
            ExpectedValue.Exchange(
                method: method?.ownValue, target: target.map { .own(secrets.url($0.source)) }, status: status?.value))
    }
}

/// A status that is expected: one of several codes or classes, or no response.
public struct StatusCondition: Equatable {
    public var patterns: [StatusPattern]
    /// There must be no response.
    public var isAbsent: Bool
    /// As the file has them.
    var words: [String]

    var value: ExpectedValue { .anyOf(words.map { $0 == "absent" ? .noResponse : .name($0) }) }

    func holds(for status: Int?) -> Bool {
        guard let status else { return isAbsent }
        return patterns.contains { $0.matches(status) }
    }
}
