/// What the fields of a section say that decide about the message and its connection, found while the section is read: no question about
/// them makes a String.
struct KnownFields: Sendable {
    /// Lines of these fields.
    var hosts = 0
    var contentLengths = 0
    var transferEncodings = 0
    /// The line of the first Host field.
    var hostLine = 0
    /// The number of the only Content-Length field; nil if there is none, more than one, or it is not digits alone.
    var contentLength: UInt64?
    /// The only Transfer-Encoding field is `chunked`.
    var isChunked = false
    /// Connection holds this option (RFC 9110 §7.6.1).
    var closes = false
    var keepsAlive = false
    /// `Expect: 100-continue` (RFC 9110 §10.1.1).
    var expectsContinue = false
    /// Upgrade is there (RFC 9110 §7.8).
    var asksForUpgrade = false
    /// A line was odd: what the fields say must be read with care.
    var needsValues = false

    /// Takes a field line.
    ///
    /// - Parameter isOdd: its value is folded over several lines.
    @inline(__always)
    mutating func note(_ bytes: Span<UInt8>, name: Range<Int>, value: Range<Int>, line: Int, isOdd: Bool = false) {
        guard let first = name.first else { return }
        // Most fields are none of these, which their length and first letter tell.
        switch (name.count, bytes[first] | 0x20) {
        case (4, UInt8(ascii: "h")):
            if bytes.equalsIgnoringCase("host", at: name.lowerBound) {
                if hosts == 0 { hostLine = line }
                hosts += 1
            }
        case (6, UInt8(ascii: "e")): if bytes.equalsIgnoringCase("expect", at: name.lowerBound) { noteExpect(bytes, value) }
        case (7, UInt8(ascii: "u")): if bytes.equalsIgnoringCase("upgrade", at: name.lowerBound) { asksForUpgrade = true }
        case (10, UInt8(ascii: "c")):
            if bytes.equalsIgnoringCase("connection", at: name.lowerBound) { noteConnection(bytes, value) }
        case (14, UInt8(ascii: "c")):
            if bytes.equalsIgnoringCase("content-length", at: name.lowerBound) {
                contentLengths += 1
                contentLength = contentLengths == 1 && !isOdd ? Self.number(bytes, value) : nil
            }
        case (17, UInt8(ascii: "t")):
            if bytes.equalsIgnoringCase("transfer-encoding", at: name.lowerBound) {
                transferEncodings += 1
                isChunked = transferEncodings == 1 && !isOdd && bytes.equalsIgnoringCase("chunked", in: value)
            }
        default: break
        }
    }

    private mutating func noteExpect(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        var members = ListMembers(in: value)
        while let member = members.next(bytes) {
            if bytes.equalsIgnoringCase("100-continue", in: member) { expectsContinue = true }
        }
    }

    private mutating func noteConnection(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        var members = ListMembers(in: value)
        while let member = members.next(bytes) {
            if bytes.equalsIgnoringCase("close", in: member) { closes = true }
            if bytes.equalsIgnoringCase("keep-alive", in: member) { keepsAlive = true }
        }
    }

    /// A number in digits alone that can be counted.
    private static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        guard !range.isEmpty, range.count <= 19 else { return nil }
        var number: UInt64 = 0
        for at in range {
            guard bytes[at].isDigit else { return nil }
            number = number * 10 + UInt64(bytes[at] & 15)
        }
        return number
    }
}
