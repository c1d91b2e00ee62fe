import Applications
import ContentCodings
import TCP
import Wire

/// The HTTP/2 of one connection (RFC 9113): frames of both directions, put together to exchanges by their streams.
///
/// An exchange is reported when both directions of its stream have ended, when it was reset, or when the connection ends.
final class HTTP2Connection: ApplicationConnection {
    /// Closed streams of which is remembered how they ended.
    private static let maximumClosed = 64

    let setting: ConnectionSetting
    private var clientDirection: HTTP2Direction?
    private var serverDirection: HTTP2Direction?
    private(set) var outputs: [ApplicationOutput] = []
    private(set) var heldBytes = 0
    var countedBytes = 0
    var begun = 0
    private(set) var streams: [Int: HTTP2Stream] = [:]
    /// Numbers of streams in the order in which they were opened; some are closed.
    private var order: [Int] = []
    private var firstInOrder = 0
    /// Streams that were closed last, and who had ended them by then.
    private var closed: [(stream: Int, clientHasEnded: Bool, serverHasEnded: Bool)] = []
    var facts = HTTP2Facts()
    /// Windows of flow control are known: no frame is missing.
    var windowsAreKnown = true
    /// Client streams that are open, and when their number reached what the server allows.
    var openStreams = 0
    var fullSince: Timestamp?
    var lastClosedFull: Timestamp?
    private var lastTime: Timestamp?
    private let isUpgrade: Bool
    /// An upgrade that the capture does not have may have opened stream 1.
    var mayBeUpgraded = false
    private var hasReceived: (client: Bool, server: Bool) = (false, false)
    private var announcedIsUnknown: (client: Bool, server: Bool) = (false, false)
    private var isConcluded = false
    private var responsesAreUnreadable = false
    private var hasEnded: (client: Bool, server: Bool) = (false, false)

    init(_ setting: ConnectionSetting, isUpgrade: Bool = false) {
        self.setting = setting
        self.isUpgrade = isUpgrade
    }

    /// The server answered in another protocol: nobody took what the client sent for requests.
    private(set) var isRefused = false

    func refuse() { isRefused = !hasSeen(.server) }

    var exchangeCount: Int { isRefused ? 0 : begun }
    var identity: OtherProtocol { OtherProtocol(name: "http/2") }
    var inside: ProtocolHistory? { nil }
    func clearOutputs() { outputs.removeAll(keepingCapacity: true) }
    func isOver(_ role: Role) -> Bool { isConcluded }
    func emit(_ output: ApplicationOutput) { outputs.append(output) }

    /// The reader of a direction, made when its first byte comes.
    func direction(_ role: Role, beginIsKnown: Bool = false) -> HTTP2Direction {
        if let direction = role == .client ? clientDirection : serverDirection { return direction }
        let direction = HTTP2Direction(role, beginIsKnown: beginIsKnown || isUpgrade, setting.limits)
        if role == .client ? announcedIsUnknown.server : announcedIsUnknown.client {
            direction.reader.decoder.allowAny()
            direction.reader.largestIsKnown = false
        }
        if role == .client { clientDirection = direction } else { serverDirection = direction }
        if !beginIsKnown, !isUpgrade { forgetAnnounced(by: role) }
        return direction
    }

    /// Frames of an end may be missing: windows are not known any more, nor what it lets the other one do.
    func forgetAnnounced(by role: Role) {
        windowsAreKnown = false
        facts.pushWasAllowed = true
        guard let peer = role == .client ? serverDirection : clientDirection else {
            announcedIsUnknown = (announcedIsUnknown.client || role == .client, announcedIsUnknown.server || role == .server)
            return
        }
        peer.reader.decoder.allowAny()
        peer.reader.largestIsKnown = false
    }

    /// A direction goes on that was not seen from its first byte on.
    ///
    /// - Parameter isAtFrame: its next byte is the first of a frame; else one is searched for.
    func join(_ role: Role, isAtFrame: Bool) {
        guard !hasSeen(role) else { return }
        if role == .client { clientDirection = nil } else { serverDirection = nil }
        let direction = direction(role)
        if !isAtFrame { direction.reader.beginSearch() }
    }

    /// What an end sends cannot be read, or not all of it: nobody can say that a request was not answered.
    func noteUnreadable(_ role: Role) {
        if role == .server { responsesAreUnreadable = true }
        forgetAnnounced(by: role)
    }

    var highestStream: Int { max(clientDirection?.highest ?? 0, serverDirection?.highest ?? 0) }

    /// Whether anything of a direction was seen.
    func hasSeen(_ role: Role) -> Bool { role == .client ? hasReceived.client : hasReceived.server }

