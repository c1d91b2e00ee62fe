import Reports

/// JSON from nodes and texts.
enum JSONText {
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    static func of(_ node: DocumentNode) -> String {
        switch node.value {
        case .scalar(let text, let isPlain): isPlain ? text : quoted(text)
        case .list(let nodes): "[\(nodes.map(of).joined(separator: ","))]"
        case .mapping(let pairs): "{\(pairs.map { "\(of($0.key)):\(of($0.value))" }.joined(separator: ","))}"
        }
    }
}
