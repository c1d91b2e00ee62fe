import Wire

/// The column of times in a ladder, as wide as the longest time needs.
struct TimeColumn {
    /// Where nothing needs more.
    static let usualWidth = 11
    private static let ofDayWidth = " 00:00:00.000000".utf8.count

    private let form: TimeForm
    private let zone: Zone
    private(set) var width: Int
    /// When the connection began whose packets come.
    private var start = Timestamp(nanoseconds: 0)
    /// When the packet before came.
    private var previous: Timestamp?

    init(_ style: Style) {
        form = style.timeForm
        zone = style.zone
        width = form.isOfDay ? Self.ofDayWidth : Self.usualWidth
    }

    /// The packets of a connection come, and nothing else before its end.
    mutating func begin(at start: Timestamp, lasting duration: Int64) {
        self.start = start
        previous = nil
        if !form.isOfDay { width = max(Self.usualWidth, Self.width(ofSeconds: duration)) }
    }

    /// The next packet is of a connection that began at `start`.
    mutating func follow(_ start: Timestamp) { self.start = start }

    /// A space, the seconds, a point and six digits.
    private static func width(ofSeconds nanoseconds: Int64) -> Int {
        OutputBuffer.digits(of: UInt(nanoseconds.magnitude / 1_000_000_000)) + 8 + (nanoseconds < 0 ? 1 : 0)
    }

    /// Packets came that are not shown one by one; `elapsed` is the time of the last.
    mutating func skip(to elapsed: Int64?) { previous = elapsed.map { start.advanced(by: $0) } ?? previous }

    /// Appends a time, given as nanoseconds since the connection began; nil for one that is not known.
    mutating func append(_ elapsed: Int64?, to output: OutputBuffer) {
        guard let elapsed else { return output.append(UInt8(ascii: " "), times: width) }
        let time = start.advanced(by: elapsed)
        defer { previous = time }
        switch form {
        case .relative: append(seconds: elapsed, to: output)
        case .delta: append(seconds: previous.map { time.nanoseconds(since: $0) } ?? 0, to: output)
        case .absolute: append(CivilTime(time, in: zone), to: output)
        case .utc: append(CivilTime(time, in: .utc), to: output)
        }
    }

    private func append(seconds nanoseconds: Int64, to output: OutputBuffer) {
        let microseconds = nanoseconds.magnitude / 1000
        let seconds = UInt(microseconds / 1_000_000)
        let length = OutputBuffer.digits(of: seconds) + 7 + (nanoseconds < 0 ? 1 : 0)
        // Never without a space before it.
        output.append(UInt8(ascii: " "), times: max(1, width - length))
        if nanoseconds < 0 { output.append(UInt8(ascii: "-")) }
        output.append(seconds)
        output.append(UInt8(ascii: "."))
        output.append(UInt(microseconds % 1_000_000), digits: 6)
    }

    private func append(_ time: CivilTime, to output: OutputBuffer) {
        output.append(UInt8(ascii: " "), times: width + 1 - Self.ofDayWidth)
        time.appendClock(to: output, digits: 6)
    }
}

extension CivilTime {
    /// `10:30:00.123456`, with so many digits of the second's fraction.
    func appendClock(to output: OutputBuffer, digits: Int) {
        let seconds = UInt(ofDay / 1_000_000_000)
        output.append(seconds / 3600, digits: 2)
        output.append(UInt8(ascii: ":"))
        output.append(seconds / 60 % 60, digits: 2)
        output.append(UInt8(ascii: ":"))
        output.append(seconds % 60, digits: 2)
        guard digits > 0 else { return }
        var fraction = UInt(nanosecond)
        for _ in digits..<9 { fraction /= 10 }
        output.append(UInt8(ascii: "."))
        output.append(fraction, digits: digits)
    }

    /// `2026-11-22 10:30:00`
    var dateAndClock: String {
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let seconds = ofDay / 1_000_000_000
        return
            "\(year)-\(two(Int64(month)))-\(two(Int64(day))) \(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }
}

extension Zone {
    /// `UTC`, `+01:00`.
    func name(at time: Timestamp) -> String {
        let offset = offset(at: time)
        if offset == 0 { return "UTC" }
        let minutes = offset.magnitude / 60
        func two(_ number: UInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (offset < 0 ? "-" : "+") + "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
