internal import TCP

/// Why a connection was reported when it was. The raw value is the name in records.
public enum Ending: String, Sendable, Hashable, CaseIterable {
    /// Both FINs were acknowledged.
    case close
    /// A RST ended it.
    case reset
    /// A new connection with the same addresses and ports began.
    case reuse
    /// Nothing came for it for long.
    case idle
    /// A bound of ``Limits`` was hit.
    case limit
    /// The run ended.
    case end

    init(_ ending: ConnectionTable.Ending) { self = Ending(rawValue: ending.rawValue) ?? .end }
}
