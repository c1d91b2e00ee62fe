import ContentCodings
import Applications
import TCP
import Wire

/// What is being read of one direction of an HTTP/1 connection.
final class Direction {
    /// Pieces remembered while bytes are held or searched, so that a message that turns out to have begun earlier gets its first frame.
    private static let maximumMarks = 64

    /// Who takes the next bytes before they are read as HTTP.
    enum Watch: UInt8 {
        /// No byte came yet.
        case beginning
        /// It may be the header of the PROXY protocol.
        case preamble
        /// What protocol it is, is not certain; or its reader still wants it.
        case opening
        case webSocket
        /// The reader of another protocol that the streams turned out to be.
        case successor
        /// Nobody: it is HTTP, or nothing that is read.
        case none
    }

    /// Positions that few directions have.
    private final class Rare {
        var latest: StreamPosition?
        var strayStart: StreamPosition?
    }

    private var rare: Rare?
    private var ensuredRare: Rare {
        if let rare { return rare }
        let new = Rare()
        rare = new
        return new
    }

    var reader: MessageReader
    var watch = Watch.beginning
    /// The stream was seen from its first byte on.
    var beginIsKnown = false
    /// The frame that carried the first byte of its first message; 0 for none.
    var httpFrame = 0
    /// That message was the first thing in it.
    var beginsWithHTTP = false
    /// Bytes or a hole came.
    var hasStarted = false
    /// The exchange that the message being read belongs to.
    private(set) var exchange: Exchange?
    /// The message being read, once its head is whole.
    private(set) var message: Message?
    /// The exchange that the head being read belongs to: it was answered before it was whole.
    var awaited: Exchange?
    /// Messages read to their end.
    var messages = 0
    /// The first byte of the message that is beginning.
    var start: StreamPosition?
    /// The last piece of a head that is not whole yet.
    var latest: StreamPosition? {
        get { rare?.latest }
        set { if newValue != nil || rare != nil { ensuredRare.latest = newValue } }
    }
    /// The first byte that belongs to no message, since the last message.
    var strayStart: StreamPosition? {
        get { rare?.strayStart }
        set { if newValue != nil || rare != nil { ensuredRare.strayStart = newValue } }
    }
    /// A request that the server had by then waits: what belongs to no message stands where the start line of its response must be.
    var strayIsAwaited = false
    /// What belongs to no message was reported in another way.
    var strayIsReported = false
    /// The last message that came to its end: its exchange, and why it had no content, if it had none.
    var last: (exchange: Int, follows: StrayBytes.Follows) = (0, .message)
    /// The pieces that bytes held or searched came in.
    private(set) var marks: [StreamPosition] = []
    /// Where the last of them ends.
    private(set) var marksEnd = 0
    var decoder: ContentDecoder?
    /// Removes the transfer codings that stand before `chunked`.
    var transferDecoder: ContentDecoder?

    /// Where the pieces begin that the detector gathers.
    private var openingMarks: [StreamPosition] = []

    /// The detector gets a piece.
    func markOpening(_ position: StreamPosition) {
        if openingMarks.count < ApplicationDetector.maximumOpening { openingMarks.append(position) }
    }

    func takeOpeningMarks() -> [StreamPosition] {
        defer { openingMarks = [] }
        return openingMarks
    }

    /// What the stream began with is missing.
    var beginningIsLost = false
    /// Looks for TLS in a stream that was not seen from its first byte on.
    var recordSearch = TLSRecordSearch()

    init(_ kind: MessageKind, _ bounds: SharedLimits) {
        reader = MessageReader(
            kind: kind, maximumHeadLength: bounds.value.headBytes, maximumLines: bounds.value.headLines,
            maximumJunk: bounds.value.searchedBytes)
    }

    /// Reads a message from here on.
    func enter(_ message: Message, of exchange: Exchange) {
        self.message = message
        self.exchange = exchange
    }

    /// The message is at its end, or lost.
    func leaveMessage() {
        message = nil
        exchange = nil
    }

    func mark(_ position: StreamPosition, end: Int) {
        marksEnd = end
        if marks.count >= Self.maximumMarks { marks.removeFirst(Self.maximumMarks / 2) }
        marks.append(position)
    }

    func takeMarks() -> [StreamPosition] {
        guard !marks.isEmpty else { return [] }
        defer { marks = [] }
        return marks
    }

    /// A message begins at `start` of a piece, or in an earlier one if that is negative.
    func begin(at start: Int, of position: StreamPosition) {
        let offset = position.offset + start
        let marks = takeMarks()
        var first = start >= 0 ? position : marks.last { $0.offset <= offset } ?? marks.first ?? position
        first.offset = offset
        self.start = first
    }
}
