import Testing

@testable import Reports

/// Which one of its kind a connection is, where some turn out not to be of it.
@Suite struct ConnectionRanksTests {
    /// The tree against an array of those that are left.
    @Test func ranksAreThoseOfWhatIsLeft() {
        var ranks = ConnectionRanks()
        var left: [Int] = []
        var seed: UInt64 = 7
        func random(_ most: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % most
        }
        var next = 1
        for _ in 0..<3000 {
            if random(3) > 0 || left.isEmpty {
                next += 1 + random(3)
                ranks.append(next)
                left.append(next)
            } else {
                let gone = left.remove(at: random(left.count))
                #expect(ranks.remove(gone) && !ranks.remove(gone) && ranks.rank(of: gone) == nil)
            }
            #expect(ranks.count == left.count)
            guard !left.isEmpty else { continue }
            let at = random(left.count)
            #expect(ranks.rank(of: left[at]) == at + 1 && ranks.number(at: at + 1) == left[at])
        }
        #expect(ranks.number(at: 0) == nil && ranks.number(at: left.count + 1) == nil && ranks.rank(of: next + 1) == nil)
    }
}
