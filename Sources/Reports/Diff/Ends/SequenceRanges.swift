/// Ranges of offsets in a stream, apart from each other and in order.
struct SequenceRanges {
    private var ranges: [Range<Int>] = []

    mutating func insert(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        var low = firstIndex(endingAtOrBehind: range.lowerBound)
        var joined = range
        let start = low
        while low < ranges.count, ranges[low].lowerBound <= joined.upperBound {
            joined = min(joined.lowerBound, ranges[low].lowerBound)..<max(joined.upperBound, ranges[low].upperBound)
            low += 1
        }
        ranges.replaceSubrange(start..<low, with: [joined])
    }

    func contains(_ range: Range<Int>) -> Bool {
        let index = firstIndex(endingAtOrBehind: range.upperBound)
        return index < ranges.count && ranges[index].lowerBound <= range.lowerBound
            && ranges[index].upperBound >= range.upperBound
    }

    func overlaps(_ range: Range<Int>) -> Bool {
        let index = firstIndex(endingAtOrBehind: range.lowerBound + 1)
        return index < ranges.count && ranges[index].lowerBound < range.upperBound
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
