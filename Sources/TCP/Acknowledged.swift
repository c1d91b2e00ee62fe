/// What a segment's ACK newly covers: an entry of the acknowledgment ledger.
public struct Acknowledged: Equatable, Sendable {
    /// Payload bytes of the peer.
    public var bytes: Int
    /// Whether the peer's SYN is among what is newly covered.
    public var syn: Bool
    /// Whether the peer's FIN is.
    public var fin: Bool

    public init(bytes: Int, syn: Bool, fin: Bool) {
        self.bytes = bytes
        self.syn = syn
        self.fin = fin
    }
}
