import ContentCodings
import HTTPMessages
import Tracking
import Wire

/// The HTTP/1 of one connection: messages read from both directions, and paired (RFC 9112 §9.3.2: in order).
final class HTTP1Connection {
    /// Requests that wait for their response at most; then the oldest is given up.
    static let maximumPending = 4096
    /// Bytes of the heads of messages that wait at most, in one connection.
    static let maximumPendingBytes = 1 << 20
    /// Interim responses kept of one exchange at most; more are passed over.
    static let maximumInterim = 32

    /// The number of the TCP connection.
    let number: Int
    /// Where content goes; nil if nobody wants it.
    let forwarder: ContentForwarder?
    let client = Direction(.request)
    let server = Direction(.response)
    /// Exchanges that are not complete, in order: from `firstPending` on, numbered without a break.
    var exchanges: [Exchange] = []
    var firstPending = 0
    /// Exchanges found.
    var begun = 0
    /// Requests may have been lost in a hole, and no later one was paired beyond doubt yet.
    var requestsAreUncertain = false
    /// The client sent something that is no request of HTTP.
    var clientIsOther = false
    /// The server sent something that is no response of HTTP.
    var serverIsOther = false
    /// How far the request stream has come.
    var clientOffset = 0
    /// When the last response came to its end.
    var lastActivity: Timestamp?
    /// The round trip between the point of capture and the server.
    let roundTripToServer: Int64?
    var outputs: [Output] = []
    /// Bytes of the heads in exchanges that are not complete.
    var heldBytes = 0
    var history = ProtocolHistory()
    /// Looks at what is no HTTP from its first bytes on; made when there is such a thing.
    var detector: ApplicationDetector?
    /// The header of the PROXY protocol, while it is being read.
    var preamble: Preamble?
    /// Where in its stream that header began, if there was one: for the server it is the beginning of the first request.
    var proxyOffset: Int?

    init(number: Int, roundTripToServer: Int64?, _ forwarder: ContentForwarder?) {
        self.number = number
        self.roundTripToServer = roundTripToServer
        self.forwarder = forwarder
    }

    /// Nothing more can be found in either direction.
    var isOver: Bool {
        client.reader.isOpaque && server.reader.isOpaque && firstPending == exchanges.count
            && client.watch == .none && server.watch == .none
    }

    func direction(_ role: Role) -> Direction { role == .client ? client : server }

    func takeOutputs() -> [Output] {
        guard !outputs.isEmpty else { return [] }
        defer { outputs = [] }
        return outputs
    }

    /// The effects of an operation that began when `before` bytes were held.
    func effects(since before: Int, parts: MessageParts = []) -> Effects {
        Effects(
            parts: parts, isNoteworthy: !outputs.isEmpty || client.reader.isOpaque && server.reader.isOpaque,
            heldGrowth: heldBytes - before)
    }

    // MARK: - Content by arithmetic

    /// How many of the next bytes of a direction are content that nobody wants, and that the message goes on behind. The caller may count
    /// them and account for all of them later, in one call of `passContent`, before it calls anything else.
    func passesContent(from role: Role) -> Int {
        let direction = direction(role)
        guard forwarder == nil, direction.watch == .none else { return 0 }
        // The first byte of the content is noted with its frame.
        if let message = direction.message, message.contentTime == nil { return 0 }
        return direction.reader.passableContent
    }

    /// Accounts for bytes of content, at most as many as `passesContent` said: the last of them came in this frame.
    func passContent(_ count: Int, from role: Role, in frame: Int, at time: Timestamp) {
        let direction = direction(role)
        guard direction.reader.passContent(count) else { return }
        if role == .client { clientOffset += count }
        direction.message?.noteContent(count, in: frame, at: time)
    }

    // MARK: - Bytes

    /// Takes bytes of one direction that are next in order.
    func receive(
        _ bytes: Span<UInt8>, in range: Range<Int>, from role: Role, at position: StreamPosition
    ) -> Effects {
        let direction = direction(role)
        if forwarder == nil, direction.watch == .none, direction.reader.passContent(range.count) {
            if role == .client { clientOffset = position.offset + range.count }
            direction.message?.noteContent(range.count, in: position.frame, at: position.time)
            return Effects(parts: .content)
        }
        let before = heldBytes
        // The reader sees the piece alone, so that it knows where it begins.
        let piece = bytes.extracting(range)
        let parts = direction.watch == .none ? read(piece, role, position) : receiveWatched(piece, role, position)
        // Only once it was read: a response that came early waits for the request in it.
        if role == .client { clientOffset = position.offset + range.count }
        return effects(since: before, parts: parts)
    }

