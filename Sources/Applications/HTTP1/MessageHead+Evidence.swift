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
        // Of a name that is none nobody knows whether its value is a secret.
        case .invalidFieldName: names { !$0.isTokenCharacter && !$0.isWhitespace }
        case .whitespaceBeforeColon: names(where: \.isWhitespace)
        case .invalidFieldValue: lines { ($0 < 0x20 && ![0x09, 0x0a, 0x0d].contains($0)) || $0 == 0x7f }
        case .obsoleteFolding: lines { $0 == UInt8(ascii: "\n") }
        default: []
        }
    }

    /// The names that hold such a byte, at most four; a line without a colon has none.
    private func names(where holds: (UInt8) -> Bool) -> [String] {
        var found: [String] = []
        for line in fields.lines where found.count < 4 && !line.isUnknown {
            let end = line.name.upperBound
            guard end < fields.bytes.count, fields.bytes[end] == UInt8(ascii: ":"), fields.bytes[line.name].contains(where: holds)
            else { continue }
            found.append(fields.name(line))
        }
        return found
    }

    /// `X-Name: value` for each line whose name is one and whose value holds such a byte, at most four.
    private func lines(where holds: (UInt8) -> Bool) -> [String] {
        var found: [String] = []
        for line in fields.lines where found.count < 4 && !line.isUnknown {
            guard fields.bytes[line.value].contains(where: holds), fields.bytes[line.name].allSatisfy(\.isTokenCharacter) else {
                continue
            }
            found.append("\(fields.name(line)): \(fields.value(line))")
        }
        return found
    }

    /// `Content-Length: 5` for each line of these fields, at most four.
    private func lines(of names: [String]) -> [String] {
        fields.lines.lazy.filter { line in names.contains { self.fields.line(line, isNamed: $0) } }
            .prefix(4).map { "\(self.fields.name($0)): \(self.fields.value($0))" }
    }
}
