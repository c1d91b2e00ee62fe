import PacketScript
import Testing
import Wire

@testable import TCP

/// A stream of known bytes, cut into segments and fed in any order.
private struct Feeder {
    var reassembler = Reassembler()
    let recent = RecentBytes()
    var delivered: [UInt8] = []
    let stream: [UInt8]
    let start: UInt32

    init(length: Int, start: UInt32) {
        stream = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        self.start = start
        reassembler.begin(at: SequenceNumber(start))
    }

    /// Feeds stream[range], each byte xored with `mask`; tells whether that conflicted with bytes seen before.
    @discardableResult
    mutating func feed(_ range: Range<Int>, mask: UInt8 = 0) -> Bool {
        let (bytes, segment) = segment(range, mask)
        let placement = reassembler.place(bytes.span, in: 0..<bytes.count, of: segment, comparingWith: recent)
        delivered += bytes[placement.inOrder]
        while let piece = reassembler.popInOrder(keepingIn: recent) { delivered += piece.bytes }
        return placement.conflicts > 0
    }

    /// Feeds stream[range] as a damaged segment.
    mutating func setAside(_ range: Range<Int>, mask: UInt8 = 0) {
        let (bytes, segment) = segment(range, mask)
        _ = reassembler.setAside(bytes.span, in: 0..<bytes.count, of: segment)
    }

    private func segment(_ range: Range<Int>, _ mask: UInt8) -> ([UInt8], Segment) {
        let bytes = stream[range].map { $0 ^ mask }
        var segment = Segment(
            Dissection(),
            FrameInfo(
                number: 1, numberInFile: 1, file: 0, time: Timestamp(nanoseconds: 0), wireLength: 0, linkType: .ethernet))
        segment.sequence = SequenceNumber(start).advanced(by: range.lowerBound)
        segment.payloadLength = bytes.count
        segment.capturedLength = bytes.count
        return (bytes, segment)
    }
}

@Suite struct ReassemblerTests {
    /// Overlapping segments in every shuffled order, across the wrap: each byte once, in order.
    @Test(arguments: 0..<200) func anyOrderGivesTheStream(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        var feeder = Feeder(length: 500, start: UInt32.max - 200)
        var pieces: [Range<Int>] = []
        var at = 0
        while at < 500 {
            let end = min(500, at + Int.random(in: 1...40, using: &random))
            // Reaches back into what others cover, too.
            pieces.append(max(0, at - Int.random(in: 0...20, using: &random))..<end)
            at = end
        }
        for piece in pieces.shuffled(using: &random) {
            let conflicts = feeder.feed(piece)
            #expect(!conflicts)
        }
        #expect(feeder.delivered == feeder.stream)
        #expect(feeder.reassembler.distinctBytes == 500)
        #expect(feeder.reassembler.missingBytes == 0)
        #expect(!feeder.reassembler.hasHole)
    }

    @Test func theFirstCopyWinsAndTheConflictIsTold() {
        var feeder = Feeder(length: 100, start: 1)
        let conflicts = [
            feeder.feed(0..<20),
            feeder.feed(10..<30, mask: 0xff),  // against delivered bytes
            feeder.feed(50..<60),
            feeder.feed(45..<65, mask: 0xff),  // against held bytes
        ]
        #expect(conflicts == [false, true, false, true])
        let expected = feeder.stream[0..<20] + feeder.stream[20..<30].map { $0 ^ 0xff }
        #expect(feeder.delivered == Array(expected))
        #expect(feeder.reassembler.distinctBytes == 30 + 20)
    }

    @Test func holesHaveTheirExactSize() {
        var feeder = Feeder(length: 100, start: 1)
        feeder.feed(0..<10)
        feeder.feed(25..<30)
        feeder.feed(40..<50)
        #expect(feeder.reassembler.hasHole)
        #expect(feeder.reassembler.missingBytes == 25)
        #expect(!feeder.reassembler.holeIsAcknowledged(by: SequenceNumber(1 + 24)))
        #expect(feeder.reassembler.holeIsAcknowledged(by: SequenceNumber(1 + 25)))
        let first = feeder.reassembler.skipHole()
        let piece = feeder.reassembler.popInOrder(keepingIn: feeder.recent)
        let second = feeder.reassembler.skipHole()
        #expect([first, piece?.bytes.count, second] == [15, 5, 10])
    }

    /// Of two damaged copies the last one counts; and what waits is bounded.
    @Test func damagedCopies() {
        var feeder = Feeder(length: 1000, start: 1)
        feeder.setAside(0..<20, mask: 0xff)
        feeder.setAside(5..<10)
        #expect(feeder.reassembler.distinctBytes == 0)
        #expect(feeder.reassembler.heldBytes == 25)
        #expect(!feeder.reassembler.damagedIsAcknowledged(upTo: SequenceNumber(1)))
        #expect(feeder.reassembler.damagedIsAcknowledged(upTo: SequenceNumber(2)))
        #expect(feeder.reassembler.releaseDamaged() == -5)
        while let piece = feeder.reassembler.popInOrder(keepingIn: feeder.recent) { feeder.delivered += piece.bytes }
        let mask = feeder.stream.map { $0 ^ 0xff }
        #expect(feeder.delivered == Array(mask[0..<5] + feeder.stream[5..<10] + mask[10..<20]))
        #expect(feeder.reassembler.heldBytes == 0)
        for i in 0..<2 * Reassembler.maximumDamaged { feeder.setAside(20 + i..<21 + i) }
        #expect(feeder.reassembler.heldBytes == Reassembler.maximumDamaged)
        #expect(feeder.reassembler.releaseDamaged(from: 2) == -Reassembler.maximumDamaged)
        #expect(feeder.reassembler.heldBytes == 0)
    }

    /// Once other copies have brought it, nothing waits.
    @Test func damagedAndReplaced() {
        var feeder = Feeder(length: 30, start: 1)
        feeder.setAside(10..<20, mask: 0xff)
        feeder.feed(0..<19)
        #expect(feeder.reassembler.dropReplaced() == 0)
        #expect(feeder.reassembler.hasDamaged && !feeder.reassembler.isPlain)
        feeder.feed(19..<20)
        #expect(feeder.reassembler.dropReplaced() == -10)
        #expect(!feeder.reassembler.hasDamaged && feeder.reassembler.isPlain)
        feeder.setAside(10..<20)
        #expect(!feeder.reassembler.hasDamaged)
        #expect(feeder.delivered == Array(feeder.stream[0..<20]))
    }

    @Test func whatIsHeldIsBounded() {
        var feeder = Feeder(length: 3 * Limits().earlyPieces, start: 1)
        for i in 0...Limits().earlyPieces { feeder.feed(2 * i + 1..<2 * i + 2) }
        #expect(feeder.reassembler.mustSkipHole(Limits()))
    }
}
