import Wire

/// What labels of stragglers need of one end of a closed connection.
struct ClosedEnd {
    private var next: UInt32
    private var acknowledgeable: UInt32
    private var lastACK: UInt32
    private var nextStamp: UInt32
    private var initialSequence: UInt32
    private var covered: UInt32
    private var acknowledged: UInt32
    private var base: UInt32
    private var sentEnd: UInt32
    private var fin: UInt32
    private var duplicateACKs: Int32
    private var largestWindow: UInt32
    private var nextTime: Int64
    private var lastACKTime: Int64
    private var stream: ClosedStream
    private var recordedSegments: UInt32
    private var facts: Facts = []
    private var window: UInt16
    private var maximumSegmentSize: UInt16
    private var windowScale: UInt8
    private var state: UInt8
    private var rightChecksums: UInt8

    private struct Facts: OptionSet {
        var rawValue: UInt32
        // What is known.
        static let next = Facts(rawValue: 1 << 0)
        static let acknowledgeable = Facts(rawValue: 1 << 1)
        static let lastACK = Facts(rawValue: 1 << 2)
        static let nextStamp = Facts(rawValue: 1 << 3)
        static let initialSequence = Facts(rawValue: 1 << 4)
        static let covered = Facts(rawValue: 1 << 5)
        static let acknowledged = Facts(rawValue: 1 << 6)
        static let base = Facts(rawValue: 1 << 7)
        static let sentEnd = Facts(rawValue: 1 << 8)
        static let fin = Facts(rawValue: 1 << 9)
        static let window = Facts(rawValue: 1 << 10)
        static let synOptions = Facts(rawValue: 1 << 11)
        static let maximumSegmentSize = Facts(rawValue: 1 << 12)
        static let windowScale = Facts(rawValue: 1 << 13)
        static let state = Facts(rawValue: 1 << 14)
        // What is so.
        static let windowIsFromSYN = Facts(rawValue: 1 << 15)
        static let lastWasKeepAlive = Facts(rawValue: 1 << 16)
        static let lastWasZeroWindowProbe = Facts(rawValue: 1 << 17)
        static let sentSYN = Facts(rawValue: 1 << 18)
        static let sentSYNACK = Facts(rawValue: 1 << 19)
        static let sentPayload = Facts(rawValue: 1 << 20)
        static let sackPermitted = Facts(rawValue: 1 << 21)
        static let fastOpen = Facts(rawValue: 1 << 22)
        static let multipath = Facts(rawValue: 1 << 23)
        static let finIsAcknowledged = Facts(rawValue: 1 << 24)
        static let sentRightChecksum = Facts(rawValue: 1 << 25)
        static let sentSomething = Facts(rawValue: 1 << 26)
    }

    /// nil for an end of which more is to be kept than has room here.
    init?(_ peer: borrowing Peer, _ flow: borrowing Flow) {
        guard peer.loss.sackBlockCount == 0, peer.synPayload == 0,
            let duplicateACKs = Int32(exactly: peer.loss.duplicateACKs), let largestWindow = UInt32(exactly: peer.largestWindow),
            let stream = ClosedStream(flow.stream)
        else { return nil }
        self.stream = stream
        self.duplicateACKs = duplicateACKs
        self.largestWindow = largestWindow
        next = peer.loss.next?.rawValue ?? 0
        acknowledgeable = peer.loss.acknowledgeable?.rawValue ?? 0
        lastACK = peer.loss.lastACK?.rawValue ?? 0
        nextStamp = peer.loss.nextStamp ?? 0
        initialSequence = peer.initialSequence?.rawValue ?? 0
        covered = peer.covered?.rawValue ?? 0
        acknowledged = peer.acknowledged?.rawValue ?? 0
        base = peer.base?.rawValue ?? 0
        sentEnd = peer.sentEnd?.rawValue ?? 0
        fin = peer.fin?.number.rawValue ?? 0
        nextTime = peer.loss.nextTime.nanoseconds
        lastACKTime = peer.loss.lastACKTime.nanoseconds
        recordedSegments = flow.recordedSegments
        window = peer.loss.window ?? 0
        maximumSegmentSize = peer.synOptions?.maximumSegmentSize ?? 0
        windowScale = peer.synOptions?.windowScale ?? 0
        state = peer.state?.rawValue ?? 0
        rightChecksums = peer.rightChecksums
        noteKnown(peer)
        noteFacts(peer)
    }

    private mutating func note(_ fact: Facts, if isSo: Bool) { if isSo { facts.insert(fact) } }

