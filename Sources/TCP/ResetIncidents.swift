import Wire

/// The RSTs of a connection: see `Incidents`.
final class ResetIncidents {
    var reset: Incidents.Reset?
    /// The first MP_FASTCLOSE.
    var fastClose: Incidents.FastClose?
    /// RSTs that came when the connection was over.
    var lateResets = Occurrences()
    var lateResetSender = Role.client
    var unacceptableReset: Incidents.IgnoredReset?
    var challengedReset: Incidents.IgnoredReset?

    init() {}
}
