extension MessageHead {
    /// What the message says where it is against a rule, as sent: both values where two contradict each other. Empty where nothing more
    /// than the rule's name can be said.
    public func evidence(of violation: Violation) -> [String] {
        switch violation {
        case .lengthAndTransferEncoding:
            lines(of: ["transfer-encoding", "content-length"])
        case .conflictingLengths, .repeatedLength, .invalidLength: lines(of: ["content-length"])
        case .chunkedNotLast, .unknownTransferCoding: lines(of: ["transfer-encoding"])
        case .transferEncodingInHTTP10: [version] + lines(of: ["transfer-encoding"])
        case .framingWithoutContent: lines(of: ["transfer-encoding", "content-length"])
        case .repeatedHost, .invalidHost: lines(of: ["host"])
        case .invalidTarget: [target]
        case .invalidStartLine: [startLine]
        default: []
        }
    }

    /// `Content-Length: 5` for each line of these fields, at most four.
    private func lines(of names: [String]) -> [String] {
        fields.lines.lazy.filter { line in names.contains { self.fields.line(line, isNamed: $0) } }
            .prefix(4).map { "\(self.fields.name($0)): \(self.fields.value($0))" }
    }
}