    func effects(since before: Int, parts: MessageParts = []) -> ApplicationEffects {
        heldBytes = countedBytes + (clientDirection?.reader.heldBytes ?? 0) + (serverDirection?.reader.heldBytes ?? 0)
        return ApplicationEffects(parts: parts, isNoteworthy: !outputs.isEmpty, heldGrowth: heldBytes - before)
    }

    // MARK: - Bytes

    func receive(
        _ bytes: Span<UInt8>, in range: Range<Int>, from role: Role, at position: StreamPosition
    ) -> ApplicationEffects {
        lastTime = position.time
        noteReceived(role)
        if let direction = role == .client ? clientDirection : serverDirection,
            passContent(range.count, role, direction, position)
        {
            return ApplicationEffects(parts: .content)
        }
        let before = heldBytes
        let piece = bytes.extracting(range)
        let beginsStream = HTTP2Connection.beginsStream(piece, role)
        let isFirst = role == .client && clientDirection == nil
        let direction = direction(role, beginIsKnown: position.beginIsKnown || beginsStream)
        if isFirst, beginsStream, !position.beginIsKnown, !isUpgrade { noteUnseenUpgrade() }
        // It answers what was not read yet: what that announced is not known.
        if windowsAreKnown, hasSeen(role.peer), position.acknowledgedOffset > self.direction(role.peer).offset {
            direction.reader.decoder.allowAny()
            direction.reader.largestIsKnown = false
        }
        let parts =
            direction.reader.isSearching ? search(piece, role, direction, position) : read(piece, role, direction, position)
        direction.offset = position.offset + range.count
        return effects(since: before, parts: parts)
    }

    func noteReceived(_ role: Role) { if role == .client { hasReceived.client = true } else { hasReceived.server = true } }

    private static func beginsStream(_ piece: Span<UInt8>, _ role: Role) -> Bool {
        role == .client && !piece.isEmpty && piece[0] == HTTP2Reader.preface[0]
    }

    /// A piece that is all content of one DATA frame, which nobody wants to see: a subtraction.
    private func passContent(
        _ count: Int, _ role: Role, _ direction: HTTP2Direction, _ position: StreamPosition
    ) -> Bool {
        guard let stream = direction.current, direction.reader.passableContent > count, !stream.readsContent,
            setting.forwarder == nil || setting.forwarder?.passesBytes == false && stream[role].decoder == nil,
            let message = stream[role].message, message.contentTime != nil
        else { return false }
        direction.reader.passContent(count)
        direction.offset = position.offset + count
        message.noteContent(count, in: position.frame, at: position.time)
        return true
    }

    func read(
        _ piece: Span<UInt8>, _ role: Role, _ direction: HTTP2Direction, _ position: StreamPosition
    ) -> MessageParts {
        var parts: MessageParts = []
        var at = 0
        while true {
            if direction.reader.isBetweenFrames, at < piece.count {
                var start = position
                start.offset += at
                direction.frameStart = start
                if !direction.reader.isInBlock { direction.blockStart = start }
                direction.current = nil
            }
            let event = direction.reader.next(piece, &at)
            if direction.reader.hasFaults { takeFaults(role, direction, position) }
            var here = position
            here.offset += at
            switch event {
            case .needsMore:
                if direction.reader.dataStream != nil { findCurrent(role, direction, here) }
                return parts
            case .preface: break
            case .data(let range):
                parts.insert(.content)
                findCurrent(role, direction, here)
                if let stream = direction.current { takeContent(piece.extracting(range), stream, role, here) }
            case .dataEnd(let frame):
                facts[role].count(.data)
                findCurrent(frame.stream, role, direction, here)
                endData(frame, role, direction, here)
            case .frame(let frame): takeFrame(frame, role, here)
            case .fields:
                facts[role].count(direction.reader.block.promised == nil ? .headers : .pushPromise)
                if direction.reader.takeCutFields() { emit(.bound(.http2(.fieldBytes))) }
                parts.formUnion(takeFields(direction.reader.block, role, direction, here))
            }
        }
    }

    /// Finds the stream of the DATA frame being read.
    private func findCurrent(_ role: Role, _ direction: HTTP2Direction, _ here: StreamPosition) {
        guard direction.current == nil, let number = direction.reader.dataStream else { return }
        findCurrent(number, role, direction, here)
    }

    private func findCurrent(_ number: Int, _ role: Role, _ direction: HTTP2Direction, _ here: StreamPosition) {
        guard direction.current == nil else { return }
        guard let stream = streams[number], !stream[role].hasEnded else {
            judgeMissing(number, role, .data, here)
            return
        }
        direction.current = stream
    }

    private func takeFaults(_ role: Role, _ direction: HTTP2Direction, _ position: StreamPosition) {
        for fault in direction.reader.takeFaults() { note(fault, role, position) }
    }

    // MARK: - Streams

    func stream(_ number: Int) -> HTTP2Stream? { streams[number] }

