import TCP

/// The packets of all connections at both ends, where one of the captures is taken for that of the client's end.
struct PathPairings {
    let clientIsFirst: Bool
    let all: [(client: PacketPairing, server: PacketPairing)]
    /// The least times of all connections, by the two clocks.
    let fastest: (toServer: Int64?, toClient: Int64?)

    private init(_ pairs: [EndsComparison.Pair], clientIsFirst: Bool) {
        self.clientIsFirst = clientIsFirst
        all = pairs.map { pair in
            (client: Self.pairing(pair, .client, clientIsFirst), server: Self.pairing(pair, .server, clientIsFirst))
        }
        fastest = (all.compactMap(\.client.fastest).min(), all.compactMap(\.server.fastest).min())
    }

    /// What both ways take together, at best: however far apart the clocks are, they do not change it.
    private var bothWays: Int64? {
        guard let there = fastest.toServer, let back = fastest.toClient else { return nil }
        let (sum, overflow) = there.addingReportingOverflow(back)
        return overflow ? nil : sum
    }

    /// Decides which capture is at the client's end: by TTL and by who waits longer, unless packets would arrive before they left.
    ///
    /// - Returns: the pairings, and whether it is known that they are right.
    static func decided(_ pairs: [EndsComparison.Pair]) -> (pairings: PathPairings, isKnown: Bool) {
        let vote = clientIsFirst(pairs)
        let pairings = PathPairings(pairs, clientIsFirst: vote ?? true)
        guard let time = pairings.bothWays, time != 0 else { return (pairings, vote != nil) }
        if time > 0 { return (pairings, true) }
        let swapped = PathPairings(pairs, clientIsFirst: !pairings.clientIsFirst)
        guard let other = swapped.bothWays, other > 0 else { return (pairings, vote != nil) }
        return (swapped, true)
    }

    /// The TTL of what the client sends is larger at its own end; where no router is between, its SYN waits longer for the answer there.
    private static func clientIsFirst(_ pairs: [EndsComparison.Pair]) -> Bool? {
        var votes = 0
        for pair in pairs {
            if let a = pair.first.syn(of: .client) ?? pair.first.fromClient.first,
                let b = pair.second.syn(of: .client) ?? pair.second.fromClient.first, a.timeToLive != b.timeToLive
            {
                votes += a.timeToLive > b.timeToLive ? 2 : -2
                continue
            }
            func wait(_ connection: EndConnection) -> Int64? {
                guard let x = connection.syn(of: .client)?.time, let y = connection.syn(of: .server)?.time else { return nil }
                return y.subtractingReportingOverflow(x).partialValue
            }
            if let a = wait(pair.first), let b = wait(pair.second), a != b { votes += a > b ? 1 : -1 }
        }
        return votes == 0 ? nil : votes > 0
    }

    private static func pairing(_ pair: EndsComparison.Pair, _ sender: Role, _ clientIsFirst: Bool) -> PacketPairing {
        let sentIsFirst = (sender == .client) == clientIsFirst
        let own = sender == .client ? pair.shifts.client : pair.shifts.server
        let other = sender == .client ? pair.shifts.server : pair.shifts.client
        return PacketPairing(
            sent: sentIsFirst ? pair.first[sender] : pair.second[sender],
            arrived: sentIsFirst ? pair.second[sender] : pair.first[sender], shift: sentIsFirst ? own : 0 &- own,
            acknowledgmentShift: sentIsFirst ? other : 0 &- other)
    }

    /// How far B's clock is ahead, and how long each way takes, if both take the same time; nil where that would be less than no time.
    var clock: (ahead: Int64, oneWay: Int64)? {
        guard let toServer = fastest.toServer, let toClient = fastest.toClient, let sum = bothWays, sum >= 0 else { return nil }
        let (there, back) = clientIsFirst ? (toServer, toClient) : (toClient, toServer)
        let (difference, tooFar) = there.subtractingReportingOverflow(back)
        return tooFar ? nil : (difference / 2, sum / 2)
    }
}
