import Testing
import Wire

@Suite struct FrameInfoTests {
    private static let spans: [Int64] = [
        0, 1, 999, 1000, 1_000_000, 123_456_789, 1_800_000_000_000, 7_200_000_000_001, 900_000_000_000_000_000,
    ]

    /// The time of the frame before is kept in 32 bits: never too late, and hardly too early.
    @Test(arguments: spans) func previousTime(since: Int64) throws {
        let time = Timestamp(nanoseconds: 1_700_000_000_000_000_000)
        var info = FrameInfo(number: 1, numberInFile: 1, file: 0, time: time, wireLength: 60, linkType: .ethernet)
        #expect(info.previousTime == nil)
        let previous = time.advanced(by: -since)
        info.previousTime = previous
        let kept = try #require(info.previousTime)
        let early = previous.nanoseconds(since: kept)
        let most: Int64 = since < 2_000_000_000_000 ? 1000 : 1_000_000
        if since < 2_000_000_000_000_000 { #expect(early >= 0 && early <= most) } else { #expect(kept < time) }
        #expect(MemoryLayout<FrameInfo>.stride == 64)
    }

    @Test func aFrameBeforeThatCameLater() {
        var info = FrameInfo(
            number: 1, numberInFile: 1, file: 0, time: Timestamp(nanoseconds: 5), wireLength: 60, linkType: .ethernet)
        info.previousTime = Timestamp(nanoseconds: 99)
        #expect(info.previousTime == Timestamp(nanoseconds: 5))
    }
}
