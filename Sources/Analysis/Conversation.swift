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
        /// Where in its stream the first of the bytes is.
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
        case limit
    }

    private var requests = MessageReader(kind: .request)
    private var responses = MessageReader(kind: .response)
    /// The roles of which something came, or was missed.
    private var clientHasStarted = false
    private var serverHasStarted = false
    /// Exchanges that are not complete, in order: from `firstPending` on, numbered without a break.
    private var exchanges: [Exchange] = []
    private var firstPending = 0
    /// The exchanges that the request and the response being read belong to.
    private var requestNumber: Int?
    private var responseNumber: Int?
    private var begun = 0
    /// The first bytes of the message that is beginning.
    private var requestStart: Source?
    private var responseStart: Source?
    /// When the last response came to its end.
    private var lastActivity: Timestamp?
    private(set) var outputs: [Output] = []
    /// Bytes of the heads in exchanges that are not complete.
    private(set) var heldBytes = 0
    /// A message of HTTP was found in this connection.
    private(set) var isHTTP = false

    /// Neither direction can hold a message any more.
    var isOver: Bool { requests.isOpaque && responses.isOpaque && firstPending == exchanges.count }
    /// Exchanges found.
    var count: Int { begun }

    mutating func takeOutputs() -> [Output] {
        defer { outputs = [] }
        return outputs
    }

    // MARK: - Bytes

    /// Takes bytes of one direction that are next in order. Returns the parts of messages that they belong to.
    mutating func receive(_ bytes: Span<UInt8>, in range: Range<Int>, from role: Role, _ source: Source) -> MessageParts {
        // The reader sees the piece alone, so that it knows where it begins.
        let piece = bytes.extracting(range)
        start(role, beginIsKnown: source.beginIsKnown)
        if role == .client { requests.resetTouched() } else { responses.resetTouched() }
        var offset = 0
        while true {
            let event =
                role == .client
                ? requests.next(piece, &offset) : responses.next(piece, &offset)
            noteStart(role, source)
            if case .needsMore = event { break }
            if role == .client { handleRequest(event, source) } else { handleResponse(event, source) }
        }
        return role == .client ? requests.touched : responses.touched
    }

    private mutating func start(_ role: Role, beginIsKnown: Bool) {
        if role == .client {
            if !clientHasStarted, beginIsKnown { requests.begin() }
            clientHasStarted = true
        } else {
            if !serverHasStarted, beginIsKnown { responses.begin() }
            serverHasStarted = true
        }
    }

    /// The first byte of a message decides its first frame, even if the start line is whole only later.
    private mutating func noteStart(_ role: Role, _ source: Source) {
        if role == .client {
            if requests.isBetweenMessages { requestStart = nil } else if requestStart == nil { requestStart = source }
        } else {
            if responses.isBetweenMessages { responseStart = nil } else if responseStart == nil { responseStart = source }
        }
    }

    private mutating func handleRequest(_ event: MessageReader.Event, _ source: Source) {
        switch event {
        case .begin:
            isHTTP = true
        case .head(let head):
            beginRequest(head, source)
        case .content, .trailers:
            update(.client, event, source)
        case .end:
            complete(.client, source)
        case .broken:
            requestNumber = nil
        case .notHTTP:
            // A client that does not speak HTTP gets no HTTP response.
            if begun == 0 { responses.giveUp() }
        case .needsMore:
            break
        }
        flush()
    }

    private mutating func beginRequest(_ head: MessageHead, _ source: Source) {
        begun += 1
        var exchange = Exchange(number: begun)
        let start = requestStart ?? source
        exchange.acknowledgedAtRequest = start.acknowledgedOffset
        exchange.requestOffset = start.offset
        exchange.idleBefore = lastActivity.map { start.time.nanoseconds(since: $0) }
        let framing = BodyFraming.of(head, requestMethod: nil)
        exchange.request = message(head, framing, start, source)
        exchanges.append(exchange)
        heldBytes += head.fields.size
        requestNumber = begun
        outputs.append(.head(head, .client, exchange: begun))
        if framing == .invalid { requests.giveUp() } else { requests.setFraming(framing) }
        boundPending()
    }

    private mutating func handleResponse(_ event: MessageReader.Event, _ source: Source) {
        switch event {
        case .begin:
            isHTTP = true
        case .head(let head):
            beginResponse(head, source)
        case .content, .trailers:
            update(.server, event, source)
        case .end:
            complete(.server, source)
        case .broken:
            responseNumber = nil
        case .notHTTP:
            if begun == 0 { requests.giveUp() }
        case .needsMore:
            break
        }
        flush()
    }

    private mutating func beginResponse(_ head: MessageHead, _ source: Source) {
        let start = responseStart ?? source
        var index = exchanges[firstPending...].firstIndex { $0.response == nil }
        if index == nil {
            // Nobody was seen to ask for it.
            begun += 1
            exchanges.append(Exchange(number: begun))
            index = exchanges.count - 1
        }
        guard let index else { return }
        let framing = BodyFraming.of(head, requestMethod: exchanges[index].request?.head.method)
        var response = message(head, framing, start, source)
        outputs.append(.head(head, .server, exchange: exchanges[index].number))
        if head.status / 100 == 1, head.status != 101 {
            response.isComplete = true
            if exchanges[index].interim.count < Self.maximumInterim {
                exchanges[index].interim.append(response)
                heldBytes += head.fields.size
            }
            responses.setFraming(.none)
            return
        }
        exchanges[index].response = response
        heldBytes += head.fields.size
        responseNumber = exchanges[index].number
        responses.setFraming(framing == .invalid ? .untilClose : framing)
        if framing == .otherProtocol {
            // What follows is another protocol, in both directions.
            complete(.server, source)
            requests.giveUp()
        }
    }

    private func message(_ head: MessageHead, _ framing: BodyFraming, _ start: Source, _ source: Source) -> Message {
        var message = Message(
            head: head, firstFrame: start.frame, lastFrame: source.frame, firstTime: start.time, lastTime: source.time)
        message.framing = framing
        return message
    }

    private mutating func update(_ role: Role, _ event: MessageReader.Event, _ source: Source) {
        guard let index = index(beingRead: role) else { return }
        self[role, index]?.lastFrame = source.frame
        self[role, index]?.lastTime = source.time
        switch event {
        case .content(let count): self[role, index]?.contentBytes += count
        case .trailers(let trailers): self[role, index]?.trailers = trailers
        default: break
        }
    }

    /// The message being read has come to its end; without a source, to that of its stream.
    private mutating func complete(_ role: Role, _ source: Source?) {
        defer { if role == .client { requestNumber = nil } else { responseNumber = nil } }
        guard let index = index(beingRead: role) else { return }
        if let source {
            self[role, index]?.lastFrame = source.frame
            self[role, index]?.lastTime = source.time
        }
        let isWhole = self[role, index]?.missingBytes == 0
        self[role, index]?.isComplete = isWhole
        if let message = self[role, index] {
            if role == .server { lastActivity = message.lastTime }
            outputs.append(.messageEnd(message, role, exchange: exchanges[index].number))
        }
    }

    private func index(beingRead role: Role) -> Int? {
        guard let number = role == .client ? requestNumber : responseNumber, firstPending < exchanges.count else {
            return nil
        }
        let index = firstPending + number - exchanges[firstPending].number
        return exchanges.indices.contains(index) && index >= firstPending ? index : nil
    }

    /// The request or the response of an exchange.
    private subscript(role: Role, index: Int) -> Message? {
        get { role == .client ? exchanges[index].request : exchanges[index].response }
        _modify {
            if role == .client { yield &exchanges[index].request } else { yield &exchanges[index].response }
        }
    }

    private mutating func tellFirst() {
        let first = exchanges[firstPending]
        for message in [first.request, first.response] + first.interim { heldBytes -= message?.head.fields.size ?? 0 }
        outputs.append(.exchange(first))
        firstPending += 1
        if firstPending == exchanges.count || firstPending > 64 && firstPending * 2 > exchanges.count {
            exchanges.removeFirst(firstPending)
            firstPending = 0
        }
    }

    // MARK: - Holes and ends

    /// Bytes of one direction are missing: `count` of them, before stream offset `end`.
    mutating func skip(_ count: Int, before end: Int, from role: Role) {
        start(role, beginIsKnown: false)
        let hole = role == .client ? requests.skip(count) : responses.skip(count)
        if case .lost(let head?) = hole { addPartial(head, role) }
        if let index = index(beingRead: role), self[role, index]?.headIsPartial == false {
            self[role, index]?.missingBytes += count
        }
        guard case .lost = hole else { return flush() }
        if role == .client {
            requestNumber = nil
            requestStart = nil
        } else {
            responseNumber = nil
            responseStart = nil
            // Requests sent before the client had these bytes may have had their response in them: they pair no more.
            while firstPending < exchanges.count, exchanges[firstPending].acknowledgedAtRequest < end { tellFirst() }
        }
        flush()
    }

    /// Takes a message whose head is cut off.
    private mutating func addPartial(_ head: MessageHead, _ role: Role) {
        guard let source = role == .client ? requestStart : responseStart else { return }
        if role == .client { beginRequest(head, source) } else { beginResponse(head, source) }
        if let index = index(beingRead: role) { self[role, index]?.headIsPartial = true }
        // Neither its content nor its length is known.
        if role == .client { requests.search() } else { responses.search() }
    }

    /// A direction ended with its FIN, everything before it in order.
    mutating func end(of role: Role) {
        if role == .client {
            if requests.endCompletesMessage { complete(.client, nil) }
            requests.giveUp()
        } else {
            if responses.endCompletesMessage { complete(.server, nil) }
            responses.giveUp()
        }
        flush()
    }

    /// The connection ended: what is not complete stays so.
    mutating func finish() {
        if let head = requests.takePartialHead() { addPartial(head, .client) }
        if let head = responses.takePartialHead() { addPartial(head, .server) }
        while firstPending < exchanges.count { tellFirst() }
    }

    private mutating func boundPending() {
        while exchanges.count - firstPending > Self.maximumPending
            || heldBytes > Self.maximumPendingBytes && exchanges.count - firstPending > 1
        {
            outputs.append(.limit)
            tellFirst()
        }
    }

    /// Gives up all requests that wait: too much is held over all connections.
    mutating func giveUpWaiting() {
        guard exchanges.count - firstPending > 1 else { return }
        outputs.append(.limit)
        while exchanges.count - firstPending > 1 { tellFirst() }
    }

    /// Tells the exchanges that are over: the response is, and the request is no longer being read.
    private mutating func flush() {
        while firstPending < exchanges.count {
            let first = exchanges[firstPending]
            guard first.response != nil, responseNumber != first.number, requestNumber != first.number else { return }
            tellFirst()
        }
    }
}
