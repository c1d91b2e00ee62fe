import Wire

/// What went wrong with the window of a peer: see `PathIncidents`.
final class WindowIncidents {
    /// The window that is closed now.
    var closedWindow: PathIncidents.ClosedWindow?
    /// The longest time that it was closed, of those that ended.
    var longestClosed: PathIncidents.ClosedWindow?
    /// When the one that was closed longest was opened, as long as nothing was sent into it.
    var openedAt: Timestamp?
    var shrunk: PathIncidents.ShrunkWindow?
    /// Segments that reached up to the end of the window.
    var filled = Occurrences()

    init() {}
}
