import Wire

/// What the table keeps of each connection in one line of the cache: its key, what decides how long it is held, and where the rest lies.
struct ConnectionEntry {
    private var lowHigh: UInt64 = 0
    private var lowLow: UInt64 = 0
    private var highHigh: UInt64 = 0
    private var highLow: UInt64 = 0
    private var ports: UInt32 = 0
    private var network: UInt32 = 0
    var number = 0
    /// The time of its last segment.
    var end = Timestamp(nanoseconds: 0)
    /// Where the rest lies; what it means depends on `location`.
    var index: UInt32 = 0
    var location = Location.nowhere
    private var facts: UInt8 = 0
    private var isIPv6 = false

    enum Location: UInt8 {
        case nowhere
        /// A `Connection`, in a slot.
        case slot
        /// An `OpeningRecord`, short or long.
        case shortOpening, longOpening
        /// A `ClosedRecord`.
        case closed
    }

    init() {}

    init(number: Int, _ key: ConnectionKey, at time: Timestamp) {
        lowHigh = key.low.address.high
        lowLow = key.low.address.low
        highHigh = key.high.address.high
        highLow = key.high.address.low
        ports = UInt32(key.low.port) << 16 | UInt32(key.high.port)
        network = key.network
        isIPv6 = key.low.address.isIPv6
        self.number = number
        end = time
    }

    @inline(__always)
    func has(_ key: ConnectionKey) -> Bool {
        lowLow == key.low.address.low && highLow == key.high.address.low
            && ports == UInt32(key.low.port) << 16 | UInt32(key.high.port) && lowHigh == key.low.address.high
            && highHigh == key.high.address.high && network == key.network && isIPv6 == key.low.address.isIPv6
            && location != .nowhere
    }

    var key: ConnectionKey {
        func address(_ high: UInt64, _ low: UInt64) -> IPAddress {
            isIPv6 ? IPAddress(high: high, low: low) : IPAddress(ipv4: UInt32(truncatingIfNeeded: low))
        }
        return ConnectionKey(
            low: Endpoint(address: address(lowHigh, lowLow), port: UInt16(truncatingIfNeeded: ports >> 16)),
            high: Endpoint(address: address(highHigh, highLow), port: UInt16(truncatingIfNeeded: ports)), network: network)
    }

    /// What decides when it is reported, and when it is released; the number and `end` are part of it.
    var lifetime: Lifetime {
        get {
            Lifetime(
                number: number, end: end, hold: Lifetime.Hold(rawValue: facts & 3) ?? .usual, isClosed: facts & 4 != 0,
                isReported: facts & 8 != 0, isRefused: facts & 16 != 0)
        }
        set {
            facts =
                newValue.hold.rawValue | (newValue.isClosed ? 4 : 0) | (newValue.isReported ? 8 : 0)
                | (newValue.isRefused ? 16 : 0)
            end = newValue.end
        }
    }
}
