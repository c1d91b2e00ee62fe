import Wire

/// The bounds of a run, in one place for all connections: they would be a good part of each.
final class SharedLimits: Sendable {
    let value: Limits

    init(_ value: Limits) { self.value = value }
}
