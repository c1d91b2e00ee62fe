internal import Analysis

/// What a run came to.
public struct Summary: Sendable, Hashable {
    /// All frames: the sum of the next four.
    public let frames: Int
    /// Frames that hold a TCP segment.
    public let tcpFrames: Int
    /// Frames that hold something else.
    public let otherFrames: Int
    /// Frames whose headers are cut or contradict themselves; see ``UnreadableFrame``.
    public let unreadableFrames: Int
    /// Frames that a filter left out.
    public let filteredFrames: Int
    /// Connections, those that were still open included.
    public let connections: Int
    /// HTTP exchanges.
    public let exchanges: Int
    /// Checks of sequence and acknowledgment numbers that hold.
    public let checksPassed: Int
    /// Checks that do not hold.
    public let checksFailed: Int
    /// How many connections have each finding, by its name.
    public let findings: [String: Int]
    /// When the first frame was captured; nil if no frame has a time.
    public let start: Timestamp?
    /// When the last frame was captured.
    public let end: Timestamp?
    /// Whether the sink ended the run.
    public let wasStopped: Bool

    init(_ summary: RunSummary, wasStopped: Bool) {
        frames = summary.packets
        tcpFrames = summary.tcpPackets
        otherFrames = summary.otherPackets
        unreadableFrames = summary.malformedPackets
        filteredFrames = summary.filteredPackets
        connections = summary.connections
        exchanges = summary.exchanges
        checksPassed = summary.checksPassed
        checksFailed = summary.checksFailed
        findings = summary.findings.counts
        start = summary.first.map { Timestamp($0) }
        end = summary.last.map { Timestamp($0) }
        self.wasStopped = wasStopped
    }
}
