import Applications
import TCP
import Wire

/// The TLS of one connection: records and handshake, as far as they are in the clear or can be decrypted, and what they carry.
///
/// Which records are protected is a matter of state: in TLS 1.3 the server encrypts everything behind its ServerHello, and the client
/// everything from then on (RFC 8446 §5.1, §7); before, each end encrypts behind its ChangeCipherSpec (RFC 5246 §7.1). What is encrypted
/// is never guessed at: a record counts when its tag or MAC holds.
final class TLSConnection: ApplicationConnection {
    let setting: ConnectionSetting
    let client: TLSDirection
    let server: TLSDirection
    var found = TLSFacts()
    private(set) var outputs: [ApplicationOutput] = []
    /// The reader of the streams that it carries; made with their first byte.
    private(set) var carried: HTTP1Connection?
    /// What the two hellos said last: a renegotiation replaces them (RFC 5746).
    var hello: ClientHello?
    var session: TLS12Session?
    /// The messages of the handshake, where a secret is to be made from them (RFC 7627).
    var transcript: [UInt8] = []
    var transcriptIsCut = false
    /// The client random that stands for the secrets, where no ClientHello says it.
    var joinedSession: [UInt8]?
    var premasterName: [UInt8] = []
    /// Finished messages of TLS 1.2 and before.
    var finishes = 0
    /// When the first byte of the ClientHello came.
    var begun: Timestamp?
    /// The parts of messages that the operation at hand brought.
    private var parts: MessageParts = []

    init(_ setting: ConnectionSetting) {
        self.setting = setting
        client = TLSDirection(.client, setting.limits)
        server = TLSDirection(.server, setting.limits)
    }

    var heldBytes: Int { client.heldBytes + server.heldBytes + (carried?.heldBytes ?? 0) + helloBytes }
    /// What large hellos take.
    private var helloBytes = 0
    var exchangeCount: Int { carried?.exchangeCount ?? 0 }
    var identity: OtherProtocol { OtherProtocol(name: "tls", tls: found) }
    var inside: ProtocolHistory? {
        carried?.concludeProtocols()
        return carried?.history
    }

    func clearOutputs() { outputs.removeAll(keepingCapacity: true) }

    func direction(_ role: Role) -> TLSDirection { role == .client ? client : server }

    func isOver(_ role: Role) -> Bool { direction(role).isOver }

    private func effects(since before: Int) -> ApplicationEffects {
        defer { parts = [] }
        return ApplicationEffects(parts: parts, isNoteworthy: !outputs.isEmpty, heldGrowth: heldBytes - before)
    }

    // MARK: - Bytes

    func receive(_ bytes: Span<UInt8>, in range: Range<Int>, from role: Role, at position: StreamPosition) -> ApplicationEffects {
        let direction = direction(role)
        direction.outerEnd = position.offset + range.count
        if direction.isOver {
            noteFarewell(nil, direction)
            return ApplicationEffects()
        }
        let before = heldBytes
        read(bytes.extracting(range), direction, position)
        return effects(since: before)
    }

    /// Reads a piece as records.
    func read(_ piece: Span<UInt8>, _ direction: TLSDirection, _ position: StreamPosition) {
        direction.time = position.time
        if direction.search != nil { return search(piece, direction, position) }
        if direction.reader.gatheredCount > 0 {
            direction.add(TLSDirection.Piece(start: direction.reader.gatheredCount, position: position))
        }
        var offset = 0
        while !direction.isOver, let event = direction.reader.next(piece, &offset) {
            switch event {
            case .record(let range):
                var start = position
                start.offset += range.lowerBound
                direction.begin([TLSDirection.Piece(start: 0, position: start)])
                take(piece.extracting(range), direction)
                direction.clearPieces()
            case .gathered:
                let record = direction.reader.gathered
                if direction.pieces.isEmpty { noteBeginning(direction, position, offset) }
                take(record.span, direction)
                direction.reader.clear()
                direction.clearPieces()
            case .passed: pass(direction, frame: position.frame, before: position.offset + offset)
            case .invalid:
                noteInvalid(piece.extracting(offset..<piece.count), direction, frame: position.frame)
                lose(direction)
            }
        }
        if direction.reader.gatheredCount > 0, direction.pieces.isEmpty { noteBeginning(direction, position, piece.count) }
    }

