/// What a `Tracker` asks and reports.
public protocol TrackerDelegate: AnyObject {
    /// Who is the client, where a segment begins a connection: whether its sender is, and whether a SYN shows it.
    func decideRoles(
        _ segment: borrowing Segment, from sourcePort: UInt16, to destinationPort: UInt16, _ payload: Span<UInt8>
    ) -> (senderIsClient: Bool, isObserved: Bool)
    /// What reads the bytes of a connection, whose first payload has come or of which something else is to be noted.
    func makeApplication(for connection: Connection) -> any ApplicationLayer
    /// A connection began with a SYN-ACK, whose SYN is not in the capture.
    func beganWithAnswer(_ connection: Connection)
    /// A connection is to be reported: it has ended, or stood still for long enough after its close.
    func report(_ connection: Connection, _ ending: ConnectionTable.Ending)
    /// Whether `report` is worth calling with an `EndedOpening`.
    var takesEndedOpenings: Bool { get }
    /// The same of an opening, if it is like one that was reported before: that one, or nil if it has to be judged. Then `remember` is called
    /// once it was reported.
    func report(_ opening: EndedOpening) -> Connection?
    func remember(_ opening: EndedOpening)
    /// Too much came early behind a hole of a connection.
    func reassemblyLimit(_ connection: Connection)
    /// Bytes of a connection came when what may have come in their place before was no longer kept, so they were not compared.
    func comparisonLimit(_ connection: Connection)
    /// Whether `letGo` is worth calling.
    var wantsReleases: Bool { get }
    /// A connection is held no more, or is still held at the end of the run (`atEnd`).
    func letGo(_ key: ConnectionKey, _ lifetime: Lifetime, atEnd: Bool)
    /// The memory budget was reached, and this connection gave up so many bytes that it held.
    func memoryLimit(_ connection: Connection, freed: Int)
}

extension TrackerDelegate {
    public var takesEndedOpenings: Bool { false }
    public func report(_ opening: EndedOpening) -> Connection? { nil }
    public func remember(_ opening: EndedOpening) {}
    public var wantsReleases: Bool { false }
    public func letGo(_ key: ConnectionKey, _ lifetime: Lifetime, atEnd: Bool) {}
}
