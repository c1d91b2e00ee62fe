public import Analysis

extension English {
    /// What a connection lacks because it hit a bound.
    public func sentence(for bound: ConnectionBound) -> Text {
        switch bound {
        case .earlyBytes: "too much came early behind a hole, so the hole was given up"
        case .memory: "the memory budget was reached, so what was held of it was given up"
        case .waitingRequests: "too many requests wait for a response, so not all of them are paired with theirs"
        case .interimResponses: "more interim responses came to a request than are kept, so the last ones are not shown"
        case .decoders: "too many messages were being decoded at the same time, so some of its own were not decoded"
        case .codings: "content has more codings, one over the other, than are removed, so it was not decoded"
        case .searchedBytes: "too much came that is no message, so not all of what follows was searched for one"
        case .comparedBytes:
            "some bytes came too late to be compared with what may have come there before, so it is not said whether they differ"
        case .connections: "it was let go to make room for others, so what came for it later counts as another connection"
        case .earlierConnections:
            "it may go on with a connection that was let go before, to make room for others or because nothing came for so long: what that one had is "
                + "not known here, and which end is the client is inferred"
        case .tls(let bound): sentence(for: bound)
        case .http2(let bound): sentence(for: bound)
        }
    }
}
