import Analysis
import Applications
import Language
import TCP
import Wire

/// What the ladder shows of one packet: facts, no words yet. It holds no references and fills a line of the cache, so that connections can
/// keep many.
struct PacketRow {
    let frame: Int
    private let time: Int64
    let sequence: SequenceNumber
    let acknowledgment: SequenceNumber
    let bases: NumberBases
    let length: Int32
    private(set) var notes: Notes
    private(set) var acknowledgedBytes: Int32
    /// Where its `RowDetails` are; negative if it has none.
    var details: Int32 = -1
    private let sentWindow: UInt16
    let flags: TCPFlags
    private let shift: UInt8
    let sender: Role
    private(set) var steps: Steps
    private(set) var stages: Stages
    private(set) var clientState: PeerState?
    private(set) var serverState: PeerState?
    let checksum: ChecksumVerdict
    private var facts: Facts

    /// What is true of it, as bits.
    private struct Facts: OptionSet {
        let rawValue: UInt8
        static let hasChecks = Facts(rawValue: 1)
        static let hasComment = Facts(rawValue: 2)
        static let acknowledgesSomething = Facts(rawValue: 4)
        static let acknowledgesSYN = Facts(rawValue: 8)
        static let acknowledgesFIN = Facts(rawValue: 16)
        static let hasTime = Facts(rawValue: 32)
        static let hasWindow = Facts(rawValue: 64)
        static let hasWindowShift = Facts(rawValue: 128)
    }

    /// Nanoseconds since the connection began; nil where the capture does not say when one of its packets came.
    var elapsed: Int64? { facts.contains(.hasTime) ? time : nil }
    var window: UInt16? { facts.contains(.hasWindow) ? sentWindow : nil }
    /// What the window is scaled by; nil where the capture does not have it.
    var windowShift: UInt8? { facts.contains(.hasWindowShift) ? shift : nil }

    /// A probe of a closed window is told as such, whatever else its numbers look like.
    private static func shownNotes(_ verdict: SegmentVerdict) -> Notes {
        guard verdict.isWindowProbe else { return verdict.notes }
        return verdict.notes.subtracting([.keepAlive, .duplicateACK]).union(.zeroWindowProbe)
    }

    init(_ event: borrowing PacketEvent, _ connection: borrowing Connection, hasComment: Bool) {
        frame = event.segment.frame
        var facts: Facts = hasComment ? .hasComment : []
        if connection.lacksTime {
            time = 0
        } else {
            time = event.segment.time.nanoseconds(since: connection.start)
            facts.insert(.hasTime)
        }
        sequence = event.segment.sequence
        acknowledgment = event.segment.acknowledgment
        sender = event.verdict.sender
        bases = NumberBases(
            sender: connection[sender].base ?? event.segment.sequence,
            peer: connection[sender.peer].base ?? event.segment.acknowledgment)
        length = Int32(clamping: event.segment.payloadLength)
        flags = event.segment.flags
        sentWindow = event.segment.window ?? 0
        if event.segment.window != nil { facts.insert(.hasWindow) }
        let windowShift = event.segment.isSYN ? 0 : connection.knownWindowShift(of: event.verdict.sender)
        shift = windowShift.map { UInt8(clamping: $0) } ?? 0
        if windowShift != nil { facts.insert(.hasWindowShift) }
        // Where no right checksum was seen yet, the network card fills them in: that is told once, at the end.
        checksum = event.verdict.checksum
        let shown = Self.shownNotes(event.verdict)
        let isUnsuspicious = checksum != .damaged && !connection[sender].sentRightChecksum
        notes = isUnsuspicious ? shown.subtracting(.badChecksum) : shown
        steps = event.verdict.steps
        stages = event.stages
        clientState = event.verdict.clientState
        serverState = event.verdict.serverState
        if !event.verdict.checks.isEmpty { facts.insert(.hasChecks) }
        if let acknowledged = event.verdict.acknowledged {
            acknowledgedBytes = Int32(clamping: acknowledged.bytes)
            facts.insert(.acknowledgesSomething)
            if acknowledged.syn { facts.insert(.acknowledgesSYN) }
            if acknowledged.fin { facts.insert(.acknowledgesFIN) }
        } else {
            acknowledgedBytes = 0
        }
        self.facts = facts
    }

