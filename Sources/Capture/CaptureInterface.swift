public import Wire

/// An interface that a pcapng section describes.
public struct CaptureInterface: Sendable {
    public var linkType: LinkType
    /// 0 for no limit.
    public var snapLength: Int
    public var name: String?
    public var comment: String?
    /// How many timestamp units a second has, as a power of 10 or of 2.
    var resolution = Resolution.decimal(6)
    /// Seconds to add to every timestamp.
    var offset: Int64 = 0

    enum Resolution {
        case decimal(Int)
        case binary(Int)
    }

    /// The time of a 64-bit timestamp in this interface's units.
    func time(_ units: UInt64) -> Timestamp {
        let seconds: UInt64
        let nanoseconds: UInt64
        switch resolution {
        case .decimal(let digits):
            let perSecond = Self.power(digits)
            seconds = units / perSecond
            let part = units % perSecond
            nanoseconds = digits <= 9 ? part * Self.power(9 - digits) : part / Self.power(digits - 9)
        case .binary(let bits):
            seconds = bits < 64 ? units >> UInt64(bits) : 0
            let part = bits < 64 ? units & (1 << UInt64(bits) - 1) : units
            let product = part.multipliedFullWidth(by: 1_000_000_000)
            nanoseconds =
                bits == 0
                ? 0
                : bits < 64
                    ? product.high << UInt64(64 - bits) | product.low >> UInt64(bits) : product.high
        }
        let total = Int64(clamping: seconds).addingReportingOverflow(offset)
        return Timestamp(
            seconds: total.overflow ? (offset < 0 ? .min : .max) : total.partialValue,
            nanoseconds: Int64(clamping: nanoseconds))
    }

    /// 10 to the power of `exponent`, which is at most 19.
    private static func power(_ exponent: Int) -> UInt64 {
        (0..<min(exponent, 19)).reduce(1) { power, _ in power * 10 }
    }
}
