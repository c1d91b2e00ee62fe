import TCP
import Wire

/// What two runs of the same thing do not have in common, since each draws it anew, and what a path leaves as it is.
enum ConnectionMark: Hashable {
    /// Both initial sequence numbers, whatever the addresses.
    case opening(UInt32, UInt32)
    /// The client's, where something on the way changes the server's.
    case request(client: Endpoint, server: Endpoint, UInt32)
    /// A packet with payload, where one of the captures lacks the opening.
    case data(UInt32, UInt32, UInt64)
    /// What the clocks of both ends said in a SYN-ACK, or in a packet with payload, whatever the addresses and numbers (RFC 7323 §3).
    case clocks(value: UInt32, echo: UInt32, UInt64)
    /// The random bytes of TLS, likewise.
    case hello(UInt64)
    /// The IPv4 identification of the first payload of either end, with the payloads: where one of the captures has no timestamps.
    case identifications(UInt16, UInt16, UInt64, UInt64, hasClocks: Bool)

    /// Shorter payloads say little.
    private static let leastLength = 16
    /// A host that was started just now counts from 0, and so does the next one.
    private static let leastClock: UInt32 = 1 << 16
    private static let leastIdentification: UInt16 = 1 << 8

    /// Calls `body` with each mark, until it says that it is enough.
    ///
    /// - Returns: whether it did.
    static func forEach(of connection: EndConnection, _ body: (ConnectionMark) -> Bool) -> Bool {
        if let x = connection.syn(of: .client)?.sequence {
            if let y = connection.syn(of: .server)?.sequence, body(.opening(x, y)) { return true }
            if body(.request(client: connection.client, server: connection.server, x)) { return true }
        }
        var hasClocks = false
        for role in [Role.client, .server] {
            for packet in connection[role] {
                hasClocks = hasClocks || packet.timestamp != nil
                let hasData = packet.length >= leastLength && packet.hash != 0
                if hasData, body(.data(packet.sequence, packet.acknowledgment, packet.hash)) { return true }
                if packet.isDrawnAnew, packet.hash != 0, body(.hello(packet.hash)) { return true }
                if let value = packet.timestamp, let echo = packet.echo, value >= leastClock, echo >= leastClock,
                    hasData || packet.flags.isSuperset(of: [.syn, .ack]), body(.clocks(value: value, echo: echo, packet.hash))
                {
                    return true
                }
            }
        }
        guard let sent = connection.firstPayload(of: .client), let answered = connection.firstPayload(of: .server),
            let first = connection.firstIdentification(of: .client), let second = connection.firstIdentification(of: .server),
            first >= leastIdentification, second >= leastIdentification
        else { return false }
        return body(.identifications(first, second, sent, answered, hasClocks: hasClocks))
    }

    /// Whether the other end has it, as one of these.
    ///
    /// Where both have timestamps, those say it.
    func isAmong(_ marks: Set<ConnectionMark>) -> Bool {
        guard case .identifications(let first, let second, let sent, let answered, let hasClocks) = self else {
            return marks.contains(self)
        }
        if marks.contains(.identifications(first, second, sent, answered, hasClocks: false)) { return true }
        return !hasClocks && marks.contains(.identifications(first, second, sent, answered, hasClocks: true))
    }

    /// The same, whether or not that end has timestamps.
    var unclocked: ConnectionMark {
        guard case .identifications(let first, let second, let sent, let answered, _) = self else { return self }
        return .identifications(first, second, sent, answered, hasClocks: false)
    }

    /// Two identifications of 16 bits: among so many pairs of connections, one pair may agree by chance.
    private static let pairsByChance = 1 << 24

    /// Whether the two captures have connections in common.
    static func areShared(_ first: [EndConnection], _ second: [EndConnection]) -> Bool {
        var marks: Set<ConnectionMark> = []
        for connection in first {
            _ = forEach(of: connection) { mark in
                marks.insert(mark)
                return false
            }
        }
        let (pairs, isMore) = first.count.multipliedReportingOverflow(by: second.count)
        let needed = 1 + (isMore ? Int.max - 1 : pairs / pairsByChance)
        var alike = 0
        return second.contains { connection in
            forEach(of: connection) { mark in
                guard mark.isAmong(marks) else { return false }
                if case .identifications = mark {
                    alike += 1
                    return alike >= needed
                }
                return true
            }
        }
    }
}

extension EndFacts {
    /// Whether there are connections that both have: then the captures are of the two ends of a path.
    public func sharesConnections(with other: EndFacts) -> Bool { ConnectionMark.areShared(connections, other.connections) }
}
