import Language
import Reports

/// What is wrong with a file of expectations, or with the command line.
extension English {
    func sentence(for fault: DocumentFault) -> Text {
        switch fault {
        case .notJSON(let syntax): "not JSON: \(words(for: syntax))"
        case .notYAML(let problem): problem.map { "not YAML: \(outside($0))" } ?? "not YAML"
        case .noMemory: "no memory"
        case .isEmpty: "the file is empty"
        case .secondDocument: "a second document begins; a file holds one"
        case .tooMuch: "too many values, or too deep"
        case .noAnchor(let name): "there is no anchor &\(outside(name)) before this"
        case .notMapping(let place, let kind): "\(words(for: place)) is a mapping of keys and values, not \(words(for: kind))"
        case .keyIsNoWord(let kind): "a key is a word, not \(words(for: kind))"
        case .notUTF8: "bytes that are no UTF-8"
        case .unknownKey(let key, let place, let near, let known):
            "there is no key \(outside(key)) in \(words(for: place)); "
                + (near.isEmpty ? "known are: \(listed(known))" : "near it: \(listed(near))")
        case .repeatedKey(let key): "the key \(outside(key)) is there twice"
        case .value(let key, let expected, let kind): "\(outside(key)) is \(words(for: expected)), not \(words(for: kind))"
        case .notRegularExpression(let key, let text): "\(outside(key)): \(outside(text)) is not a regular expression"
        case .emptyList(let key): "\(outside(key)): the list is empty"
        case .leastAboveMost(let key): "\(outside(key)): min is more than max"
        case .noSchema(let schema): "the key schema is missing: schema: \(outside(schema))"
        case .nothingExpected: "nothing is expected: give connections, or expect with at least one expectation"
        case .noSelect: "the key select is missing, such as select: {server: \"10.0.0.1:80\"} or {every: true}"
        case .emptySelect: "select is empty: name a server, a client, a port, a host, a URL or an sni, or every: true"
        case .nthOfEvery: "nth and every: true exclude one another"
        case .exactlyWithoutExchanges: "exchanges_exactly goes with exchanges; exchanges: [] expects none"
        case .unknownFinding(let name, let near):
            "there is no finding \(outside(name))"
                + (near.isEmpty ? "; docs/findings.md lists them" : "; near it: \(listed(near))")
        case .selectsNone(let name): "\"\(outside(name))\": selects no connection"
        case .selectsMany(let name): "\"\(outside(name))\": selects more than one connection; say which with nth, or every: true"
        case .selectsBeyond(let name, let nth, let count):
            "\"\(outside(name))\": selects \(count == 1 ? "1 connection" : "\(count) connections"), so there is no nth: \(nth)"
        }
    }

    /// The argument parser speaks English.
    func sentence(for fault: UsageFault) -> Text { outside(fault.message) }

    func sentence(for counts: SuiteCounts) -> Text {
        var parts: [Text] =
            counts.isUpdate ? ["\(counts.ok) unchanged", "\(counts.changed) written"] : ["\(counts.ok) as expected"]
        if counts.failed > 0 { parts.append("\(counts.failed) not") }
        if counts.broken > 0 { parts.append("\(counts.broken) with an error") }
        if counts.skipped > 0 { parts.append("\(counts.skipped) without expectations") }
        return "\(counts.all) \(counts.all == 1 ? "capture" : "captures"): \(parts.joined(separator: ", "))"
    }

    func word(for word: SuiteCounts.Word) -> Text {
        switch word {
        case .ok: "ok     "
        case .failed: "FAILED "
        case .broken: "ERROR  "
        case .new: "new    "
        case .changed: "changed"
        }
    }

    private func listed(_ names: [String]) -> Text { names.map(outside).joined(separator: ", ") }

    private func words(for syntax: DocumentFault.Syntax) -> Text {
        switch syntax {
        case .somethingFollows: "something follows the value"
        case .tooDeep: "too deep"
        case .valueIsMissing: "a value is missing"
        case .keyIsMissing: "a key in quotes must be here"
        case .colonIsMissing: "a colon must be here"
        case .commaOrBraceIsMissing: "a comma or } must be here"
        case .commaOrBracketIsMissing: "a comma or ] must be here"
        case .noValue: "a value must be here"
        case .controlCharacter: "a control character in a string"
        case .noEscape: "an escape that is none"
        case .stringHasNoEnd: "a string has no end"
        case .noHexadecimalDigits: "four hexadecimal digits must be here"
        }
    }

    private func words(for place: DocumentFault.Place) -> Text {
        switch place {
        case .file: "an expectation file"
        case .expectation: "an expectation"
        case .exchange: "an exchange"
        case .key(let key): outside(key)
        }
    }

    private func words(for kind: DocumentFault.Kind) -> Text {
        switch kind {
        case .nothing: "nothing"
        case .list: "a list"
        case .mapping: "a mapping"
        case .text(let text): "the text \"\(outside(text))\""
        case .plain(let text): outside(text)
        }
    }

    private func words(for expected: DocumentFault.Expected) -> Text {
        switch expected {
        case .schema(let schema): outside(schema)
        case .list: "a list"
        case .text: "a text"
        case .textOrExpression: "a text or a /regular expression/"
        case .trueOrFalse: "true or false"
        case .time: "a time such as 50ms or 1.5s"
        case .number: "a number from 0 on"
        case .numberOrRange: "a number from 0 on, or {min: …, max: …}"
        case .ordinal: "a number from 1 to 100000"
        case .port: "a port from 0 to 65535"
        case .name: "a name"
        case .method: "a method such as GET, or a list of them"
        case .status: "a status such as 200, a class such as 2xx, absent, or a list of these"
        case .severities: "error, warning or note, or a list of these"
        case .findings: "a name of a finding, or a list of them"
        case .end: "an address, a network, or an address with a port"
        case .host: "an address, a network, or a name"
        case .url: "a part of a URL, or a /regular expression/"
        case .fieldName: "a mapping of names of header fields"
        case .digest: "64 hexadecimal digits"
        case .oneOf(let words): "one of \(listed(words))"
        case .words: "a word, a list of words, or {not: …}"
        }
    }
}
