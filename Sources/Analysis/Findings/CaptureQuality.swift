import TCP
import Wire

/// What is to be known of the capture itself, since it weakens what can be said of the connections in it.
public struct CaptureQuality: Sendable {
    public enum Item: String, CaseIterable, Sendable {
        /// Frames that a mirror port, `-i any` or a router's two sides captured twice.
        case capturedTwice = "captured-twice"
        /// Connections of which only one direction is there.
        case oneDirection = "one-direction"
        /// Connections that had begun before the capture did.
        case beganInMiddle = "began-in-the-middle"
        /// Connections still open when the capture ended.
        case endedEarly = "ended-early"
        /// Packets whose payload the snap length cut.
        case snapLength = "snap-length"
        /// Segments larger than the MSS: seen before the sender's network card cut them, or after the receiver's joined them.
        case offload = "segments-larger-than-mss"
        /// Wrong checksums that show no damage: the network card fills them in or joins segments outside the capture, or the capture was changed.
        case checksumOffload = "checksum-offload"
        /// Wrong checksums of ends whose others are right: damage.
        case corruption = "corruption"
        /// Frames earlier than the one before them.
        case timeOrder = "time-order"
        /// Bytes that were acknowledged or passed over, but are not in the capture.
        case lostByCapture = "lost-by-capture"
        /// Packets between addresses of one machine, whose checksums its kernel does not fill in.
        case loopbackChecksum = "loopback-checksum"
        /// Connections that hit a bound of this program: what is beyond was not read.
        case boundHit = "bound-hit"
        /// Fragmented IP datagrams that were let go before they were whole, as too many were unfinished at once.
        case fragmentsLetGo = "fragments-let-go"
    }

    /// By the item's place among all cases.
    private var counts = [Int](repeating: 0, count: Item.allCases.count)

    /// How many frames, packets, connections or bytes; 0 for what does not apply.
    public subscript(item: Item) -> Int { counts[item.place] }

    /// What applies, in a fixed order.
    public var items: [(item: Item, count: Int)] {
        Item.allCases.compactMap { item in self[item] > 0 ? (item, self[item]) : nil }
    }

    mutating func count(_ item: Item, _ number: Int = 1) {
        if number > 0 { counts[item.place] += number }
    }

    /// Some were let go: what is missing may have been in them, and is not called lost by the capture.
    mutating func note(fragmentsLetGo number: Int) {
        count(.fragmentsLetGo, number)
        counts[Item.lostByCapture.place] = 0
    }

    /// Adds a connection that has ended.
    mutating func add(_ connection: Connection, isOpenAtEnd: Bool) {
        count(.capturedTwice, connection.packets(with: .duplicateFrame))
        count(.snapLength, connection.packets(with: .truncated))
        count(.offload, connection.oversizedSegments)
        // What never opened is not open.
        let neverOpened =
            connection.handshakeOutcome == .unanswered || connection.handshakeOutcome == .partial && !connection.sawPayload
        if isOpenAtEnd, !neverOpened { count(.endedEarly) }
        if !connection.sawSYN, !connection.mayContinue { count(.beganInMiddle) }
        add(connection, sentBy: .client)
        add(connection, sentBy: .server)
    }

    private mutating func add(_ connection: Connection, sentBy role: Role) {
        let packets = connection[role].packets
        // An unanswered SYN is no capture of one direction: nothing shows that an answer was sent.
        if packets == 0, connection[role.peer].lastACK != nil { count(.oneDirection) }
        let offloaded = connection[role].offloadedChecksums
        if offloaded > 0 { count(connection.isWithinMachine ? .loopbackChecksum : .checksumOffload, offloaded) }
        count(.corruption, connection[role].badChecksums)
        // What its receiver did not acknowledge has not come there, as far as is known: it may have been lost on the way.
        let stream = connection[flow: role].stream
        var missing = stream.missingBytes
        // What a hole that was given up held may have come later.
        guard missing > 0, packets > 0, !connection.gaveUpHole else { return }
        var lacking = stream.unacknowledgedMissing
        if let hole = connection.incidents?.path(of: role)?.hole,
            connection[role.peer].acknowledged.map({ !hole.start.precedes($0) }) ?? false
        {
            lacking = max(lacking, hole.bytes)
        }
        missing -= lacking
        count(.lostByCapture, missing)
    }
}

extension CaptureQuality.Item {
    /// Its place among all cases.
    fileprivate var place: Int {
        switch self {
        case .capturedTwice: 0
        case .oneDirection: 1
        case .beganInMiddle: 2
        case .endedEarly: 3
        case .snapLength: 4
        case .offload: 5
        case .checksumOffload: 6
        case .corruption: 7
        case .timeOrder: 8
        case .lostByCapture: 9
        case .loopbackChecksum: 10
        case .boundHit: 11
        case .fragmentsLetGo: 12
        }
    }
}

extension Connection {
    /// Both ends are the same machine: addresses of the loopback network, or one and the same.
    fileprivate var isWithinMachine: Bool {
        let (low, high) = (key.low.address, key.high.address)
        return low == high || low.isLoopback && high.isLoopback
    }
}

extension IPAddress {
    /// 127.0.0.0/8, ::1.
    fileprivate var isLoopback: Bool { isIPv6 ? high == 0 && low == 1 : low >> 24 == 127 }
}
