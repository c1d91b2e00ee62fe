import ContentCodings
import Tracking
public import Wire

/// Frames in, events out: the one place where the order of work is visible.
public struct Analyzer {
    private var dissector = Dissector { bytes, range in ContentDecoder.inflate(bytes, in: range, limit: 1 << 16) }
    private var table: ConnectionTable
    private var expiry = Expiry()
    /// The HTTP of each connection, by its slot.
    private var slots: [Slot] = []
    private let sink: any EventSink
    private let wantsPackets: Bool
    /// The time of the frame before.
    private var lastTime: Timestamp?
    /// Bytes held behind holes and in requests that wait, over all connections.
    private var heldBytes = 0
    /// Connections let go because there were too many.
    private var letGoByLimit = 0
    /// Where content goes, if the sink wants it.
    private let taker: ContentTaker?
    /// What the run has come to so far.
    public private(set) var summary = RunSummary()

    /// The HTTP of one connection.
    private struct Slot {
        /// nil before the first payload, and once it is clear that there is no HTTP (any more).
        var conversation: ConversationBox?
        var isOver = false
        /// A bound that it hit was told.
        var toldLimit = false
        var exchanges = 0
        var story = ProtocolStory()
        /// What bears on the connection's findings.
        var context = Finding.Context()
    }

    /// Most connections never have one, so it is no part of the slot.
    private final class ConversationBox {
        var value = Conversation()
    }

    /// Bytes held at most over all connections, behind holes and in requests that wait; then those of the connection at hand go.
    public static let maximumHeldBytes = 256 << 20
    /// Connections held at most; then the one that was quiet for longest goes.
    public static let maximumConnections = 1 << 18
    /// Unanswered requests and ICMP errors remembered of one connection at most.
    static let maximumEvidence = 16

    /// - Parameter seed: mixed into the hashes of connections, so that no sender of packets can steer them.
    public init(sink: any EventSink, seed: UInt64 = .random(in: .min ... .max)) {
        self.sink = sink
        wantsPackets = sink.wantsPackets
        taker = sink.wantsContent ? ContentTaker(sink) : nil
        table = ConnectionTable(seed: seed)
    }

    // MARK: - Frames

    /// Counts a frame that a filter left out.
    public mutating func skip(_ info: FrameInfo, capturedLength: Int) {
        count(info, capturedLength)
        summary.filteredPackets += 1
    }

    /// Takes the next frame.
    public mutating func process(_ frame: Span<UInt8>, _ info: FrameInfo) {
        count(info, frame.count)
        expireConnections(at: info.time)
        let dissection = dissector.dissect(frame, info)
        var holdsTCP = process(dissection, frame, info)
        // What a frame aggregates counts as one packet.
        var remainder = dissection.remainder
        while let range = remainder {
            let next = dissector.dissect(range, of: frame, info)
            holdsTCP = process(next, frame, info) || holdsTCP
            remainder = next.remainder
        }
        if holdsTCP {
            summary.tcpPackets += 1
        } else if case .malformed = dissection.outcome {
            summary.malformedPackets += 1
        } else {
            summary.otherPackets += 1
        }
    }

    /// Takes what a frame, or a part of it, was read to hold; whether that is a TCP segment.
    private mutating func process(_ dissection: Dissection, _ frame: Span<UInt8>, _ info: FrameInfo) -> Bool {
        switch dissection.outcome {
        case .tcp:
            if dissection.isReassembled {
                let datagram = dissector.datagram
                processSegment(dissection, info, datagram.span)
            } else {
                processSegment(dissection, info, frame)
            }
            return true
        case .icmpError(let error, let router): noteICMPError(error, from: router, dissection, info)
        case .other, .malformed: break
        }
        return false
    }

    /// Gives an ICMP error to the connection that it quotes a segment of, if that is held.
    private mutating func noteICMPError(
        _ error: ICMPError, from router: IPAddress, _ dissection: Dissection, _ info: FrameInfo
    ) {
        let (key, _) = ConnectionKey.of(dissection)
        guard let id = table.find(key), !table[id].isReported else { return }
        if slots[id].context.icmpErrors.count < Self.maximumEvidence {
            slots[id].context.icmpErrors.append((info.number, error, router))
        }
        sink.icmpError(error, from: router, frame: info, connection: table[id])
    }

