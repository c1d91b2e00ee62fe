/// What a file of expectations can say: one rule for each, whichever exchange or header field it is about.
public enum ExpectationRule: String, CaseIterable, Sendable {
    case connections, select, handshake, close
    case closedBy = "closed_by"
    case openedWithin = "opened_within"
    case retransmissions
    case findingsNone = "findings.none"
    case findingsHave = "findings.have"
    case findingsNot = "findings.not"
    case exchanges
    case exchangesExactly = "exchanges_exactly"
    case method = "exchanges.method"
    case target = "exchanges.target"
    case status = "exchanges.status"
    case headers = "exchanges.headers"
    case contentSHA256 = "exchanges.content_sha256"
    case contentBytes = "exchanges.content_bytes"
    case firstByteWithin = "exchanges.first_byte_within"

    /// The rule of a key such as `exchanges[3].headers.etag`.
    public init?(key: String) {
        var name = ""
        var isInside = false
        for character in key {
            if character == "[" { isInside = true }
            if !isInside { name.append(character) }
            if character == "]" { isInside = false }
        }
        self.init(rawValue: name.hasPrefix("exchanges.headers.") ? "exchanges.headers" : name)
    }
}
