import Analysis
import Explanation
import Tracking
import Wire

/// What the ladder shows of one packet: facts, no words yet.
struct PacketRow {
    var frame: Int
    /// Nanoseconds since the connection began; nil where the capture does not say when one of its packets came.
    var elapsed: Int64?
    var flags: TCPFlags
    var hasACK: Bool
    var length: Int
    var sequence: SequenceNumber
    var acknowledgment: SequenceNumber
    /// Relative to the initial sequence numbers, or to the first numbers seen.
    var relativeSequence: UInt32
    var relativeAcknowledgment: UInt32
    var bases: NumberBases
    var window: UInt16?
    var judgement: Judgement
    var stages: Stages
    /// The numbers that steps define, as they stood after this packet.
    var handshake: Handshake
    var teardown: Teardown
    /// Start lines of HTTP messages whose head this packet completed, and the like; escaped.
    var lines: [String] = []
    var comment: String?

    init(_ event: borrowing PacketEvent, _ connection: borrowing Connection, _ comment: FrameComment?) {
        let segment = event.segment
        frame = segment.frame
        elapsed = connection.lacksTime ? nil : segment.time.nanoseconds(since: connection.start)
        flags = segment.flags
        hasACK = segment.hasACK
        length = segment.payloadLength
        sequence = segment.sequence
        acknowledgment = segment.acknowledgment
        let sender = event.judgement.sender
        bases = NumberBases(
            sender: connection[sender].base ?? segment.sequence, peer: connection[sender.peer].base ?? segment.acknowledgment)
        relativeSequence = segment.sequence.rawValue &- bases.sender.rawValue
        relativeAcknowledgment = segment.acknowledgment.rawValue &- bases.peer.rawValue
        window = segment.window
        judgement = event.judgement
        // Where no right checksum was seen yet, the network card fills them in: that is told once, at the end.
        if !connection[sender].sentRightChecksum { judgement.notes.remove(.badChecksum) }
        stages = event.stages
        handshake = connection.handshake
        teardown = connection.teardown
        self.comment = comment.flatMap { $0.frame == event.info.number ? $0.text : nil }
    }

    /// Worth a row of its own: it carries a step, a check, a RST, or something else that is rare by nature.
    var isNotable: Bool {
        !judgement.steps.isEmpty || !judgement.checks.isEmpty || flags.contains(.rst) || flags.contains(.syn)
            || flags.contains(.fin) || comment != nil
            || !judgement.notes.isDisjoint(with: [.overlapConflict, .resetNotAcceptable, .resetChallenged])
    }
}
