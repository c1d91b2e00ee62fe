/// What the fields of a section say that decide about the message and its connection, found while the section is read: no question about
/// them makes a String.
struct KnownFields: Sendable {
    /// Lines of these fields.
    var hosts = 0
    var contentLengths = 0
    var transferEncodings = 0
    /// Where the value of the first Host field lies.
    private(set) var host = 0..<0
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
    /// Content-Encoding is there (RFC 9110 §8.4).
    var hasContentCoding = false
    /// A line was odd: what the fields say must be read with care.
    var needsValues = false

    /// Takes a field line.
    ///
    /// - Parameter isOdd: its value is folded over several lines.
    @inline(__always)
    mutating func note(_ bytes: Span<UInt8>, name: Range<Int>, value: Range<Int>, isOdd: Bool = false) {
        let start = name.lowerBound
        // Most fields are none of these, which their length tells, or their first letters.
        switch name.count {
        case 4:
            if bytes.equalsIgnoringCase("host", at: start) {
                if hosts == 0 { host = value }
                hosts += 1
            }
        case 6: if bytes.equalsIgnoringCase("expect", at: start) { noteExpect(bytes, value) }
        case 7: if bytes.equalsIgnoringCase("upgrade", at: start) { asksForUpgrade = true }
        case 10: if bytes.equalsIgnoringCase("connection", at: start) { noteConnection(bytes, value) }
        case 14:
            if bytes.equalsIgnoringCase("content-length", at: start) {
                contentLengths += 1
                contentLength = contentLengths == 1 && !isOdd ? Self.number(bytes, value) : nil
            }
        case 16: if bytes.equalsIgnoringCase("content-encoding", at: start) { hasContentCoding = true }
        case 17:
            if bytes.equalsIgnoringCase("transfer-encoding", at: start) {
                transferEncodings += 1
                isChunked = transferEncodings == 1 && !isOdd && bytes.equalsIgnoringCase("chunked", in: value)
            }
        default: break
        }
    }

    /// The bytes that it was read from lie `distance` further on than they did.
    mutating func move(by distance: Int) {
        host = host.lowerBound + distance..<host.upperBound + distance
    }

    private mutating func noteExpect(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        var members = ListMembers(in: value)
        while let member = members.next(bytes) {
            if bytes.equalsIgnoringCase("100-continue", in: member) { expectsContinue = true }
        }
    }

    private mutating func noteConnection(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        // Nearly always it has one member.
        if bytes.equalsIgnoringCase("keep-alive", in: value) { return keepsAlive = true }
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
