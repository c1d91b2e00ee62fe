extension MessageHead {
    /// The parts of a message of HTTP/2 that HTTP/1 has no place for.
    public struct HTTP2Parts: Sendable {
        let schemeRange: Range<Int>?
        let authorityRange: Range<Int>?
        let pathRange: Range<Int>?
        let protocolRange: Range<Int>?
        /// Every field is known: none refers to a table entry that the capture does not have.
        public let fieldsAreComplete: Bool
        /// A request's method and target, or a response's status, are known.
        public let controlDataIsKnown: Bool
    }

    private func text(of range: Range<Int>?) -> String? { range.map { text($0) } }

    /// A message of HTTP/2 whose method, target or status stands in a table entry that the capture does not have.
    public var lacksControlData: Bool { http2.map { !$0.controlDataIsKnown && !$0.fieldsAreComplete } ?? false }

    public var scheme: String? { text(of: http2?.schemeRange) }
    public var authority: String? { text(of: http2?.authorityRange) }
    public var path: String? { text(of: http2?.pathRange) }
    /// The protocol of an extended CONNECT (RFC 8441 §4).
    public var connectProtocol: String? { text(of: http2?.protocolRange) }

    /// A head of HTTP/2 from its fields. What stands for the start line, as every program shows it, is put behind them.
    public convenience init(_ section: HTTP2FieldSection, kind: MessageKind) {
        var section = section
        let nothing = section.bytes.count..<section.bytes.count
        let scheme = section.value(.scheme)
        let authority = section.value(.authority)
        let path = section.value(.path)
        let connectProtocol = section.value(.connectProtocol)
        var line = StartLine(first: nothing, second: nothing, third: nothing)
        var isKnown = false
        if kind == .request {
            let method = section.value(.method)
            let isConnect = method.map { section.bytes[$0].elementsEqual("CONNECT".utf8) } == true && connectProtocol == nil
            let target = isConnect ? authority : path
            isKnown = method != nil && target != nil
            line.first = section.append(copyOf: method ?? nothing)
            _ = section.append(" ")
            line.second = section.append(copyOf: target ?? nothing)
            _ = section.append(" ")
            line.third = section.append("HTTP/2")
        } else {
            line.first = section.append("HTTP/2")
            _ = section.append(" ")
            let status = section.value(.status) ?? nothing
            isKnown = status.count == 3 && section.bytes[status].allSatisfy(\.isDigit)
            line.second = isKnown ? section.append(copyOf: status) : section.bytes.count..<section.bytes.count
            line.third = section.bytes.count..<section.bytes.count
        }
        let parts = HTTP2Parts(
            schemeRange: scheme, authorityRange: authority, pathRange: path, protocolRange: connectProtocol,
            fieldsAreComplete: section.isKnown, controlDataIsKnown: isKnown)
        self.init(FieldSection(section.bytes, lines: section.lines), kind, line, parts)
    }
}

extension HTTP2FieldSection {
    /// The section as trailers, whose pseudo-header fields, which must not be there, are left out.
    public var trailers: FieldSection { FieldSection(bytes, lines: lines) }
    /// Whether it has, or may have, the pseudo-header field of a response.
    public var mayHaveStatus: Bool { value(.status) != nil || unknownPseudo > 0 || !isComplete }
    public var hasMethod: Bool { value(.method) != nil }
    public var hasStatus: Bool { value(.status) != nil }
}
