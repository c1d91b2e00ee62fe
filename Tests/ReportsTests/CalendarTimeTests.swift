import Testing
import Wire

@testable import Reports

@Suite struct CalendarTimeTests {
    private func text(_ nanoseconds: Int64) -> String {
        let output = Gathered()
        let buffer = OutputBuffer { output.bytes.append(copying: $0, in: 0..<$0.count) }
        buffer.appendJSON(Timestamp(nanoseconds: nanoseconds))
        buffer.flush()
        return String(decoding: output.bytes, as: UTF8.self)
    }

    private final class Gathered {
        var bytes: [UInt8] = []
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000000Z"), (-1, "1969-12-31T23:59:59.999999999Z"),
            (1_795_343_400_123_456_789, "2026-11-22T10:30:00.123456789Z"),
            (951_782_399_000_000_000, "2000-02-28T23:59:59.000000000Z"),
            (951_782_400_000_000_000, "2000-02-29T00:00:00.000000000Z"),
            (.max, "2262-04-11T23:47:16.854775807Z"), (.min, "1677-09-21T00:12:43.145224192Z"),
        ] as [(Int64, String)])
    func isRFC3339(nanoseconds: Int64, expected: String) {
        #expect(text(nanoseconds) == "\"\(expected)\"")
    }

    @Test(
        arguments: [(0, "0.0"), (213_000, "0.000213"), (1_500_000_000, "1.5"), (-2_000_000_001, "-2.000000001")]
            as [(Int64, String)])
    func seconds(nanoseconds: Int64, expected: String) {
        let output = Gathered()
        let buffer = OutputBuffer { output.bytes.append(copying: $0, in: 0..<$0.count) }
        buffer.appendSeconds(nanoseconds)
        buffer.flush()
        #expect(String(decoding: output.bytes, as: UTF8.self) == expected)
    }
}
