/// A protocol that the first bytes of a stream give away.
struct ApplicationProtocol: Sendable {
    /// The stable name: part of the output's contract.
    let name: String
    /// Whether an end begins with this protocol.
    let probe: @Sendable (Opening) -> StartLine.Prospect
    /// It begins with a line of text, which can be shown.
    let isText: Bool

    init(
        _ name: String, isText: Bool = false, probe: @escaping @Sendable (Opening) -> StartLine.Prospect
    ) {
        self.name = name
        self.isText = isText
        self.probe = probe
    }

    /// All protocols that are recognised, besides HTTP/1. The order does not matter: no stream can begin like two of them.
    static let all: [ApplicationProtocol] = [tls] + greetings + binaryGreetings

    /// The first bytes of one end.
    struct Opening {
        var bytes: [UInt8]
        var end: StreamEnd
        /// No more bytes are taken into account: `perhaps` has become as much as can be said.
        var isWhole: Bool
    }
}
