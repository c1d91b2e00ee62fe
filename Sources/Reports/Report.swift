public import Analysis
public import Wire

/// An output: takes the events of a run, and then its end.
public protocol Report: EventSink {
    /// What it shows of what is selected.
    var shows: Shown { get }
    /// The first packet of the run was captured at `start`.
    func begin(at start: Timestamp)
    /// Something about the input, in words that are fit for a person.
    func warning(_ text: String)
    /// An exchange that is not selected is over: what was kept of it is not needed.
    func discard(_ exchange: Exchange, connection: Int)
    /// A connection that is not selected has ended: what was kept of it is not needed.
    func discard(connection: Int)
    /// What is known so far is to be seen: the next packet may take long.
    func showPending()
    /// The terminal has another size.
    func resize(width: Int, height: Int)
    /// The last thing written.
    func finish(_ summary: RunSummary, files: [String])
}

/// What a report shows of what is selected.
public enum Shown: Sendable {
    /// Whole connections, with all of their packets and exchanges.
    case connections
    /// Packets and exchanges one by one: only those that are selected themselves.
    case items
}

extension Report {
    public var shows: Shown { .connections }
    public func begin(at start: Timestamp) {}
    public func discard(_ exchange: Exchange, connection: Int) {}
    public func discard(connection: Int) {}
    public func showPending() {}
    public func resize(width: Int, height: Int) {}
}