    /// That of a plain segment.
    ///
    /// - Parameter elapsed: since the connection began; nil where that is not known.
    init(_ segment: PlainSegment, _ connection: borrowing Connection, elapsed: Int64?) {
        frame = segment.frame
        time = elapsed ?? 0
        sequence = segment.sequence
        acknowledgment = segment.acknowledgment
        sender = segment.sender
        bases = NumberBases(
            sender: connection[segment.sender].base ?? segment.sequence,
            peer: connection[segment.sender.peer].base ?? segment.acknowledgment)
        length = Int32(clamping: segment.payloadLength)
        flags = segment.flags
        sentWindow = segment.window ?? 0
        let windowShift = connection.knownWindowShift(of: segment.sender)
        shift = windowShift.map { UInt8(clamping: $0) } ?? 0
        checksum = .unsuspicious
        notes = []
        steps = []
        stages = segment.stages
        clientState = .established
        serverState = .established
        acknowledgedBytes = Int32(clamping: segment.newlyAcknowledged)
        var facts: Facts = segment.newlyAcknowledged > 0 ? .acknowledgesSomething : []
        if elapsed != nil { facts.insert(.hasTime) }
        if segment.window != nil { facts.insert(.hasWindow) }
        if windowShift != nil { facts.insert(.hasWindowShift) }
        self.facts = facts
    }

    /// The same packet without labels: for somebody who is to find them.
    var withoutLabels: PacketRow {
        var row = self
        row.steps = []
        row.notes = []
        row.stages = []
        row.clientState = nil
        row.serverState = nil
        row.acknowledgedBytes = 0
        row.facts.formIntersection([.hasTime, .hasWindow, .hasWindowShift])
        return row
    }

    var hasACK: Bool { flags.contains(.ack) }
    /// Its sender takes no byte more. The window of a RST says nothing.
    var closesWindow: Bool { window == 0 && !flags.contains(.rst) }
    var hasComment: Bool { facts.contains(.hasComment) }
    /// It acknowledges something new: bytes, a SYN or a FIN.
    var acknowledgesSomething: Bool { facts.contains(.acknowledgesSomething) }
    var acknowledgesSYN: Bool { facts.contains(.acknowledgesSYN) }
    var acknowledgesFIN: Bool { facts.contains(.acknowledgesFIN) }
    /// Relative to the initial sequence numbers, or to the first numbers seen.
    var relativeSequence: UInt32 { sequence.rawValue &- bases.sender.rawValue }
    var relativeAcknowledgment: UInt32 { acknowledgment.rawValue &- bases.peer.rawValue }

    /// The number that a check is about, relative: an acknowledgment number counts from the peer's first number.
    func relative(_ check: Equation) -> UInt32 {
        check.actual.rawValue &- (check.rule.isAboutACK ? bases.peer : bases.sender).rawValue
    }

    /// Its bytes were sent before.
    var isRepeated: Bool { !notes.isDisjoint(with: [.retransmission, .fastRetransmission, .spuriousRetransmission]) }

    /// Red for a RST, yellow for what was sent again, else that of its sender; the flags and notes say the same.
    var arrowColor: Style.Color {
        if flags.contains(.rst) { return .bad }
        if isRepeated { return .warning }
        return sender == .client ? .client : .server
    }

    /// Worth a row of its own: it carries a step, a check, a RST, or something else that is rare by nature.
    var isNotable: Bool {
        !steps.isEmpty || facts.contains(.hasChecks) || !flags.isDisjoint(with: [.rst, .syn, .fin]) || hasComment
            || !notes.isDisjoint(with: [.overlapConflict, .resetNotAcceptable, .resetChallenged])
    }
}
