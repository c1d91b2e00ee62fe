public import Tracking
import Wire

extension English {
    public func reason(_ evidence: Evidence, _ numbers: NumberBases) -> String {
        switch evidence {
        case .gap(let next, let bytes):
            "\(Quantity.bytes(bytes)) from \(numbers.sent(next)) on are missing before it"
        case .belowNext(let next):
            "its number is one below \(numbers.sent(next)), which is the next to be sent"
        case .acknowledged(let by, let end):
            "it ends before \(numbers.sent(end)), and ack \(numbers.sent(by)) came before it"
        case .askedFor(let by, let times) where times < 0:
            "ack \(numbers.sent(by)) came less than 20 ms before; the capture lacks bytes there, so how often it was repeated is not known"
        case .askedFor(let by, let times):
            "ack \(numbers.sent(by)) was repeated \(Quantity.count(times, "time")), the last less than 20 ms before"
        case .selectivelyAcknowledged(let start, let end):
            "\(numbers.sent(start)) to \(numbers.sent(end)) had been reported as received by SACK, so it was not needed"
        case .timestamps(let own, let highest, let next):
            "its timestamp \(own) is \(Int32(bitPattern: own &- highest) < 0 ? "before" : "after") \(highest), that of the segment "
                + "which ended at \(numbers.sent(next))"
        case .below(let next): "below \(numbers.sent(next)), which was sent before"
        case .elapsed(let elapsed, let threshold, let next):
            "below \(numbers.sent(next)), which was sent \(Quantity.duration(elapsed)) before"
                + (elapsed < 0 || elapsed >= threshold
                    ? "" : "; sooner than a round trip (\(Quantity.duration(threshold))), so it was not sent again")
        case .unseen(let limit, let bytes):
            "\(Quantity.bytes(bytes)) more than the capture has, which ends at \(numbers.acknowledged(limit))"
        case .repeats(let number, let times):
            "ack \(numbers.acknowledged(number)) for the \(ordinal(times)) time again"
        case .window(let before, let now):
            "\(before) before, \(now) now"
        case .windowEdge(let edge):
            "it ends at \(numbers.sent(edge)), where the receiver's window ends"
        case .receivedTwice(let start, let end):
            "duplicate SACK: \(numbers.acknowledged(start)) to \(numbers.acknowledged(end)) arrived twice, so sending them again was not needed"
        }
    }

    private func ordinal(_ number: Int) -> String {
        let ending =
            switch (number % 10, number % 100) {
            case (1, let n) where n != 11: "st"
            case (2, let n) where n != 12: "nd"
            case (3, let n) where n != 13: "rd"
            default: "th"
            }
        return "\(number)\(ending)"
    }
}
