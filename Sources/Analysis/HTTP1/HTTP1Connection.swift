import ContentCodings
import Applications
import TCP
import Wire

/// The HTTP/1 of one connection: messages read from both directions, and paired (RFC 9112 §9.3.2: in order).
final class HTTP1Connection: ApplicationConnection {
    typealias Output = ApplicationOutput
    typealias Effects = ApplicationEffects

    /// What an exchange that waits takes besides its heads, in bytes, about.
    private static let exchangeOverhead = 1 << 10

    // In this order what each message reads or changes lies in the first lines of the cache.

    /// Where content goes; nil if nobody wants it.
    let forwarder: ContentForwarder?
    /// Somebody wants to know of messages as they begin and end, and not of exchanges alone.
    let wantsMessages: Bool
    let client: Direction
    let server: Direction
    /// Exchanges that are not complete, in order: from `firstPending` on. Numbers are left out where requests are not paired.
    var exchanges: [Exchange] = []
    var firstPending = 0
    /// Exchanges found.
    var begun = 0
    /// The first exchange that a response may still be given to: all before it have theirs, or lost it.
    private var firstUnanswered = 1
    /// What was found, in order, until `clearOutputs`.
    var outputs: [Output] = []
    /// Bytes held: those counted below, and what the readers hold because it is not whole. As of the end of the last operation.
    private(set) var heldBytes = 0
    /// Bytes of the heads and trailers in exchanges that are not complete, and of what the detector holds.
    var countedBytes = 0
    /// How far the request stream has come.
    var clientOffset = 0
    /// Where the last bytes of the server end that were read; bytes of content that are only counted are left out.
    private(set) var serverOffset = 0
    /// When the last response came to its end.
    var lastActivity: Timestamp?
    /// Pieces of streams that were not seen from their first byte on which may still turn out to be HTTP/2.
    private var piecesToJoin = 128
    /// Requests may have been lost in a hole, and no later one was paired beyond doubt yet.
    var requestsAreUncertain = false
    /// Some of what the client sent was not read, and why.
    var requestsUnread: UnreadReason?
    /// Likewise of the server, since the last response.
    var responsesUnread: UnreadReason?
    /// The client sent something that is no request of HTTP.
    var clientIsOther = false
    /// The server sent something that is no response of HTTP.
    var serverIsOther = false
    /// Lines that were meant as start lines, until it is clear that the connection speaks HTTP.
    var invalidLines: [InvalidStartLine] = []
    /// Requests that are not paired, since too many wait: the next so many responses behind those of `exchanges` are theirs.
    var unpaired = UnpairedRequests()
    /// The last request asks for another protocol or a tunnel, and has no final answer: its exchange, and how far the stream of the server was
    /// acknowledged when it was sent.
    var changeAsked: (exchange: Int, acknowledged: Int)?
    /// Exchanges that wait for their request: the response came before it in the capture.
    var early: [Exchange] = []
    /// Messages of HTTP/1 were found.
    var isHTTP = false
    /// What else was found; made when there is something, since most speak HTTP alone.
    var otherHistory: KeptHistory?
    /// Looks at what is no HTTP from its first bytes on; made when there is such a thing.
    var detector: ApplicationDetector?
    /// The reader of another protocol that these streams turned out to be.
    var successor: (any ApplicationConnection)?
    /// The parts of messages that the bytes handed to it belong to.
    var successorParts: MessageParts = []
    /// What streams that were not seen from their first byte on turned out to be, in the middle of it.
    var joined: OtherProtocol? { isJoined ? successor?.identity : nil }
    var isJoined = false
    /// What an end sends cannot be read, or not all of it: nobody can say what was not asked, and what was not answered.
    private(set) var requestsAreUnreadable = false
    private(set) var responsesAreUnreadable = false
    /// What looks for TLS in a protocol that may turn it on later.
    var startsTLS = false
    var looksForTLS = false
    var beginnings: (client: TLSBeginning, server: TLSBeginning)?
    /// The header of the PROXY protocol, while it is being read.
    var preamble: Preamble?
    /// Where in its stream that header began, if there was one: for the server it is the beginning of the first request.
    var proxyOffset: Int?
    let setting: ConnectionSetting
    /// The number of the TCP connection.
    var number: Int { setting.number }

