/// What a certificate says of itself (RFC 5280 §4.1): names and validity. Nothing of it is verified.
public struct TLSCertificate: Equatable, Sendable {
    /// The common name, and that of who issued it.
    public private(set) var subject: String?
    public private(set) var issuer: String?
    /// The names of subjectAltName: hosts, and addresses in digits; the first `maximumNames`.
    public private(set) var names: [String] = []
    /// Seconds since 1970.
    public private(set) var notBefore: Int64?
    public private(set) var notAfter: Int64?

    static let maximumNames = 32
    /// The certificates in the body of a Certificate message (RFC 8446 §4.4.2, RFC 5246 §7.4.2), at most `maximum` of them.
    public static func chain(_ body: [UInt8], version: UInt16, maximum: Int = 8) -> [TLSCertificate] {
        var fields = TLSFields(body[...])
        if version >= 0x0304, fields.vector(1) == nil { return [] }
        guard let list = fields.vector(3) else { return [] }
        var entries = TLSFields(list)
        var chain: [TLSCertificate] = []
        while chain.count < maximum, let certificate = entries.vector(3) {
            if let read = TLSCertificate(certificate) { chain.append(read) }
            if version >= 0x0304, entries.vector(2) == nil { break }
        }
        return chain
    }

    /// The day of a time, in UTC: `2026-11-26`.
    public static func day(_ seconds: Int64) -> String {
        // Days since 1970 to years that begin in March.
        let z = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400 + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted + (shifted < 10 ? 3 : -9)
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(dayOfYear - (153 * shifted + 2) / 5 + 1))"
    }

    /// nil for bytes that are no certificate.
    init?(_ bytes: ArraySlice<UInt8>) {
        var outer = DERReader(bytes)
        guard var certificate = outer.next(0x30), var fields = certificate.next(0x30) else { return nil }
        var element = fields.next()
        // [0] version, serialNumber, signature
        if element?.tag == 0xa0 { element = fields.next() }
        guard element?.tag == 0x02, fields.next(0x30) != nil else { return nil }
        guard let issuer = fields.next(0x30), var validity = fields.next(0x30), let subject = fields.next(0x30) else {
            return nil
        }
        self.issuer = Self.commonName(issuer)
        self.subject = Self.commonName(subject)
        notBefore = validity.next().flatMap(Self.time)
        notAfter = validity.next().flatMap(Self.time)
        guard fields.next(0x30) != nil else { return }
        while let more = fields.next() {
            if more.tag == 0xa3 { readExtensions(more.content) }
        }
    }

    /// The last part of a distinguished name that is a common name (2.5.4.3); else an organisation (2.5.4.10).
    private static func commonName(_ name: DERReader) -> String? {
        var name = name
        var found: String?
        var organisation: String?
        while var set = name.next(0x31) {
            while var pair = set.next(0x30) {
                guard let type = pair.next(), type.tag == 0x06, let value = pair.next() else { continue }
                let text = text(value)
                if type.content.elementsEqual([0x55, 0x04, 0x03]) { found = text }
                if type.content.elementsEqual([0x55, 0x04, 0x0a]) { organisation = text }
            }
        }
        return found ?? organisation
    }

    private static func text(_ value: DERReader.Element) -> String {
        // BMPString is UTF-16, big-endian; all others are read as UTF-8.
        guard value.tag == 0x1e else { return String(wire: value.content.prefix(256)) }
        return String(decoding: TLSFields.numbers(value.content.prefix(512)), as: UTF16.self)
    }

    private mutating func readExtensions(_ content: ArraySlice<UInt8>) {
        var outer = DERReader(content)
        guard var list = outer.next(0x30) else { return }
        while var item = list.next(0x30) {
            guard let type = item.next(), type.tag == 0x06, type.content.elementsEqual([0x55, 0x1d, 0x11]) else { continue }
            var value = item.next()
            if value?.tag == 0x01 { value = item.next() }
            guard let value, value.tag == 0x04 else { continue }
            var octets = DERReader(value.content)
            guard var alternatives = octets.next(0x30) else { continue }
            while names.count < Self.maximumNames, let name = alternatives.next() {
                if name.tag == 0x82 { names.append(String(wire: name.content.prefix(256))) }
                if name.tag == 0x87, name.content.count == 4 {
                    names.append(name.content.map(String.init).joined(separator: "."))
                }
            }
        }
    }

    /// UTCTime and GeneralizedTime as RFC 5280 §4.1.2.5 allows them: to the second, in UTC.
    private static func time(_ element: DERReader.Element) -> Int64? {
        var digits = element.content.map { Int64($0) - 0x30 }
        guard digits.popLast() == 0x5a - 0x30, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        func number(_ at: Int, _ count: Int) -> Int64 { digits[at..<at + count].reduce(0) { $0 * 10 + $1 } }
        var year: Int64
        var at = 2
        switch (element.tag, digits.count) {
        case (0x17, 12):
            year = number(0, 2)
            year += year < 50 ? 2000 : 1900
        case (0x18, 14):
            year = number(0, 4)
            at = 4
        default: return nil
        }
        let (month, day) = (number(at, 2), number(at + 2, 2))
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Days since 1970 in the Gregorian calendar, with years that begin in March.
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        return days * 86_400 + number(at + 4, 2) * 3600 + number(at + 6, 2) * 60 + number(at + 8, 2)
    }
}
