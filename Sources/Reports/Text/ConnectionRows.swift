import Analysis
import Language
import TCP
import Wire

/// The rows of one connection's ladder, gathered as its packets come: runs of plain segments become one row.
///
/// However many packets a connection has, its rows are bounded.
struct ConnectionRows {
    /// Rows of one connection at most; later packets are only counted, in runs.
    static let maximumRows = 300
    /// Further rows for steps, sums, RSTs and the like: those of the close come last.
    private static let lastRows = 50
    /// Plain segments in a row that are still shown one by one.
    private static let shortRun = 3
    /// How often a note is shown with its packet before it is only counted.
    private static let notesShown: UInt64 = 3
    /// What an exchange takes besides its heads, in bytes, about.
    private static let exchangeBytes = 1024

    enum Row {
        case packet(PacketRow)
        /// An index of `runs`.
        case run(Int)
        /// An index of `errors`.
        case icmp(Int)
    }

    // In this order what each packet reads or changes lies together.

    private var run = RunCounters()
    private(set) var rows: [Row] = []
    private(set) var details: [RowDetails] = []
    /// How many of the last rows are plain segments that may become a run.
    private var undecided = 0
    /// What exchanges and heads take that are kept as they are, in bytes, about.
    private(set) var keptBytes = 0
    /// So much of it is fetched into the cache before packets come.
    static let prefetched = MemoryLayout<RunCounters>.size + 4 * MemoryLayout<Int>.size

    private(set) var runs: [RunCounters] = []
    /// Two bits for each note: how often it was shown, at most three times.
    private var shown: UInt64 = 0
    /// Where its frames were captured, each once, and no more than a few.
    private(set) var origins: [FrameOrigin] = []
    private static let maximumOrigins = 4
    private(set) var errors: [(frame: Int, elapsed: Int64?, text: String)] = []
    /// The first exchanges, in one line each; bounded, with the next.
    private(set) var exchanges: [String] = []
    /// Those behind them, whose line is not made yet: those of most connections never are where only problems are shown.
    private(set) var recentExchanges: [Exchange] = []
    private(set) var exchangesLeftOut = 0
    private(set) var totals = ExchangeTotals()

    /// Bytes of a row, roughly: what few of them have besides is no part of it.
    static let rowBytes = MemoryLayout<Row>.stride

    /// Rows held, for the bound over all connections.
    var count: Int { rows.count }
    /// Rows that stay.
    private var decided: Int { rows.count - undecided }

    /// Whether a check failed in one of the rows.
    var hasFailure: Bool { details.contains { $0.failedChecks > 0 } }

    func details(of row: PacketRow) -> RowDetails? {
        details.indices.contains(Int(row.details)) ? details[Int(row.details)] : nil
    }

    mutating func note(_ origin: FrameOrigin) {
        if origins.count < Self.maximumOrigins, !origins.contains(origin) { origins.append(origin) }
    }

    /// Holds the details of a packet, which `append` takes next.
    mutating func hold(_ new: consuming RowDetails) {
        if details.count == details.capacity {
            details.reserveCapacity(details.isEmpty ? 3 : max(16, 2 * details.count))
        }
        details.append(new)
    }

    /// Adds a line to the details that are held.
    mutating func addToHeld(_ line: RowDetails.Line) { details[details.count - 1].add(line) }

    /// Takes the next packet. With `isFull` it gets no row of its own.
    ///
    /// - Parameter hasDetails: its details are held.
    /// - Returns: how many rows more there are, and how many bytes more of heads that are kept.
    @discardableResult
    mutating func append(_ row: PacketRow, hasDetails: Bool, isFull: Bool) -> (rows: Int, kept: Int) {
        let before = rows.count
        guard hasDetails else {
            if getsRow(row, lines: 0, isFull: isFull) { show(row) }
            return (rows.count - before, 0)
        }
        let last = details.count - 1
        guard getsRow(row, lines: details[last].lineCount, isFull: isFull) else {
            details.removeLast()
            return (rows.count - before, 0)
        }
        var row = row
        row.details = Int32(truncatingIfNeeded: last)
        show(row)
        let kept = details[last].headBytes
        keptBytes += kept
        return (rows.count - before, kept)
    }

    /// Whether a packet gets a row; else it is counted in a run.
    private mutating func getsRow(_ row: PacketRow, lines: Int, isFull: Bool) -> Bool {
        let isFull = isFull || decided >= Self.maximumRows + (row.isNotable ? Self.lastRows : 0)
        let isSpecial = row.isNotable || lines > 0 || !row.notes.isEmpty && isNoteNew(row)
        if isSpecial, !isFull {
            endRun()
            return true
        }
        if run.isEmpty, !isFull, row.notes.isEmpty, undecided < Self.shortRun {
            undecided += 1
            return true
        }
        if undecided > 0 {
            for case .packet(let row) in rows.suffix(undecided) { run.add(row, heads: 0) }
            rows.removeLast(undecided)
            undecided = 0
        }
        run.add(row, heads: lines)
        return false
    }

    /// Counts a segment in the run at hand; false if there is none, so that the segment may get a row.
    mutating func addToRun(_ segment: PlainSegment, elapsed: Int64?) -> Bool {
        guard !run.isEmpty else { return false }
        run.add(segment, elapsed: elapsed)
        return true
    }

    /// Gives a packet a row of its own.
    private mutating func show(_ row: PacketRow) {
        if rows.count == rows.capacity { rows.reserveCapacity(rows.isEmpty ? 4 : max(32, 2 * rows.count)) }
        rows.append(.packet(row))
    }

    /// Whether the packet carries a note that was not shown often enough yet.
    private mutating func isNoteNew(_ row: PacketRow) -> Bool {
        var isNew = false
        var rest = row.notes.rawValue
        while rest != 0 {
            let bit = UInt64(rest.trailingZeroBitCount)
            rest &= rest - 1
            guard shown >> (2 * bit) & 3 < Self.notesShown else { continue }
            isNew = true
            shown += 1 << (2 * bit)
        }
        return isNew
    }

    /// Ends the run of plain segments, if there is one.
    mutating func endRun() {
        undecided = 0
        guard !run.isEmpty else { return }
        rows.append(.run(runs.count))
        if runs.count == runs.capacity { runs.reserveCapacity(max(8, 2 * runs.count)) }
        runs.append(run)
        run = RunCounters()
    }

    /// An ICMP error that quotes the connection, where it came.
    mutating func append(icmp text: String, frame: Int, elapsed: Int64?) {
        guard decided < Self.maximumRows else { return }
        endRun()
        rows.append(.icmp(errors.count))
        errors.append((frame, elapsed, text))
    }

    /// Takes the next exchange, whose line may never be needed. With `isFull` its line is made, and those of the ones before it.
    mutating func append(_ exchange: Exchange, isFull: Bool, line: (Exchange) -> String) {
        totals.add(exchange)
        guard exchanges.count + recentExchanges.count < Self.maximumRows else {
            exchangesLeftOut += 1
            return
        }
        if isFull {
            makeExchangeLines(line)
            exchanges.append(line(exchange))
        } else {
            recentExchanges.append(exchange)
            keptBytes += exchange.size + Self.exchangeBytes
        }
    }

    /// Makes the lines of the exchanges that were kept.
    mutating func makeExchangeLines(_ line: (Exchange) -> String) {
        for exchange in recentExchanges {
            exchanges.append(line(exchange))
            keptBytes -= exchange.size + Self.exchangeBytes
        }
        recentExchanges = []
    }
}