    /// Whether frames of one direction of a stream may have been lost.
    func mayLack(_ stream: HTTP2Stream, _ role: Role) -> Bool { stream.exchange.number <= direction(role).lastMayLack }

    /// A stream begins.
    func open(_ number: Int, by role: Role) -> HTTP2Stream {
        // The other end may not have spoken yet.
        _ = direction(role.peer, beginIsKnown: peerBeginIsKnown(role))
        begun += 1
        facts.streams += 1
        let exchange = Exchange(number: setting.exchangesBefore + begun, isSecure: setting.isSecure)
        exchange.http2 = HTTP2Details(stream: number)
        let stream = HTTP2Stream(number, exchange)
        streams[number] = stream
        order.append(number)
        let direction = direction(role)
        direction.highest = max(direction.highest, number)
        for role in [Role.client, .server] where self.direction(role).reader.highestStream != nil {
            self.direction(role).reader.highestStream = max(self.direction(.client).highest, self.direction(.server).highest)
        }
        return stream
    }

    /// Reports the exchange of a stream, and forgets the stream.
    func release(_ stream: HTTP2Stream) {
        guard streams.removeValue(forKey: stream.number) != nil else { return }
        for role in [Role.client, .server] {
            closeDecoder(stream, role)
            let direction = role == .client ? clientDirection : serverDirection
            if direction?.current === stream { direction?.current = nil }
            direction?.blockedStreams.remove(stream)
        }
        countedBytes -= stream.exchange.size
        noteLack(in: stream)
        if responsesAreUnreadable, stream.exchange.response == nil { stream.exchange.responseIsLost = true }
        noteClosing(stream)
        if closed.count >= Self.maximumClosed {
            for over in closed.prefix(Self.maximumClosed / 2) { forget(over.stream) }
            closed.removeFirst(Self.maximumClosed / 2)
        }
        closed.append((stream.number, stream.client.hasEnded, stream.server.hasEnded))
        if !isRefused { emit(.exchange(stream.exchange)) }
        while firstInOrder < order.count, streams[order[firstInOrder]] == nil { firstInOrder += 1 }
        if firstInOrder > 64, firstInOrder * 2 > order.count {
            order.removeFirst(firstInOrder)
            firstInOrder = 0
        }
    }

    func releaseIfOver(_ stream: HTTP2Stream) {
        if stream.client.hasEnded, stream.server.hasEnded { release(stream) }
    }

    /// A closed stream that is remembered.
    func closing(of number: Int) -> (clientHasEnded: Bool, serverHasEnded: Bool)? {
        closed.last { $0.stream == number }.map { ($0.clientHasEnded, $0.serverHasEnded) }
    }

    private var oldest: HTTP2Stream? { firstInOrder < order.count ? streams[order[firstInOrder]] : nil }

    func boundStreams() {
        while streams.count > setting.limits.waitingRequests || countedBytes > setting.limits.waitingBytes && streams.count > 1 {
            emit(.bound(.waitingRequests))
            guard let oldest else { return }
            giveUp(oldest)
        }
    }

    /// Forgets a stream that is open: nobody can say that it was not answered, or not whole.
    private func giveUp(_ stream: HTTP2Stream) {
        stream.exchange.giveUp()
        release(stream)
        forget(stream.number)
    }

    /// Nothing is remembered of a stream: what comes on it is neither read nor judged.
    private func forget(_ number: Int) {
        let opener = direction(number & 1 == 1 ? .client : .server)
        opener.highestForgotten = max(opener.highestForgotten, number)
    }

    /// Whether a stream may have been open, and is not remembered.
    func mayBeForgotten(_ number: Int) -> Bool {
        number <= direction(number & 1 == 1 ? .client : .server).highestForgotten
    }

    func giveUpWaiting() -> ApplicationEffects {
        let before = heldBytes
        while streams.count > 1, let oldest { giveUp(oldest) }
        clientDirection?.reader.dropHeld()
        serverDirection?.reader.dropHeld()
        return effects(since: before)
    }

    // MARK: - Ends

    func end(of role: Role) -> ApplicationEffects {
        let before = heldBytes
        if role == .client { hasEnded.client = true } else { hasEnded.server = true }
        if hasEnded.client, hasEnded.server { conclude() }
        return effects(since: before)
    }

    func finish() -> ApplicationEffects {
        let before = heldBytes
        conclude()
        return effects(since: before)
    }

    /// No more bytes come: what is not complete stays so.
    private func conclude() {
        guard !isConcluded else { return }
        for direction in [clientDirection, serverDirection].compactMap({ $0 }) { takeLargeBlock(direction) }
        isConcluded = true
        finishStalls(lastTime)
        noteUnprocessed()
        while let oldest { release(oldest) }
    }

    /// The streams that are open, in the order of their numbers.
    var openInOrder: [HTTP2Stream] { streams.values.sorted { $0.number < $1.number } }
}
