/// The fields of one block (RFC 9113 §8.1), as they were decoded: pseudo-header fields apart from the others.
public struct HTTP2FieldSection: Sendable {
    /// Why a message with these fields is malformed (RFC 9113 §8.1.1): a stream error.
    public enum Malformation: Equatable, Sendable {
        /// A field name in upper case, empty, or with characters that no name may have (§8.2.1).
        case name([UInt8])
        /// A value with CR, LF, NUL, or white space at its ends (§8.2.1).
        case value([UInt8])
        /// A field that speaks of the connection (§8.2.2).
        case connectionSpecific([UInt8])
        /// TE with anything but `trailers` (§8.2.2).
        case te
        /// A pseudo-header field behind another field (§8.3).
        case latePseudo([UInt8])
        /// A pseudo-header field that does not exist, or not in this kind of message (§8.3).
        case unknownPseudo([UInt8])
        /// A pseudo-header field twice (§8.3).
        case repeatedPseudo([UInt8])
    }

    /// A pseudo-header field.
    enum Pseudo: Int, CaseIterable {
        case method, scheme, authority, path, status, connectProtocol

        var name: StaticString {
            switch self {
            case .method: ":method"
            case .scheme: ":scheme"
            case .authority: ":authority"
            case .path: ":path"
            case .status: ":status"
            case .connectProtocol: ":protocol"
            }
        }
    }

    /// Names and values, one after the other.
    private(set) var bytes: [UInt8] = []
    /// All lines but pseudo-header fields.
    private(set) var lines: [FieldSection.Line] = []
    /// Where the values of pseudo-header fields lie, in the order of `Pseudo`.
    private var pseudo: InlineArray<6, Range<Int>?> = InlineArray(repeating: nil)
    /// It has at least one pseudo-header field.
    public private(set) var hasPseudo = false
    /// Lines that refer to what is lost, before any field that is no pseudo-header field: each may be one.
    public private(set) var unknownPseudo = 0
    /// What was found first that makes the message malformed.
    public private(set) var malformation: Malformation?
    /// All of the block is there, and could be read.
    public internal(set) var isComplete = true
    /// Lines beyond a bound were not kept.
    public internal(set) var isTooLarge = false
    private let maximumBytes: Int
    private let maximumLines: Int

    public init(_ bounds: HTTP2Bounds = HTTP2Bounds()) {
        maximumBytes = bounds.sectionBytes
        maximumLines = bounds.sectionLines
    }

    /// What it takes, in bytes.
    var unpackedBytes: Int { bytes.count + lines.count * HPACKTable.overhead }

    /// Whether every field is known.
    public var isKnown: Bool { isComplete && !isTooLarge && !hasUnknown }
    private var hasUnknown = false
    /// It has a field that is no pseudo-header field.
    private var hasFields = false

    func value(_ field: Pseudo) -> Range<Int>? { pseudo[field.rawValue] }

    /// A field of which nothing is known.
    mutating func addUnknown() {
        hasUnknown = true
        if !hasFields { unknownPseudo += 1 }
        guard hasSpace(for: 1) else { return }
        bytes.append(UInt8(ascii: "?"))
        lines.append(FieldSection.Line(unknownAt: bytes.count - 1..<bytes.count))
    }

    /// - Parameter name: nil if it is not known.
    mutating func add(name: ArraySlice<UInt8>?, value: ArraySlice<UInt8>) {
        let length = (name?.count ?? 1) + value.count
        if name == nil { hasUnknown = true }
        guard hasSpace(for: length) else { return }
        let start = bytes.count
        if let name { bytes += name } else { bytes.append(UInt8(ascii: "?")) }
        let middle = bytes.count
        bytes += value
        if name?.first == UInt8(ascii: ":") { return addPseudo(start..<middle, middle..<bytes.count) }
        if name != nil {
            hasFields = true
            check(start..<middle, middle..<bytes.count)
        } else if !hasFields {
            unknownPseudo += 1
        }
        lines.append(FieldSection.Line(name: start..<middle, value: middle..<bytes.count))
    }

    private mutating func hasSpace(for length: Int) -> Bool {
        if bytes.count + length > maximumBytes || lines.count >= maximumLines { isTooLarge = true }
        return !isTooLarge
    }

    private mutating func addPseudo(_ name: Range<Int>, _ value: Range<Int>) {
        hasPseudo = true
        let shown = Array(bytes[name].prefix(40))
        guard let field = Pseudo.allCases.first(where: { bytes.span.extracting(name).equals($0.name) }) else {
            return note(.unknownPseudo(shown))
        }
        if hasFields { note(.latePseudo(shown)) }
        guard pseudo[field.rawValue] == nil else { return note(.repeatedPseudo(shown)) }
        pseudo[field.rawValue] = value
        if bytes[value].contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) { note(.value(shown)) }
    }

    /// RFC 9113 §8.2.1 and §8.2.2.
    private mutating func check(_ name: Range<Int>, _ value: Range<Int>) {
        var isValid = !name.isEmpty
        for i in name {
            let byte = bytes[i]
            if !byte.isTokenCharacter || byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") { isValid = false }
        }
        if !isValid { note(.name(Array(bytes[name].prefix(40)))) }
        var isClean = true
        // gRPC sends metadata whose name ends so as they are, behind a NUL, where both ends have agreed on it.
        let isBinary = name.count > 4 && bytes.span.extracting(name.upperBound - 4..<name.upperBound).equals("-bin")
        if isBinary { return checkKnown(name, value) }
        for i in value where bytes[i] == 0 || bytes[i] == 10 || bytes[i] == 13 { isClean = false }
        if let first = value.first, let last = value.last, bytes[first].isWhitespace || bytes[last].isWhitespace {
            isClean = false
        }
        if !isClean { note(.value(Array(bytes[name].prefix(40)))) }
        checkKnown(name, value)
    }

    /// RFC 9113 §8.2.2.
    private mutating func checkKnown(_ name: Range<Int>, _ value: Range<Int>) {
        let held = bytes
        let span = held.span.extracting(name)
        switch name.count {
        case 2: if span.equals("te"), !held.span.extracting(value).equals("trailers") { note(.te) }
        case 7: if span.equals("upgrade") { noteConnectionSpecific(name) }
        case 10:
            if span.equals("connection") || span.equals("keep-alive") { noteConnectionSpecific(name) }
        case 16: if span.equals("proxy-connection") { noteConnectionSpecific(name) }
        case 17: if span.equals("transfer-encoding") { noteConnectionSpecific(name) }
        default: break
        }
    }

    private mutating func noteConnectionSpecific(_ name: Range<Int>) { note(.connectionSpecific(Array(bytes[name]))) }

    private mutating func note(_ malformation: Malformation) { self.malformation = self.malformation ?? malformation }

    /// Appends text behind the fields, and says where it lies.
    mutating func append(_ text: String) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        return start..<bytes.count
    }

    mutating func append(copyOf range: Range<Int>) -> Range<Int> {
        let start = bytes.count
        let copy = bytes[range]
        bytes += copy
        return start..<bytes.count
    }
}

extension Span<UInt8> {
    func equals(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && matches(text, at: 0) }
}
