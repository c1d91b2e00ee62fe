public import Analysis
public import TCP
public import Wire

/// A connection as one end of a path has it.
struct EndConnection {
    let number: Int
    let client: Endpoint
    let server: Endpoint
    /// In the order of the capture.
    var fromClient: [PathPacket] = []
    var fromServer: [PathPacket] = []

    subscript(sender: Role) -> [PathPacket] { sender == .client ? fromClient : fromServer }

    /// The first SYN of an end; without one, nil.
    func syn(of role: Role) -> PathPacket? { self[role].first { $0.flags.contains(.syn) } }
    func firstPayload(of role: Role) -> UInt64? { self[role].first { $0.hash != 0 }?.hash }
}

/// Gathers the packets that one end of a path saw.
public final class EndFacts: Report {
    private let limits: Limits
    private(set) var connections: [EndConnection] = []
    private var positions: [Int: Int] = [:]
    private var packets = 0
    /// Packets that were one too many.
    private(set) var leftOut = 0

    public init(limits: Limits) { self.limits = limits }

    public var wantsMessages: Bool { false }
    public var wantsFigures: Bool { false }

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
                    number: event.connection, client: connection.endpoint(of: .client), server: connection.endpoint(of: .server)))
        }
        let packet = PathPacket(event.segment, bytes, payload)
        if event.judgement.sender == .client {
            connections[position].fromClient.append(packet)
        } else {
            connections[position].fromServer.append(packet)
        }
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}
    public func finish(_ summary: RunSummary, files: [String]) {}

    /// Connections that were opened with the same numbers at both ends: two runs of the same thing have none.
    public func sharesConnections(with other: EndFacts) -> Bool {
        var numbers: Set<UInt64> = []
        func number(_ connection: EndConnection) -> UInt64? {
            guard let x = connection.syn(of: .client), let y = connection.syn(of: .server) else { return nil }
            return UInt64(x.sequence) << 32 | UInt64(y.sequence)
        }
        for connection in connections { if let number = number(connection) { numbers.insert(number) } }
        return other.connections.contains { number($0).map(numbers.contains) ?? false }
    }
}
