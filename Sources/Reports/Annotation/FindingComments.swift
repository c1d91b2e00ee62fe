/// Comments that are known only when a connection ends: findings, on the frames that prove them. Each text is held once.
struct FindingComments {
    private let limit: Int
    private var texts: [String] = []
    private var places: [(frame: Int, text: Int)] = []
    private(set) var size = 0
    private(set) var leftOut = 0
    private var isSorted = false
    private var next = 0

    init(limit: Int) { self.limit = limit }

    mutating func add(_ text: String, to frames: [Int], room: Int) {
        let needed = text.utf8.count + 16 * (frames.count + 1)
        guard size + needed <= limit, needed <= room else {
            leftOut += frames.count
            return
        }
        size += needed
        for frame in frames { places.append((frame, texts.count)) }
        texts.append(text)
    }

    /// The frame of the next comment, once all are there.
    mutating func nextFrame() -> Int? {
        if !isSorted {
            isSorted = true
            places.sort { $0 < $1 }
        }
        return next < places.count ? places[next].frame : nil
    }

    mutating func takeNext() -> String {
        guard next < places.count else { return "" }
        defer { next += 1 }
        return texts[places[next].text]
    }
}
