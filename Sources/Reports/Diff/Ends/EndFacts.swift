public import Analysis
public import TCP
public import Wire

/// A connection as one end of a path has it.
struct EndConnection {
    let number: Int
    let client: Endpoint
    let server: Endpoint
    let payloads: KeptPayloads
    /// In the order of the capture.
    var fromClient: [PathPacket] = []
    var fromServer: [PathPacket] = []

    subscript(sender: Role) -> [PathPacket] { sender == .client ? fromClient : fromServer }

    /// The first SYN of an end; without one, nil.
    func syn(of role: Role) -> PathPacket? { self[role].first { $0.flags.contains(.syn) } }
    func firstPayload(of role: Role) -> UInt64? { self[role].first { $0.hash != 0 }?.hash }
    func firstIdentification(of role: Role) -> UInt16? { self[role].first { $0.hash != 0 }?.identification }
}

/// Gathers the packets that one end of a path saw.
public final class EndFacts: Report {
    private let limits: Limits
    private(set) var connections: [EndConnection] = []
    private var positions: [Int: Int] = [:]
    private let payloads: KeptPayloads
    private var packets = 0
    /// Packets that were one too many.
    private(set) var leftOut = 0
    /// From the first frame of the capture to the last one, whatever they carry.
    private(set) var span: ClosedRange<Int64>?

    public init(limits: Limits) {
        self.limits = limits
        payloads = KeptPayloads(limit: limits.comparedPayloads)
    }

    public var wantsMessages: Bool { false }
    public var wantedFigures: WantedFigures { .none }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        guard packets < limits.comparedPackets else {
            leftOut += 1
            return
        }
        packets += 1
        let position: Int
        if let known = positions[event.connection] {
            position = known
        } else {
            position = connections.count
            positions[event.connection] = position
            connections.append(
                EndConnection(
                    number: event.connection, client: connection.endpoint(of: .client), server: connection.endpoint(of: .server),
                    payloads: payloads))
        }
        var packet = PathPacket(event.segment, bytes, payload, isCopy: event.verdict.notes.contains(.duplicateFrame))
        if !packet.isCut { packet.payload = payloads.keep(bytes, payload) }
        if event.verdict.sender == .client {
            connections[position].fromClient.append(packet)
        } else {
            connections[position].fromServer.append(packet)
        }
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        guard let first = summary.first, let last = summary.last, first <= last else { return }
        span = first.nanoseconds...last.nanoseconds
    }
}
