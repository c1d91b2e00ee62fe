internal import Analysis
internal import TCP
internal import Wire

/// A TCP connection that has ended, or was still open at the end of the run.
public struct Connection: Sendable, Hashable {
    /// Counted from 1, in the order of the first packets.
    public let number: Int
    /// The end that opened it.
    public let client: Endpoint
    /// The other end.
    public let server: Endpoint
    /// Whether a SYN told who the client is; else it is inferred from what both ends sent, and from the ports.
    public let rolesAreObserved: Bool
    /// The frame of its first packet, by its number in the run.
    public let firstFrame: Int
    /// The frame of its last packet.
    public let lastFrame: Int
    /// When the first packet was captured; nil where the capture lacks the time of a packet.
    public let start: Timestamp?
    /// When the last packet was captured.
    public let end: Timestamp?
    /// How it opened.
    public let opening: Opening
    /// How it closed.
    public let closing: Closing
    /// Who sent the first FIN or, where there is none, the first RST that counted; nil if neither came.
    public let closedBy: Role?
    /// Why it was reported when it was.
    public let ending: Ending
    /// The frame in which each step was first seen.
    public let steps: [Step: Int]
    /// Checks of sequence and acknowledgment numbers that hold.
    public let checksPassed: Int
    /// Checks that do not hold.
    public let checksFailed: Int
    /// How many packets each end sent.
    public let packets: PerRole<Int>
    /// Distinct bytes of payload that each end sent: those sent again do not count twice.
    public let bytes: PerRole<Int>
    /// Bytes known to have been sent by each end that the capture does not have.
    public let missingBytes: PerRole<Int>
    /// From the SYN that was answered to the third step: the round trip of the handshake; nil if the capture does not have both.
    public let handshakeTime: Duration?
    /// HTTP exchanges found in it.
    public let exchanges: Int
    /// The name that the client asked for in TLS (server_name, RFC 6066 §3), with unusual characters escaped; nil if there is none.
    public let serverName: String?
    /// What went wrong, worst first: the severity of the first one is that of the connection.
    public let findings: [Finding]

    init(_ event: ConnectionEvent) {
        let connection = event.connection
        number = connection.number
        client = Endpoint(connection.endpoint(of: .client))
        server = Endpoint(connection.endpoint(of: .server))
        rolesAreObserved = connection.rolesAreObserved
        firstFrame = connection.firstFrame
        lastFrame = connection.lastFrame
        start = connection.lacksTime ? nil : Timestamp(connection.start)
        end = connection.lacksTime ? nil : Timestamp(connection.end)
        opening = Opening(connection.handshakeOutcome)
        closing = Closing(connection.closeOutcome)
        closedBy = connection.closedBy.map { Role($0) }
        ending = Ending(event.ending)
        var steps: [Step: Int] = [:]
        for (bit, step) in Step.allCases.enumerated() { steps[step] = connection.stepFrames[bit] }
        self.steps = steps
        checksPassed = connection.checksPassed
        checksFailed = connection.checksFailed
        packets = PerRole(client: connection.client.packets, server: connection.server.packets)
        bytes = PerRole(
            client: connection.clientFlow.stream.distinctBytes, server: connection.serverFlow.stream.distinctBytes)
        missingBytes = PerRole(
            client: connection.clientFlow.stream.missingBytes, server: connection.serverFlow.stream.missingBytes)
        handshakeTime = connection.handshake.roundTrip.map { .nanoseconds($0) }
        exchanges = event.exchanges
        serverName = event.story.tls?.hello?.serverName.map { Masked.text($0) }
        findings = event.findings.map { Finding($0, connection: connection.number) }
    }
}
