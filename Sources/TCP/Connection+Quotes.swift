public import Wire

/// Segments of a connection that ICMP errors quote.
extension Connection {
    /// How far beyond what was captured an end may have sent, in bytes.
    private static let reach = 1 << 20

    /// Whether a segment with this number, quoted by an ICMP error, can be one of this connection: not where a SYN told where the numbers of
    /// its sender begin, and it lies before that or beyond all that was sent.
    public func mayHaveSent(_ number: SequenceNumber, lowSent: Bool) -> Bool {
        let sender = self[lowSent == clientIsLow ? .client : .server]
        guard let first = sender.initialSequence, let end = sender.sentEnd else { return true }
        // What the capture lacks may have been sent as well, as far as a window reaches.
        return number.isAtOrBeyond(first) && end.advanced(by: Self.reach).isAtOrBeyond(number)
    }
}
