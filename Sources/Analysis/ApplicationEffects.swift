import Applications
import TCP

/// What an operation of an `ApplicationConnection` led to.
struct ApplicationEffects {
    /// The parts of messages that the bytes belong to.
    var parts: MessageParts = []
    /// There are outputs to take, or nothing more can be found.
    var isNoteworthy = false
    /// By how much the bytes held have grown.
    var heldGrowth = 0
}

/// What was found: messages as they begin, exchanges as they are complete.
enum ApplicationOutput {
    /// The head of a message is whole.
    case head(MessageHead, Role, exchange: Int)
    /// A message is complete.
    case messageEnd(Message, Role, exchange: Int)
    case exchange(Exchange)
    indirect case webSocketFrame(WebSocketReader.Frame, Role)
    indirect case strayBytes(StrayBytes)
    indirect case invalidStartLine(InvalidStartLine)
    indirect case tls(TLSEvent)
    /// A bound was hit.
    case bound(ConnectionBound)
    /// Bytes that TLS carried, and what is missing before them.
    indirect case carried([UInt8], missing: CarriedGap?, Role)
}
