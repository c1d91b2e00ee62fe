/// What in a message is against the RFC and matters: its length may be read differently by different recipients (request smuggling), or
/// its content cannot be had. Framing goes on by the rule that the RFC gives a recipient.
public enum Violation: UInt8, CaseIterable, Sendable {
    // The order is that of the name table.
    case lengthAndTransferEncoding
    case conflictingLengths
    case repeatedLength
    case invalidLength
    case chunkedNotLast
    case unknownTransferCoding
    case transferEncodingInHTTP10
    case framingWithoutContent
    case bareCR
    case bareLF
    case whitespaceBeforeColon
    case whitespaceAfterStartLine
    case obsoleteFolding
    case lineWithoutColon
    case invalidFieldName
    case invalidFieldValue
    case missingHost
    case repeatedHost
    case invalidHost
    case invalidTarget
    case invalidStartLine
    case invalidChunk
    case incomplete
    case headTooLarge
    case brokenContentCoding
    case contentTooLarge
    case windowTooLarge

    /// The stable name: part of the output's contract.
    public var name: String {
        switch self {
        case .lengthAndTransferEncoding: "http-length-and-transfer-encoding"
        case .conflictingLengths: "http-conflicting-lengths"
        case .repeatedLength: "http-repeated-length"
        case .invalidLength: "http-invalid-length"
        case .chunkedNotLast: "http-chunked-not-last"
        case .unknownTransferCoding: "http-unknown-transfer-coding"
        case .transferEncodingInHTTP10: "http-transfer-encoding-in-1.0"
        case .framingWithoutContent: "http-framing-without-content"
        case .bareCR: "http-bare-cr"
        case .bareLF: "http-bare-lf"
        case .whitespaceBeforeColon: "http-whitespace-before-colon"
        case .whitespaceAfterStartLine: "http-whitespace-after-start-line"
        case .obsoleteFolding: "http-obsolete-folding"
        case .lineWithoutColon: "http-line-without-colon"
        case .invalidFieldName: "http-invalid-field-name"
        case .invalidFieldValue: "http-invalid-field-value"
        case .missingHost: "http-missing-host"
        case .repeatedHost: "http-repeated-host"
        case .invalidHost: "http-invalid-host"
        case .invalidTarget: "http-invalid-target"
        case .invalidStartLine: "http-invalid-start-line"
        case .invalidChunk: "http-invalid-chunk"
        case .incomplete: "http-incomplete"
        case .headTooLarge: "http-head-too-large"
        case .brokenContentCoding: "http-broken-content-coding"
        case .contentTooLarge: "http-content-too-large"
        case .windowTooLarge: "http-zstd-window-too-large"
        }
    }

    /// Where the rule stands; nil for what is a bound of this program.
    public var section: String? {
        switch self {
        case .lengthAndTransferEncoding: "RFC 9112 sections 6.1 and 6.3"
        case .conflictingLengths, .repeatedLength, .invalidLength, .chunkedNotLast: "RFC 9112 section 6.3"
        case .unknownTransferCoding, .transferEncodingInHTTP10: "RFC 9112 section 6.1"
        case .framingWithoutContent: "RFC 9110 section 8.6, RFC 9112 section 6.1"
        case .bareCR, .bareLF, .whitespaceAfterStartLine: "RFC 9112 section 2.2"
        case .whitespaceBeforeColon, .lineWithoutColon, .invalidFieldName: "RFC 9112 section 5.1"
        case .obsoleteFolding: "RFC 9112 section 5.2"
        case .invalidFieldValue: "RFC 9110 section 5.5"
        case .missingHost, .repeatedHost, .invalidHost: "RFC 9112 section 3.2"
        case .invalidTarget: "RFC 9112 section 3.2"
        case .invalidStartLine: "RFC 9112 sections 3 and 4"
        case .invalidChunk: "RFC 9112 section 7.1"
        case .incomplete: "RFC 9112 section 8"
        case .brokenContentCoding: "RFC 9110 section 8.4"
        case .windowTooLarge: "RFC 9659 section 3"
        case .headTooLarge, .contentTooLarge: nil
        }
    }
}

/// The violations of one message.
public struct Violations: OptionSet, Sendable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Each of them, in a fixed order.
    public var all: [Violation] { Violation.allCases.filter { contains($0) } }

    public func contains(_ violation: Violation) -> Bool { rawValue >> UInt32(violation.rawValue) & 1 == 1 }
    public mutating func remove(_ violation: Violation) { rawValue &= ~(1 << UInt32(violation.rawValue)) }
    public mutating func insert(_ violation: Violation) { rawValue |= 1 << UInt32(violation.rawValue) }
}
