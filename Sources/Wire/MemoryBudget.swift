/// Bytes that are held because of a capture, over all who hold some: each charges what it takes and refunds what it gives back.
///
/// It decides nothing: who holds asks, and whoever holds longest gives way.
public final class MemoryBudget {
    /// Bytes held at most, as far as those who hold give way.
    public let limit: Int
    public private(set) var used = 0
    /// The most that was ever held.
    public private(set) var peak = 0

    public init(limit: Int) { self.limit = limit }

    /// Takes `bytes`; a negative number gives them back.
    @inline(__always) public func charge(_ bytes: Int) { add(bytes) }

    private func add(_ bytes: Int) {
        used = max(0, used + bytes)
        if used > peak { peak = used }
    }

    public func refund(_ bytes: Int) { add(-bytes) }

    public var isExceeded: Bool { used > limit }
    /// What is left.
    public var available: Int { max(0, limit - used) }
}
