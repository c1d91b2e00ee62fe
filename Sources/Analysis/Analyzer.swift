public import Applications
import ContentCodings
import TCP
public import Wire

/// Frames in, events out.
public final class Analyzer {
    private var dissector = Dissector { bytes, range in ContentDecoder.inflate(bytes, in: range, limit: 1 << 16) }
    let tracker: Tracker
    /// The batch at hand.
    let batch = PlainBatch()
    private let reporter: ConnectionReporter
    /// Here, too: asked of another object it would be counted up and down for each packet.
    let sink: any EventSink
    private let wantsPackets: Bool
    private let budget: MemoryBudget
    /// Bytes of fragments that are charged to it.
    private var chargedFragments = 0
    /// The time of the frame before.
    private var lastTime: Timestamp?
    /// What the run has come to so far.
    public var summary: RunSummary {
        get {
            var summary = reporter.summary
            summary.connections = tracker.table.begun
            summary.checksPassed = tracker.checksPassed
            summary.checksFailed = tracker.checksFailed
            return summary
        }
        set { reporter.summary = newValue }
    }

    /// Unanswered requests and ICMP errors remembered of one connection at most.
    static let maximumEvidence = 16

    /// - Parameters:
    ///   - limits: how far the capture can make this grow.
    ///   - budget: what is held because of the capture, where others than this hold some too; one of `limits.memory` bytes if none is given.
    ///   - usesExpectedPath: whether plain segments of established connections take a short way; whatever it is, the events are the same.
    ///   - seed: mixed into the hashes of connections, so that no sender of packets can steer them.
    public init(
        sink: any EventSink, limits: Limits = Limits(), budget: MemoryBudget? = nil, usesExpectedPath: Bool = true,
        seed: UInt64 = .random(in: .min ... .max)
    ) {
        self.sink = sink
        wantsPackets = sink.wantsPackets
        let budget = budget ?? MemoryBudget(limit: limits.memory)
        self.budget = budget
        dissector.fragments = FragmentReassembler(limits)
        reporter = ConnectionReporter(sink, limits, budget)
        tracker = Tracker(
            delegate: reporter, wantsVerdicts: wantsPackets, judgesOpenings: sink.wantsOpenings, limits: limits, budget: budget,
            usesExpectedPath: usesExpectedPath, figures: sink.wantedFigures, seed: seed)
    }

    /// What TLS is decrypted with, from the next connection on; nil, as at first, for not at all.
    public var decryptor: TLSDecryptor? {
        get { reporter.decryptor }
        set { reporter.decryptor = newValue }
    }

    /// Whether a signal came that is to end the run; asked before each frame of a batch, since a single one can be dear.
    public var isInterrupted: (() -> Bool)?

    // MARK: - Frames

    /// Counts a frame that a filter left out.
    public func skip(_ info: FrameInfo, capturedLength: Int) {
        count(info.wireLength, capturedLength, info.hasTime ? info.time : nil)
        reporter.summary.filteredPackets += 1
    }

    /// Takes the next frame.
    public func process(_ frame: Span<UInt8>, _ info: FrameInfo) {
        beginFrame(info, frame.count)
        let dissection = dissector.dissect(frame, info)
        if dissector.fragments.bytesHeld != chargedFragments { chargeFragments() }
        var holdsTCP = process(dissection, frame, info)
        // What a frame aggregates counts as one packet.
        var remainder = dissection.remainder
        while let range = remainder {
            let next = dissector.dissect(range, of: frame, info)
            holdsTCP = process(next, frame, info) || holdsTCP
            remainder = next.remainder
        }
        if holdsTCP {
            reporter.summary.tcpPackets += 1
        } else if case .malformed(let stop) = dissection.outcome {
            reporter.summary.malformedPackets += 1
            sink.unreadable(UnreadableFrame(info: info, stop: stop, isReassembled: dissection.isReassembled))
        } else {
            reporter.summary.otherPackets += 1
        }
    }