    init(_ setting: ConnectionSetting) {
        client = Direction(.request, setting.bounds)
        server = Direction(.response, setting.bounds)
        wantsMessages = setting.wantsMessages
        forwarder = setting.forwarder
        // Last, so that it is moved and not copied.
        self.setting = setting
    }

    var identity: OtherProtocol { OtherProtocol(name: "http") }
    var inside: ProtocolHistory? { nil }
    var exchangeCount: Int { begun + (successor?.exchangeCount ?? 0) }

    func isOver(_ role: Role) -> Bool { isOver }

    /// Nothing more can be found in either direction.
    var isOver: Bool {
        client.reader.isOpaque && server.reader.isOpaque && firstPending == exchanges.count
            && client.watch == .none && server.watch == .none && unpaired.request == nil && unpaired.response == nil
    }

    func direction(_ role: Role) -> Direction { role == .client ? client : server }

    func noteUnreadable(_ role: Role) {
        if role == .client { requestsAreUnreadable = true } else { responsesAreUnreadable = true }
        (successor as? HTTP2Connection)?.noteUnreadable(role)
    }

    /// All that was found was reported.
    func clearOutputs() { outputs.removeFew() }

    /// The effects of an operation that began when `before` bytes were held.
    func effects(since before: Int, parts: MessageParts = []) -> Effects {
        heldBytes =
            countedBytes + client.reader.heldBytes + server.reader.heldBytes
            + (exchanges.count - firstPending) * Self.exchangeOverhead
        return Effects(
            parts: parts, isNoteworthy: !outputs.isEmpty || isOver,
            heldGrowth: heldBytes - before)
    }

