import Analysis
import Language
import TCP

/// Counts what a run of plain segments holds, without an allocation.
struct RunCounters {
    private var segments = 0
    private var clientBytes = 0
    private var serverBytes = 0
    private var pureACKs = 0
    private var heads = 0
    /// When the first and the last one came, since the connection began.
    private(set) var firstElapsed: Int64?
    private(set) var lastElapsed: Int64?
    private(set) var lastFrame = 0
    /// How many carried each note, by bit number; empty until one did.
    private var notes: [Int] = []

    var isEmpty: Bool { segments == 0 }

    mutating func add(_ row: PacketRow, heads: Int) {
        add(frame: row.frame, elapsed: row.elapsed, from: row.sender, length: Int(row.length), hasACK: row.hasACK)
        self.heads += heads
        guard !row.notes.isEmpty else { return }
        if notes.isEmpty { notes = Array(repeating: 0, count: UInt32.bitWidth) }
        var rest = row.notes.rawValue
        while rest != 0 {
            notes[rest.trailingZeroBitCount] += 1
            rest &= rest - 1
        }
    }

    mutating func add(_ segment: PlainSegment, elapsed: Int64?) {
        add(
            frame: segment.frame, elapsed: elapsed, from: segment.sender, length: segment.payloadLength,
            hasACK: segment.hasACK)
    }

    @inline(__always)
    private mutating func add(frame: Int, elapsed: Int64?, from sender: Role, length: Int, hasACK: Bool) {
        if segments == 0 { firstElapsed = elapsed }
        segments += 1
        lastElapsed = elapsed
        lastFrame = frame
        if sender == .client { clientBytes += length } else { serverBytes += length }
        if length == 0, hasACK { pureACKs += 1 }
    }

    /// The counts, for the phrasebook.
    var total: SegmentRun {
        var run = SegmentRun()
        run.segments = segments
        run.clientBytes = clientBytes
        run.serverBytes = serverBytes
        run.pureACKs = pureACKs
        run.heads = heads
        for (bit, count) in notes.enumerated() where count > 0 { run.notes[bit] = count }
        return run
    }
}
