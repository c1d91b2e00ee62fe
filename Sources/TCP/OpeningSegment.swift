import Wire

/// What is kept of a segment without payload while nothing but opening and refusing has happened: all that judging it again needs.
struct OpeningSegment {
    private(set) var time = Timestamp(nanoseconds: 0)
    private var frame = 0
    private var sequence = SequenceNumber(0)
    private var acknowledgment = SequenceNumber(0)
    private var stampValue: UInt32 = 0
    private var stampEcho: UInt32 = 0
    private var flags = TCPFlags(rawValue: 0)
    private var window: UInt16 = 0
    private var checksum: UInt16 = 0
    private var identification: UInt16 = 0
    private var maximumSegmentSize: UInt16 = 0
    private var facts: Facts = []
    private var timeToLive: UInt8 = 0
    private var windowScale: UInt8 = 0

    private struct Facts: OptionSet {
        var rawValue: UInt16
        static let lowSent = Facts(rawValue: 1)
        static let checksumIsRight = Facts(rawValue: 2)
        static let checksumIsKnown = Facts(rawValue: 4)
        static let isCut = Facts(rawValue: 8)
        static let hasMaximumSegmentSize = Facts(rawValue: 16)
        static let hasWindowScale = Facts(rawValue: 32)
        static let sackPermitted = Facts(rawValue: 64)
        static let hasTimestamps = Facts(rawValue: 128)
        static let fastOpen = Facts(rawValue: 256)
        static let multipath = Facts(rawValue: 512)
        static let checksumIsPartial = Facts(rawValue: 1024)
    }

    init() {}

    /// All of it but its number, its time and its frame.
    struct Shape: Equatable, Sendable {
        fileprivate let facts: UInt64
        fileprivate let windowScale: UInt8
    }

    var shape: Shape {
        var bits = UInt64(facts.rawValue) << 48 | UInt64(window) << 32 | UInt64(maximumSegmentSize) << 16
        bits |= UInt64(timeToLive) << 8 | UInt64(flags.rawValue & 0xff)
        return Shape(facts: bits, windowScale: windowScale)
    }

    /// Whether all of a segment has room here.
    static func holds(_ segment: borrowing Segment) -> Bool {
        guard segment.hasTime, segment.payloadLength == 0, segment.capturedLength == 0, segment.window != nil else {
            return false
        }
        // Of one that was damaged the rules say whether it counts.
        if segment.checksumIsRight == false, !segment.checksumIsPartial { return false }
        if segment.options.closesMultipath { return false }
        return segment.options.sackBlockCount == 0
    }

    init(_ segment: borrowing Segment, lowSent: Bool) {
        time = segment.time
        frame = segment.frame
        sequence = segment.sequence
        acknowledgment = segment.acknowledgment
        flags = segment.flags
        window = segment.window ?? 0
        checksum = segment.checksum
        identification = segment.identification
        timeToLive = segment.timeToLive
        if lowSent { facts.insert(.lowSent) }
        if segment.checksumIsRight != nil { facts.insert(.checksumIsKnown) }
        if segment.checksumIsRight == true { facts.insert(.checksumIsRight) }
        if segment.checksumIsPartial { facts.insert(.checksumIsPartial) }
        if segment.isCut { facts.insert(.isCut) }
        keep(segment.options)
    }

    private mutating func keep(_ options: TCPOptions) {
        if let size = options.maximumSegmentSize {
            maximumSegmentSize = size
            facts.insert(.hasMaximumSegmentSize)
        }
        if let scale = options.windowScale {
            windowScale = scale
            facts.insert(.hasWindowScale)
        }
        if let stamps = options.timestamps {
            stampValue = stamps.value
            stampEcho = stamps.echoReply
            facts.insert(.hasTimestamps)
        }
        if options.sackPermitted { facts.insert(.sackPermitted) }
        if options.fastOpen { facts.insert(.fastOpen) }
        if options.multipath { facts.insert(.multipath) }
    }

