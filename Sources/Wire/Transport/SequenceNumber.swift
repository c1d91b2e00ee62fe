/// A TCP sequence or acknowledgment number: a point on a ring of 2^32 (RFC 9293 §3.4).
///
/// Not `Comparable`: order on a ring is not transitive, so sorting these would be wrong.
public struct SequenceNumber: Hashable, Sendable {
    public var rawValue: UInt32

    @inlinable @inline(__always)
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// The number `count` places further on, or back for a negative count, modulo 2^32.
    @inlinable @inline(__always)
    public func advanced(by count: Int) -> SequenceNumber {
        SequenceNumber(rawValue &+ UInt32(truncatingIfNeeded: count))
    }

    /// How far `other` lies ahead (positive) or behind (negative): the shorter way round, -2^31 ..< 2^31.
    @inlinable @inline(__always)
    public func distance(to other: SequenceNumber) -> Int {
        Int(Int32(bitPattern: other.rawValue &- rawValue))
    }

    /// Whether this number lies behind `other`: by less than 2^31 and not at it.
    @inlinable @inline(__always)
    public func precedes(_ other: SequenceNumber) -> Bool { distance(to: other) > 0 }

    /// Whether this number is `other` or lies beyond it by less than 2^31.
    @inlinable @inline(__always)
    public func isAtOrBeyond(_ other: SequenceNumber) -> Bool { other.distance(to: self) >= 0 }

    /// Whether this is one of the `count` numbers from `start` on.
    @inlinable @inline(__always)
    public func isWithin(_ count: Int, from start: SequenceNumber) -> Bool {
        isAtOrBeyond(start) && precedes(start.advanced(by: count))
    }
}

extension SequenceNumber: CustomStringConvertible {
    public var description: String { String(rawValue) }
}
