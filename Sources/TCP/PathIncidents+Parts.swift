public import Wire

/// What few have, in objects of their own.
extension PathIncidents {
    /// The window that is closed now.
    public internal(set) var closedWindow: ClosedWindow? {
        get { ofWindow?.closedWindow }
        set { if newValue != nil || ofWindow != nil { ensuredWindow.closedWindow = newValue } }
    }

    /// The longest time that it was closed, of those that ended.
    public internal(set) var longestClosed: ClosedWindow? {
        get { ofWindow?.longestClosed }
        set { if newValue != nil || ofWindow != nil { ensuredWindow.longestClosed = newValue } }
    }

    /// Segments that reached up to the end of the window.
    public internal(set) var filled: Occurrences {
        get { ofWindow?.filled ?? Occurrences() }
        set { ensuredWindow.filled = newValue }
    }

    public internal(set) var shrunk: ShrunkWindow? {
        get { ofWindow?.shrunk }
        set { if newValue != nil || ofWindow != nil { ensuredWindow.shrunk = newValue } }
    }

    /// Keep-alive and zero-window probes that must be answered, and were not: nothing of the peer came since.
    public internal(set) var unansweredProbes: Occurrences {
        get { ofRare?.unansweredProbes ?? Occurrences() }
        set { ensuredRare.unansweredProbes = newValue }
    }

    /// ACKs that came late, and that the next segment had waited for.
    public internal(set) var delayedACKs: Occurrences {
        get { ofRare?.delayedACKs ?? Occurrences() }
        set { ensuredRare.delayedACKs = newValue }
    }

    /// How late they were in all, in nanoseconds.
    public internal(set) var delayedBy: Int64 {
        get { ofRare?.delayedBy ?? 0 }
        set { ensuredRare.delayedBy = newValue }
    }

    /// Segments without the timestamps that were agreed.
    public internal(set) var withoutTimestamps: Occurrences {
        get { ofRare?.withoutTimestamps ?? Occurrences() }
        set { ensuredRare.withoutTimestamps = newValue }
    }

    /// Bytes that were not seen when an ACK came from behind them.
    var passed: Passed? {
        get { ofRare?.passed }
        set { ensuredRare.passed = newValue }
    }

    /// Payload that came after the peer's FIN, and the numbers it reaches from and to.
    public internal(set) var afterPeersFIN: Occurrences {
        get { ofRare?.afterPeersFIN ?? Occurrences() }
        set { ensuredRare.afterPeersFIN = newValue }
    }

    public internal(set) var afterPeersFINStart: SequenceNumber {
        get { ofRare?.afterPeersFINStart ?? SequenceNumber(0) }
        set { ensuredRare.afterPeersFINStart = newValue }
    }

    /// The first of that payload does not acknowledge the FIN: its sender did not have it yet.
    public internal(set) var crossedPeersFIN: Bool {
        get { ofRare?.crossedPeersFIN ?? false }
        set { ensuredRare.crossedPeersFIN = newValue }
    }

    /// Segments after the peer's FIN that do not acknowledge it, and RSTs that answered such ones.
    var sentWithoutFIN: Int {
        get { ofRare?.sentWithoutFIN ?? 0 }
        set { ensuredRare.sentWithoutFIN = newValue }
    }

    var answeredWithoutFIN: Int {
        get { ofRare?.answeredWithoutFIN ?? 0 }
        set { ensuredRare.answeredWithoutFIN = newValue }
    }
}
