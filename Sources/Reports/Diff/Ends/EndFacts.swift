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
        if event.verdict.sender == .client {
            connections[position].fromClient.append(packet)
        } else {
            connections[position].fromServer.append(packet)
        }
    }

    public func warning(_ warning: Warning) {}
    public func warning(_ text: String) {}
    public func finish(_ summary: RunSummary, files: [String]) {}

    /// What two runs of the same thing do not have in common, since each draws its numbers anew.
    private enum Mark: Hashable {
        /// Both initial sequence numbers, whatever the addresses.
        case opening(UInt32, UInt32)
        /// The client's, where something on the way changes the server's.
        case request(client: Endpoint, server: Endpoint, UInt32)
        /// A packet with payload, where one of the captures lacks the opening.
        case data(UInt32, UInt32, UInt64)
    }

    /// Shorter payloads say little.
    private static let leastLength = 16

    private static func forEachMark(of connection: EndConnection, _ body: (Mark) -> Bool) -> Bool {
        if let x = connection.syn(of: .client)?.sequence {
            if let y = connection.syn(of: .server)?.sequence, body(.opening(x, y)) { return true }
            if body(.request(client: connection.client, server: connection.server, x)) { return true }
        }
        return [Role.client, .server].contains { role in
            connection[role].contains { packet in
                packet.length >= leastLength && packet.hash != 0
                    && body(.data(packet.sequence, packet.acknowledgment, packet.hash))
            }
        }
    }

    /// Whether there are connections that both have.
    public func sharesConnections(with other: EndFacts) -> Bool {
        var marks: Set<Mark> = []
        for connection in connections {
            _ = Self.forEachMark(of: connection) { mark in
                marks.insert(mark)
                return false
            }
        }
        return other.connections.contains { Self.forEachMark(of: $0) { marks.contains($0) } }
    }
}
