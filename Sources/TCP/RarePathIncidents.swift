import Wire

/// What few connections have of what goes wrong on their way: see `PathIncidents`.
final class RarePathIncidents {
    /// Keep-alive and zero-window probes that must be answered, and were not: nothing of the peer came since.
    var unansweredProbes = Occurrences()
    /// ACKs that came late, and that the next segment had waited for.
    var delayedACKs = Occurrences()
    /// How late they were in all, in nanoseconds.
    var delayedBy: Int64 = 0
    /// Segments without the timestamps that were agreed.
    var withoutTimestamps = Occurrences()
    /// Bytes that were not seen when an ACK came from behind them.
    var passed: PathIncidents.Passed?
    /// Payload that came after the peer's FIN, and the numbers it reaches from and to.
    var afterPeersFIN = Occurrences()
    var afterPeersFINStart = SequenceNumber(0)
    /// The first of that payload does not acknowledge the FIN: its sender did not have it yet.
    var crossedPeersFIN = false
    /// Segments after the peer's FIN that do not acknowledge it, and RSTs that answered such ones.
    var sentWithoutFIN = 0
    var answeredWithoutFIN = 0

    init() {}
}