    /// The record being gathered began in the piece that has come as far as `end`.
    private func noteBeginning(_ direction: TLSDirection, _ position: StreamPosition, _ end: Int) {
        var start = position
        start.offset += end - direction.reader.gatheredCount
        direction.begin([TLSDirection.Piece(start: 0, position: start)])
    }

    /// Takes a record that is whole, head and all.
    private func take(_ record: Span<UInt8>, _ direction: TLSDirection) {
        guard let head = direction.reader.head, let place = direction.pieces.last?.position else { return }
        let fragment = record.extracting(TLSRecordHead.size..<record.count)
        direction.earnTrials(record.count)
        direction.carriesAlert = head.type == 21
        if direction.isProtected {
            takeProtected(record, head, direction)
        } else {
            takeClear(fragment, head, record, direction, frame: place.frame)
        }
        guard let first = direction.pieces.first?.position else { return }
        direction.mark(first.offset + record.count)
        noteFarewell(direction.carriesAlert ? first.offset : nil, direction)
        noteData(head, direction)
    }

    /// Notes where an alert begins, or that something else came.
    func noteFarewell(_ offset: Int?, _ direction: TLSDirection) {
        if direction.role == .client {
            found.clientFarewell = offset == nil ? nil : found.clientFarewell ?? offset
        } else {
            found.serverFarewell = offset == nil ? nil : found.serverFarewell ?? offset
        }
    }

    /// Notes that a record holds application data; in TLS 1.3 its head does not say so.
    func noteData(_ head: TLSRecordHead, _ direction: TLSDirection) {
        guard head.type == 23, found.version ?? 0x0304 < 0x0304 else { return }
        if direction.role == .client { found.clientSentData = true } else { found.serverSentData = true }
    }

    /// What stands where a record must begin is none. Behind a close_notify the connection may go on without TLS.
    private func noteInvalid(_ rest: Span<UInt8>, _ direction: TLSDirection, frame: Int) {
        let sender = StreamEnd(direction.role)
        guard found.invalidRecord == nil, found.closed(sender) == nil else { return }
        var bytes = direction.reader.gathered
        for i in 0..<min(rest.count, InvalidTLSRecord.shownBytes) where bytes.count < InvalidTLSRecord.shownBytes {
            bytes.append(rest[i])
        }
        found.invalidRecord = InvalidTLSRecord(sender: sender, frame: frame, bytes: bytes)
        if found.serverHello != nil { found.decryption.obstacle = found.decryption.obstacle ?? .notTLS }
    }

    private func takeClear(
        _ fragment: Span<UInt8>, _ head: TLSRecordHead, _ record: Span<UInt8>, _ direction: TLSDirection, frame: Int
    ) {
        switch head.type {
        // An empty record of these types is against the rules (RFC 8446 §5.1), a ChangeCipherSpec has one byte.
        case 20 where head.length == 1: noteChangeCipherSpec(direction, frame: frame)
        case 22 where head.length > 0: takeHandshake(fragment, direction, isProtected: false, frame: frame)
        // An alert in the clear has two bytes.
        case 21 where head.length == 2: takeAlert(fragment, direction, frame: frame)
        case 20, 22:
            noteInvalid(record, direction, frame: frame)
            lose(direction)
        default:
            // A record that only encryption makes. Of a client before any ServerHello, it is early data (RFC 8446 §2.3).
            protect(direction)
            if direction.role == .client, found.version == nil, hello?.offersEarlyData == true { expectEarlyData(frame: frame) }
            takeProtected(record, head, direction)
        }
    }

    func takeAlert(_ content: Span<UInt8>, _ direction: TLSDirection, frame: Int) {
        guard content.count == 2, content[0] == 1 || content[0] == 2 else { return }
        let alert = TLSAlert(sender: StreamEnd(direction.role), level: content[0], number: content[1], frame: frame)
        if !found.note(alert, maximum: setting.limits.alerts) { emit(.alerts) }
        emit(.alert(alert), direction, frame: frame)
        // RFC 8446 §6.1: nothing of the application comes behind it.
        if alert.number == 0 { endCarried(direction) }
    }

    func takeHandshake(_ content: Span<UInt8>, _ direction: TLSDirection, isProtected: Bool, frame: Int) {
        var messages: [TLSHandshakeReader.Message] = []
        direction.handshake.take(content) { messages.append($0) }
        if direction.handshake.takeLarge() { emit(.handshakeMessage) }
        for message in messages { note(message, direction, isProtected: isProtected, frame: frame) }
        if !messages.isEmpty { helloBytes = found.helloBytes }
    }

