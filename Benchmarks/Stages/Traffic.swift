import TCP
import Wire

/// What the stages before a stage make of a capture: its segments with their connections, and its streams in order.
final class Traffic {
    /// A TCP segment, and what is known of it by the time it is put in order.
    struct Step {
        var segment: Segment
        var key: ConnectionKey
        var lowSent: Bool
        /// The index of its frame, and where its payload is there.
        var frame: Int
        var payload: Range<Int>
        /// Its direction: twice the number of its connection, from 0, and 1 more for the server's.
        var flow: Int
        var isDuplicate: Bool
        /// What its receiver had acknowledged.
        var acknowledged: SequenceNumber?
    }

    /// Bytes of one direction that are next in order.
    struct Piece {
        var flow: Int
        /// Where in `streams`.
        var range: Range<Int>
        /// Bytes before these that are not in the capture.
        var missing: Int
    }

    let frames: Frames
    private(set) var steps: [Step] = []
    private(set) var flows = 0
    private(set) var pieces: [Piece] = []
    private(set) var streams: [UInt8] = []

    init(_ frames: Frames) {
        self.frames = frames
        var tracker = Tracker()
        var dissector = Dissector()
        var index = 0
        frames.forEach { frame, info in
            defer { index += 1 }
            let dissection = dissector.dissect(frame, info)
            guard dissection.outcome == .tcp else { return }
            let segment = Segment(dissection, info, options: TCPOptions(frame, in: dissection.options))
            let (key, lowSent) = ConnectionKey.of(dissection)
            let result = tracker.take(segment, key, lowSent)
            let connection = tracker.table[result.id]
            steps.append(
                Step(
                    segment: segment, key: key, lowSent: lowSent, frame: index, payload: dissection.payload,
                    flow: (connection.number - 1) * 2 + (result.sender == .client ? 0 : 1), isDuplicate: result.isDuplicate,
                    acknowledged: connection[result.sender.peer].acknowledged))
        }
        flows = tracker.table.begun * 2
        var ordering = Ordering(flows: flows)
        ordering.run(self) { bytes, range, missing, flow in
            let start = streams.count
            for i in range { streams.append(bytes[i]) }
            pieces.append(Piece(flow: flow, range: start..<streams.count, missing: missing))
        }
    }
}

/// The stage "track": segments to connections, as `Analyzer` does it, without what it keeps besides.
struct Tracker {
    let table = ConnectionTable(seed: 1)

    mutating func take(
        _ segment: Segment, _ key: ConnectionKey, _ lowSent: Bool
    ) -> (id: ConnectionID, sender: Role, isDuplicate: Bool) {
        let id: ConnectionID
        var isDuplicate = false
        switch table.admit(segment, key: key, lowSent: lowSent) {
        case .existing(let existing, let duplicate):
            id = existing
            isDuplicate = duplicate
        case .settled(let known): id = known
        case .new(let old, _):
            if let old { table.release(old) }
            let senderIsClient = segment.isSYN && !segment.hasACK
            id = table.open(
                segment, key: key, clientIsLow: senderIsClient == lowSent, rolesAreObserved: segment.isSYN, lowSent: lowSent)
        }
        let wasClosed = table[id].isClosed
        let judgement = table[id].take(segment, lowSent: lowSent, isDuplicate: isDuplicate, notes: [])
        if !wasClosed, table[id].isClosed { table[id].forgetHistory() }
        return (id, judgement.sender, isDuplicate)
    }
}

/// The stage "reassemble": payloads to streams in order.
struct Ordering {
    private var streams: [Reassembler]

    init(flows: Int) { streams = .init(repeating: Reassembler(), count: flows) }

    /// Lends what is next in order to `body`, with how much is missing before it.
    mutating func run(
        _ traffic: Traffic, _ body: (_ bytes: Span<UInt8>, _ range: Range<Int>, _ missing: Int, _ flow: Int) -> Void
    ) {
        // A SYN is placed too: it tells where its stream begins.
        for step in traffic.steps where (step.segment.payloadLength > 0 || step.segment.isSYN) && !step.isDuplicate {
            traffic.frames.withFrame(step.frame) { frame in
                let flow = step.flow
                let placement = streams[flow].take(frame, in: step.payload, of: step.segment)
                let new = placement.inOrder
                if !new.isEmpty {
                    let start = step.payload.lowerBound
                    body(frame, start + new.lowerBound..<start + new.upperBound, 0, flow)
                }
                guard placement.hasHeld else { return }
                pop(flow, missing: 0, body)
                while new.isEmpty, streams[flow].holeIsAcknowledged(by: step.acknowledged) {
                    pop(flow, missing: streams[flow].skipHole(), body)
                }
            }
        }
    }

    private mutating func pop(_ flow: Int, missing: Int, _ body: (Span<UInt8>, Range<Int>, Int, Int) -> Void) {
        var missing = missing
        while let piece = streams[flow].popInOrder() {
            body(piece.bytes.span, 0..<piece.bytes.count, missing, flow)
            missing = 0
        }
    }
}
