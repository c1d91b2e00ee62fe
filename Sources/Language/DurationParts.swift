/// A duration of less than two minutes as a person reads it: `213 µs`, `4.2 ms`, `1.204 s`. Both languages write it so.
public struct DurationParts: Sendable {
    /// Before the point, and behind it, with so many digits.
    public let whole: UInt
    public let fraction: UInt
    public let fractionDigits: Int
    /// With the space before it.
    public let unit: StaticString

    /// nil for a negative one and for two minutes or more.
    public init?(_ nanoseconds: Int64) {
        switch nanoseconds {
        case ..<0: return nil
        case ..<1_000: self.init(UInt(nanoseconds), 0, 0, " ns")
        case ..<1_000_000: self.init(UInt(nanoseconds) / 1000, 0, 0, " µs")
        case ..<1_000_000_000:
            let tenths = (UInt(nanoseconds) + 50_000) / 100_000
            self.init(tenths / 10, tenths % 10, 1, " ms")
        case ..<120_000_000_000:
            let milliseconds = UInt(nanoseconds) / 1_000_000
            self.init(milliseconds / 1000, milliseconds % 1000, 3, " s")
        default: return nil
        }
    }

    private init(_ whole: UInt, _ fraction: UInt, _ fractionDigits: Int, _ unit: StaticString) {
        self.whole = whole
        self.fraction = fraction
        self.fractionDigits = fractionDigits
        self.unit = unit
    }

    /// `4.2`.
    var digits: String {
        guard fractionDigits > 0 else { return "\(whole)" }
        let digits = "\(fraction)"
        return "\(whole)." + String(repeating: "0", count: max(0, fractionDigits - digits.utf8.count)) + digits
    }
}