    private mutating func count(_ info: FrameInfo, _ capturedLength: Int) {
        summary.packets += 1
        summary.capturedBytes += capturedLength
        summary.wireBytes += info.wireLength
        if let last = lastTime, info.time < last { summary.triage.count(.timeOrder) }
        lastTime = info.time
        summary.first = min(summary.first ?? info.time, info.time)
        summary.last = max(summary.last ?? info.time, info.time)
    }

    /// The end of the run: everything still open is told.
    public mutating func finish() {
        for id in table.ids { report(id, .end) }
        if letGoByLimit > 0 { sink.warning(.connectionLimit(letGoByLimit)) }
        if dissector.fragments.droppedByLimit > 0 {
            sink.warning(.fragmentsDropped(dissector.fragments.droppedByLimit))
        }
        if let skipped = taker?.skipped, skipped > 0 { sink.warning(.decodingLimit(skipped)) }
        if dissector.fragments.overlapping > 0 { sink.warning(.fragmentsOverlapped(dissector.fragments.overlapping)) }
    }

    // MARK: - Segments

    private mutating func processSegment(_ dissection: Dissection, _ info: FrameInfo, _ bytes: Span<UInt8>) {
        let options = TCPOptions(bytes, in: dissection.options)
        let segment = Segment(dissection, info, options: options)
        let (key, lowSent) = ConnectionKey.of(dissection)
        var notes: Notes = []
        var isDuplicate = false
        let id: ConnectionID
        switch table.admit(segment, key: key, lowSent: lowSent) {
        case .existing(let existing, let duplicate):
            id = existing
            isDuplicate = duplicate
            if table[id].isSettled(at: info.time) { report(id, .close) }
        case .new(let old, let ending):
            if let old {
                if ending == .reuse { notes.insert(.portReuse) }
                report(old, ending)
                release(old)
            }
            if table.count >= Self.maximumConnections, let oldest = expiry.oldest(in: table) {
                letGoByLimit += 1
                report(oldest, .limit)
                release(oldest)
            }
            let (senderIsClient, isObserved) = Roles.decide(segment, dissection, bytes)
            id = table.open(
                segment, key: key, clientIsLow: senderIsClient == lowSent, rolesAreObserved: isObserved, lowSent: lowSent)
            prepareSlot(id)
            expiry.watch(table[id], as: id)
        }
        let wasClosed = table[id].isClosed
        let judgement = table.receive(segment, in: id, lowSent: lowSent, isDuplicate: isDuplicate, notes: notes)
        if !wasClosed, table[id].isClosed { expiry.watchClosing(table[id], as: id) }
        finishPacket(segment, judgement, id, info, bytes, dissection.payload)
    }

    private mutating func finishPacket(
        _ segment: Segment, _ judged: Judgement, _ id: ConnectionID, _ info: FrameInfo, _ bytes: Span<UInt8>,
        _ payload: Range<Int>
    ) {
        var judgement = judged
        let failures = judgement.checks.failures
        summary.checksFailed += failures
        summary.checksPassed += judgement.checks.count - failures
        var stages: Stages = []
        if !judgement.notes.contains(.duplicateFrame) {
            if !judgement.steps.isDisjoint(with: .handshake) { stages.insert(.connect) }
            if !judgement.steps.isDisjoint(with: .wave) || segment.isRST { stages.insert(.close) }
            if segment.payloadLength > 0, !segment.isRST {
                let parts = deliver(segment, judgement.sender, id, bytes, payload, &judgement.notes)
                stages.formUnion(parts)
            }
            if table[id][judgement.sender].stream.isFinished { endStream(of: judgement.sender, id) }
        }
        if wantsPackets {
            let event = PacketEvent(
                info: info, segment: segment, judgement: judgement, stages: stages, connection: table[id].number)
            sink.packet(event, connection: table[id], bytes: bytes, payload: payload)
        }
        tell(id)
    }

    // MARK: - Streams

