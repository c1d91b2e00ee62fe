import Wire

/// Segments with a wrong checksum.
///
/// A receiver drops them, so their bytes are no part of the stream. But a capture's checksums may be wrong although the segments were whole:
/// network cards fill them in outside the capture and join segments, and captures are anonymised. Two things tell these apart: whether the
/// sender's other checksums are right, and whether the other end acknowledges what nothing else brought.
extension Connection {
    /// How many right checksums of one side show that those in the capture are those on the wire.
    static let rightChecksumsForTrust: UInt8 = 2
    /// Damaged segments that are told one by one, at most.
    static let maximumDamagedSegments = 64

    /// What a segment's checksum says of it, as far as can be told when it comes.
    func checksumVerdict(_ segment: Segment, from sender: Role) -> ChecksumVerdict {
        guard segment.checksumIsRight == false else { return .unsuspicious }
        if segment.payloadLength > maximumSegment(from: sender) { return .joined }
        // It was read before the card had added the rest: what left the card was right.
        if segment.checksumIsPartial { return .captureIsAtFault }
        if rareCounters?.distrustsChecksums(of: sender) == true { return .captureIsAtFault }
        return self[sender].rightChecksums < Self.rightChecksumsForTrust ? .untold : .damaged
    }

    /// The most payload that the other end's MSS allows in a segment of `sender`; without its SYN, Ethernet's usual size.
    func maximumSegment(from sender: Role) -> Int { Int(self[sender.peer].synOptions?.maximumSegmentSize ?? 1460) }

    /// Whether the other end has acknowledged bytes that came in damaged segments alone: then those were whole.
    func damagedIsAcknowledged(of sender: Role) -> Bool {
        guard let number = self[sender.peer].acknowledged else { return false }
        return self[flow: sender].stream.damagedIsAcknowledged(upTo: number)
    }

    /// The capture's checksums of this side are at fault, as the acknowledgment in `frame` shows, and are trusted no more: what seemed damaged
    /// was not. Returns the first frame of those whose bytes nothing else brought.
    func distrustChecksums(of sender: Role, by frame: Int) -> Int? {
        // The octet of a window probe waits as well, and says nothing of checksums.
        guard self[sender].badChecksums > 0 else { return nil }
        let rareCounters = ensuredRareCounters()
        rareCounters.distrustChecksums(of: sender)
        self[sender].offloadedChecksums += self[sender].badChecksums
        self[sender].badChecksums = 0
        let first = rareCounters.damagedSegments.first { $0.sender == sender && $0.fate == .open }
        for i in rareCounters.damagedSegments.indices where rareCounters.damagedSegments[i].sender == sender {
            rareCounters.damagedSegments[i].fate = .whole(by: frame)
        }
        return first?.frame
    }

    /// The first frame in which a damaged segment of `sender` may still have reached the other end: what came before, the other end had the
    /// chance to acknowledge, and did not.
    func firstUndecidedFrame(of sender: Role) -> Int { (self[sender.peer].lastACK?.frame ?? 0) + 1 }

    // MARK: - What became of them

    /// Segments with payload that seemed damaged, in the order in which they came; bounded.
    public var damagedSegments: [DamagedSegment] { rareCounters?.damagedSegments ?? [] }

    func noteDamaged(_ segment: Segment, from sender: Role) {
        guard !isReported, damagedSegments.count < Self.maximumDamagedSegments else { return }
        let fate: DamagedSegment.Fate = self[flow: sender].stream.isNew(segment) ? .open : .knownBefore
        ensuredRareCounters().damagedSegments.append(
            DamagedSegment(frame: segment.frame, sender: sender, start: segment.payloadStart, fate: fate))
    }

    /// Notes a segment with a wrong checksum whose payload counts, since too few of its side's checksums were right. Where none was, the capture's are at
    /// fault, mostly: only the first segment is noted.
    func noteUntold(_ segment: Segment, from sender: Role) {
        guard !isReported, damagedSegments.count < Self.maximumDamagedSegments, self[flow: sender].stream.isNew(segment),
            self[sender].rightChecksums > 0 || self[sender].offloadedChecksums <= 1
        else { return }
        ensuredRareCounters().damagedSegments.append(
            DamagedSegment(
                frame: segment.frame, sender: sender, start: segment.payloadStart, length: segment.payloadLength, fate: .untold))
    }

    /// Whether a copy that is whole shows by what the other end had acknowledged that an earlier one was damaged, and dropped.
    func showsDamage(_ segment: Segment, from sender: Role) -> Bool {
        guard segment.checksumIsRight == true, let rareCounters, let reached = self[sender.peer].acknowledged else {
            return false
        }
        var isShown = false
        for (i, damaged) in rareCounters.damagedSegments.enumerated() where damaged.sender == sender && damaged.fate == .untold {
            let distance = damaged.start.distance(to: segment.payloadStart)
            guard distance < damaged.length, -distance < segment.payloadLength, !damaged.start.precedes(reached) else { continue }
            rareCounters.damagedSegments[i].fate = .sentAgain(in: segment.frame)
            self[sender].badChecksums += 1
            self[sender].offloadedChecksums = max(0, self[sender].offloadedChecksums - 1)
            isShown = true
        }
        return isShown
    }

    /// Notes of which damaged segments this one, which is whole, brings the first bytes again. Returns the first frame of those.
    ///
    /// - Parameter isSameFrame: it was not sent again, but captured again.
    @discardableResult
    func noteCopy(_ segment: Segment, from sender: Role, isSameFrame: Bool = false) -> Int? {
        guard let rareCounters else { return nil }
        var first: Int?
        for (i, damaged) in rareCounters.damagedSegments.enumerated() where damaged.sender == sender && damaged.fate == .open {
            let distance = segment.payloadStart.distance(to: damaged.start)
            guard distance >= 0, distance < segment.payloadLength else { continue }
            rareCounters.damagedSegments[i].fate = isSameFrame ? .capturedWhole(in: segment.frame) : .sentAgain(in: segment.frame)
            first = first ?? damaged.frame
        }
        return first
    }

    /// Nothing more will come.
    func settleDamaged(of sender: Role) {
        guard let rareCounters else { return }
        let undecided = firstUndecidedFrame(of: sender)
        for (i, damaged) in rareCounters.damagedSegments.enumerated() where damaged.sender == sender && damaged.fate == .open {
            rareCounters.damagedSegments[i].fate = damaged.frame < undecided ? .lost : .undecided
        }
    }
}
