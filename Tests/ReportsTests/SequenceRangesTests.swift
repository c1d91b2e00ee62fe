import PacketScript
import Testing

@testable import Reports

@Suite struct SequenceRangesTests {
    @Test func oneByOneAsAllAtOnce() {
        var dice = SplitMix(state: 1)
        for _ in 0..<200 {
            let all = (0..<40).map { _ in
                let start = Int.random(in: 0..<300, using: &dice)
                return start..<start + Int.random(in: 0..<20, using: &dice)
            }
            var one = SequenceRanges()
            for range in all {
                let isIn = one.insert(range)
                #expect(isIn)
            }
            let other = SequenceRanges(all)
            let there = Set(all.flatMap { Array($0) })
            for start in 0..<320 {
                let range = start..<start + 5
                #expect(one.contains(range) == range.allSatisfy(there.contains))
                #expect(other.contains(range) == range.allSatisfy(there.contains))
                #expect(one.overlaps(range) == range.contains(where: there.contains))
                var end = start
                while there.contains(end) { end += 1 }
                #expect(one.end(from: start) == end)
            }
        }
    }

    @Test func theyAreBounded() {
        var ranges = SequenceRanges()
        for i in 0..<SequenceRanges.maximum {
            let isIn = ranges.insert(i * 10..<i * 10 + 1)
            #expect(isIn)
        }
        let beyond = ranges.insert(1_000_000..<1_000_001)
        #expect(!beyond)
        let joined = ranges.insert(1..<5)
        #expect(joined)
        ranges.forget(before: 20_000)
        #expect(!ranges.contains(0..<1) && ranges.contains(20_010..<20_011))
    }
}