    func emit(_ kind: TLSEvent.Kind, _ direction: TLSDirection, frame: Int) {
        guard setting.wantsMessages else { return }
        outputs.append(.tls(TLSEvent(kind, StreamEnd(direction.role), frame: frame)))
    }

    func emitCarried(_ bytes: [UInt8], missing: CarriedGap?, _ role: Role) {
        outputs.append(.carried(bytes, missing: missing, role))
    }

    /// A bound was hit: what is behind it is not read.
    func emit(_ bound: TLSBound) { outputs.append(.bound(.tls(bound))) }

    // MARK: - The end

    /// What comes is no TLS, or nobody knows where the next record begins.
    func lose(_ direction: TLSDirection) {
        found.isIncomplete = true
        if direction.isProtected || found.serverHello != nil {
            found.decryption.obstacle = found.decryption.obstacle ?? .missingBytes
        }
        noteUnreadable(direction)
        stop(direction)
    }

    /// Nothing more of a direction is read.
    func stop(_ direction: TLSDirection) {
        direction.isOver = true
        direction.search = nil
        direction.early = []
        direction.earlyBytes = 0
        direction.earlyDropped = (0, 0)
        direction.reader.restart()
        direction.clearPieces()
        direction.handshake.reset()
    }

    func end(of role: Role) -> ApplicationEffects {
        let before = heldBytes
        let direction = direction(role)
        direction.search = nil
        endCarried(direction)
        return effects(since: before)
    }

    /// The stream that a direction carries has ended.
    func endCarried(_ direction: TLSDirection) {
        guard !direction.hasEnded else { return }
        direction.hasEnded = true
        noteCut(direction)
        if let carried, direction.isWhole { note(carried.end(of: direction.role)) }
    }

    /// Whether the direction ends in the middle of content.
    private func noteCut(_ direction: TLSDirection) {
        guard let carried, carried.direction(direction.role).message != nil else { return }
        if direction.role == .client { found.clientCutsContent = true } else { found.serverCutsContent = true }
    }

    /// Whether a close_notify of this direction would have been seen.
    private func closureIsKnown(_ direction: TLSDirection) -> Bool {
        guard direction.isProtected, !direction.isOver, direction.search == nil, direction.missing == 0 else { return false }
        // Without keys the heads of records say what is an alert, but not in TLS 1.3.
        if direction.cipher == nil { return found.version ?? 0x0304 < 0x0304 }
        return direction.keysAreProven && direction.phase == .application && found.decryption.bad == 0
    }

    func finish() -> ApplicationEffects {
        let before = heldBytes
        found.clientClosureIsKnown = closureIsKnown(client)
        found.serverClosureIsKnown = closureIsKnown(server)
        if !client.hasEnded { noteCut(client) }
        if !server.hasEnded { noteCut(server) }
        for direction in [client, server] {
            settleEarlyData(direction, wasAccepted: nil)
            if direction.isJoined, direction.cipher == nil { noteNoKeys(keysAreMissing) }
        }
        if let carried { note(carried.finish()) }
        helloBytes = 0
        stop(client)
        stop(server)
        return effects(since: before)
    }

    func giveUpWaiting() -> ApplicationEffects {
        let before = heldBytes
        if let carried { note(carried.giveUpWaiting()) }
        if helloBytes > 0 {
            found.shortenHellos()
            hello?.shorten()
            helloBytes = 0
        }
        return effects(since: before)
    }

    // MARK: - What it carries

    /// The reader of what is carried.
    func carriedConnection() -> HTTP1Connection {
        if let carried { return carried }
        var setting = setting
        setting.isSecure = true
        setting.wantsStreams = false
        let made = HTTP1Connection(setting)
        for direction in [client, server] where direction.isUnreadable { made.noteUnreadable(direction.role) }
        carried = made
        return made
    }

    /// What a direction carries is not read, or not from some point on.
    func noteUnreadable(_ direction: TLSDirection) {
        guard !direction.isUnreadable else { return }
        direction.isUnreadable = true
        carried?.noteUnreadable(direction.role)
    }

    func note(_ effects: ApplicationEffects) {
        guard let carried else { return }
        parts.formUnion(effects.parts)
        guard !carried.outputs.isEmpty else { return }
        outputs += carried.outputs
        carried.clearOutputs()
    }
}
