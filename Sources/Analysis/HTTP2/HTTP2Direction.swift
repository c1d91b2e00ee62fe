import Applications
import TCP
import Wire

/// What is being read of one direction of an HTTP/2 connection.
final class HTTP2Direction {
    /// Pieces remembered while frames are searched for.
    private static let maximumMarks = 128

    var reader: HTTP2Reader
    /// The first byte of the frame being read, and of the field block.
    var frameStart: StreamPosition?
    var blockStart: StreamPosition?
    /// The stream of the DATA frame being read; nil also if it is not held.
    var current: HTTP2Stream?
    /// How far the stream was read.
    var offset = 0
    /// What the connection's window still lets this end send (RFC 9113 §6.9), and since when that is nothing.
    var window = 65_535
    var blocked: (time: Timestamp, frame: Int)?
    var pendingStall: HTTP2Facts.Stall?
    /// The window of a new stream, as the other end announced it; it was lowered on the way.
    var initialWindow = 65_535
    var windowWasLowered = false
    /// The streams that may not send because of their own window.
    var blockedStreams: BlockedStreams
    /// Exchanges up to this number that are not at their end here: frames of them may have been lost, so that the head or some of the content
    /// may be missing.
    var lastMayLack = 0
    /// The highest stream that this end opened.
    var highest = 0
    /// The highest of those of which nothing is remembered any more: how it ended, or that it was given up beyond a bound.
    var highestForgotten = 0
    private var marks: [StreamPosition] = []

    init(_ role: Role, beginIsKnown: Bool, _ limits: Limits) {
        reader = HTTP2Reader(StreamEnd(role), beginIsKnown: beginIsKnown, bounds: HTTP2Bounds(limits))
        blockedStreams = BlockedStreams(of: role)
    }

    func mark(_ position: StreamPosition) {
        if marks.count >= Self.maximumMarks { marks.removeFirst(Self.maximumMarks / 2) }
        marks.append(position)
    }

    func takeMarks() -> [StreamPosition] {
        defer { marks = [] }
        return marks
    }
}

extension HTTP2Bounds {
    init(_ limits: Limits) {
        self.init()
        sectionBytes = limits.headBytes
        sectionLines = limits.headLines
        unpackedFreely = limits.decodedFreely
        unpackedRatio = limits.decodedRatio
        tableBytes = limits.fieldTableBytes
        searchBytes = limits.frameSearchBytes
        controlBytes = limits.controlFrameBytes
    }
}
