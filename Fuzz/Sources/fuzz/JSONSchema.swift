import Foundation

/// As much of JSON Schema as docs/records.schema.json and scripts/har-1.2.schema.json use, but for `format`.
struct JSONSchema {
    private let root: JSONValue

    init?(_ text: String) {
        guard let root = JSONValue(Array(text.utf8)) else { return nil }
        self.root = root
    }

    /// Why a value is not valid; nil if it is.
    func fault(of value: JSONValue) -> String? { fault(of: value, root, "") }

    private func resolved(_ schema: JSONValue) -> JSONValue {
        guard let path = schema["$ref"]?.text else { return schema }
        return path.split(separator: "/").dropFirst().reduce(root) { $0[String($1)] ?? .null }
    }

    private func fault(of value: JSONValue, _ unresolved: JSONValue, _ place: String) -> String? {
        let schema = resolved(unresolved)
        if case .bool(let isAllowed) = schema { return isAllowed ? nil : "\(place) is not allowed" }
        guard case .object = schema else { return "\(place): no schema" }
        if let alternatives = schema["oneOf"]?.list {
            // Which one a record is, its type says.
            let type = value["type"]
            guard let one = alternatives.first(where: { resolved($0)["properties"]?["type"]?["const"] == type }) else {
                return "\(place): none of the alternatives"
            }
            if let fault = fault(of: value, one, place) { return fault }
        }
        if let alternatives = schema["anyOf"]?.list, !alternatives.contains(where: { fault(of: value, $0, place) == nil }) {
            return "\(place): none of the alternatives"
        }
        if let excluded = schema["not"], fault(of: value, excluded, place) == nil { return "\(place) is what it must not be" }
        if let type = schema["type"], !Self.matches(value, type) { return "\(place) is no \(type)" }
        if let constant = schema["const"], constant != value { return "\(place) is not \(constant)" }
        if let list = schema["enum"]?.list, !list.contains(value) { return "\(place) is \(value)" }
        switch value {
        case .number(let number, _):
            if case .number(let least, _)? = schema["minimum"], number < least { return "\(place) is \(number)" }
            if case .number(let most, _)? = schema["maximum"], number > most { return "\(place) is \(number)" }
        case .string(let text):
            if let least = schema["minLength"]?.integer, text.unicodeScalars.count < least { return "\(place) is too short" }
            if let pattern = schema["pattern"]?.text, text.range(of: pattern, options: .regularExpression) == nil {
                return "\(place) is \(text)"
            }
        case .array(let values): return fault(of: values, schema, place)
        case .object(let members): return fault(of: members, schema, place)
        default: break
        }
        return nil
    }

    private func fault(of values: [JSONValue], _ schema: JSONValue, _ place: String) -> String? {
        if let least = schema["minItems"]?.integer, values.count < least { return "\(place) has \(values.count)" }
        if let most = schema["maxItems"]?.integer, values.count > most { return "\(place) has \(values.count)" }
        let first = schema["prefixItems"]?.list ?? []
        for (i, value) in values.enumerated() {
            guard let item = i < first.count ? first[i] : schema["items"] else { continue }
            if let fault = fault(of: value, item, "\(place)[\(i)]") { return fault }
        }
        return nil
    }

    private func fault(of members: [String: JSONValue], _ schema: JSONValue, _ place: String) -> String? {
        for key in schema["required"]?.list ?? [] where members[key.text ?? ""] == nil { return "\(place) lacks \(key)" }
        if case .object(let dependents)? = schema["dependentRequired"] {
            for (key, needed) in dependents where members[key] != nil {
                for other in needed.list ?? [] where members[other.text ?? ""] == nil { return "\(place) lacks \(other)" }
            }
        }
        for (key, value) in members {
            if let names = schema["propertyNames"], let fault = fault(of: .string(key), names, "\(place), the key") {
                return fault
            }
            if let property = schema["properties"]?[key] {
                if let fault = fault(of: value, property, "\(place).\(key)") { return fault }
                continue
            }
            var isMatched = false
            if case .object(let patterns)? = schema["patternProperties"] {
                for (pattern, property) in patterns where key.range(of: pattern, options: .regularExpression) != nil {
                    isMatched = true
                    if let fault = fault(of: value, property, "\(place).\(key)") { return fault }
                }
            }
            if !isMatched, let others = schema["additionalProperties"], let fault = fault(of: value, others, "\(place).\(key)") {
                return fault
            }
        }
        return nil
    }

    private static func matches(_ value: JSONValue, _ type: JSONValue) -> Bool {
        if let types = type.list { return types.contains { matches(value, $0) } }
        return switch (value, type.text) {
        case (.null, "null"), (.bool, "boolean"), (.string, "string"), (.array, "array"), (.object, "object"),
            (.number, "number"):
            true
        case (.number(_, let isInteger), "integer"): isInteger
        default: false
        }
    }
}
