/// Numbers as a person reads them.
public enum Quantity {
    /// `478 bytes`, `451 KiB (461824 bytes)`: to the byte, and short where that is long.
    public static func bytes(_ count: Int) -> Text {
        count < 10_000 ? exactBytes(count) : "\(roughBytes(count)) (\(count) bytes)"
    }

    /// `478 bytes`, `451 KiB`, `1.2 GiB`: for rates.
    public static func roughBytes(_ count: Int) -> Text {
        if count < 10_000 { return exactBytes(count) }
        var value = Double(count)
        var unit: Text = ""
        for next: Text in ["KiB", "MiB", "GiB", "TiB"] {
            if value < 1024 { break }
            value /= 1024
            unit = next
        }
        return value < 10 ? "\(tenths(value)) \(unit)" : "\(Int(value.rounded())) \(unit)"
    }

    /// `478 bytes`, `21170 bytes`: to the byte, where it matters.
    public static func exactBytes(_ count: Int) -> Text { count == 1 ? "1 byte" : "\(count) bytes" }

    private static func tenths(_ value: Double) -> Text {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// `213 µs`, `4.2 ms`, `1.204 s`, `2 min 5 s`.
    public static func duration(_ nanoseconds: Int64) -> Text {
        if nanoseconds < 0 { return "-" + duration(nanoseconds == .min ? .max : -nanoseconds) }
        if let parts = DurationParts(nanoseconds) {
            return Text(code: parts.digits) + Text(code: parts.unit.description)
        }
        let seconds = nanoseconds / 1_000_000_000
        return seconds < 7200 ? "\(seconds / 60) min \(seconds % 60) s" : "\(seconds / 3600) h \(seconds / 60 % 60) min"
    }

    /// `60 min 0.123 s`, `2.499123 s`: to the unit in which what stands beside it counts, milliseconds, microseconds or nanoseconds.
    public static func duration(_ nanoseconds: Int64, beside other: Int64) -> Text {
        if nanoseconds < 0 { return "-" + duration(nanoseconds == .min ? .max : -nanoseconds, beside: other) }
        let (step, digits): (Int64, Int) =
            switch abs(max(other, -.max)) {
            case 10_000_000...: (1_000_000, 3)
            case 10_000...: (1_000, 6)
            default: (1, 9)
            }
        // As it is written anyway.
        let resolution: Int64 =
            switch nanoseconds {
            case ..<1_000: 1
            case ..<1_000_000: 1_000
            case ..<1_000_000_000: 100_000
            case ..<120_000_000_000: 1_000_000
            default: .max
            }
        if resolution <= step { return duration(nanoseconds) }
        func decimals(_ rest: Int64, _ count: Int) -> String {
            let digits = "\(rest)"
            return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
        }
        if nanoseconds < 1_000_000_000 {
            let unit: Int64 = nanoseconds < 1_000_000 ? 1_000 : 1_000_000
            let fraction = nanoseconds < 1_000_000 ? digits - 6 : digits - 3
            return Text(code: "\(nanoseconds / unit).\(decimals(nanoseconds % unit / step, fraction))")
                + (unit == 1_000 ? " µs" : " ms")
        }
        let seconds = nanoseconds / 1_000_000_000
        let hours: Text = seconds < 7200 ? "" : "\(seconds / 3600) h "
        let minutes: Text = seconds < 120 ? "" : "\(seconds < 7200 ? seconds / 60 : seconds / 60 % 60) min "
        let rest = seconds < 120 ? seconds : seconds % 60
        return hours + minutes + Text(code: "\(rest).\(decimals(nanoseconds % 1_000_000_000 / step, digits))") + " s"
    }

    /// `1 segment`, `312 segments`.
    public static func count(_ count: Int, _ noun: Text, _ plural: Text? = nil) -> Text {
        count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
    }
}
