import CYAML
import Reports

/// Reads a YAML document into nodes, with libyaml.
@safe struct YAMLDocument {
    /// Values at most, those that aliases repeat included, and levels of nesting.
    static let maximumNodes = 4_000_000
    static let maximumDepth = 64

    private var parser = unsafe yaml_parser_t()
    private var event = unsafe yaml_event_t()
    private var anchors: [String: DocumentNode] = [:]
    private var count = 0
    private let bytes: [UInt8]

    static func read(_ bytes: [UInt8]) throws(DocumentError) -> DocumentNode {
        var document = YAMLDocument(bytes)
        return try document.read()
    }

    private init(_ bytes: [UInt8]) { unsafe self.bytes = bytes }

    private mutating func read() throws(DocumentError) -> DocumentNode {
        guard unsafe yaml_parser_initialize(&parser) == 1 else { throw DocumentError(line: 1, column: 1, .noMemory) }
        defer { unsafe yaml_parser_delete(&parser) }
        let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
        defer { unsafe input.deallocate() }
        _ = unsafe input.initialize(from: bytes)
        unsafe yaml_parser_set_input_string(&parser, input.baseAddress, bytes.count)
        unsafe yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        try next()
        try next()
        if unsafe event.type == YAML_STREAM_END_EVENT {
            release()
            throw DocumentError(line: 1, column: 1, .isEmpty)
        }
        try next()
        let node = try value(depth: 0)
        try next()
        try next()
        let isOver = unsafe event.type == YAML_STREAM_END_EVENT
        let line = unsafe Int(event.start_mark.line) + 1
        release()
        if !isOver { throw DocumentError(line: line, column: 1, .secondDocument) }
        return node
    }

    private mutating func release() { unsafe yaml_event_delete(&event) }

    /// Reads the next event.
    private mutating func next() throws(DocumentError) {
        release()
        unsafe event = yaml_event_t()
        if unsafe yaml_parser_parse(&parser, &event) == 1 { return }
        let what = unsafe parser.problem.map { unsafe String(cString: $0) }
        if unsafe parser.error == YAML_READER_ERROR {
            // A character that may not be there: found before there are lines, so that libyaml tells its byte alone.
            let place = DocumentText.place(of: unsafe Int(parser.problem_offset), in: bytes)
            throw DocumentError(line: place.line, column: place.column, .notYAML(what))
        }
        let mark = unsafe parser.problem_mark
        throw DocumentError(line: Int(mark.line) + 1, column: Int(mark.column) + 1, .notYAML(what))
    }

    /// The value that the event at hand begins.
    private mutating func value(depth: Int) throws(DocumentError) -> DocumentNode {
        let (line, column) = unsafe (Int(event.start_mark.line) + 1, Int(event.start_mark.column) + 1)
        count += 1
        guard depth < Self.maximumDepth, count < Self.maximumNodes else {
            release()
            throw DocumentError(line: line, column: column, .tooMuch)
        }
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.plain_implicit == 1
            let node = unsafe DocumentNode(
                .scalar(String(decoding: bytes, as: UTF8.self), isPlain: isPlain), line: line, column: column)
            note(node, anchor: unsafe text(scalar.anchor))
            return node
        case YAML_ALIAS_EVENT:
            let name = unsafe text(event.data.alias.anchor) ?? ""
            guard var node = anchors[name] else {
                throw DocumentError(line: line, column: column, .noAnchor(name))
            }
            count += node.count
            (node.line, node.column) = (line, column)
            return node
        case YAML_SEQUENCE_START_EVENT:
            let anchor = unsafe text(event.data.sequence_start.anchor)
            var nodes: [DocumentNode] = []
            try next()
            while unsafe event.type != YAML_SEQUENCE_END_EVENT {
                nodes.append(try value(depth: depth + 1))
                try next()
            }
            let node = DocumentNode(.list(nodes), line: line, column: column)
            note(node, anchor: anchor)
            return node
        default:
            let anchor = unsafe text(event.data.mapping_start.anchor)
            var pairs: [(key: DocumentNode, value: DocumentNode)] = []
            try next()
            while unsafe event.type != YAML_MAPPING_END_EVENT {
                let key = try value(depth: depth + 1)
                try next()
                pairs.append((key, try value(depth: depth + 1)))
                try next()
            }
            let node = DocumentNode(.mapping(pairs), line: line, column: column)
            note(node, anchor: anchor)
            return node
        }
    }

    private func text(_ bytes: UnsafeMutablePointer<UInt8>?) -> String? {
        guard let bytes = unsafe bytes else { return nil }
        return unsafe String(cString: bytes)
    }

    private mutating func note(_ node: DocumentNode, anchor: String?) { if let anchor { anchors[anchor] = node } }
}
