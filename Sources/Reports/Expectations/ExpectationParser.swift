import Analysis

/// Reads expectations from a document, and finds whatever in it is none.
public struct ExpectationParser {
    /// Reads an address or network without a port; nil for anything else.
    private let readHost: (String) -> HostPattern?

    static let keys = ["schema", "connections", "expect"]
    static let expectationKeys = [
        "name", "select", "handshake", "close", "closed_by", "opened_within", "retransmissions", "findings", "exchanges",
        "exchanges_exactly",
    ]
    static let selectKeys = ["client", "server", "port", "host", "url", "sni", "nth", "every"]
    static let findingKeys = ["none", "have", "not"]
    static let exchangeKeys = [
        "method", "target", "status", "headers", "content_sha256", "content_bytes", "first_byte_within",
    ]
    static let handshakes = [
        "complete", "simultaneous", "split", "refused", "aborted", "unanswered", "partial", "not-captured",
    ]
    static let closes = ["four-step", "three-step", "simultaneous", "reset", "incomplete", "none"]

    /// - Parameter readHost: reads an address or a network, or else a name.
    public init(readHost: @escaping (String) -> HostPattern?) { self.readHost = readHost }

    public func read(_ document: DocumentNode) throws(DocumentError) -> Expectations {
        let reader = try MappingReader(document, .file, keys: Self.keys)
        guard let schema = reader["schema"] else {
            throw DocumentError(document, .noSchema(Expectations.schema))
        }
        guard schema.text == Expectations.schema else {
            throw DocumentError(schema, .value(key: "schema", .schema(Expectations.schema), schema.kind))
        }
        var expectations = Expectations()
        if let node = reader["connections"] { expectations.connections = try Self.range(node, "connections") }
        if let node = reader["expect"] {
            guard let list = node.list else { throw DocumentError(node, .value(key: "expect", .list, node.kind)) }
            for (i, node) in list.enumerated() { expectations.all.append(try expectation(node, number: i + 1)) }
        }
        guard expectations.connections != nil || !expectations.all.isEmpty else {
            throw DocumentError(document, .nothingExpected)
        }
        return expectations
    }

    private func expectation(_ node: DocumentNode, number: Int) throws(DocumentError) -> Expectation {
        let reader = try MappingReader(node, .expectation, keys: Self.expectationKeys)
        guard let select = reader["select"] else {
            throw DocumentError(node, .noSelect)
        }
        let name = try reader.value("name", .text) { $0.word } ?? "expect[\(number)]"
        var result = Expectation(name: name, select: try selector(select))
        (result.line, result.column) = (node.line, node.column)
        (result.selectLine, result.selectColumn) = (select.line, select.column)
        result.handshake = try Self.words(reader, "handshake", Self.handshakes)
        result.close = try Self.words(reader, "close", Self.closes)
        result.closedBy = try Self.words(reader, "closed_by", ["client", "server", "none"])
        result.openedWithin = try reader.value("opened_within", .time) { Self.duration($0.text) }
        if let node = reader["retransmissions"] { result.retransmissions = try Self.range(node, "retransmissions") }
        try readFindings(reader, &result)
        if let node = reader["exchanges"] {
            guard let list = node.list else { throw DocumentError(node, .value(key: "exchanges", .list, node.kind)) }
            for node in list { result.exchanges.append(try exchange(node)) }
        }
        result.exchangesExactly = try reader.value("exchanges_exactly", .trueOrFalse) { $0.bool } ?? false
        if result.exchangesExactly, reader["exchanges"] == nil {
            throw DocumentError(node, .exactlyWithoutExchanges)
        }
        return result
    }

    private func readFindings(_ reader: MappingReader, _ result: inout Expectation) throws(DocumentError) {
        guard let node = reader["findings"] else { return }
        let findings = try MappingReader(node, .key("findings"), keys: Self.findingKeys)
        let severities = Finding.Severity.allCases.map(\.rawValue)
        result.severitiesWithout =
            try findings.values("none", .severities, mayBeEmpty: true) { node in
                node.text.flatMap { severities.contains($0) ? $0 : nil }
            } ?? []
        result.findings = try findings.values("have", .findings, mayBeEmpty: true, Self.findingName) ?? []
        result.findingsWithout = try findings.values("not", .findings, mayBeEmpty: true, Self.findingName) ?? []
    }

    private static func findingName(_ node: DocumentNode) throws(DocumentError) -> String? {
        guard let name = node.word else { return nil }
        if Finding.names.contains(name) { return name }
        throw DocumentError(node, .unknownFinding(name, near: Finding.names(near: name)))
    }

    // MARK: - Selections

    private func selector(_ node: DocumentNode) throws(DocumentError) -> ConnectionSelector {
        let reader = try MappingReader(node, .key("select"), keys: Self.selectKeys)
        var result = ConnectionSelector()
        result.clients = try reader.values("client", .end) { self.end($0) } ?? []
        result.servers = try reader.values("server", .end) { self.end($0) } ?? []
        result.selection.ports = Set(
            try reader.values("port", .port) { $0.wholeNumber.flatMap { UInt16(exactly: $0) } } ?? [])
        result.selection.hosts =
            try reader.values("host", .host) { $0.text.flatMap(self.readHost) } ?? []
        result.selection.serverNames = try reader.values("sni", .name) { $0.word?.lowercased() } ?? []
        result.selection.urls =
            try reader.values("url", .url) { node in
                node.text.flatMap { try? URLPattern($0) }
            } ?? []
        result.nth = try reader.value("nth", .ordinal) { node in
            node.wholeNumber.flatMap { (1...100_000).contains($0) ? $0 : nil }
        }
        result.isEvery = try reader.value("every", .trueOrFalse) { $0.bool } ?? false
        if result.isEvery, let nth = reader["nth"] { throw DocumentError(nth, .nthOfEvery) }
        // `every: false` by itself names nothing either.
        if case .mapping(let pairs) = node.value, pairs.allSatisfy({ $0.key.text == "every" }), !result.isEvery {
            throw DocumentError(node, .emptySelect)
        }
        if case .mapping(let pairs) = node.value {
            let rest = pairs.filter { $0.key.text != "nth" }.map { "\($0.key.identity)=\($0.value.identity)" }
            result.key = rest.sorted().joined(separator: "\u{1}")
        }
        return result
    }

    /// `10.0.0.1`, `10.0.0.1:80`, `10.0.0.0/8`, `[2001:db8::1]:80`, `:80`.
    private func end(_ node: DocumentNode) -> ConnectionSelector.End? {
        guard let text = node.text else { return nil }
        if case .network(let address, let bits)? = readHost(text) {
            return ConnectionSelector.End(hosts: .network(address, bits: bits), port: nil)
        }
        guard let colon = text.lastIndex(of: ":"), let port = Self.port(text[text.index(after: colon)...]) else { return nil }
        let host = String(text[..<colon])
        if host.isEmpty { return ConnectionSelector.End(hosts: nil, port: port) }
        // The colons of an IPv6 address without brackets are no port's.
        if host.contains(":"), !host.hasPrefix("[") { return nil }
        guard case .network(let address, let bits)? = readHost(host) else { return nil }
        return ConnectionSelector.End(hosts: .network(address, bits: bits), port: port)
    }
}
