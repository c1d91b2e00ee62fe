/// Ranges of offsets in a stream, apart from each other and in order.
struct SequenceRanges {
    /// Ranges at most that are held one by one while they come.
    static let maximum = 4096

    private var ranges: [Range<Int>] = []

    init() {}

    /// All of them at once, in any order.
    init(_ all: [Range<Int>]) {
        for range in all.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = ranges.last, range.lowerBound <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
    }

    /// Adds a range; false if it would be one too many.
    mutating func insert(_ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return true }
        let start = firstIndex(endingAtOrBehind: range.lowerBound)
        var end = start
        var joined = range
        while end < ranges.count, ranges[end].lowerBound <= joined.upperBound {
            joined = min(joined.lowerBound, ranges[end].lowerBound)..<max(joined.upperBound, ranges[end].upperBound)
            end += 1
        }
        if start == end, ranges.count >= Self.maximum { return false }
        ranges.replaceSubrange(start..<end, with: [joined])
        return true
    }

    /// Forgets what lies before an offset.
    mutating func forget(before offset: Int) {
        if let first = ranges.first, first.upperBound < offset { ranges.removeAll { $0.upperBound < offset } }
    }

    /// How far the last of them goes.
    var end: Int? { ranges.last?.upperBound }

    func contains(_ range: Range<Int>) -> Bool {
        let index = firstIndex(endingAtOrBehind: range.upperBound)
        return index < ranges.count && ranges[index].lowerBound <= range.lowerBound
    }

    func overlaps(_ range: Range<Int>) -> Bool {
        let index = firstIndex(endingAtOrBehind: range.lowerBound + 1)
        return index < ranges.count && ranges[index].lowerBound < range.upperBound
    }

    /// What of a range is not there.
    func gaps(in range: Range<Int>) -> [Range<Int>] {
        var gaps: [Range<Int>] = []
        var start = range.lowerBound
        var index = firstIndex(endingAtOrBehind: start)
        while start < range.upperBound, index < ranges.count, ranges[index].lowerBound < range.upperBound {
            if ranges[index].lowerBound > start { gaps.append(start..<ranges[index].lowerBound) }
            start = max(start, ranges[index].upperBound)
            index += 1
        }
        if start < range.upperBound { gaps.append(start..<range.upperBound) }
        return gaps
    }

    /// How far everything from `start` on is there.
    func end(from start: Int) -> Int {
        let index = firstIndex(endingAtOrBehind: start)
        guard index < ranges.count, ranges[index].lowerBound <= start else { return start }
        return ranges[index].upperBound
    }

    private func firstIndex(endingAtOrBehind offset: Int) -> Int {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
