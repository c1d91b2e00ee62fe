public import TCP
import Wire

extension English {
    /// Why a segment that came so soon counts as late, and not as sent again.
    private func within(_ threshold: Int64, _ elapsed: Int64) -> Text {
        if elapsed < 0 || elapsed >= threshold { return "" }
        let time = Quantity.duration(threshold)
        return threshold == Evidence.assumedRoundTrip
            ? "; no round trip is known, and within \(time) it counts as late, not as sent again"
            : "; that is sooner than a round trip (\(time)), so it was not sent again"
    }

    public func reason(_ evidence: Evidence, _ numbers: NumberBases) -> Text {
        switch evidence {
        case .gap(let next, let bytes):
            "\(Quantity.bytes(bytes)) from \(numbers.sent(next)) on \(bytes == 1 ? "is" : "are") missing before it"
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
        case .below(let next): "it begins below \(numbers.sent(next)), up to which had been sent"
        case .elapsed(let elapsed, let threshold, let next):
            elapsed < 0
                ? "it begins below \(numbers.sent(next)), up to which had been sent before; the capture's clock went back in between"
                : "it begins below \(numbers.sent(next)), up to which had been sent \(Quantity.duration(elapsed)) before"
                    + within(threshold, elapsed)
        case .unseen(let limit, let bytes):
            "\(Quantity.bytes(bytes)) more than the capture has, which ends at \(numbers.acknowledged(limit))"
        case .repeats(let number, let times):
            "ack \(numbers.acknowledged(number)), repeated for the \(ordinal(times)) time"
        case .window(let before, let now):
            "\(before) before, \(now) now"
        case .windowEdge(let edge):
            "it ends at \(numbers.sent(edge)), where the receiver's window ends"
        case .receivedTwice(let start, let end):
            "duplicate SACK: \(numbers.acknowledged(start)) to \(numbers.acknowledged(end)) arrived twice, so sending them again was not needed"
        case .replacesDamaged(let frame):
            "frame \(frame), which brought these bytes before, was damaged, and its receiver dropped it"
        case .showsWhole(let frame):
            "it acknowledges frame \(frame), of which no whole copy came: that was no damage, the capture's checksums of that side are at fault"
        }
    }

    public func reason(_ checksum: ChecksumVerdict, fate: DamagedSegment.Fate?) -> Text {
        switch (checksum, fate) {
        case (.unsuspicious, _): ""
        case (.untold, .sentAgain(let frame)?):
            "damaged on its way, and dropped by its receiver, as frame \(frame) shows: it brings the same bytes, which nobody had acknowledged"
        case (.untold, _): "too few other checksums of that side were right to tell damage from a fault of the capture"
        case (.joined, _): "it is larger than a segment can be: a network card joined several, and kept the checksum of the first"
        case (.captureIsAtFault, _), (.damaged, .whole?):
            "no damage: the capture's checksums of that side are at fault" + whole(fate)
        case (.damaged, .sentAgain(let frame)?): "damaged on its way, and dropped by its receiver; sent again in frame \(frame)"
        case (.damaged, .capturedWhole(let frame)?): "captured twice: frame \(frame) is the same one, and whole"
        case (.damaged, .knownBefore?): "damaged on its way, and dropped by its receiver; its bytes had come before"
        case (.damaged, .lost?): "damaged on its way, and dropped by its receiver; no other copy of its bytes is in the capture"
        case (.damaged, .undecided?):
            "other checksums of that side are right, so it was damaged on its way; the other end was not heard after it, so its bytes are shown"
        case (.damaged, .open?), (.damaged, .untold?):
            "other checksums of that side are right: damaged on its way, unless the other end acknowledges it without another copy"
        case (.damaged, nil): "other checksums of that side are right: damaged on its way, and dropped by its receiver"
        }
    }

    private func whole(_ fate: DamagedSegment.Fate?) -> Text {
        guard case .whole(let frame)? = fate else { return "" }
        return ", as frame \(frame) shows: it acknowledges bytes of which no whole copy came"
    }

    private func ordinal(_ number: Int) -> Text {
        let ending: Text =
            switch (number % 10, number % 100) {
            case (1, let n) where n != 11: "st"
            case (2, let n) where n != 12: "nd"
            case (3, let n) where n != 13: "rd"
            default: "th"
            }
        return "\(number)\(ending)"
    }
}