    /// Takes what a frame, or a part of it, was read to hold; whether that is a TCP segment.
    private func process(_ dissection: Dissection, _ frame: Span<UInt8>, _ info: FrameInfo) -> Bool {
        switch dissection.outcome {
        case .tcp:
            if dissection.isReassembled {
                let datagram = dissector.datagram
                processSegment(of: dissection, info, datagram.span)
            } else {
                processSegment(of: dissection, info, frame)
            }
            return true
        case .icmpError:
            if let (error, router) = dissector.icmpError { noteICMPError(error, from: router, dissection, info) }
        case .other, .malformed: break
        }
        return false
    }

    /// Gives an ICMP error to the connection that it quotes a segment of, if that is held.
    private func noteICMPError(
        _ error: ICMPError, from router: IPAddress, _ dissection: Dissection, _ info: FrameInfo
    ) {
        let (key, lowSent) = ConnectionKey.of(dissection)
        // The same ports may be another connection's.
        guard let id = tracker.table.find(key), tracker.table.lifetime(of: id)?.isReported == false,
            tracker.table[id].mayHaveSent(error.sequence, lowSent: lowSent)
        else {
            if sink.wantsReleases { sink.strayICMPError(key, frame: info) }
            return
        }
        reporter.noteICMPError(error, from: router, info, tracker.application(of: tracker.table[id]))
        sink.icmpError(error, from: router, frame: info, connection: tracker.table[id])
    }

    private func chargeFragments() {
        budget.charge(dissector.fragments.bytesHeld - chargedFragments)
        chargedFragments = dissector.fragments.bytesHeld
    }

    @inline(__always)
    private func count(_ wireLength: Int, _ capturedLength: Int, _ time: Timestamp?) {
        reporter.summary.packets += 1
        reporter.summary.capturedBytes += capturedLength
        reporter.summary.wireBytes += wireLength
        note(time)
    }

    @inline(__always)
    private func note(_ time: Timestamp?) {
        guard let time else { return }
        if let last = lastTime, time < last { reporter.summary.quality.count(.timeOrder) }
        lastTime = time
        reporter.summary.first = min(reporter.summary.first ?? time, time)
        reporter.summary.last = max(reporter.summary.last ?? time, time)
    }

    /// Counts frames of a batch.
    func add(_ counts: BatchCounts) {
        reporter.summary.packets += counts.frames
        reporter.summary.tcpPackets += counts.segments
        reporter.summary.capturedBytes += counts.capturedBytes
        reporter.summary.wireBytes += counts.wireBytes
    }

    /// A frame comes, whatever it holds.
    private func beginFrame(_ info: FrameInfo, _ capturedLength: Int) {
        count(info.wireLength, capturedLength, info.hasTime ? info.time : nil)
        tracker.advance(to: info.time, previous: info.previousTime)
    }

    /// The same of a frame of a batch, of which no more is read than is needed.
    @inline(__always)
    func beginFrame(_ frames: Span<FrameInfo>, _ i: Int, _ counts: inout BatchCounts) {
        counts.frames += 1
        counts.capturedBytes += frames[i].range.count
        counts.wireBytes += frames[i].wireLength
        note(frames[i].hasTime ? frames[i].time : nil)
        tracker.advance(to: frames[i].time, previous: frames[i].previousTime)
    }

    private func processSegment(of dissection: Dissection, _ info: FrameInfo, _ bytes: Span<UInt8>) {
        var segment = Segment(dissection, info)
        segment.options.read(bytes, in: dissection.options)
        var place = tracker.place(of: dissection)
        let id = tracker.process(&segment, &place, bytes, dissection.payload)
        report(segment, info, id, bytes, dissection.payload)
    }

    /// Whether there is more to report of the last segment than what was counted.
    @inline(__always)
    var reportsMore: Bool { wantsPackets || reporter.pending != nil }