    /// Puts the payload in order and hands it on. Returns the stages of the segment's own new bytes.
    private mutating func deliver(
        _ segment: Segment, _ sender: Role, _ id: ConnectionID, _ bytes: Span<UInt8>, _ payload: Range<Int>,
        _ notes: inout Notes
    ) -> Stages {
        let heldBefore = held(by: id)
        defer { heldBytes += held(by: id) - heldBefore }
        let placement = table[id][sender].stream.place(bytes, in: payload, of: segment)
        if placement.conflicts, !notes.contains(.overlapConflict) {
            notes.insert(.overlapConflict)
            table[id].noteOverlapConflict(in: segment.frame)
        }
        var stages: Stages = []
        let new = placement.inOrder
        if !new.isEmpty {
            let captured = min(new.upperBound, payload.count)
            if captured > new.lowerBound {
                let range = payload.lowerBound + new.lowerBound..<payload.lowerBound + captured
                stages = hand(
                    bytes, range, sender, id,
                    source(
                        segment.frame, segment.time, segment.acknowledgment,
                        table[id][sender].stream.nextOffset - new.count, sender, id))
            }
            let cut = new.upperBound - max(captured, new.lowerBound)
            if cut > 0 { skip(cut, before: table[id][sender].stream.nextOffset, sender, id) }
        }
        deliverHeld(sender, id)
        let isFull = heldBytes + held(by: id) - heldBefore > Self.maximumHeldBytes
        while table[id][sender].stream.mustSkipHole || isFull && table[id][sender].stream.hasHole {
            tellLimit(.reassemblyLimit(connection: table[id].number), id)
            skipHole(sender, id)
        }
        if isFull { slots[id].conversation?.value.giveUpWaiting() }
        // The peer has what the hole is about, so it was received: it is missing only from the capture.
        while new.isEmpty, table[id][sender].stream.holeIsAcknowledged(by: table[id][sender.peer].acknowledged) {
            skipHole(sender, id)
        }
        return stages
    }

    private func source(
        _ frame: Int, _ time: Timestamp, _ acknowledgment: SequenceNumber, _ offset: Int, _ sender: Role, _ id: ConnectionID
    ) -> Conversation.Source {
        Conversation.Source(
            frame: frame, time: time, acknowledgedOffset: table[id][sender.peer].stream.offset(of: acknowledgment),
            offset: offset, beginIsKnown: table[id][sender].stream.beginIsKnown)
    }

    /// Tells a limit of one connection once.
    private mutating func tellLimit(_ warning: Warning, _ id: ConnectionID) {
        if !slots[id].toldLimit { sink.warning(warning) }
        slots[id].toldLimit = true
    }

    /// Bytes held for one connection.
    private func held(by id: ConnectionID) -> Int {
        table[id].client.stream.heldBytes + table[id].server.stream.heldBytes + (slots[id].conversation?.value.heldBytes ?? 0)
    }

    /// Hands on the early pieces that are in order now.
    private mutating func deliverHeld(_ sender: Role, _ id: ConnectionID) {
        while let piece = table[id][sender].stream.popInOrder() {
            _ = hand(
                piece.bytes.span, 0..<piece.bytes.count, sender, id,
                source(
                    piece.frame, piece.time, piece.acknowledgment, table[id][sender].stream.nextOffset - piece.length,
                    sender, id))
            if piece.truncated > 0 { skip(piece.truncated, before: table[id][sender].stream.nextOffset, sender, id) }
        }
    }

    private mutating func skipHole(_ sender: Role, _ id: ConnectionID) {
        let size = table[id][sender].stream.skipHole()
        skip(size, before: table[id][sender].stream.nextOffset, sender, id)
        deliverHeld(sender, id)
    }

    private mutating func hand(
        _ bytes: Span<UInt8>, _ range: Range<Int>, _ sender: Role, _ id: ConnectionID, _ source: Conversation.Source
    ) -> Stages {
        sink.stream(bytes, in: range, missing: 0, from: sender, connection: table[id].number)
        guard let conversation = conversation(of: id) else { return [] }
        let parts = conversation.value.receive(bytes, in: range, from: sender, source, taker)
        return Stages(parts, from: sender)
    }

