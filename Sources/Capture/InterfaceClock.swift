import Wire

/// What of an interface is needed for each of its packets: a plain value, with the arithmetic of its timestamps prepared.
struct InterfaceClock {
    var linkType: LinkType
    /// 0 for no limit.
    var snapLength: Int
    /// How many timestamp units a second has, as a power of 10 or of 2.
    private let resolution: Resolution
    /// Seconds to add to every timestamp.
    private let offset: Int64
    /// Nanoseconds in one unit, where a unit is a nanosecond or longer and nothing is added; else 0.
    private let multiplier: UInt64

    enum Resolution {
        case decimal(Int)
        case binary(Int)
    }

    init(linkType: LinkType, snapLength: Int, resolution: Resolution, offset: Int64) {
        self.linkType = linkType
        self.snapLength = snapLength
        self.resolution = resolution
        self.offset = offset
        if case .decimal(let digits) = resolution, digits <= 9, offset == 0 {
            multiplier = Self.power(9 - digits)
        } else {
            multiplier = 0
        }
    }

    /// The time of a 64-bit timestamp in this interface's units; nil where a `Timestamp` cannot hold it.
    func time(_ units: UInt64) -> Timestamp? {
        let (product, overflow) = units.multipliedReportingOverflow(by: multiplier)
        if multiplier != 0, !overflow, product <= UInt64(Int64.max) { return Timestamp(nanoseconds: Int64(product)) }
        return exactTime(units)
    }

    /// A time in this interface's units, as far as they can tell it.
    func units(of time: Timestamp) -> UInt64 {
        let (total, overflow) = time.nanoseconds.subtractingReportingOverflow(
            offset.multipliedReportingOverflow(by: 1_000_000_000).partialValue)
        guard !overflow, total >= 0 else { return 0 }
        let seconds = UInt64(total) / 1_000_000_000
        let part = UInt64(total) % 1_000_000_000
        switch resolution {
        case .decimal(let digits):
            let fraction = digits <= 9 ? part / Self.power(9 - digits) : part &* Self.power(digits - 9)
            return seconds &* Self.power(digits) &+ fraction
        case .binary(let bits):
            guard bits < 64 else { return 0 }
            let fraction = part.multipliedFullWidth(by: 1 << UInt64(bits))
            return seconds << UInt64(bits) &+ UInt64(1_000_000_000).dividingFullWidth(fraction).quotient
        }
    }

    private func exactTime(_ units: UInt64) -> Timestamp? {
        let seconds: UInt64
        let nanoseconds: UInt64
        switch resolution {
        case .decimal(let digits) where digits > 19:
            (seconds, nanoseconds) = (0, digits - 9 > 19 ? 0 : units / Self.power(digits - 9))
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
                    ? product.high << UInt64(64 - bits) | product.low >> UInt64(bits) : product.high >> UInt64(bits - 64)
        }
        guard let total = withOffset(seconds) else { return nil }
        let (product, overflow) = total.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carried) = product.addingReportingOverflow(Int64(nanoseconds))
        return overflow || carried ? nil : Timestamp(nanoseconds: sum)
    }

    /// Seconds with those that are added to every timestamp; nil beyond all that can be told.
    private func withOffset(_ seconds: UInt64) -> Int64? {
        if offset >= 0 {
            let (sum, overflow) = seconds.addingReportingOverflow(UInt64(offset))
            return overflow ? nil : Int64(exactly: sum)
        }
        let magnitude = offset.magnitude
        return seconds >= magnitude ? Int64(exactly: seconds - magnitude) : Int64(exactly: magnitude - seconds).map { -$0 }
    }

    /// 10 to the power of `exponent`, which is at most 19.
    private static func power(_ exponent: Int) -> UInt64 {
        (0..<min(exponent, 19)).reduce(1) { power, _ in power * 10 }
    }
}
