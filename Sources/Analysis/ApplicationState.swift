import TCP
import Wire

/// What is known of a connection besides its segments: its HTTP, and what bears on its findings. Most connections never have one.
final class ApplicationState: ApplicationLayer {
    private let reporter: ConnectionReporter
    /// The number of the connection.
    private let connection: Int
    /// The connection's record was written, and those of its exchanges: what comes now has its stages, and is reported no more.
    private let isLate: Bool
    /// Its messages; nil once it is clear that there is no HTTP (any more).
    private var http: HTTP1Connection?
    private(set) var exchanges = 0
    var history: ProtocolHistory { context.history }
    let context = Finding.Context()

    init(_ reporter: ConnectionReporter, for connection: borrowing Connection) {
        self.reporter = reporter
        self.connection = connection.number
        isLate = connection.isReported
        let forwarder = isLate ? nil : reporter.forwarder.flatMap { reporter.sink.wantsContent(of: connection) ? $0 : nil }
        http = HTTP1Connection(
            ConnectionSetting(
                number: connection.number, roundTripToServer: connection.handshake.roundTripToServer,
                forwarder: forwarder, wantsMessages: reporter.wantsMessages && !isLate,
                wantsMessageEnds: reporter.wantsMessageEnds && !isLate, wantsStreams: reporter.wantsStreams && !isLate,
                decryptor: reporter.decryptor, bounds: reporter.bounds))
    }

    var heldBytes: Int { http?.heldBytes ?? 0 }

    func receive(_ bytes: Span<UInt8>, in range: Range<Int>, from role: Role, _ position: StreamPosition) -> Stages {
        if reporter.wantsStreams { reporter.sink.stream(bytes, in: range, missing: 0, from: role, connection: connection) }
        guard let http else { return [] }
        let effects = http.receive(bytes, in: range, from: role, at: position)
        if effects.isNoteworthy { reporter.pending = self }
        return Stages(effects.parts, from: role)
    }

    func prefetch(_ step: Int, for role: Role) {
        guard let http else { return }
        if step == 0 { Prefetch.object(http, bytes: HTTP1Connection.fetchedBytes) } else { http.prefetch(role) }
    }

    func passableContent(from role: Role) -> Int { reporter.wantsStreams ? 0 : http?.passableContent(from: role) ?? 0 }

    func pass(_ count: Int, from role: Role, in frame: Int, at time: Timestamp) {
        http?.pass(count, from: role, in: frame, at: time)
    }

    func skip(_ count: Int, before end: Int, from role: Role) {
        if reporter.wantsStreams {
            let nothing: [UInt8] = []
            reporter.sink.stream(nothing.span, in: 0..<0, missing: count, from: role, connection: connection)
        }
        if let http { note(http.skip(count, before: end, from: role)) }
    }

    func end(of role: Role) { if let http { note(http.end(of: role)) } }

    func dropWaiting() { if let http { note(http.giveUpWaiting()) } }

    /// Ends the messages, if they have not ended yet; `report` says what they came to.
    func finish() { if let http { note(http.finish()) } }

    private func note(_ effects: ApplicationEffects) {
        if effects.isNoteworthy { reporter.pending = self }
    }

    /// Reports what has been found.
    func report(_ connection: borrowing Connection) {
        guard let http else { return }
        if !isLate { for index in http.outputs.indices { report(http.outputs[index], connection) } }
        http.clearOutputs()
        if http.isOver { close() }
    }

    /// Keeps what is to be reported of the messages when the connection ends.
    func close() {
        guard let http else { return }
        http.concludeProtocols()
        exchanges = http.exchangeCount
        let history = http.history
        context.history = history
        if history.mismatch != nil {
            // The line in a start line's place is the other protocol's.
            context.http.removeAll { if case .invalidStartLine = $0.kind { true } else { false } }
        }
        let findings = Finding.all(of: history)
        if !findings.isEmpty { context.http += findings }
        if let inside = history.inside { context.http += Finding.all(of: inside) }
        context.clientCloseFrame = history.webSocket?.client.close?.frame
        context.serverCloseFrame = history.webSocket?.server.close?.frame
        self.http = nil
    }

    /// A bound was hit: it is told once.
    func note(_ bound: ConnectionBound) {
        guard !context.bounds.contains(bound) else { return }
        context.bounds.append(bound)
        reporter.report(bound, of: connection)
    }

    private func report(_ output: ApplicationOutput, _ connection: borrowing Connection) {
        let sink = reporter.sink
        let number = connection.number
        switch output {
        case .head(let head, let role, let exchange): sink.head(head, from: role, exchange: exchange, connection: number)
        case .messageEnd(let message, let role, let exchange):
            sink.messageEnd(message, from: role, exchange: exchange, connection: number)
        case .exchange(let exchange):
            exchange.noteArrival(connection)
            if exchange.isSecure { exchange.secureHandshake = http?.successor?.identity.tls?.handshakeTime }
            reporter.summary.exchanges += 1
            if connection.lacksTime { exchange.forgetTimes() }
            if connection.wasLetGo { exchange.responseUnread = .bound }
            if connection.mayContinue { exchange.requestUnread = .bound }
            exchange.bytesMayBeUnread = connection.gaveUpHole
            context.note(exchange)
            sink.exchange(exchange, connection: connection)
        case .webSocketFrame(let frame, let role): sink.webSocketFrame(frame, from: role, connection: number)
        case .tls(let event): sink.tls(event, connection: number)
        case .strayBytes(let stray): context.note(stray)
        case .invalidStartLine(let line): context.note(line)
        case .carried(let bytes, let missing, let role):
            sink.carried(bytes.span, missing: missing, from: role, connection: number)
        case .bound(let bound): note(bound)
        }
    }
}
