/// A protocol that is not HTTP/1, by name, with what it says of itself in the clear.
public struct OtherProtocol: Equatable, Sendable {
    /// `tls`, `http/2`, `ssh`, …: part of the output's contract.
    public var name: String
    /// What its TLS is, if it is TLS.
    public var tls: TLSFacts? {
        get { facts.first }
        set { facts = newValue.map { [$0] } ?? [] }
    }
    /// One at most: they are large, and most connections have none.
    private var facts: [TLSFacts]

    public init(name: String, tls: TLSFacts? = nil) {
        self.name = name
        facts = tls.map { [$0] } ?? []
    }
}
