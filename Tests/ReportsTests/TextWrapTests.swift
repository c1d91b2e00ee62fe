import Testing

@testable import Reports

@Suite struct TextWrapTests {
    @Test func linesBreakAtSpaces() {
        #expect("one two three".wrapped(to: 20) == ["one two three"])
        #expect("one two three".wrapped(to: 8) == ["one two", "three"])
        #expect("one two three".wrapped(to: 7) == ["one two", "three"])
        #expect("incomprehensible".wrapped(to: 5) == ["incomprehensible"])
        #expect("a  b".wrapped(to: 3) == ["a ", "b"])
        #expect("".wrapped(to: 5) == [""])
    }

    @Test func charactersCountAndNotBytes() {
        #expect("→→→→ →→→→".wrapped(to: 9) == ["→→→→ →→→→"])
        #expect("→→→→ →→→→".wrapped(to: 8) == ["→→→→", "→→→→"])
    }
}

@Suite struct ConnectionSlotsTests {
    @Test func slotsAreFoundAndUsedAgain() {
        var slots = ConnectionSlots()
        var known: [Int: Int] = [:]
        var state: UInt64 = 1
        for number in 1...5000 {
            let slot = slots.insert(number)
            #expect(!known.values.contains(slot) || known.count > 300)
            known[number] = slot
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let other = 1 + Int(state >> 33) % number
            #expect(slots.remove(other) == known.removeValue(forKey: other))
            if number % 500 == 0 { for (number, slot) in known { #expect(slots.find(number) == slot) } }
        }
        #expect(slots.count == known.count)
        #expect(Set(known.values).count == known.count)
        #expect(slots.find(10_000) == nil)
    }
}
