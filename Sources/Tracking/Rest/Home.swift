import Wire

/// Where a connection is: at work in a slot, at rest, or nowhere.
@usableFromInline struct Home {
    /// 0 for nowhere, an odd number for a slot, else the address of what is packed.
    @usableFromInline let code: UInt
    /// How it stands, if it rests: so that whether it is due is known without looking at what is packed, which lies in no cache.
    private let end: Int64
    private let facts: UInt64

    /// In the lowest byte of `facts`, below the number; the two lowest bits are the hold.
    private static let closedBit: UInt64 = 4
    private static let reportedBit: UInt64 = 8

    static var nowhere: Home { Home(code: 0) }

    private init(code: UInt) {
        self.code = code
        end = 0
        facts = 0
    }

    static func slot(_ slot: Int) -> Home { Home(code: UInt(slot) << 1 | 1) }

    init(_ packed: PackedConnection, _ standing: Standing) {
        code = packed.address
        end = standing.end.nanoseconds
        facts =
            UInt64(standing.number) << 8 | UInt64(standing.hold.rawValue) | (standing.isClosed ? Self.closedBit : 0)
            | (standing.isReported ? Self.reportedBit : 0)
    }

    /// The slot of a connection at work.
    @inlinable @inline(__always)
    var slot: Int? { code & 1 == 1 ? Int(code >> 1) : nil }

    @inline(__always)
    var packed: PackedConnection? { code & 1 == 0 && code != 0 ? PackedConnection(at: code) : nil }

    /// How a connection at rest stands.
    @inline(__always)
    var standing: Standing? {
        guard code & 1 == 0, code != 0 else { return nil }
        return Standing(
            number: Int(facts >> 8), end: Timestamp(nanoseconds: end), hold: .init(rawValue: UInt8(facts & 3)) ?? .usual,
            isClosed: facts & Self.closedBit != 0, isReported: facts & Self.reportedBit != 0)
    }
}
