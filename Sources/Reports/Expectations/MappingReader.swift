import Analysis

/// Reads a mapping key by key, and refuses keys that are not known.
struct MappingReader {
    let node: DocumentNode
    private var values: [String: DocumentNode] = [:]

    /// - Parameters:
    ///   - node: must be a mapping.
    ///   - what: what it is, in an error.
    ///   - keys: all that may be in it; nil if all may.
    init(_ node: DocumentNode, _ what: String, keys: [String]?) throws(DocumentError) {
        self.node = node
        guard case .mapping(let pairs) = node.value else {
            throw DocumentError(node, "\(what) is a mapping of keys and values, not \(node.kind)")
        }
        for (key, value) in pairs {
            guard case .scalar(let name, _) = key.value else {
                throw DocumentError(key, "a key is a word, not \(key.kind)")
            }
            if let keys, !keys.contains(name) {
                let near = NearNames.of(name, in: keys)
                throw DocumentError(
                    key,
                    "there is no key \(name) in \(what); "
                        + (near.isEmpty
                            ? "known are: \(keys.joined(separator: ", "))" : "near it: \(near.joined(separator: ", "))"))
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw DocumentError(key, "the key \(name) is there twice")
            }
        }
    }

    subscript(key: String) -> DocumentNode? { values[key] }

    /// The value of a key, read by `read`, which gives nil for a value of the wrong type.
    func value<Value>(
        _ key: String, _ type: String, _ read: (DocumentNode) -> Value?
    ) throws(DocumentError) -> Value? {
        guard let node = values[key] else { return nil }
        guard let value = read(node) else { throw DocumentError(node, "\(key) is \(type), not \(node.kind)") }
        return value
    }

    /// A value or a list of them, each read by `read`.
    func values<Value>(
        _ key: String, _ type: String, _ read: (DocumentNode) throws(DocumentError) -> Value?
    ) throws(DocumentError) -> [Value]? {
        guard let node = values[key] else { return nil }
        var found: [Value] = []
        for member in node.list ?? [node] {
            guard let value = try read(member) else { throw DocumentError(member, "\(key) is \(type), not \(member.kind)") }
            found.append(value)
        }
        return found
    }
}
