import Wire

/// A date and a time of day, as a calendar and a clock show them, in no zone.
struct CivilTime: Equatable {
    var year: Int
    var month: Int
    var day: Int
    /// Nanoseconds since midnight.
    var ofDay: Int64 = 0

    var nanosecond: Int { Int(ofDay % 1_000_000_000) }

    init(year: Int, month: Int, day: Int, ofDay: Int64 = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.ofDay = ofDay
    }

    /// What clocks of a zone show at a moment.
    init(_ time: Timestamp, in zone: Zone) {
        let shown = CalendarTime(time.advanced(by: Int64(zone.offset(at: time)) * 1_000_000_000))
        self.init(year: shown.year, month: shown.month, day: shown.day)
        ofDay = Int64(shown.hour * 3600 + shown.minute * 60 + shown.second) * 1_000_000_000 + Int64(shown.nanosecond)
    }

    /// Seconds since 1970, were it UTC: after Howard Hinnant's `days_from_civil`.
    var secondsInUTC: Int64 {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468) * 86400 + ofDay / 1_000_000_000
    }
}
