import Analysis

/// Reads a mapping key by key, and refuses keys that are not known.
struct MappingReader {
    let node: DocumentNode
    private var values: [String: DocumentNode] = [:]

    /// - Parameters:
    ///   - node: must be a mapping.
    ///   - place: what it is, for an error.
    ///   - keys: all that may be in it; nil if all may.
    init(_ node: DocumentNode, _ place: DocumentFault.Place, keys: [String]?) throws(DocumentError) {
        self.node = node
        guard case .mapping(let pairs) = node.value else {
            throw DocumentError(node, .notMapping(place, node.kind))
        }
        for (key, value) in pairs {
            guard !key.isNull, case .scalar(let name, _) = key.value else {
                throw DocumentError(key, .keyIsNoWord(key.kind))
            }
            if let keys, !keys.contains(name) {
                throw DocumentError(key, .unknownKey(name, in: place, near: NearNames.of(name, in: keys), known: keys))
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw DocumentError(key, .repeatedKey(name))
            }
        }
    }

    subscript(key: String) -> DocumentNode? { values[key] }

    /// The value of a key, read by `read`, which gives nil for a value of the wrong type.
    func value<Value>(
        _ key: String, _ expected: DocumentFault.Expected, _ read: (DocumentNode) -> Value?
    ) throws(DocumentError) -> Value? {
        guard let node = values[key] else { return nil }
        guard let value = read(node) else { throw DocumentError(node, .value(key: key, expected, node.kind)) }
        return value
    }

    /// A value or a list of them, each read by `read`.
    func values<Value>(
        _ key: String, _ expected: DocumentFault.Expected, mayBeEmpty: Bool = false,
        _ read: (DocumentNode) throws(DocumentError) -> Value?
    ) throws(DocumentError) -> [Value]? {
        guard let node = values[key] else { return nil }
        // Nothing is in an empty list: it would select everything, or never hold.
        if !mayBeEmpty, node.list?.isEmpty == true { throw DocumentError(node, .emptyList(key: key)) }
        var found: [Value] = []
        for member in node.list ?? [node] {
            guard let value = try read(member) else { throw DocumentError(member, .value(key: key, expected, member.kind)) }
            found.append(value)
        }
        return found
    }
}
