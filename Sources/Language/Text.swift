/// A sentence: runs of our own words, and of text from the wire.
///
/// Only `WireText` puts text from the wire into it, and only `Secrets` makes that: what is secret is masked and what a terminal would obey is
/// escaped in one place, whatever the language.
public struct Text: Sendable, Hashable {
    /// All of it, in order.
    public private(set) var string: String
    /// Which bytes of `string` (in UTF-8) came from the wire: ascending, apart from each other.
    public private(set) var wireRanges: [Range<Int>] = []

    public init() { string = "" }

    /// Names that are the same in all languages: of findings, rules, states, options; numbers and addresses.
    public init(code: some CustomStringConvertible) { string = code.description }

    /// What whoever reads the output wrote himself: names of files, and what a file of expectations says.
    public init(own text: String, limit: Int = .max) { string = Escaping.own(text, limit: limit) }

    /// What comes from outside, from the system or from somebody who typed it, made fit for a terminal; what is escaped already is not escaped
    /// again.
    public init(outside text: String) { self.init(own: text.split(separator: "\n").joined(separator: "; ")) }

    public var isEmpty: Bool { string.isEmpty }

    public mutating func append(_ other: Text) {
        if !other.wireRanges.isEmpty {
            let start = string.utf8.count
            wireRanges += other.wireRanges.map { $0.lowerBound + start..<$0.upperBound + start }
        }
        string += other.string
    }

    public mutating func append(_ wire: WireText) {
        let start = string.utf8.count
        string += wire.escaped
        if string.utf8.count > start { wireRanges.append(start..<string.utf8.count) }
    }

    fileprivate mutating func append(literal: String) { string += literal }

    public static func + (left: Text, right: Text) -> Text {
        var result = left
        result.append(right)
        return result
    }

    public static func += (left: inout Text, right: Text) { left.append(right) }
}

extension Text: CustomStringConvertible {
    public var description: String { string }
}

extension Text: ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) { string = value }

    public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.text }

    /// Takes no `String`: what is neither a literal nor a number is a `Text`, a name (`code:`) or a `WireText`.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = Text()

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) { text.append(literal: literal) }
        public mutating func appendInterpolation(_ other: Text) { text.append(other) }
        public mutating func appendInterpolation(_ wire: WireText) { text.append(wire) }
        public mutating func appendInterpolation(_ number: some FixedWidthInteger) { text.append(literal: number.description) }
        public mutating func appendInterpolation(code: some CustomStringConvertible) { text.append(literal: code.description) }
    }
}

extension Array where Element == Text {
    /// All of them with `separator` between each two.
    public func joined(separator: Text) -> Text {
        var result = Text()
        for (i, text) in enumerated() {
            if i > 0 { result.append(separator) }
            result.append(text)
        }
        return result
    }
}