    /// The place of the first exchange from this number on.
    private func indexOfExchange(from number: Int) -> Int {
        // Mostly no number is left out.
        let guess = firstPending + max(0, number - exchanges[firstPending].number)
        if guess == firstPending || guess < exchanges.count && exchanges[guess].number == number { return guess }
        var (low, high) = (firstPending, exchanges.count)
        while low < high {
            let middle = (low + high) / 2
            if exchanges[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The place of the first exchange that a response may be given to; nil if there is none.
    func firstUnansweredIndex() -> Int? {
        guard firstPending < exchanges.count else { return nil }
        var index = indexOfExchange(from: firstUnanswered)
        while index < exchanges.count, exchanges[index].response != nil || exchanges[index].responseIsLost { index += 1 }
        guard index < exchanges.count else {
            firstUnanswered = setting.exchangesBefore + begun + 1
            return nil
        }
        firstUnanswered = exchanges[index].number
        return index
    }

    // MARK: - Content by arithmetic

    /// Nobody wants to see the content of the message being read, and it has no coding behind which its size is wanted.
    func isOnlyCounted(_ direction: Direction) -> Bool {
        guard let forwarder else { return true }
        return !forwarder.passesBytes && direction.decoder == nil && direction.transferDecoder == nil
    }

    /// How many of the next bytes of a direction are content that nobody wants, and that the message goes on behind.
    func passableContent(from role: Role) -> Int {
        let direction = direction(role)
        // The first byte of the content is noted with its frame.
        guard direction.watch == .none, direction.message?.contentTime != nil, isOnlyCounted(direction) else { return 0 }
        return direction.reader.passableContent
    }

    /// Takes bytes of content, at most as many as `passableContent` said: the last of them came in this frame.
    func pass(_ count: Int, from role: Role, in frame: Int, at time: Timestamp) {
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
        // The first piece of the content is read: it may turn out to be the next message.
        if isOnlyCounted(direction), direction.watch == .none, direction.message?.contentTime != nil,
            direction.reader.passContent(range.count)
        {
            if role == .client { clientOffset = position.offset + range.count }
            direction.message?.noteContent(range.count, in: position.frame, at: position.time)
            return Effects(parts: .content)
        }
        let before = heldBytes
        // The reader sees the piece alone, so that it knows where it begins.
        var piece = bytes.extracting(range)
        var place = position
        if !setting.isSecure {
            let start = join(piece, role, beginIsKnown: position.beginIsKnown)
            place.offset += start
            piece = piece.extracting(start..<piece.count)
        }
        let parts = direction.watch == .none ? read(piece, role, place) : receiveWatched(piece, role, place)
        // Only once it was read: a response that came early waits for the request in it.
        if role == .client { clientOffset = position.offset + range.count } else { serverOffset = position.offset + range.count }
        return effects(since: before, parts: parts)
    }

    /// Looks whether another protocol begins in a piece, in the middle of it: a segment, or what a record of TLS carries.
    ///
    /// - Returns: how many bytes at its beginning belong to what began earlier.
    func join(_ piece: Span<UInt8>, _ role: Role, beginIsKnown: Bool) -> Int {
        let direction = direction(role)
        guard piecesToJoin > 0, direction.httpFrame == 0, !beginIsKnown || direction.beginningIsLost else { return 0 }
        piecesToJoin -= 1
        if !joinsHTTP2(piece, role), let start = joinsTLS(piece, role) { return start }
        return 0
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
        if role == .server, !mayResume(piece, at: position) {
            noteUnread(before: position.offset + piece.count)
            return []
        }
        readMessages(piece, role, direction, position)
        return successor == nil ? direction.reader.touched : direction.reader.touched.union(takeSuccessorParts())
    }

    private func readMessages(_ piece: Span<UInt8>, _ role: Role, _ direction: Direction, _ position: StreamPosition) {
        var offset = 0
        while true {
            if role == .server, direction.reader.isInJunk { direction.reader.acceptsMessages = mayAnswer(at: position) }
            let event = direction.reader.next(piece, &offset)
            if direction.reader.takeBeginning() {
                endStray(role, isFollowed: true)
                direction.begin(at: direction.reader.messageStart, of: position)
            }
            switch event {
            case .needsMore:
                if direction.reader.isOpaque {
                    endStray(role, isMore: true)
                } else if direction.reader.holdsBytes {
                    direction.mark(position, end: position.offset + piece.count)
                } else if !direction.reader.isBetweenMessages {
                    direction.latest = position
                }
                return
            case .held:
                readHeld(role, direction, direction.takeMarks() + [position], end: position.offset + offset)
            default:
                handle(event, role, position, piece)
            }
            if direction.reader.isBetweenMessages { direction.start = nil }
            if direction.reader.isOpaque, case .head = event {
                // What follows in the same piece is the other protocol already.
                if offset < piece.count { takeRest(piece.extracting(offset..<piece.count), role, position, offset) }
                return
            }
        }
    }

    /// Reads bytes that were held, each with the piece it came in.
    ///
    /// - Parameter end: where in the stream they end.
    func readHeld(_ role: Role, _ direction: Direction, _ pieces: [StreamPosition], end: Int) {
        let held = direction.reader.takeHeld()
        var at = 0
        for (i, piece) in pieces.enumerated() where at < held.count {
            let next = i + 1 < pieces.count ? min(held.count, held.count - (end - pieces[i + 1].offset)) : held.count
            guard next > at else { continue }
            var place = piece
            place.offset = end - held.count + at
            readMessages(held.span.extracting(at..<next), role, direction, place)
            at = next
        }
    }

    private func handle(_ event: MessageReader.Event, _ role: Role, _ position: StreamPosition, _ piece: Span<UInt8>) {
        let direction = direction(role)
        switch event {
        case .begin:
            foundHTTP(role, position)
        case .head(let head):
            if direction.httpFrame == 0 || !invalidLines.isEmpty { foundHTTP(role, position) }
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
        case .noContent:
            direction.message?.framing = .none
            complete(role, nil)
        case .trailers(let trailers):
            if let message = direction.message {
                message.violations.formUnion(trailers.violations)
                if !trailers.isEmpty {
                    message.trailers = trailers
                    countedBytes += trailers.size
                }
                message.noteLast(in: position.frame, at: position.time)
            }
            return
        case .end:
            complete(role, position)
        case .headTooLarge(let head):
            if let head { addPartial(head, role)?.violations.insert(.headTooLarge) }
            leaveUnread(role, before: position.offset + piece.count, .bound)
        case .broken(let violation):
            if let message = direction.message {
                message.violations.formUnion(direction.reader.takeChunkViolations())
                message.violations.insert(violation)
            }
            closeDecoder(role)
            leaveUnread(
                role, before: position.offset + piece.count, violation == .headTooLarge ? .bound : .brokenFraming)
        case .notHTTP(let line):
            noteOther(line, role)
        case .tooMuchJunk:
            endStray(role, isMore: true)
            leaveUnread(role, before: position.offset + piece.count, .bound)
        case .held, .needsMore:
            break
        }
        flush()
    }

    /// A message of HTTP/1 is certain.
    func foundHTTP(_ role: Role, _ position: StreamPosition) {
        noteHTTP(role, position)
        guard !invalidLines.isEmpty else { return }
        outputs += invalidLines.map { .invalidStartLine($0) }
        invalidLines = []
    }

    /// Whether a response may begin here, where the reader searches for one behind a hole: text that looks like a start may be content. It
    /// is certain where a request was sent when just the bytes before this were acknowledged, also if its start line is not what the rule has;
    /// without any request, the looks must do.
    func mayResume(_ piece: Span<UInt8>, at position: StreamPosition) -> Bool {
        guard server.reader.isSearching, begun > 0, client.hasStarted else { return true }
        // The request may wait behind a hole of its own.
        if position.acknowledgedOffset > clientOffset { return true }
        guard StartLine.looksLikeResponse(piece, from: 0), let first = firstUnansweredIndex(),
            exchanges[first...].contains(where: { $0.response == nil && $0.acknowledgedAtRequest == position.offset })
        else { return false }
        server.reader.begin()
        return true
    }

    /// Whether a stream was seen from its first byte on, and no message was among what came.
    func beganOtherwise(_ role: Role) -> Bool {
        let direction = direction(role)
        return direction.beginIsKnown && !direction.beginningIsLost && direction.httpFrame == 0 && !isHTTP
            && (role == .client ? clientIsOther : serverIsOther)
    }

    /// Whether a response that is found among bytes that are none may be one: a request waits, or may not have been captured.
    private func mayAnswer(at position: StreamPosition) -> Bool {
        if awaitsResponse { return true }
        // One line makes no HTTP of a stream that was seen to begin with something else, where only the capture lacks what it answers.
        if beganOtherwise(.server) { return false }
        return !client.hasStarted || position.acknowledgedOffset > clientOffset
    }

    /// The message being read has come to its end; without a position, to that of its stream.
    func complete(_ role: Role, _ position: StreamPosition?) {
        let direction = direction(role)
        closeDecoder(role, isAtEnd: true)
        direction.messages += 1
        defer { direction.leaveMessage() }
        guard let message = direction.message, let exchange = direction.exchange else { return }
        if let position { message.noteLast(in: position.frame, at: position.time) }
        message.violations.formUnion(direction.reader.takeChunkViolations())
        message.isComplete = message.missingBytes == 0
        message.hasEnded = true
        if role == .server { lastActivity = message.lastTime }
        direction.last = (exchange.number, follows(message, exchange))
        if wantsMessages, setting.wantsMessageEnds { outputs.append(.messageEnd(message, role, exchange: exchange.number)) }
    }

    private func follows(_ message: Message, _ exchange: Exchange) -> StrayBytes.Follows {
        guard message.head.kind == .response, message.framing == .none else { return .message }
        return exchange.request?.head.methodKind == .head ? .answerToHEAD : .status(message.head.status)
    }
}
