import PacketScript
import Testing
import Wire

@testable import TCP

@Suite struct TimeQueueTests {
    /// Mostly in order, now and then far ahead or behind: always the least first, and nothing before it is due.
    @Test(arguments: 0..<50) func theLeastComesFirst(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        var queue = TimeQueue()
        var waiting: [Int64] = []
        var now: Int64 = 0
        for _ in 0..<5000 {
            now += Int64.random(in: 0...20, using: &random)
            if Int.random(in: 0..<3, using: &random) > 0 {
                let wild: Int64 = Int.random(in: 0..<40, using: &random) == 0 ? .random(in: -9000...9000, using: &random) : 0
                waiting.append(now + 300 + wild)
                queue.push(1, 1, due: Timestamp(nanoseconds: now + 300 + wild))
            }
            while let entry = queue.pop(at: Timestamp(nanoseconds: now)) {
                #expect(entry.due.nanoseconds < now)
                #expect(entry.due.nanoseconds == waiting.min())
                if let at = waiting.firstIndex(of: entry.due.nanoseconds) { waiting.remove(at: at) }
            }
            #expect(waiting.allSatisfy { $0 >= now })
            #expect(queue.count == waiting.count)
        }
        queue.removeAll { $0.due.nanoseconds % 2 == 0 }
        var rest: [Int64] = []
        while let entry = queue.popFirst() { rest.append(entry.due.nanoseconds) }
        #expect(rest == waiting.filter { $0 % 2 != 0 }.sorted())
    }

    /// The last representable time is never past, and stands in nobody's way.
    @Test func theLastTimeOfAll() {
        var queue = TimeQueue()
        queue.push(1, 1, due: Timestamp(nanoseconds: .max))
        queue.push(2, 2, due: Timestamp(nanoseconds: 5))
        #expect(queue.pop(at: Timestamp(nanoseconds: .max))?.id == 2)
        #expect(queue.pop(at: Timestamp(nanoseconds: .max)) == nil)
        #expect(queue.popFirst()?.id == 1)
    }
}
