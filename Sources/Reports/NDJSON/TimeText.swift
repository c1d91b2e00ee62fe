import Wire

/// Writes times as JSON strings, `"2026-11-22T10:30:00.123456789Z"`: what does not change within a second is made once.
struct TimeText {
    private var second: Int64?
    /// `"2026-11-22T10:30:00.`
    private var text: [UInt8] = []

    mutating func append(_ time: Timestamp, to output: OutputBuffer) {
        let billion: Int64 = 1_000_000_000
        // Rounded down, also before 1970.
        let remainder = time.nanoseconds % billion
        let now = time.nanoseconds / billion - (remainder < 0 ? 1 : 0)
        let nanosecond = remainder < 0 ? remainder + billion : remainder
        if now != second {
            second = now
            let moment = OutputBuffer { _ in }
            moment.appendJSON(time)
            text = moment.gathered().dropLast("123456789Z\"".utf8.count)
        }
        output.append(text.span)
        output.append(UInt(nanosecond), digits: 9)
        output.append("Z\"")
    }
}
