import Wire

/// A moment in the calendar, in UTC, after Howard Hinnant's `civil_from_days`.
struct CalendarTime {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    var nanosecond: Int

    init(_ time: Timestamp) {
        let billion: Int64 = 1_000_000_000
        // Rounded down, also before 1970; no step may leave the range of 64 bits.
        let remainder = time.nanoseconds % billion
        let seconds = time.nanoseconds / billion - (remainder < 0 ? 1 : 0)
        nanosecond = Int(remainder < 0 ? remainder + billion : remainder)
        let days = Int(seconds >= 0 ? seconds / 86400 : (seconds + 1) / 86400 - 1)
        let ofDay = Int(seconds) - days * 86400
        hour = ofDay / 3600
        minute = ofDay / 60 % 60
        second = ofDay % 60
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}