    private mutating func skip(_ count: Int, before end: Int, _ sender: Role, _ id: ConnectionID) {
        let nothing: [UInt8] = []
        sink.stream(nothing.span, in: 0..<0, missing: count, from: sender, connection: table[id].number)
        conversation(of: id)?.value.skip(count, before: end, from: sender, taker)
    }

    /// The conversation of a connection, which begins here if there is none; nil if nothing more can be found.
    private mutating func conversation(of id: ConnectionID) -> ConversationBox? {
        taker?.connection = table[id].number
        if let known = slots[id].conversation { return known }
        if slots[id].isOver { return nil }
        let new = ConversationBox()
        new.value.roundTripToServer = table[id].handshake.roundTripToServer
        slots[id].conversation = new
        return new
    }

    private mutating func endStream(of role: Role, _ id: ConnectionID) {
        taker?.connection = table[id].number
        slots[id].conversation?.value.end(of: role, taker)
    }

    /// Tells what the conversation has found.
    private mutating func tell(_ id: ConnectionID) {
        guard let conversation = slots[id].conversation else { return }
        let outputs = conversation.value.takeOutputs()
        let number = table[id].number
        for output in outputs {
            switch output {
            case .head(let head, let role, let exchange): sink.head(head, from: role, exchange: exchange, connection: number)
            case .messageEnd(let message, let role, let exchange):
                sink.messageEnd(message, from: role, exchange: exchange, connection: number)
            case .exchange(let exchange):
                summary.exchanges += 1
                slots[id].context.note(exchange)
                sink.exchange(exchange, connection: table[id])
            case .webSocketFrame(let frame, let role): sink.webSocketFrame(frame, from: role, connection: number)
            case .limit: tellLimit(.pendingLimit(connection: number), id)
            }
        }
        if conversation.value.isOver { close(conversation, id) }
    }

    /// Keeps what is to be told of a conversation when its connection ends.
    private mutating func close(_ conversation: ConversationBox, _ id: ConnectionID) {
        slots[id].exchanges = conversation.value.count
        slots[id].story = conversation.value.story
        slots[id].conversation = nil
        slots[id].isOver = true
    }

    // MARK: - Connections

    private mutating func prepareSlot(_ id: ConnectionID) {
        summary.connections += 1
        if id == slots.count { slots.append(Slot()) } else { slots[id] = Slot() }
    }

    /// Time passed without a packet: connections that are due are told. For live captures, whose times are those of the clock.
    public mutating func tick(at time: Timestamp) {
        expiry.tick(at: time)
        tellDue()
    }

    private mutating func expireConnections(at time: Timestamp) {
        expiry.advance(to: time)
        tellDue()
    }

    private mutating func tellDue() {
        while let due = expiry.next(in: table) {
            switch due {
            case .report(let id): report(id, .close)
            case .release(let id):
                report(id, .idle)
                release(id)
            }
        }
    }

    /// Writes the connection's record, once.
    private mutating func report(_ id: ConnectionID, _ reason: ConnectionTable.Ending) {
        guard !table[id].isReported else { return }
        let heldBefore = held(by: id)
        defer { heldBytes += held(by: id) - heldBefore }
        for role in [Role.client, .server] {
            while table[id][role].stream.hasHole { skipHole(role, id) }
            if table[id][role].stream.isFinished { endStream(of: role, id) }
        }
        taker?.connection = table[id].number
        slots[id].conversation?.value.finish(taker)
        tell(id)
        if let conversation = slots[id].conversation { close(conversation, id) }
        table[id].isReported = true
        table[id].forgetBytes()
        let connection = table[id]
        summary.triage.add(connection, isOpenAtEnd: connection.ending(reason) == .end)
        let findings = Finding.all(of: connection, slots[id].context)
        sink.connection(
            ConnectionEvent(
                connection: connection, ending: connection.ending(reason), exchanges: slots[id].exchanges, findings: findings,
                story: slots[id].story, persistence: slots[id].context.persistence))
    }

    private mutating func release(_ id: ConnectionID) {
        heldBytes -= held(by: id)
        table.release(id)
        slots[id] = Slot()
    }
}
