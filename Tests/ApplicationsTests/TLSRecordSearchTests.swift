import Applications
import Testing

@Suite struct TLSRecordSearchTests {
    private func record(_ length: Int, _ fill: UInt8 = 0xa5) -> [UInt8] {
        [23, 3, 3, UInt8(length >> 8), UInt8(length & 255)] + [UInt8](repeating: fill, count: length)
    }

    /// Where records begin, by the first place that is found when a stream is cut into pieces of one size.
    private func found(_ stream: [UInt8], size: Int) -> Int? {
        var search = TLSRecordSearch()
        for start in stride(from: 0, to: stream.count, by: size) {
            let piece = Array(stream[start..<min(stream.count, start + size)])
            if let at = search.find(in: piece.span, isExpected: false) { return start + at }
        }
        return nil
    }

    @Test func aRecordIsFoundHoweverTheStreamIsCut() {
        // The rest of a record, and then whole ones.
        let stream = [UInt8](repeating: 0x17, count: 700) + (0..<6).flatMap { record(900 + $0) }
        var starts: Set<Int> = [700]
        for i in 0..<6 { starts.insert((starts.max() ?? 0) + 5 + 900 + i) }
        for size in 16...1500 {
            let at = found(stream, size: size)
            #expect(at.map { starts.contains($0) } == true, "pieces of \(size): \(String(describing: at))")
        }
    }

    @Test func oneRecordThatFillsItsSegmentIsEnough() {
        var search = TLSRecordSearch()
        #expect(search.find(in: record(60).span, isExpected: false) == 0)
    }

    @Test func whatOnlyBeginsLikeOneIsNone() {
        var search = TLSRecordSearch()
        let bytes = record(60) + [1, 2, 3, 4, 5, 6]
        #expect(search.find(in: bytes.span, isExpected: false) == nil)
        // Too short for a tag.
        #expect(search.find(in: record(16).span, isExpected: false) == nil)
    }

    @Test func behindTheOtherEndsRecordsOneHeadIsEnough() {
        var search = TLSRecordSearch()
        let bytes = Array(record(5000).prefix(1448))
        #expect(search.find(in: bytes.span, isExpected: true) == 0)
    }
}
