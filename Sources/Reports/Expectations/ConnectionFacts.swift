import Analysis
import TCP
import Wire

/// What an expectation can be about of a connection that has ended, in little memory: which connection is meant may be known only later.
struct ConnectionFacts {
    var number: Int
    var handshake: String
    var close: String
    /// `client`, `server` or `none`.
    var closedBy: String
    /// In nanoseconds.
    var connectTime: Int64?
    var retransmissions: Int
    var firstFrame: Int
    var lastFrame: Int
    /// Those that show the handshake and the close, or stand for them.
    var handshakeFrames: [Int]
    var closeFrames: [Int]
    var findings: [(name: String, severity: String, frames: [Int])]
    var exchanges: [ExchangeFacts]
    /// Whether all of its exchanges are among those.
    var hasAllExchanges: Bool

    init(_ event: ConnectionEvent, _ exchanges: [ExchangeFacts], hasAllExchanges: Bool) {
        let connection = event.connection
        number = connection.number
        handshake = connection.handshakeOutcome.rawValue
        close = connection.closeOutcome.rawValue
        closedBy = connection.closedBy.map { $0 == .client ? "client" : "server" } ?? "none"
        connectTime = connection.handshake.connectTime
        retransmissions = Self.retransmissions(of: connection)
        firstFrame = connection.firstFrame
        lastFrame = connection.lastFrame
        let opening = [0, 1, 2].compactMap { connection.stepFrames[$0] }
        if opening.count == 3 || opening.last == lastFrame {
            handshakeFrames = opening
        } else {
            handshakeFrames = opening.isEmpty ? [firstFrame] : opening + [lastFrame]
        }
        let closing = [3, 4, 5, 6].compactMap { connection.stepFrames[$0] }
        closeFrames = closing.isEmpty ? [lastFrame] : closing
        findings = event.findings.map { ($0.name, $0.severity.rawValue, $0.frames) }
        self.exchanges = exchanges
        self.hasAllExchanges = hasAllExchanges
    }

    /// What it takes in memory, about.
    var size: Int {
        256 + findings.count * 64 + exchanges.reduce(0) { $0 + $1.size }
    }

    /// Segments with the note `retransmission`.
    static func retransmissions(of connection: Connection) -> Int { Int(connection.noteCounts.first ?? 0) }
}
