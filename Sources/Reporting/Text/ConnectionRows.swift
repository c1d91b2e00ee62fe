import Analysis
import Explanation
import Tracking

/// The rows of one connection's ladder, gathered as its packets come: runs of plain segments become one row.
///
/// However many packets a connection has, its rows are bounded.
struct ConnectionRows {
    /// Rows of one connection at most; later packets are only counted, in runs.
    static let maximumRows = 300
    /// Plain segments in a row that are still shown one by one.
    private static let shortRun = 3
    /// How often a note is shown with its packet before it is only counted.
    private static let notesShown = 3

    enum Row {
        case packet(PacketRow)
        case run(SegmentRun)
        case icmp(frame: Int, elapsed: Int64?, text: String)
    }

    private(set) var rows: [Row] = []
    /// Plain segments that may become a run.
    private var plain: [PacketRow] = []
    private var run: SegmentRun?
    private var shown: [Int: Int] = [:]
    /// Exchanges, each told in one line; bounded.
    private(set) var exchanges: [String] = []
    private(set) var exchangesLeftOut = 0

    /// Rows held, for the bound over all connections.
    var count: Int { rows.count + plain.count }

    /// Whether a check failed in one of the rows.
    var hasFailure: Bool {
        rows.contains { row in
            if case .packet(let packet) = row { packet.judgement.checks.failures > 0 } else { false }
        }
    }

    /// Takes the next packet. With `isFull` it gets no row of its own.
    mutating func append(_ row: PacketRow, isFull: Bool) {
        let isFull = isFull || rows.count >= Self.maximumRows
        let isSpecial = row.isNotable || !row.lines.isEmpty || isNoteNew(row)
        if isSpecial, !isFull {
            endRun()
            rows.append(.packet(row))
            return
        }
        if run == nil, !isFull, row.judgement.notes.isEmpty {
            plain.append(row)
            if plain.count <= Self.shortRun { return }
        } else {
            plain.append(row)
        }
        var run = self.run ?? SegmentRun()
        for row in plain { run.add(row) }
        plain.removeAll()
        self.run = run
    }

    /// Whether the packet carries a note that was not shown often enough yet.
    private mutating func isNoteNew(_ row: PacketRow) -> Bool {
        var isNew = false
        var rest = row.judgement.notes.rawValue
        while rest != 0 {
            let bit = rest.trailingZeroBitCount
            rest &= rest - 1
            if shown[bit, default: 0] < Self.notesShown { isNew = true }
            shown[bit, default: 0] += 1
        }
        return isNew
    }

    /// Ends the run of plain segments, if there is one.
    mutating func endRun() {
        if let run { rows.append(.run(run)) }
        run = nil
        rows += plain.map { .packet($0) }
        plain.removeAll()
    }

    /// An ICMP error that quotes the connection, where it came.
    mutating func append(icmp text: String, frame: Int, elapsed: Int64?) {
        guard rows.count < Self.maximumRows else { return }
        endRun()
        rows.append(.icmp(frame: frame, elapsed: elapsed, text: text))
    }

    mutating func append(exchange: String) {
        if exchanges.count < Self.maximumRows { exchanges.append(exchange) } else { exchangesLeftOut += 1 }
    }
}

extension SegmentRun {
    mutating func add(_ row: PacketRow) {
        segments += 1
        heads += row.lines.count
        if row.judgement.sender == .client { clientBytes += row.length } else { serverBytes += row.length }
        if row.length == 0, row.hasACK { pureACKs += 1 }
        var rest = row.judgement.notes.rawValue
        while rest != 0 {
            notes[rest.trailingZeroBitCount, default: 0] += 1
            rest &= rest - 1
        }
    }
}
