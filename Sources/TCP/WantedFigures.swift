/// Which figures of connections somebody asks for.
public enum WantedFigures: Int, Comparable, Sendable {
    case none
    /// Round trips, by timestamps only where ACKs tell none, and bytes in flight.
    case plain
    /// Round trips by ACKs and by timestamps, and bytes in flight.
    case all

    public static func < (a: WantedFigures, b: WantedFigures) -> Bool { a.rawValue < b.rawValue }
}
