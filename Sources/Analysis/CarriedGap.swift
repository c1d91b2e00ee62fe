/// Bytes inside TLS that are not known.
public enum CarriedGap: Equatable, Sendable {
    /// So many.
    case bytes(Int)
    /// Nobody knows how many.
    case unknown
}
