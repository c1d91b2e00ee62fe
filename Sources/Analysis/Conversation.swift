import ContentCodings
import HTTPMessages
import Tracking
import Wire

/// The HTTP of one connection: messages read from both directions, and paired (RFC 9112 §9.3.2: in order).
struct Conversation {
    /// Requests that wait for their response at most; then the oldest is given up.
    static let maximumPending = 4096
    /// Bytes of the heads of messages that wait at most, in one connection.
    static let maximumPendingBytes = 1 << 20
    /// Interim responses kept of one exchange at most; more are passed over.
    static let maximumInterim = 32

    /// Bytes of one direction in order, and the segment that carried them.
    struct Source {
        var frame: Int
        var time: Timestamp
        /// How far the segment acknowledged the other direction, as an offset in that stream.
        var acknowledgedOffset: Int
        /// Where in its stream the first of the bytes is; of a message's start, where that is.
        var offset: Int
        /// Whether the stream was seen from its first byte on.
        var beginIsKnown: Bool
    }

    /// Something to tell: messages as they begin, exchanges as they are complete.
    enum Output {
        /// The head of a message is whole.
        case head(MessageHead, Role, exchange: Int)
        /// A message is complete.
        case messageEnd(Message, Role, exchange: Int)
        case exchange(Exchange)
        case webSocketFrame(WebSocketReader.Frame, Role)
        /// Bytes behind a message that are no message.
        case strayBytes(Role, frame: Int)
        case limit
    }

    /// What is being read of one direction.
    struct Side {
        var reader: MessageReader
        var hasStarted = false
        /// The exchange that the message being read belongs to.
        var number: Int?
        /// Messages read to their end.
        var messages = 0
        /// The first byte of the message that is beginning.
        var start: Source?
        /// The last piece of a head that is not whole yet.
        var latest: Source?
        var decoder: ContentDecoder?
        /// Takes the transfer codings off that stand before `chunked`.
        var transferDecoder: ContentDecoder?
    }

    var client = Side(reader: MessageReader(kind: .request))
    var server = Side(reader: MessageReader(kind: .response))
    /// Exchanges that are not complete, in order: from `firstPending` on, numbered without a break.
    var exchanges: [Exchange] = []
    var firstPending = 0
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
    var roundTripToServer: Int64?
    var outputs: [Output] = []
    /// Bytes of the heads in exchanges that are not complete.
    var heldBytes = 0
    var story = ProtocolStory()
    var finder: ProtocolFinder? = ProtocolFinder()
    /// Bytes are looked at for another protocol: by the finder, or as frames of a WebSocket.
    var watchesOther = true

    /// Nothing more can be found in either direction.
    var isOver: Bool {
        client.reader.isOpaque && server.reader.isOpaque && firstPending == exchanges.count
            && (finder == nil || finder?.isOver == true)
            && story.webSocket == nil
    }
    /// What an operation led to, besides what it returns.
    struct News {
        /// There is something to tell, or nothing more to find.
        var isThere = false
        /// By how much the bytes held have grown.
        var heldGrowth = 0
    }

    /// Does something with the conversation, and says what that led to.
    mutating func perform<Result>(_ news: inout News, _ action: (inout Conversation) -> Result) -> Result {
        let before = heldBytes
        let result = action(&self)
        news.heldGrowth += heldBytes - before
        news.isThere = news.isThere || hasNews
        return result
    }

    /// Whether there is something to tell, or nothing more to find.
    var hasNews: Bool { !outputs.isEmpty || client.reader.isOpaque && server.reader.isOpaque }
    /// Exchanges found.
    var count: Int { begun }

    subscript(role: Role) -> Side {
        @inline(__always)
        get { role == .client ? client : server }
        _modify {
            if role == .client { yield &client } else { yield &server }
        }
    }

    mutating func takeOutputs() -> [Output] {
        guard !outputs.isEmpty else { return [] }
        defer { outputs = [] }
        return outputs
    }

    // MARK: - Bytes

    /// Takes bytes of one direction that are next in order. Returns the parts of messages that they belong to.
    mutating func receive(
        _ bytes: Span<UInt8>, in range: Range<Int>, from role: Role, _ source: Source, _ taker: ContentTaker?
    ) -> MessageParts {
        // The reader sees the piece alone, so that it knows where it begins.
        let piece = bytes.extracting(range)
        // Only once it was read: a response that came early waits for the request in it.
        defer { if role == .client { clientOffset = source.offset + piece.count } }
        if taker == nil, !watchesOther, passContent(piece.count, role, source) { return .content }
        start(role, beginIsKnown: source.beginIsKnown)
        if watchesOther { takeOther(piece, from: 0, role) }
        if role == .client ? client.reader.isOpaque : server.reader.isOpaque { return [] }
        self[role].reader.resetTouched()
        if role == .server {
            checkForHeadWithoutContent(piece)
            if !mayResume(at: source) { return [] }
        } else {
            checkForRequestInsteadOfContent(piece)
        }
        var offset = 0
        while true {
            let before = offset
            let wasBetween = self[role].reader.isBetweenMessages
            let event = self[role].reader.next(piece, &offset)
            if self[role].reader.isBetweenMessages {
                self[role].start = nil
            } else if self[role].start == nil || wasBetween {
                // The first byte of a message decides its first frame, even if the start line is whole only later.
                self[role].start = source
                self[role].start?.offset += before
            }
            if case .needsMore = event {
                if !self[role].reader.isBetweenMessages { self[role].latest = source }
                break
            }
            handle(event, role, source, piece, taker)
            if self[role].reader.isOpaque, case .head = event {
                // What follows in the same piece is the other protocol already.
                takeOther(piece, from: offset, role)
                break
            }
        }
        return self[role].reader.touched
    }

