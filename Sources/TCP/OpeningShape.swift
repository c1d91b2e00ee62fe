import Wire

/// All that decides what is concluded of an opening: connections that are alike in it differ only in their endpoints, frames, numbers and
/// times: short gaps between segments, which no rule tells apart.
///
/// So the first of them is judged, and what the others come to is known. A test compares all output with this switched off.
public struct OpeningShape: Equatable, Sendable {
    /// What passes between two segments and is less than any rule calls a wait, in nanoseconds. Longer gaps must be the same.
    private static let longestShortGap: Int64 = 100_000_000

    private let state: OpeningState
    /// A RST ended it: how long nothing came after that says nothing.
    public var isClosed: Bool { state.isClosed }
    private let count: UInt8
    private let ending: ConnectionTable.Ending
    private let clientIsLow: Bool
    /// The gaps between its segments that are not short.
    private let longGaps: SIMD4<Int64>
    private let first: OpeningSegment.Shape
    private let second: OpeningSegment.Shape
    private let third: OpeningSegment.Shape
    private let fourth: OpeningSegment.Shape
    private let fifth: OpeningSegment.Shape

    /// nil for one whose conclusion depends on more: on how long it waited, on a step that is missing, on what it replaced.
    init?(_ record: borrowing LongOpening, _ ending: ConnectionTable.Ending) {
        switch record.begin.state {
        case .asked, .open, .refused, .reset: break
        case .answered, .closing: return nil
        }
        guard !record.begin.reusesPorts, record.isUsual else { return nil }
        var end = record.startTime
        var longGaps = SIMD4<Int64>(repeating: 0)
        for i in 1..<max(1, Int(record.begin.count)) {
            let gap = record[i].time.nanoseconds(since: end)
            if gap < 0 || gap > Self.longestShortGap { longGaps[i - 1] = gap }
            end = record[i].time
        }
        self.longGaps = longGaps
        state = record.begin.state
        count = record.begin.count
        clientIsLow = record.begin.clientIsLow
        self.ending = ending
        first = record[0].shape
        second = record[1].shape
        third = record[2].shape
        fourth = record[3].shape
        fifth = record[4].shape
    }
}
