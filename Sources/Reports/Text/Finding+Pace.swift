import Analysis

extension Finding {
    /// Whether it is about how fast data went, so that the connection's figures bear on it.
    var concernsPace: Bool {
        switch kind {
        case .loss, .retransmissionTimeoutStall, .filledHole, .spuriousRetransmission, .pathMTU, .zeroWindowStall, .windowShrunk,
            .delayedACKStall, .slow:
            true
        default: false
        }
    }
}
