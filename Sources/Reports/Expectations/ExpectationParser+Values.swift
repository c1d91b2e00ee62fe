extension ExpectationParser {
    func exchange(_ node: DocumentNode) throws(DocumentError) -> ExchangeExpectation {
        let reader = try MappingReader(node, .exchange, keys: Self.exchangeKeys)
        var result = ExchangeExpectation()
        (result.line, result.column) = (node.line, node.column)
        if let methods = try reader.values("method", .method, { $0.word }) {
            result.method = WordCondition(methods)
        }
        if let node = reader["target"] { result.target = try Self.text(node, "target") }
        result.status = try Self.status(reader)
        if let node = reader["headers"] { result.headers = try Self.headers(node) }
        result.contentSHA256 = try reader.value("content_sha256", .digest) { node in
            node.text.flatMap { text in
                text.utf8.count == 64 && text.allSatisfy(\.isHexDigit) ? text.lowercased() : nil
            }
        }
        if let node = reader["content_bytes"] { result.contentBytes = try Self.range(node, "content_bytes") }
        result.firstByteWithin = try reader.value("first_byte_within", .time) { Self.duration($0.text) }
        return result
    }

    private static func headers(_ node: DocumentNode) throws(DocumentError) -> [(name: String, value: TextCondition)] {
        // Which names there may be is not known; that none is there twice is.
        _ = try MappingReader(node, .key("headers"), keys: nil)
        guard case .mapping(let pairs) = node.value else { return [] }
        var found: [(name: String, value: TextCondition)] = []
        for (key, value) in pairs {
            // A name that no field can have would be absent always, and never hold.
            guard let name = key.text?.lowercased(), isFieldName(name) else {
                throw DocumentError(key, .value(key: "headers", .fieldName, key.kind))
            }
            if found.contains(where: { $0.name == name }) { throw DocumentError(key, .repeatedKey(name)) }
            found.append((name, try text(value, name, mayBeAbsent: true)))
        }
        return found
    }

    /// RFC 9110 §5.6.2, and the fields of HTTP/2 that begin with a colon.
    private static func isFieldName(_ name: String) -> Bool {
        let token = name.utf8.first == UInt8(ascii: ":") ? name.utf8.dropFirst() : name.utf8[...]
        return !token.isEmpty
            && token.allSatisfy { byte in
                byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a
                    || "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
    }

    private static func status(_ reader: MappingReader) throws(DocumentError) -> StatusCondition? {
        let texts =
            try reader.values("status", .status) { node in
                if let number = node.wholeNumber { return (100...999).contains(number) ? "\(number)" : nil }
                guard let word = node.word, word == "absent" || StatusPattern(word) != nil else { return nil }
                // Not a number in quotes.
                return Int(word) == nil ? word : nil
            } as [String]?
        guard let texts else { return nil }
        return StatusCondition(
            patterns: texts.compactMap { StatusPattern($0) }, isAbsent: texts.contains("absent"),
            words: texts)
    }

    static func text(_ node: DocumentNode, _ key: String, mayBeAbsent: Bool = false) throws(DocumentError) -> TextCondition {
        guard let text = node.text else {
            throw DocumentError(node, .value(key: key, .textOrExpression, node.kind))
        }
        do {
            return try TextCondition(text, mayBeAbsent: mayBeAbsent)
        } catch {
            throw DocumentError(node, .notRegularExpression(key: key, text))
        }
    }

    /// A word of `known`, a list of them, or `{not: …}`.
    static func words(_ reader: MappingReader, _ key: String, _ known: [String]) throws(DocumentError) -> WordCondition? {
        guard let node = reader[key] else { return nil }
        var words = reader
        var name = key
        var isNegated = false
        if case .mapping = node.value {
            words = try MappingReader(node, .key(key), keys: ["not"])
            (name, isNegated) = ("not", true)
            if words["not"] == nil { throw DocumentError(node, .value(key: key, .words, node.kind)) }
        }
        let found = try words.values(name, .oneOf(known)) { node throws(DocumentError) in
            guard let word = node.word else { return nil as String? }
            if known.contains(word) { return word }
            throw DocumentError(node, .value(key: key, .oneOf(known), .plain(word)))
        }
        guard let found, !found.isEmpty else { throw DocumentError(node, .emptyList(key: key)) }
        return WordCondition(found, isNegated: isNegated)
    }

    /// A number, or `{min: …, max: …}`.
    static func range(_ node: DocumentNode, _ key: String) throws(DocumentError) -> NumberRange {
        if let number = node.wholeNumber { return NumberRange(number) }
        guard case .mapping(let pairs) = node.value, !pairs.isEmpty else {
            throw DocumentError(node, .value(key: key, .numberOrRange, node.kind))
        }
        let reader = try MappingReader(node, .key(key), keys: ["min", "max"])
        let least = try reader.value("min", .number) { $0.wholeNumber }
        let most = try reader.value("max", .number) { $0.wholeNumber }
        if let least, let most, least > most { throw DocumentError(node, .leastAboveMost(key: key)) }
        return NumberRange(least: least, most: most)
    }

    /// `200ms`, `1.5s`, `10 s`, in nanoseconds.
    static func duration(_ text: String?) -> Int64? {
        guard let text else { return nil }
        let number = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        // Digits, and behind a point digits again.
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }), let value = Double(number) else { return nil }
        var unit = text.dropFirst(number.count)
        if unit.first == " " { unit = unit.dropFirst() }
        let scale: Double
        switch unit {
        case "ns": scale = 1
        // The micro sign, and the Greek letter.
        case "us", "\u{b5}s", "\u{3bc}s": scale = 1e3
        case "ms": scale = 1e6
        case "s": scale = 1e9
        case "min": scale = 60e9
        default: return nil
        }
        return Int64(exactly: (value * scale).rounded())
    }

    /// A port in digits alone.
    static func port(_ text: Substring) -> UInt16? {
        text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? UInt16(text) : nil
    }
}
