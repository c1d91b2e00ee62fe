internal import Analysis
internal import TCP
internal import Wire

/// A TCP segment, judged. Numbers are as on the wire.
public struct Packet: Sendable, Hashable {
    /// The frame that carried it, by its number in the run, counted from 1 as Wireshark counts.
    public let frame: Int
    /// When it was captured; nil where the capture does not say.
    public let time: Timestamp?
    /// The number of its connection.
    public let connection: Int
    /// Who sent it.
    public let sender: Role
    /// The names of its control bits: `FIN`, `SYN`, `RST`, `PSH`, `ACK`, `URG`, `ECE`, `CWR`, `AE`, in this order.
    public let flags: [String]
    /// The sequence number.
    public let sequenceNumber: UInt32
    /// The acknowledgment number; nil without the ACK bit.
    public let acknowledgmentNumber: UInt32?
    /// The window, not scaled; nil where the snap length cut it away.
    public let window: UInt16?
    /// Bytes of payload by the IP header's count, however many of them were captured.
    public let payloadLength: Int
    /// The steps of opening and closing that it carries.
    public let steps: [Step]
    /// The sums that the protocol requires of it.
    public let checks: [Check]
    /// What else is to be said of it.
    public let notes: [Note]
    /// The states of both ends after it; nil for an end of which nothing is known.
    public let states: PerRole<ConnectionState?>
    /// Payload bytes that it acknowledges for the first time.
    public let newlyAcknowledgedBytes: Int

    init(_ event: borrowing PacketEvent) {
        let segment = event.segment
        frame = segment.frame
        time = segment.hasTime ? Timestamp(segment.time) : nil
        connection = event.connection
        sender = Role(event.verdict.sender)
        flags = TCPFlags.names.enumerated().filter { segment.flags.rawValue >> UInt16($0.offset) & 1 == 1 }.map(\.element)
        sequenceNumber = segment.sequence.rawValue
        acknowledgmentNumber = segment.hasACK ? segment.acknowledgment.rawValue : nil
        window = segment.window
        payloadLength = segment.payloadLength
        steps = Step.all(of: event.verdict.steps)
        let checks = event.verdict.checks
        self.checks = checks.isEmpty ? [] : (0..<checks.count).compactMap { checks[$0].map { Check($0) } }
        notes = Note.all(of: event.verdict.notes)
        states = PerRole(
            client: ConnectionState(event.verdict.clientState), server: ConnectionState(event.verdict.serverState))
        newlyAcknowledgedBytes = event.verdict.acknowledged?.bytes ?? 0
    }
}
