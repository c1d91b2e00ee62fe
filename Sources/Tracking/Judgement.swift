/// What one segment turned out to be, and what it led to.
public struct Judgement: Sendable {
    /// Who sent it.
    public var sender: Role
    public var steps: Steps = []
    public var checks = Checks()
    public var notes: Notes = []
    /// nil where it acknowledges nothing new.
    public var acknowledged: Acknowledged?
    /// The states after it; nil for an end of which nothing is known.
    public var clientState: PeerState?
    public var serverState: PeerState?
    /// A RST that its receiver had to accept (RFC 9293 §3.10.7, RFC 5961).
    public var isAcceptableReset = false
}