    /// Reads a piece as messages.
    func read(_ piece: Span<UInt8>, _ role: Role, _ position: StreamPosition) -> MessageParts {
        let direction = direction(role)
        if !direction.hasStarted {
            if position.beginIsKnown { direction.reader.begin() }
            direction.hasStarted = true
        }
        if direction.reader.isOpaque { return [] }
        direction.reader.resetTouched()
        if role == .server {
            checkForHeadWithoutContent(piece)
            if !mayResume(at: position) { return [] }
        } else {
            checkForRequestInsteadOfContent(piece)
        }
        var offset = 0
        while true {
            let before = offset
            let wasBetween = direction.reader.isBetweenMessages
            let event = direction.reader.next(piece, &offset)
            if direction.reader.isBetweenMessages {
                direction.start = nil
            } else if direction.start == nil || wasBetween {
                // The first byte of a message decides its first frame, even if the start line is whole only later.
                direction.start = position
                direction.start?.offset += before
            }
            if case .needsMore = event {
                if !direction.reader.isBetweenMessages { direction.latest = position }
                break
            }
            handle(event, role, position, piece)
            if direction.reader.isOpaque, case .head = event {
                // What follows in the same piece is the other protocol already.
                if offset < piece.count { takeWatched(piece.extracting(offset..<piece.count), role, position) }
                break
            }
        }
        return direction.reader.touched
    }

    private func handle(_ event: MessageReader.Event, _ role: Role, _ position: StreamPosition, _ piece: Span<UInt8>) {
        let direction = direction(role)
        switch event {
        case .begin:
            noteHTTP(role, position)
        case .head(let head):
            noteHTTP(role, position)
            if role == .client {
                beginRequest(head, position)
            } else {
                beginResponse(head, position)
                noteAnswer(head, position)
            }
            if head.isSimple, role == .server { takeHeldContent(position) }
        case .content(let range):
            takeContent(piece.extracting(range), role, position)
            return
        case .trailers(let trailers):
            if let message = direction.message {
                message.trailers = trailers
                heldBytes += trailers.size
                message.noteLast(in: position.frame, at: position.time)
            }
            return
        case .end:
            complete(role, position)
        case .broken(let violation):
            direction.message?.violations.insert(violation)
            closeDecoder(role)
            direction.leaveMessage()
        case .notHTTP:
            if direction.messages > 0 { outputs.append(.strayBytes(role, frame: position.frame)) }
            if role == .client { clientIsOther = true } else { serverIsOther = true }
        case .needsMore:
            break
        }
        flush()
    }

    /// A response whose request is not known may answer a HEAD: then what looks like its content is the next response.
    private func checkForHeadWithoutContent(_ piece: Span<UInt8>) {
        guard let response = server.message, server.exchange?.request == nil,
            response.contentBytes == 0, response.framing != .untilClose,
            !server.reader.isBetweenMessages, StartLine.prospect(piece, from: 0, kind: .response) == .yes
        else { return }
        response.framing = .none
        server.reader.setFraming(.none)
    }

    /// Whether a response may begin here, where the reader searches for one: text that looks like a start may be content. It is certain where
    /// a request was sent when just the bytes before this were acknowledged; without any request, the looks must do.
    private func mayResume(at position: StreamPosition) -> Bool {
        guard server.reader.isSearching, begun > 0, client.hasStarted else { return true }
        // The request may wait behind a hole of its own.
        if position.acknowledgedOffset > clientOffset { return true }
        return exchanges[firstPending...].contains { $0.response == nil && $0.acknowledgedAtRequest == position.offset }
    }

    /// A client that asked first (Expect) and was told no may leave out the content, and go on with its next request (RFC 9110 §10.1.1).
    private func checkForRequestInsteadOfContent(_ piece: Span<UInt8>) {
        guard let request = client.message, client.exchange?.response != nil,
            request.contentBytes == 0, !client.reader.isBetweenMessages,
            request.head.fields.list("expect", contains: "100-continue"),
            StartLine.prospect(piece, from: 0, kind: .request) == .yes
        else { return }
        request.framing = .none
        client.reader.setFraming(.none)
    }

    /// The message being read has come to its end; without a position, to that of its stream.
    func complete(_ role: Role, _ position: StreamPosition?) {
        let direction = direction(role)
        closeDecoder(role, isAtEnd: true)
        direction.messages += 1
        defer { direction.leaveMessage() }
        guard let message = direction.message, let exchange = direction.exchange else { return }
        if let position { message.noteLast(in: position.frame, at: position.time) }
        if direction.reader.takeBareLF() { message.violations.insert(.bareLF) }
        message.isComplete = message.missingBytes == 0
        if role == .server { lastActivity = message.lastTime }
        outputs.append(.messageEnd(message, role, exchange: exchange.number))
    }
}
