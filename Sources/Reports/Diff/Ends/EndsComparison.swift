public import Language
import TCP
import Wire

/// The two captures of one path, compared packet by packet.
public struct EndsComparison {
    /// A connection that both ends have.
    struct Pair {
        var first: EndConnection
        var second: EndConnection
        /// What becomes of the sequence numbers of an end between A and B.
        var maps = (client: StreamMap(), server: StreamMap())
        var toServer = PathTotals()
        var toClient = PathTotals()
        /// In the order of A, and of B where A has none.
        var rows: [Row] = []
    }

    /// A packet, and what happened to it.
    struct Row {
        var sender: Role
        /// As it left, or where it is seen at one end only, as it is there.
        var packet: PathPacket
        var first: Int?
        var second: Int?
        /// By the clock of each end, in nanoseconds.
        var times: (first: Int64?, second: Int64?)
        var kinds: [PathEvent.Kind] = []
    }

    private(set) var pairs: [Pair] = []
    /// How far B's clock is ahead; nil where nothing is said of it.
    private(set) var course: ClockCourse?
    /// Connections that only one end has.
    private(set) var onlyInFirst: [EndConnection] = []
    private(set) var onlyInSecond: [EndConnection] = []
    /// Of these, the numbers of those that the other capture could not have.
    private(set) var outside: (first: Set<Int>, second: Set<Int>) = ([], [])
    public private(set) var summary = PathSummary()

    public init(_ first: EndFacts, _ second: EndFacts) {
        summary.leftOut = first.leftOut + second.leftOut
        let pairing = EndPairing(first.connections, second.connections).pairs
        var firsts = Set(first.connections.indices)
        var seconds = Set(second.connections.indices)
        var both: [Pair] = []
        for (i, j) in pairing {
            firsts.remove(i)
            seconds.remove(j)
            var pair = Pair(first: first.connections[i], second: second.connections[j])
            pair.maps = (pair.map(of: .client), pair.map(of: .server))
            both.append(pair)
        }
        onlyInFirst = firsts.sorted().map { first.connections[$0] }
        onlyInSecond = seconds.sorted().map { second.connections[$0] }
        let (pairings, isKnown) = PathPairings.decided(both)
        if isKnown { summary.clientIsFirst = pairings.clientIsFirst }
        summary.clock = pairings.clock
        if let course = pairings.course, summary.clock != nil {
            self.course = course
            summary.motion = course.motion
        }
        summary.motion.isBeyondUse = pairings.clocksAreBeyondUse
        compare(both, pairings, spans: (first.span, second.span))
        summary.connections = pairs.count
        if let course {
            outside = (
                Self.outside(onlyInFirst, of: second.span) { course.ahead(($0.frame, $0.time), nil) },
                Self.outside(onlyInSecond, of: first.span) { 0 &- course.ahead(nil, ($0.frame, $0.time)) }
            )
        }
        summary.outside = outside.first.count + outside.second.count
        summary.onlyInFirst = onlyInFirst.count - outside.first.count
        summary.onlyInSecond = onlyInSecond.count - outside.second.count
        summary.isTranslated = pairs.contains {
            !$0.maps.client.isNone || !$0.maps.server.isNone || $0.first.client != $0.second.client
                || $0.first.server != $0.second.server
        }
        summary.events = pairs.reduce(0) { $0 + $1.rows.reduce(0) { $0 + $1.kinds.count { $0.isOfThePath } } }
    }

    /// Numbers of connections all of whose packets are from before or after what the other capture has, by its clock.
    private static func outside(
        _ connections: [EndConnection], of span: ClosedRange<Int64>?, _ ahead: (PathPacket) -> Int64
    ) -> Set<Int> {
        guard let span else { return [] }
        return Set(
            connections.filter { connection in
                (connection.fromClient + connection.fromServer).allSatisfy { packet in
                    packet.time.map { !span.contains($0.addingReportingOverflow(ahead(packet)).partialValue) } ?? false
                }
            }.map(\.number))
    }