    /// Content that nobody wants, and that goes on behind this piece, is only counted. False if there may be more to it.
    private mutating func passContent(_ count: Int, _ role: Role, _ source: Source) -> Bool {
        let isPassed = role == .client ? client.reader.passContent(count) : server.reader.passContent(count)
        guard isPassed else { return false }
        if let index = index(beingRead: role) {
            if role == .client {
                exchanges[index].request?.noteContent(count, in: source.frame, at: source.time)
            } else {
                exchanges[index].response?.noteContent(count, in: source.frame, at: source.time)
            }
        }
        return true
    }

    private mutating func start(_ role: Role, beginIsKnown: Bool) {
        if role == .client ? client.hasStarted : server.hasStarted { return }
        if !self[role].hasStarted, beginIsKnown { self[role].reader.begin() }
        self[role].hasStarted = true
    }

    private mutating func handle(
        _ event: MessageReader.Event, _ role: Role, _ source: Source, _ piece: Span<UInt8>, _ taker: ContentTaker?
    ) {
        switch event {
        case .begin:
            story.isHTTP = true
            finder = nil
            watchesOther = false
        case .head(let head):
            story.isHTTP = true
            finder = nil
            watchesOther = false
            if role == .client { beginRequest(head, source, taker) } else { beginResponse(head, source, taker) }
            if head.isSimple, role == .server { takeHeldContent(source, taker) }
        case .content(let range):
            takeContent(piece.extracting(range), role, source, taker)
            return
        case .trailers(let trailers):
            if let index = index(beingRead: role) {
                self[role, index]?.trailers = trailers
                heldBytes += trailers.size
            }
            noteLast(role, source)
            return
        case .end:
            complete(role, source, taker)
        case .broken(let violation):
            if let index = index(beingRead: role) { self[role, index]?.violations.insert(violation) }
            closeDecoder(role, taker)
            self[role].number = nil
        case .notHTTP:
            if self[role].messages > 0 { outputs.append(.strayBytes(role, frame: source.frame)) }
            if role == .client { clientIsOther = true } else { serverIsOther = true }
            // A protocol that is known by name carries no HTTP/1; but a server may answer in HTTP that it does not speak it.
            if story.other != nil { self[role].reader.giveUp() }
        case .needsMore:
            break
        }
        flush()
    }

    /// A response whose request is not known may answer a HEAD: then what looks like its content is the next response.
    private mutating func checkForHeadWithoutContent(_ piece: Span<UInt8>) {
        guard let index = index(beingRead: .server), exchanges[index].request == nil,
            let response = exchanges[index].response, response.contentBytes == 0, response.framing != .untilClose,
            !server.reader.isBetweenMessages, StartLine.prospect(piece, from: 0, kind: .response) == .yes
        else { return }
        exchanges[index].response?.framing = .none
        server.reader.setFraming(.none)
    }

    /// Whether a response may begin here, where the reader searches for one: text that looks like a start may be content. It is certain where
    /// a request was sent when just the bytes before this were acknowledged; without any request, the looks must do.
    private func mayResume(at source: Source) -> Bool {
        guard server.reader.isSearching, begun > 0, client.hasStarted else { return true }
        // The request may wait behind a hole of its own.
        if source.acknowledgedOffset > clientOffset { return true }
        return exchanges[firstPending...].contains { $0.response == nil && $0.acknowledgedAtRequest == source.offset }
    }

    /// A client that asked first (Expect) and was told no may leave out the content, and go on with its next request (RFC 9110 §10.1.1).
    private mutating func checkForRequestInsteadOfContent(_ piece: Span<UInt8>) {
        guard let index = index(beingRead: .client), exchanges[index].response != nil, let request = exchanges[index].request,
            request.contentBytes == 0, !client.reader.isBetweenMessages,
            request.head.fields.list("expect", contains: "100-continue"),
            StartLine.prospect(piece, from: 0, kind: .request) == .yes
        else { return }
        exchanges[index].request?.framing = .none
        client.reader.setFraming(.none)
    }

    private mutating func noteLast(_ role: Role, _ source: Source) {
        guard let index = index(beingRead: role) else { return }
        self[role, index]?.lastFrame = source.frame
        self[role, index]?.lastTime = source.time
    }

    /// The message being read has come to its end; without a source, to that of its stream.
    mutating func complete(_ role: Role, _ source: Source?, _ taker: ContentTaker?) {
        closeDecoder(role, taker, isAtEnd: true)
        self[role].messages += 1
        defer { self[role].number = nil }
        guard let index = index(beingRead: role) else { return }
        if let source { noteLast(role, source) }
        if self[role].reader.takeBareLF() { self[role, index]?.violations.insert(.bareLF) }
        let isWhole = self[role, index]?.missingBytes == 0
        self[role, index]?.isComplete = isWhole
        if let message = self[role, index] {
            if role == .server { lastActivity = message.lastTime }
            outputs.append(.messageEnd(message, role, exchange: exchanges[index].number))
        }
    }

    func index(beingRead role: Role) -> Int? {
        guard let number = role == .client ? client.number : server.number, firstPending < exchanges.count else { return nil }
        let index = firstPending + number - exchanges[firstPending].number
        return exchanges.indices.contains(index) && index >= firstPending ? index : nil
    }

    /// The request or the response of an exchange.
    subscript(role: Role, index: Int) -> Message? {
        get { role == .client ? exchanges[index].request : exchanges[index].response }
        _modify {
            if role == .client { yield &exchanges[index].request } else { yield &exchanges[index].response }
        }
    }
}