    private mutating func noteKnown(_ peer: borrowing Peer) {
        note(.next, if: peer.loss.next != nil)
        note(.acknowledgeable, if: peer.loss.acknowledgeable != nil)
        note(.lastACK, if: peer.loss.lastACK != nil)
        note(.nextStamp, if: peer.loss.nextStamp != nil)
        note(.initialSequence, if: peer.initialSequence != nil)
        note(.covered, if: peer.covered != nil)
        note(.acknowledged, if: peer.acknowledged != nil)
        note(.base, if: peer.base != nil)
        note(.sentEnd, if: peer.sentEnd != nil)
        note(.fin, if: peer.fin != nil)
        note(.window, if: peer.loss.window != nil)
        note(.synOptions, if: peer.synOptions != nil)
        note(.maximumSegmentSize, if: peer.synOptions?.maximumSegmentSize != nil)
        note(.windowScale, if: peer.synOptions?.windowScale != nil)
        note(.state, if: peer.state != nil)
    }

    private mutating func noteFacts(_ peer: borrowing Peer) {
        note(.windowIsFromSYN, if: peer.loss.windowIsFromSYN)
        note(.lastWasKeepAlive, if: peer.loss.lastWasKeepAlive)
        note(.lastWasZeroWindowProbe, if: peer.loss.lastWasZeroWindowProbe)
        note(.sentSYN, if: peer.sentSYN)
        note(.sentSYNACK, if: peer.sentSYNACK)
        note(.sentPayload, if: peer.sentPayload)
        note(.sackPermitted, if: peer.synOptions?.sackPermitted ?? false)
        note(.fastOpen, if: peer.synOptions?.fastOpen ?? false)
        note(.multipath, if: peer.synOptions?.multipath ?? false)
        note(.finIsAcknowledged, if: peer.finIsAcknowledged)
        note(.sentRightChecksum, if: peer.sentRightChecksum)
        note(.sentSomething, if: peer.packets > 0)
    }

    private func number(_ value: UInt32, _ fact: Facts) -> SequenceNumber? {
        facts.contains(fact) ? SequenceNumber(value) : nil
    }

    /// Puts it back.
    func restore(_ peer: inout Peer, _ flow: inout Flow) {
        restore(&peer.loss)
        peer.state = facts.contains(.state) ? PeerState(rawValue: state) : nil
        peer.initialSequence = number(initialSequence, .initialSequence)
        peer.covered = number(covered, .covered)
        peer.acknowledged = number(acknowledged, .acknowledged)
        peer.base = number(base, .base)
        peer.sentEnd = number(sentEnd, .sentEnd)
        peer.fin = number(fin, .fin).map { Peer.SentFIN(number: $0) }
        peer.largestWindow = Int(largestWindow)
        peer.sentSYN = facts.contains(.sentSYN)
        peer.sentSYNACK = facts.contains(.sentSYNACK)
        peer.sentPayload = facts.contains(.sentPayload)
        peer.finIsAcknowledged = facts.contains(.finIsAcknowledged)
        peer.sentRightChecksum = facts.contains(.sentRightChecksum)
        peer.rightChecksums = rightChecksums
        peer.packets = facts.contains(.sentSomething) ? 1 : 0
        if facts.contains(.synOptions) {
            var options = SYNOptions()
            options.maximumSegmentSize = facts.contains(.maximumSegmentSize) ? maximumSegmentSize : nil
            options.windowScale = facts.contains(.windowScale) ? windowScale : nil
            options.sackPermitted = facts.contains(.sackPermitted)
            options.fastOpen = facts.contains(.fastOpen)
            options.multipath = facts.contains(.multipath)
            peer.synOptions = options
        }
        flow.recordedSegments = recordedSegments
        flow.stream.restore(stream)
    }

    private func restore(_ loss: inout LossState) {
        loss.next = number(next, .next)
        loss.nextTime = Timestamp(nanoseconds: nextTime)
        loss.acknowledgeable = number(acknowledgeable, .acknowledgeable)
        loss.lastACK = number(lastACK, .lastACK)
        loss.lastACKTime = Timestamp(nanoseconds: lastACKTime)
        loss.window = facts.contains(.window) ? window : nil
        loss.windowIsFromSYN = facts.contains(.windowIsFromSYN)
        loss.duplicateACKs = Int(duplicateACKs)
        loss.lastWasKeepAlive = facts.contains(.lastWasKeepAlive)
        loss.lastWasZeroWindowProbe = facts.contains(.lastWasZeroWindowProbe)
        loss.nextStamp = facts.contains(.nextStamp) ? nextStamp : nil
    }
}
