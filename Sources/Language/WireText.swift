public import Applications

/// Text from the wire as it may be shown: without secrets, and with nothing in it that a terminal obeys.
public struct WireText: Sendable, Hashable {
    /// Printable ASCII; everything else is `\xNN`.
    public let escaped: String

    /// - Parameter masked: what was secret in it is masked already, or nothing in it can be.
    fileprivate init(masked: String, limit: Int) { escaped = Escaping.printable(masked, limit: limit) }

    fileprivate init(masked: [UInt8], limit: Int) { escaped = Escaping.printable(masked, limit: limit) }
}

/// The only place where text from the wire becomes text that is shown.
extension Secrets {
    /// Text of no known form: user names and passwords in URLs are masked.
    public func shown(_ text: String, limit: Int = .max) -> WireText { WireText(masked: url(text), limit: limit) }

    /// Bytes of content.
    public func shown(content: [UInt8], limit: Int = .max) -> WireText {
        WireText(masked: self.content(content), limit: limit)
    }

    /// The target of a request.
    public func shown(targetOf head: MessageHead, limit: Int = .max) -> WireText {
        WireText(masked: target(head.lossless), limit: limit)
    }

    public func shown(startLineOf head: MessageHead, limit: Int = .max) -> WireText {
        WireText(masked: startLine(head.lossless), limit: limit)
    }

    /// The value of a field; the name as it was sent.
    public func shown(value: String, of name: String, limit: Int = .max) -> WireText {
        WireText(masked: self.value(of: name, value), limit: limit)
    }

    /// What `MessageHead.evidence(of:)` gives.
    public func shown(evidence: String, of violation: Violation, limit: Int = .max) -> WireText {
        WireText(masked: self.evidence(evidence, of: violation), limit: limit)
    }

    /// As many whole header fields as fit; whether those are all.
    public func shown(fieldsOf head: MessageHead, limit: Int) -> (text: WireText, isAll: Bool) {
        var shown = ""
        let fields = head.fields
        for line in fields.lines {
            let name = String(wire: fields.bytes[line.name])
            let value = self.value(of: name, String(wire: fields.bytes[line.value]))
            if shown.utf8.count + name.utf8.count + value.utf8.count + 4 > limit {
                // Of a first field that does not fit, its name.
                if shown.isEmpty, name.utf8.count < limit { shown = "\(name):" }
                return (WireText(masked: shown, limit: limit), false)
            }
            shown += "\(shown.isEmpty ? "" : ", ")\(name): \(value)"
        }
        return (WireText(masked: shown, limit: limit), true)
    }
}
