import ContentCodings
import Tracking
public import Wire

/// Frames in, events out: the one place where the order of work is visible.
public struct Analyzer {
    private var dissector = Dissector { bytes, range in ContentDecoder.inflate(bytes, in: range, limit: 1 << 16) }
    let table: ConnectionTable
    var expiry = Expiry()
    /// What more there is of each connection, by its slot.
    var extras: [Extra?] = []
    let sink: any EventSink
    private let wantsPackets: Bool
    let wantsStreams: Bool
    /// The time of the frame before.
    private var lastTime: Timestamp?
    /// Bytes held behind holes and in requests that wait, over all connections.
    var heldBytes = 0
    /// Connections let go because there were too many.
    private var letGoByLimit = 0
    /// Where content goes, if the sink wants it.
    let forwarder: ContentForwarder?
    /// What the run has come to so far.
    public internal(set) var summary = RunSummary()

    /// What is known of a connection besides its segments: its HTTP, and what bears on its findings. Most connections never have one.
    final class Extra {
        /// Its messages; nil before the first payload, and once it is clear that there is no HTTP (any more).
        var http: HTTP1Connection?
        var isOver = false
        /// The application layer has outputs, or nothing more can be found.
        var isNoteworthy = false
        /// A bound that it hit was told.
        var toldLimit = false
        var exchanges = 0
        var history = ProtocolHistory()
        var context = Finding.Context()
    }

    /// Bytes held at most over all connections, behind holes and in requests that wait; then those of the connection at hand go.
    public static let maximumHeldBytes = 256 << 20
    /// Connections held at most, if nothing else is said.
    public static let usualConnections = 1 << 18
    /// Connections held at most; then the one that was quiet for longest goes.
    private let maximumConnections: Int
    /// Unanswered requests and ICMP errors remembered of one connection at most.
    static let maximumEvidence = 16

