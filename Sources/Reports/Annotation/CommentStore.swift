/// Comments on frames, in whatever order they come, and in that of the frames when they are read back.
///
/// What is more than a little is put aside into a file, sorted, so that memory is constant; where there is no file, or it takes no more, what is more than a bound is
/// left out, and counted.
struct CommentStore {
    /// Bytes that are held before they are put aside.
    private static let mostHeld = 16 << 20

    private var heads: [(head: CommentRun.Head, start: Int)] = []
    private var bytes: [UInt8] = []
    private var runs: [CommentRun] = []
    private var file: (any SpareFile)?
    /// Where the next run goes.
    private var fileEnd = 0
    private let limit: Int
    private var order = 0
    /// Comments that were one too many.
    private(set) var leftOut = 0

    /// - Parameter limit: bytes that are held where they cannot be put aside.
    init(limit: Int, file: (any SpareFile)?) {
        self.limit = limit
        self.file = file
    }

    /// What is held, in bytes.
    var size: Int { bytes.count + heads.count * MemoryLayout<(CommentRun.Head, Int)>.stride }

    /// Adds a line to what is said of a frame, which a connection says, and maybe one of its exchanges.
    ///
    /// - Parameter room: what may be held besides, in bytes.
    mutating func add(_ line: OutputBuffer, to frame: Int, of connection: Int, _ exchange: Int = 0, room: Int) {
        let needed = line.count + MemoryLayout<(CommentRun.Head, Int)>.stride
        if file != nil, size + needed > min(Self.mostHeld, limit) || needed > room { putAside() }
        guard size + needed <= limit, needed <= room || file != nil && heads.isEmpty else {
            leftOut += 1
            return
        }
        heads.append(
            (
                CommentRun.Head(frame: frame, order: order, connection: connection, exchange: exchange, length: line.count),
                bytes.count
            ))
        order += 1
        line.appendGathered(to: &bytes)
    }

    /// Writes what is held, sorted, behind what was written; where that fails it stays, and there is no file any more.
    private mutating func putAside() {
        guard let file, !heads.isEmpty else { return }
        heads.sort { $0.head < $1.head }
        var written = 0
        var piece: [UInt8] = []
        func write() -> Bool {
            defer { piece.removeAll(keepingCapacity: true) }
            written += piece.count
            return file.append(piece)
        }
        for (head, start) in heads {
            head.append(to: &piece)
            piece += bytes[start..<start + head.length]
            if piece.count >= 1 << 18, !write() {
                self.file = nil
                return
            }
        }
        guard write() else {
            self.file = nil
            return
        }
        runs.append(CommentRun(file, fileEnd..<fileEnd + written))
        fileEnd += written
        heads = []
        bytes = []
    }

    // MARK: - Reading them back

    private var isSorted = false
    private var next = 0
    /// The next comment, and the run that begins with it; nil for what is held. Until it is taken.
    private var upcoming: (head: CommentRun.Head, source: Int?)?

    /// The frame of the next comment, of those that `isSelected` by their connection and exchange.
    mutating func nextFrame(_ isSelected: (Int, Int) -> Bool) -> Int? {
        if !isSorted {
            heads.sort { $0.head < $1.head }
            isSorted = true
        }
        while true {
            if upcoming == nil { upcoming = first() }
            guard let head = upcoming?.head else { return nil }
            if isSelected(head.connection, head.exchange) { return head.frame }
            _ = takeNext()
        }
    }

    private func first() -> (CommentRun.Head, Int?)? {
        var best: (CommentRun.Head, Int?)? = next < heads.count ? (heads[next].head, nil) : nil
        for i in runs.indices {
            guard let head = runs[i].head, best.map({ head < $0.0 }) ?? true else { continue }
            best = (head, i)
        }
        return best
    }

    /// The text of the next comment, whose frame was asked for.
    mutating func takeNext() -> ArraySlice<UInt8> {
        defer { upcoming = nil }
        if let source = upcoming?.source { return runs[source].takeText() }
        guard next < heads.count else { return [] }
        defer { next += 1 }
        let (head, start) = heads[next]
        return bytes[start..<start + head.length]
    }
}
