public import Wire

/// A time as somebody gives it: `1.5` seconds after the start, `10:30:00.5`, `2026-11-22T10:30:00Z`, `2026-11-22 10:30`, or seconds since 1970.
public enum Moment: Equatable, Sendable {
    /// Nanoseconds after the first packet.
    case afterStart(Int64)
    case at(Timestamp)
    /// A time of day, in nanoseconds, in the zone of whoever asks: that which is nearest to the first packet.
    case ofDay(Int64)

    /// A number of seconds that is greater is counted from 1970, not from the start: captures are shorter than three years.
    private static let longestCapture: Int64 = 100_000_000

    /// nil if it is none of the forms.
    public init?(_ text: String, in zone: Zone) {
        if let number = Self.nanoseconds(text[...]) {
            self =
                number > Self.longestCapture * 1_000_000_000 ? .at(Timestamp(nanoseconds: number)) : .afterStart(number)
        } else if text.hasPrefix("@"), let number = Self.nanoseconds(text.dropFirst()) {
            self = .at(Timestamp(nanoseconds: number))
        } else if let ofDay = Self.clock(text[...]) {
            self = .ofDay(ofDay)
        } else if let time = Self.date(text, zone) {
            self = .at(time)
        } else {
            return nil
        }
    }

    /// Whether it is not later than another one, as far as that is known without a capture.
    public func isAtOrBefore(_ other: Moment) -> Bool {
        switch (self, other) {
        case (.afterStart(let a), .afterStart(let b)): a <= b
        case (.at(let a), .at(let b)): a <= b
        default: false
        }
    }

    /// When that is in a capture that begins at `start`.
    func time(startingAt start: Timestamp, in zone: Zone) -> Timestamp {
        switch self {
        case .at(let time): return time
        case .afterStart(let nanoseconds): return start.advanced(by: nanoseconds)
        case .ofDay(let ofDay):
            var civil = CivilTime(start, in: zone)
            civil.ofDay = ofDay
            let sameDay = zone.moment(civil)
            let distance = sameDay.nanoseconds(since: start)
            let halfDay: Int64 = 43_200_000_000_000
            if distance < -halfDay { return sameDay.advanced(by: 2 * halfDay) }
            if distance > halfDay { return sameDay.advanced(by: -2 * halfDay) }
            return sameDay
        }
    }

    // MARK: - Reading

    /// Seconds, with or without a fraction.
    private static func nanoseconds(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let seconds = digits(parts[0], 1...10) else { return nil }
        var fraction = 0
        if parts.count == 2 {
            guard digits(parts[1], 1...9) != nil else { return nil }
            fraction = digits(Substring(parts[1] + String(repeating: "0", count: 9 - parts[1].count)), 9...9) ?? 0
        }
        let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? nil : product.addingReportingOverflow(Int64(fraction)).partialValue
    }

    private static func digits(_ text: Substring, _ lengths: ClosedRange<Int>) -> Int? {
        guard lengths.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    /// `10:30`, `10:30:00`, `10:30:00.123`: nanoseconds since midnight.
    private static func clock(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, let hour = digits(parts[0], 1...2), let minute = digits(parts[1], 2...2),
            hour < 24, minute < 60
        else { return nil }
        var second: Int64 = 0
        if parts.count == 3 {
            guard parts[2].prefix(2).utf8.allSatisfy({ (0x30...0x39).contains($0) }), parts[2].utf8.count >= 2,
                let read = nanoseconds(parts[2]), read < 61_000_000_000
            else { return nil }
            second = read
        }
        return Int64(hour * 3600 + minute * 60) * 1_000_000_000 + second
    }

    /// `2026-11-22`, and behind a T or a space the time of day, with `Z` or `+01:00` if it is not in `zone`.
    private static func date(_ text: String, _ zone: Zone) -> Timestamp? {
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "T" || $0 == "t" || $0 == " " }
        let fields = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard fields.count == 3, let year = digits(fields[0], 4...4), let month = digits(fields[1], 2...2),
            let day = digits(fields[2], 2...2), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var civil = CivilTime(year: year, month: month, day: day)
        guard parts.count == 2 else { return zone.moment(civil) }
        var (ofDay, offset) = (parts[1], nil as Int?)
        if ofDay.hasSuffix("Z") || ofDay.hasSuffix("z") {
            (ofDay, offset) = (ofDay.dropLast(), 0)
        } else if let at = ofDay.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            guard let minutes = minutes(ofDay[at...].dropFirst()) else { return nil }
            offset = (ofDay[at] == "-" ? -60 : 60) * minutes
            ofDay = ofDay[..<at]
        }
        guard let time = clock(ofDay) else { return nil }
        civil.ofDay = time
        guard let offset else { return zone.moment(civil) }
        return Zone { _ in offset }.moment(civil)
    }

    /// `01:00`, `0100`, `01`.
    private static func minutes(_ text: Substring) -> Int? {
        let plain = text.filter { $0 != ":" }
        guard let hours = digits(Substring(plain.prefix(2)), 2...2), hours < 24 else { return nil }
        if plain.utf8.count == 2 { return hours * 60 }
        guard let minutes = digits(Substring(plain.dropFirst(2)), 2...2), minutes < 60 else { return nil }
        return hours * 60 + minutes
    }
}
