import TCP
import Wire

/// What is to be known of the capture itself, since it weakens what can be said of the connections in it.
public struct Triage: Sendable {
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
    }

    private var counts: [Item: Int] = [:]

    /// How many frames, packets, connections or bytes; 0 for what does not apply.
    public subscript(item: Item) -> Int { counts[item, default: 0] }

    /// What applies, in a fixed order.
    public var items: [(item: Item, count: Int)] {
        Item.allCases.compactMap { item in self[item] > 0 ? (item, self[item]) : nil }
    }

    mutating func count(_ item: Item, _ number: Int = 1) {
        if number > 0 { counts[item, default: 0] += number }
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
        if !connection.sawSYN { count(.beganInMiddle) }
        for end in [Role.client, .server] {
            let (role, other, stream) = (connection[end], connection[end.peer], connection[flow: end].stream)
            // An unanswered SYN is no capture of one direction: nothing shows that an answer was sent.
            if role.packets == 0, other.lastACK != nil { count(.oneDirection) }
            count(.checksumOffload, role.offloadedChecksums)
            count(.corruption, role.badChecksums)
            // What its receiver lacks too was lost on the way: a finding tells that.
            var missing = stream.missingBytes
            if let hole = connection.incidents?[end].hole, other.acknowledged.map({ !hole.start.precedes($0) }) ?? false {
                missing -= hole.bytes
            }
            if missing > 0, role.packets > 0 { count(.lostByCapture, missing) }
        }
    }
}