    /// Reports a segment, whose captured payload lies in `payload` of `bytes`, and what its connection has found with it.
    @inline(never)
    func report(
        _ segment: borrowing Segment, _ info: FrameInfo, _ id: ConnectionID, _ bytes: Span<UInt8>, _ payload: Range<Int>
    ) {
        if let step = tracker.openingStep {
            if !step.isEmpty { sink.opening(OpeningStep(step, segment, info, connection: tracker.table.number(of: id))) }
        } else if wantsPackets {
            emit(segment, info, id, bytes, payload)
        }
        if reporter.pending != nil { reporter.reportPending(tracker.table[id]) }
    }

    /// Reports a segment that is plain with as little as the sink is content with; false if there is more to say of it, or if the sink asks for it.
    @inline(__always)
    func reportPlainly(_ segment: inout Segment, origin: Int) -> Bool {
        // What completes a part of a message is told with it.
        guard wantsPackets, let sender = tracker.plainSender, tracker.plainIsContent, reporter.pending == nil else {
            return false
        }
        let plain = PlainSegment(
            &segment, from: sender, origin: origin, newlyAcknowledged: tracker.newlyAcknowledged, tracker.stages)
        return tracker.lendPlain { connection in sink.plain(plain, connection: connection) } ?? false
    }

    private func emit(
        _ segment: borrowing Segment, _ info: FrameInfo, _ id: ConnectionID, _ bytes: Span<UInt8>, _ payload: Range<Int>
    ) {
        let connection = tracker.table[id]
        if let sender = tracker.plainSender {
            emit(segment, tracker.plainVerdict(segment, from: sender), info, connection, bytes, payload)
        } else {
            emit(segment, tracker.takeVerdict(), info, connection, bytes, payload)
        }
    }

    @inline(__always)
    private func emit(
        _ segment: borrowing Segment, _ verdict: consuming SegmentVerdict, _ info: FrameInfo, _ connection: Connection,
        _ bytes: Span<UInt8>, _ payload: Range<Int>
    ) {
        let event = PacketEvent(
            info: info, segment: copy segment, verdict: verdict, stages: tracker.stages, connection: connection.number)
        sink.packet(event, connection: connection, bytes: bytes, payload: payload)
    }

    // MARK: - Time

    /// Time passed without a packet: connections that are due are reported. For live captures, whose times are those of the clock.
    public func tick(at time: Timestamp) { tracker.tick(at: time) }

    /// The captures that were split, and of which this one is a part, went on until then.
    ///
    /// - Parameter clock: the lesser of their last two times.
    public func captureWentOn(until last: Timestamp, clock: Timestamp) {
        reporter.summary.last = reporter.summary.last.map { max($0, last) }
        tracker.tick(at: clock)
    }

    /// The end of the run: what is still open is reported, as long as `goesOn` says so; the rest is counted.
    public func finish(while goesOn: () -> Bool = { true }) {
        let leftOut = tracker.finish(while: goesOn)
        if leftOut > 0 { sink.warning(.leftOpen(leftOut)) }
        if tracker.endedByLimit > 0 { sink.warning(.connectionLimit(tracker.endedByLimit)) }
        if reporter.relieved > 0 { sink.warning(.memoryLimitTotal(connections: reporter.relieved, budget: budget.limit)) }
        for hit in reporter.hits where hit.connections > ConnectionReporter.maximumNamedOfBound {
            sink.warning(.boundTotal(hit.bound, connections: hit.connections))
        }
        if tracker.releasedEarly > 0 { sink.warning(.closedConnectionLimit(tracker.releasedEarly)) }
        if dissector.fragments.droppedByLimit > 0 {
            reporter.summary.quality.note(fragmentsLetGo: dissector.fragments.droppedByLimit)
            sink.warning(.fragmentsDropped(dissector.fragments.droppedByLimit))
        }
        if let skipped = reporter.forwarder?.skipped, skipped > 0 { sink.warning(.decodingLimit(skipped)) }
        if dissector.fragments.overlapping > 0 { sink.warning(.fragmentsOverlapped(dissector.fragments.overlapping)) }
    }
}
