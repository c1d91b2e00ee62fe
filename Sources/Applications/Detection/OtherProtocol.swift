/// A protocol that is not HTTP/1, by name, with what it says of itself in the clear.
public struct OtherProtocol: Equatable, Sendable {
    /// `tls`, `http/2`, `ssh`, …: part of the output's contract.
    public var name: String
    /// What its TLS is, if it is TLS.
    public var tls: TLSFacts?

    public init(name: String, tls: TLSFacts? = nil) {
        self.name = name
        self.tls = tls
    }
}
