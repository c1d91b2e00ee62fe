import Testing
import Wire

@Suite struct SequenceNumberTests {
    @Test func distanceGoesTheShorterWayRound() {
        let high = SequenceNumber(.max)
        #expect(high.distance(to: SequenceNumber(4)) == 5)
        #expect(SequenceNumber(4).distance(to: high) == -5)
        #expect(SequenceNumber(0).distance(to: SequenceNumber(0x8000_0000)) == -0x8000_0000)
    }

    @Test func orderHoldsAcrossTheWrap() {
        #expect(SequenceNumber(.max).precedes(SequenceNumber(0)))
        #expect(!SequenceNumber(0).precedes(SequenceNumber(.max)))
        #expect(!SequenceNumber(7).precedes(SequenceNumber(7)))
        #expect(SequenceNumber(7).isAtOrBeyond(SequenceNumber(7)))
    }

    @Test func advancingWraps() {
        #expect(SequenceNumber(.max).advanced(by: 1) == SequenceNumber(0))
        #expect(SequenceNumber(0).advanced(by: -1) == SequenceNumber(.max))
        #expect(SequenceNumber(5).advanced(by: 1 << 32) == SequenceNumber(5))
    }
}
