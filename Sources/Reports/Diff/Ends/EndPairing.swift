import TCP
import Wire

/// Which connection of one end is which of the other: by addresses and first numbers, by numbers alone where addresses are translated, by what
/// the clocks of both ends and the identifications say where numbers are changed too, by the marks of any packet, by addresses alone, and by what was
/// sent.
struct EndPairing {
    private(set) var pairs: [(first: Int, second: Int)] = []

    private struct Key: Hashable {
        var client: Endpoint?
        var server: Endpoint?
        var x: UInt32?
        var y: UInt32?
        var sent: UInt64?
        var answered: UInt64?
        var timestamp: UInt32?
        var echo: UInt32?
        var identifications: [UInt16] = []
    }

    /// Of the first payload of either end.
    private static func identifications(_ connection: EndConnection) -> [UInt16] {
        [Role.client, .server].compactMap { connection.firstIdentification(of: $0) }
    }

    /// Before the key of the addresses alone.
    private static let marksBefore = 5
    /// A mark that more connections have tells nothing of one.
    private static let mostAlike = 8

    /// By whatever tells that both have the connection: with that of which most is the same.
    private static func pairByMarks(
        _ first: [EndConnection], _ second: [EndConnection], _ partners: inout [Int?], _ isTaken: inout [Bool]
    ) {
        guard partners.contains(nil), isTaken.contains(false) else { return }
        var owners: [ConnectionMark: [Int]] = [:]
        for j in second.indices where !isTaken[j] {
            _ = ConnectionMark.forEach(of: second[j]) { mark in
                let known = owners[mark.unclocked, default: []]
                if known.last != j, known.count <= mostAlike { owners[mark.unclocked] = known + [j] }
                return false
            }
        }
        for i in first.indices where partners[i] == nil {
            var votes: [Int: Int] = [:]
            _ = ConnectionMark.forEach(of: first[i]) { mark in
                if let known = owners[mark.unclocked], known.count <= mostAlike {
                    for j in known where !isTaken[j] { votes[j, default: 0] += 1 }
                }
                return false
            }
            guard let best = votes.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { continue }
            partners[i] = best.key
            isTaken[best.key] = true
        }
    }

    init(_ first: [EndConnection], _ second: [EndConnection]) {
        let keys: [(EndConnection) -> Key?] = [
            { connection in
                guard let x = connection.syn(of: .client)?.sequence else { return nil }
                return Key(client: connection.client, server: connection.server, x: x)
            },
            { connection in
                guard let x = connection.syn(of: .client)?.sequence, let y = connection.syn(of: .server)?.sequence else {
                    return nil
                }
                return Key(x: x, y: y)
            },
            { connection in
                guard let answer = connection.syn(of: .server), let value = answer.timestamp else { return nil }
                return Key(
                    sent: connection.firstPayload(of: .client), answered: connection.firstPayload(of: .server), timestamp: value,
                    echo: answer.echo, identifications: Self.identifications(connection))
            },
            { connection in
                guard let sent = connection.firstPayload(of: .client), let answered = connection.firstPayload(of: .server) else {
                    return nil
                }
                let identifications = Self.identifications(connection)
                guard identifications.count == 2, !identifications.contains(0) else { return nil }
                return Key(sent: sent, answered: answered, identifications: identifications)
            },
            { connection in connection.syn(of: .client).map { Key(x: $0.sequence, timestamp: $0.timestamp) } },
            { connection in Key(client: connection.client, server: connection.server) },
            { connection in
                guard let sent = connection.firstPayload(of: .client), let answered = connection.firstPayload(of: .server) else {
                    return nil
                }
                return Key(sent: sent, answered: answered)
            },
            { connection in
                guard let syn = connection.syn(of: .client), let timestamp = syn.timestamp else { return nil }
                return Key(sent: connection.firstPayload(of: .client), timestamp: timestamp)
            },
        ]
        var partners: [Int?] = Array(repeating: nil, count: first.count)
        var isTaken = Array(repeating: false, count: second.count)
        for (number, key) in keys.enumerated() {
            if number == Self.marksBefore { Self.pairByMarks(first, second, &partners, &isTaken) }
            var waiting: [Key: [Int]] = [:]
            for i in second.indices.reversed() where !isTaken[i] {
                if let key = key(second[i]) { waiting[key, default: []].append(i) }
            }
            for i in first.indices where partners[i] == nil {
                guard let key = key(first[i]), let partner = waiting[key]?.popLast() else { continue }
                partners[i] = partner
                isTaken[partner] = true
            }
        }
        for (i, partner) in partners.enumerated() { if let partner { pairs.append((i, partner)) } }
    }
}
