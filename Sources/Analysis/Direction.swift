import ContentCodings
import HTTPMessages
import Tracking

/// What is being read of one direction of an HTTP/1 connection.
final class Direction {
    /// Who takes the next bytes before they are read as HTTP.
    enum Watch: UInt8 {
        /// No byte came yet.
        case beginning
        /// It may be the header of the PROXY protocol.
        case preamble
        /// What protocol it is, is not certain; or its reader still wants it.
        case opening
        case webSocket
        /// Nobody: it is HTTP, or nothing that is read.
        case none
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
    /// Messages read to their end.
    var messages = 0
    /// The first byte of the message that is beginning.
    var start: StreamPosition?
    /// The last piece of a head that is not whole yet.
    var latest: StreamPosition?
    var decoder: ContentDecoder?
    /// Removes the transfer codings that stand before `chunked`.
    var transferDecoder: ContentDecoder?

    init(_ kind: MessageKind) { reader = MessageReader(kind: kind) }

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
}
