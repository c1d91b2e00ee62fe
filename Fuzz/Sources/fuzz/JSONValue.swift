/// A value of JSON (RFC 8259), read strictly. Text must hold nothing that a terminal or a reader of lines could take for more than text.
enum JSONValue: Equatable {
    case null
    case bool(Bool)
    case number(Double, isInteger: Bool)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// nil where the bytes are no JSON.
    init?(_ bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        guard let value = reader.value(0) else { return nil }
        reader.skipSpace()
        guard reader.at == bytes.count else { return nil }
        self = value
    }

    subscript(key: String) -> JSONValue? { if case .object(let members) = self { members[key] } else { nil } }

    var integer: Int? { if case .number(let value, true) = self { Int(exactly: value) } else { nil } }
    var text: String? { if case .string(let value) = self { value } else { nil } }
    var list: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

    private struct Reader {
        let bytes: [UInt8]
        var at = 0

        private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

        mutating func skipSpace() { while let byte = next, byte == 32 || byte == 9 || byte == 10 || byte == 13 { at += 1 } }

        private mutating func take(_ text: StaticString) -> Bool {
            for i in 0..<text.utf8CodeUnitCount {
                guard at + i < bytes.count, bytes[at + i] == text.utf8Start[i] else { return false }
            }
            at += text.utf8CodeUnitCount
            return true
        }

        mutating func value(_ depth: Int) -> JSONValue? {
            guard depth < 64 else { return nil }
            skipSpace()
            switch next {
            case UInt8(ascii: "{"): return object(depth)
            case UInt8(ascii: "["): return array(depth)
            case UInt8(ascii: "\""): return string().map { .string($0) }
            case UInt8(ascii: "t"): return take("true") ? .bool(true) : nil
            case UInt8(ascii: "f"): return take("false") ? .bool(false) : nil
            case UInt8(ascii: "n"): return take("null") ? .null : nil
            default: return number()
            }
        }

        private mutating func object(_ depth: Int) -> JSONValue? {
            at += 1
            var members: [String: JSONValue] = [:]
            skipSpace()
            if take("}") { return .object(members) }
            while true {
                skipSpace()
                guard next == UInt8(ascii: "\""), let key = string() else { return nil }
                skipSpace()
                // A key twice is against what readers expect.
                guard take(":"), members[key] == nil, let value = value(depth + 1) else { return nil }
                members[key] = value
                skipSpace()
                if take("}") { return .object(members) }
                guard take(",") else { return nil }
            }
        }

        private mutating func array(_ depth: Int) -> JSONValue? {
            at += 1
            var values: [JSONValue] = []
            skipSpace()
            if take("]") { return .array(values) }
            while true {
                guard let value = value(depth + 1) else { return nil }
                values.append(value)
                skipSpace()
                if take("]") { return .array(values) }
                guard take(",") else { return nil }
            }
        }

        private mutating func number() -> JSONValue? {
            let start = at
            while let byte = next, byte >= 48 && byte <= 57 || byte == 45 || byte == 43 || byte == 46 || byte | 32 == 101 {
                at += 1
            }
            let text = String(decoding: bytes[start..<at], as: UTF8.self)
            let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
            guard let first = digits.utf8.first, first >= 48, first <= 57, let value = Double(text) else { return nil }
            if first == 48, let second = digits.utf8.dropFirst().first, second >= 48, second <= 57 { return nil }
            return .number(value, isInteger: !text.contains(".") && !text.contains("e") && !text.contains("E"))
        }

        private mutating func string() -> String? {
            at += 1
            var text: [UInt8] = []
            while let byte = next {
                at += 1
                switch byte {
                case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    guard let escaped = escape() else { return nil }
                    text += escaped
                case ..<32, 127: return nil
                default: text.append(byte)
                }
            }
            return nil
        }

        private mutating func escape() -> [UInt8]? {
            guard let byte = next else { return nil }
            at += 1
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
            case UInt8(ascii: "b"): return [8]
            case UInt8(ascii: "f"): return [12]
            case UInt8(ascii: "n"): return [10]
            case UInt8(ascii: "r"): return [13]
            case UInt8(ascii: "t"): return [9]
            case UInt8(ascii: "u"):
                guard let unit = hex() else { return nil }
                guard unit & 0xf800 == 0xd800 else { return Unicode.Scalar(unit).map { Array(String($0).utf8) } }
                guard unit & 0xfc00 == 0xd800, take("\\u"), let low = hex(), low & 0xfc00 == 0xdc00 else { return nil }
                return Unicode.Scalar(0x10000 + (unit & 0x3ff) << 10 + low & 0x3ff).map { Array(String($0).utf8) }
            default: return nil
            }
        }

        private mutating func hex() -> UInt32? {
            guard at + 4 <= bytes.count else { return nil }
            defer { at += 4 }
            return UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
        }
    }
}