    /// The window of a RST is of no account.
    var isUsual: Bool {
        (window != 0 || flags.contains(.rst)) && facts.intersection([.checksumIsKnown, .checksumIsRight]) != .checksumIsKnown
    }

    /// The same of a segment that is not kept yet.
    static func isUsual(_ segment: borrowing Segment) -> Bool {
        if segment.checksumIsRight == false { return false }
        return segment.isRST ? true : segment.window != 0
    }

    /// The step that a segment is which `progress` admits; none for a RST.
    static func step(_ segment: borrowing Segment) -> Steps {
        if segment.isRST { return [] }
        if segment.isFIN { return .wave1 }
        guard segment.isSYN else { return .handshake3 }
        return segment.hasACK ? .handshake2 : .handshake1
    }

    var lowSent: Bool { facts.contains(.lowSent) }

    var segment: Segment {
        var options = TCPOptions()
        if facts.contains(.hasMaximumSegmentSize) { options.maximumSegmentSize = maximumSegmentSize }
        if facts.contains(.hasWindowScale) { options.windowScale = windowScale }
        if facts.contains(.hasTimestamps) { options.timestamps = .init(value: stampValue, echoReply: stampEcho) }
        options.sackPermitted = facts.contains(.sackPermitted)
        options.fastOpen = facts.contains(.fastOpen)
        options.multipath = facts.contains(.multipath)
        var segment = Segment(frame: frame, time: time, sequence: sequence, acknowledgment: acknowledgment, flags: flags)
        segment.window = window
        segment.isCut = facts.contains(.isCut)
        segment.checksum = checksum
        segment.checksumIsRight = facts.contains(.checksumIsKnown) ? facts.contains(.checksumIsRight) : nil
        segment.checksumIsPartial = facts.contains(.checksumIsPartial)
        segment.identification = identification
        segment.timeToLive = timeToLive
        segment.options = options
        return segment
    }

    /// How an opening goes on that is as it is in textbooks; nil for anything else, which is judged by the rules at once.
    ///
    /// - Parameters:
    ///   - x: the client's initial sequence number.
    ///   - y: the server's; of no account before step 2.
    static func progress(
        _ state: OpeningState, _ segment: borrowing Segment, fromClient: Bool, x: SequenceNumber, y: SequenceNumber
    ) -> OpeningState? {
        let isNextOfClient = segment.sequence == x.advanced(by: 1)
        let acknowledgesServer = segment.acknowledgment == y.advanced(by: 1)
        switch (state, fromClient, segment.flags) {
        case (.asked, false, [.syn, .ack]) where segment.acknowledgment == x.advanced(by: 1): return .answered
        case (.asked, false, [.rst, .ack]) where segment.acknowledgment == x.advanced(by: 1): return .refused
        case (.answered, true, .ack) where isNextOfClient && acknowledgesServer: return .open
        case (.answered, true, .rst) where isNextOfClient: return .refused
        case (.open, true, .rst) where isNextOfClient: return .reset
        case (.open, true, [.rst, .ack]) where isNextOfClient && acknowledgesServer: return .reset
        case (.open, true, [.fin, .ack]) where isNextOfClient && acknowledgesServer: return .closing
        case (.open, false, .rst), (.closing, false, .rst):
            return segment.sequence == y.advanced(by: 1) ? .reset : nil
        default: return nil
        }
    }
}

/// How far the opening of a connection has come of which only its first segments are kept.
enum OpeningState: UInt8 {
    /// Step 1 was seen, step 2, step 3, and the client's FIN.
    case asked, answered, open, closing
    /// A RST before step 3 and after it.
    case refused, reset

    var isClosed: Bool { self == .refused || self == .reset }

    var hold: Lifetime.Hold {
        switch self {
        case .asked, .answered, .refused: .beforeData
        case .open, .closing: .usual
        case .reset: .onceClosed
        }
    }
}
