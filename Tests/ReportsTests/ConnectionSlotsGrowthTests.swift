import PacketScript
import Testing

@testable import Reports

/// Connection numbers to slots.
@Suite struct ConnectionSlotsGrowthTests {
    /// As a dictionary would, whatever is inserted and removed.
    @Test func findsWhatIsThere() {
        var slots = ConnectionSlots()
        var model: [Int: Int] = [:]
        var random = SplitMix(state: 1)
        for _ in 0..<20_000 {
            let number = Int.random(in: 1...600, using: &random)
            if let slot = model[number] {
                #expect(slots.find(number) == slot)
                #expect(slots.remove(number) == slot)
                model[number] = nil
            } else {
                #expect(slots.find(number) == nil && slots.remove(number) == nil)
                let slot = slots.insert(number)
                #expect(!model.values.contains(slot))
                model[number] = slot
            }
            #expect(slots.count == model.count)
        }
        for (number, slot) in model { #expect(slots.find(number) == slot) }
    }

    /// All connections that were open end one after the other: each costs the same, however many there are.
    @Test(.timeLimit(.minutes(5))) func manyEndAtOnce() {
        var slots = ConnectionSlots()
        let count = 300_000
        for number in 1...count { _ = slots.insert(number) }
        #expect(slots.find(count + 1) == nil)
        for number in 1...count where slots.remove(number) == nil { Issue.record("\(number)") }
        #expect(slots.count == 0)
    }
}
