internal import Applications

/// A field line of a header or trailer section (RFC 9110 §5).
public struct Field: Sendable, Hashable {
    /// The name, as it was sent; `?` where HTTP/2 refers to an entry of its table that was not captured.
    public let name: String
    /// The value as it was sent, with passwords, cookies and tokens in it; bytes that are not UTF-8 are U+FFFD. nil where the name is `?`.
    public var value: String? { wire.map(WireBytes.repaired) }
    /// The same, of which no byte is lost.
    private let wire: String?

    /// The value fit to be shown: secrets are masked by `***`, and everything but printable ASCII is escaped as `\xNN`.
    public var maskedValue: String? { wire.map { Masked.value($0, of: name) } }

    /// The lines of a section, in order, those with the same name kept apart.
    static func all(of section: FieldSection) -> [Field] {
        let lossless = section.lossless
        return section.lines.map { line in
            line.isUnknown ? Field(name: "?", wire: nil) : Field(name: section.name(line), wire: lossless.value(line))
        }
    }
}