    /// - Parameters:
    ///   - maximumConnections: connections held at most; then the one that was quiet for longest goes.
    ///   - seed: mixed into the hashes of connections, so that no sender of packets can steer them.
    public init(
        sink: any EventSink, maximumConnections: Int = Self.usualConnections, seed: UInt64 = .random(in: .min ... .max)
    ) {
        self.sink = sink
        self.maximumConnections = maximumConnections
        wantsPackets = sink.wantsPackets
        wantsStreams = sink.wantsStreams
        forwarder = sink.wantsContent ? ContentForwarder(sink) : nil
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
        case .icmpError:
            if let (error, router) = dissector.icmpError { noteICMPError(error, from: router, dissection, info) }
        case .other, .malformed: break
        }
        return false
    }

    /// Gives an ICMP error to the connection that it quotes a segment of, if that is held.
    private mutating func noteICMPError(
        _ error: ICMPError, from router: IPAddress, _ dissection: Dissection, _ info: FrameInfo
    ) {
        let (key, _) = ConnectionKey.of(dissection)
        guard let id = table.find(key), table.lifetime(of: id)?.isReported == false else { return }
        let slot = slot(of: id)
        let extra = extra(at: slot)
        if extra.context.icmpErrors.count < Self.maximumEvidence {
            extra.context.icmpErrors.append((info.number, error, router))
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
        for id in table.ids {
            report(id, .end)
            release(id)
        }
        if letGoByLimit > 0 { sink.warning(.connectionLimit(letGoByLimit)) }
        if dissector.fragments.droppedByLimit > 0 {
            sink.warning(.fragmentsDropped(dissector.fragments.droppedByLimit))
        }
        if let skipped = forwarder?.skipped, skipped > 0 { sink.warning(.decodingLimit(skipped)) }
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
        var admission = table.admit(segment, key: key, lowSent: lowSent)
        if case .settled(let settled) = admission {
            report(settled, .close)
            admission = table.admit(segment, key: key, lowSent: lowSent)
        }
        switch admission {
        case .existing(let existing, let duplicate):
            id = existing
            isDuplicate = duplicate
        case .settled(let settled): id = settled
        case .new(let old, let ending):
            if let old {
                if ending == .reuse { notes.insert(.portReuse) }
                report(old, ending)
                release(old)
            }
            if table.count >= maximumConnections, let oldest = expiry.oldest(in: table) {
                letGoByLimit += 1
                report(oldest, .limit)
                release(oldest)
            }
            let (senderIsClient, isObserved) = Roles.decide(segment, dissection, bytes)
            id = table.open(
                segment, key: key, clientIsLow: senderIsClient == lowSent, rolesAreObserved: isObserved, lowSent: lowSent)
            summary.connections += 1
            expiry.watchNew(id, in: table)
        }
        let slot = slot(of: id)
        finishPacket(&table[id], segment, isDuplicate, lowSent, notes, id, slot, info, bytes, dissection.payload)
    }

    /// What a segment does to its connection. The connection is lent to everything below: it lies still, and none of it is copied.
    private mutating func finishPacket(
        _ connection: inout Connection, _ segment: Segment, _ isDuplicate: Bool, _ lowSent: Bool, _ notes: Notes,
        _ id: ConnectionID, _ slot: Int, _ info: FrameInfo, _ bytes: Span<UInt8>, _ payload: Range<Int>
    ) {
        let wasClosed = connection.isClosed
        var judgement = connection.take(segment, lowSent: lowSent, isDuplicate: isDuplicate, notes: notes)
        if !wasClosed, connection.isClosed {
            expiry.watchClosing(connection, as: id)
            connection.forgetHistory()
        }
        if !judgement.checks.isEmpty {
            let failures = judgement.checks.failures
            summary.checksFailed += failures
            summary.checksPassed += judgement.checks.count - failures
        }
        var stages: Stages = []
        if !isDuplicate {
            if !judgement.steps.isDisjoint(with: .handshake) { stages.insert(.connect) }
            if !judgement.steps.isDisjoint(with: .wave) || segment.isRST { stages.insert(.close) }
            if judgement.isForeign {
                // Its payload is of another connection.
            } else if segment.payloadLength > 0, !segment.isRST {
                let parts = deliver(segment, judgement.sender, &connection, slot, bytes, payload, &judgement.notes)
                stages.formUnion(parts)
            } else if segment.isFIN {
                endStreamIfFinished(of: judgement.sender, connection.flow(of: judgement.sender), connection.number, slot)
            }
        }
        if wantsPackets {
            let event = PacketEvent(
                info: info, segment: segment, judgement: judgement, stages: stages, connection: connection.number)
            sink.packet(event, connection: connection, bytes: bytes, payload: payload)
        }
        if let extra = extras[slot], extra.isNoteworthy { tell(extra, connection) }
    }

    // MARK: - Connections

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
        guard expiry.mayBeDue else { return }
        while let due = expiry.next(in: table) {
            switch due {
            case .report(let id):
                report(id, .close)
            case .release(let id):
                report(id, .idle)
                release(id)
            }
        }
    }

    /// Writes the connection's record, once.
    private mutating func report(_ id: ConnectionID, _ reason: ConnectionTable.Ending) {
        guard table.lifetime(of: id)?.isReported == false else { return }
        let slot = slot(of: id)
        report(&table[id], slot, reason)
    }

    /// Where what more there is of a connection lies.
    private mutating func slot(of id: ConnectionID) -> Int {
        let slot = id
        if slot >= extras.count { extras.append(contentsOf: repeatElement(nil, count: slot + 1 - extras.count)) }
        return slot
    }

    private mutating func report(_ connection: inout Connection, _ slot: Int, _ reason: ConnectionTable.Ending) {
        for role in [Role.client, .server] {
            let flow = connection.flow(of: role)
            while flow.stream.hasHole { skipHole(role, flow, connection, extra(at: slot)) }
            endStreamIfFinished(of: role, flow, connection.number, slot)
        }
        finishConversation(connection, slot)
        connection.isReported = true
        defer {
            connection.forgetWhatWasTold()
            extras[slot] = nil
        }
        summary.triage.add(connection, isOpenAtEnd: connection.ending(reason) == .end)
        let extra = extras[slot]
        let context = extra?.context ?? Finding.Context()
        sink.connection(
            ConnectionEvent(
                connection: connection, ending: connection.ending(reason), exchanges: extra?.exchanges ?? 0,
                findings: Finding.all(of: connection, context), story: extra?.history ?? ProtocolHistory(),
                persistence: context.persistence))
    }

    private mutating func finishConversation(_ connection: borrowing Connection, _ slot: Int) {
        guard let extra = extras[slot], let http = extra.http else { return }
        apply(http.finish(), extra)
        tell(extra, connection)
        if !extra.isOver { close(extra) }
    }

    private mutating func release(_ id: ConnectionID) {
        // What began after its record was written.
        let slot = slot(of: id)
        finishConversation(table[id], slot)
        heldBytes -= table[id].clientFlow.stream.heldBytes + table[id].serverFlow.stream.heldBytes
        extras[slot] = nil
        table.release(id)
    }
}
