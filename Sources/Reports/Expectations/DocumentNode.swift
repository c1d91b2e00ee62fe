/// A value of a YAML or JSON document, and where it stands there, so that whoever finds fault with it can say where.
public struct DocumentNode: Sendable {
    public indirect enum Value: Sendable {
        /// The text of a scalar; `isPlain` if it stood without quotes, so that it may be a number, true, false or null.
        case scalar(String, isPlain: Bool)
        case list([DocumentNode])
        /// In the order of the document; no key is there twice.
        case mapping([(key: DocumentNode, value: DocumentNode)])
    }

    public var value: Value
    /// Both counted from 1.
    public var line: Int
    public var column: Int

    public init(_ value: Value, line: Int, column: Int) {
        self.value = value
        self.line = line
        self.column = column
    }

    /// How many values it holds, itself included.
    public var count: Int {
        switch value {
        case .scalar: 1
        case .list(let nodes): nodes.reduce(1) { $0 + $1.count }
        case .mapping(let pairs): pairs.reduce(1) { $0 + 1 + $1.value.count }
        }
    }

    /// The same for what says the same.
    var identity: String {
        switch value {
        case .scalar(let text, _): text
        case .list(let nodes): nodes.map(\.identity).joined(separator: "\u{2}")
        case .mapping(let pairs): pairs.map { "\($0.key.identity)\u{3}\($0.value.identity)" }.joined(separator: "\u{4}")
        }
    }

    /// What kind of value it is, for an error.
    var kind: DocumentFault.Kind {
        switch value {
        case .scalar(let text, let isPlain):
            if !isPlain { .text(text) } else { isNull ? .nothing : .plain(text) }
        case .list: .list
        case .mapping: .mapping
        }
    }

    /// The value of a key; nil if this is no mapping, or has no such key.
    public subscript(key: String) -> DocumentNode? {
        guard case .mapping(let pairs) = value else { return nil }
        return pairs.first { if case .scalar(key, _) = $0.key.value { true } else { false } }?.value
    }

    // MARK: - Readings of it: nil where it is something else

    public var text: String? {
        if case .scalar(let text, _) = value, !isNull { text } else { nil }
    }

    /// A text that cannot be taken for a number or a truth value.
    var word: String? {
        guard case .scalar(let text, let isPlain) = value else { return nil }
        return isPlain && (isNull || bool != nil || number != nil) ? nil : text
    }

    var isNull: Bool {
        if case .scalar(let text, true) = value { ["", "~", "null", "Null", "NULL"].contains(text) } else { false }
    }

    var bool: Bool? {
        guard case .scalar(let text, true) = value else { return nil }
        switch text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: return nil
        }
    }

    /// A whole number from 0 on.
    public var wholeNumber: Int? {
        guard case .scalar(let text, true) = value, !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            return nil
        }
        return Int(text)
    }

    private var number: Double? {
        guard case .scalar(let text, true) = value else { return nil }
        return Double(text)
    }

    public var list: [DocumentNode]? { if case .list(let nodes) = value { nodes } else { nil } }
}

/// What is wrong with a document, and where.
public struct DocumentError: Error, Sendable, Equatable {
    public var line: Int
    public var column: Int
    public var fault: DocumentFault

    public init(line: Int, column: Int, _ fault: DocumentFault) {
        self.line = line
        self.column = column
        self.fault = fault
    }

    init(_ node: DocumentNode, _ fault: DocumentFault) { self.init(line: node.line, column: node.column, fault) }
}