    private mutating func compare(
        _ both: [Pair], _ pairings: PathPairings, spans: (first: ClosedRange<Int64>?, second: ClosedRange<Int64>?)
    ) {
        let clientIsFirst = pairings.clientIsFirst
        let (client, server) = clientIsFirst ? (spans.first, spans.second) : (spans.second, spans.first)
        let windows = (
            client: CaptureWindow(pairings.all.map(\.client), (sender: client, receiver: server)),
            server: CaptureWindow(pairings.all.map(\.server), (sender: server, receiver: client))
        )
        let doubling = CaptureDoubling.ends(pairings.all)
        for (pair, pairing) in zip(both, pairings.all) {
            var pair = pair
            for sender in [Role.client, .server] {
                let sentIsFirst = (sender == .client) == clientIsFirst
                let receiver = sentIsFirst ? pair.second : pair.first
                let one = sender == .client ? pairing.client : pairing.server
                let direction = DirectionComparison(
                    one, from: sender, answers: receiver[sender.peer],
                    window: sender == .client ? windows.client : windows.server, doubling: doubling)
                if sender == .client { pair.toServer = direction.totals } else { pair.toClient = direction.totals }
                pair.rows += Self.rows(direction, one, sender, sentIsFirst: sentIsFirst)
            }
            let (there, back) = (pairing.client.timing.fastest ?? 0, pairing.server.timing.fastest ?? 0)
            if summary.clientIsFirst == nil { pair.forgetEnds() }
            pair.sortRows(pairings.course, later: clientIsFirst ? (0 &- there, back) : (there, 0 &- back))
            pairs.append(pair)
        }
    }

    private static func rows(
        _ direction: DirectionComparison, _ pairing: PacketPairing, _ sender: Role, sentIsFirst: Bool
    ) -> [Row] {
        var bySent: [Int: [PathEvent.Kind]] = [:]
        var byArrived: [Int: [PathEvent.Kind]] = [:]
        for event in direction.events {
            if let sent = event.sent {
                bySent[sent, default: []].append(event.kind)
            } else if let arrived = event.arrived {
                byArrived[arrived, default: []].append(event.kind)
            }
        }
        var rows: [Row] = []
        func add(sent: PathPacket?, arrived: PathPacket?, _ kinds: [PathEvent.Kind]) {
            guard let packet = sent ?? arrived else { return }
            let (first, second) = sentIsFirst ? (sent, arrived) : (arrived, sent)
            rows.append(
                Row(
                    sender: sender, packet: packet, first: first?.frame, second: second?.frame,
                    times: (first?.time, second?.time), kinds: kinds))
        }
        for (i, packet) in pairing.sent.enumerated() {
            add(sent: packet, arrived: pairing.arrival[i].map { pairing.arrived[$0] }, bySent[i] ?? [])
        }
        for (j, packet) in pairing.arrived.enumerated()
        where pairing.departure[j] == nil && !direction.arrivedCopies.contains(j) {
            add(sent: nil, arrived: packet, byArrived[j] ?? [])
        }
        for copy in direction.copies {
            add(sent: copy.sent, arrived: copy.arrived, copy.kind.map { [$0] } ?? [])
        }
        return rows
    }
}

extension EndsComparison.Pair {
    /// It is not known which capture is at which end: what only one of them has may have come or gone.
    fileprivate mutating func forgetEnds() {
        for i in rows.indices {
            rows[i].kinds = rows[i].kinds.map { kind in
                if case .seenOnce(_, let bytes, let length) = kind {
                    .seenOnce(isArrived: nil, bytes: bytes, of: length)
                } else {
                    kind
                }
            }
        }
    }

    /// By frames of A; a packet that only B has stands where A would have it, or where the clocks are not known, behind what B saw before it.
    ///
    /// - Parameter later: how long after B A would have what either end sends.
    mutating func sortRows(_ course: ClockCourse?, later: (client: Int64, server: Int64)) {
        let known = rows.compactMap { row in row.second.flatMap { second in row.first.map { (second, $0) } } }.sorted { $0 < $1 }
        // How far A was when B saw a frame.
        var reached: [(second: Int, first: Int)] = []
        for (second, first) in known { reached.append((second, max(first, reached.last?.first ?? 0))) }
        var timed: [(time: Int64, first: Int)] = []
        for (first, time) in rows.compactMap({ row in row.first.flatMap { first in row.times.first.map { (first, $0) } } })
            .sorted(by: { $0.0 < $1.0 })
        where time >= timed.last?.time ?? .min { timed.append((time, first)) }
        func key(_ row: EndsComparison.Row) -> (Int, Int, Int) {
            if let first = row.first { return (first, 0, row.second ?? 0) }
            let second = row.second ?? 0
            let before = reached.partition { $0.second < second }.map { reached[$0].first } ?? 0
            let time = course.flatMap { row.second(by: $0) }.map {
                $0.addingReportingOverflow(row.sender == .client ? later.client : later.server).partialValue
            }
            let earlier = time.flatMap { time in timed.partition { $0.time <= time } }.map { timed[$0].first }
            return (earlier ?? before, 1, second)
        }
        rows = rows.map { (key($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
}

extension Array {
    /// The last element of those in front that a condition holds for, found by halving; nil if it holds for none.
    fileprivate func partition(_ isInFront: (Element) -> Bool) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isInFront(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}
