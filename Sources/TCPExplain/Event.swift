/// Something that an ``Analyzer`` found. All events come in one stream.
///
/// The order: a packet comes before the exchange that it completes. A connection comes when it has ended, or at the end of the run, behind its
/// exchanges and its findings. Events of different connections are mixed, in the order of the capture.
public enum Event: Sendable, Hashable {
    /// A TCP segment, judged.
    case packet(Packet)
    /// An HTTP request and its response: both are complete, or their connection has ended.
    case exchange(Exchange)
    /// Something that went wrong in a connection, or is worth knowing; just before that connection.
    case finding(Finding)
    /// A connection that has ended, or was still open at the end of the run.
    case connection(Connection)
    /// A frame that holds no TCP segment that could be read, because its headers are cut or contradict themselves.
    case unreadable(UnreadableFrame)
    /// A bound of ``Limits`` was hit, so that something could not be held or decided.
    case warning(Warning)
    /// Something of a capture file could not be read.
    case damage(CaptureError)

    /// The kinds of events that a sink can do without. ``Event/warning(_:)`` and ``Event/damage(_:)`` always come.
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// ``Event/packet(_:)``, one for each TCP segment: by far the most.
        case packets
        /// ``Event/exchange(_:)``.
        case exchanges
        /// ``Event/finding(_:)``. A ``Connection`` has its findings, with or without these.
        case findings
        /// ``Event/connection(_:)``.
        case connections
        /// ``Event/unreadable(_:)``.
        case unreadableFrames
    }
}
