public import Wire

/// How a connection opened, in the words of the contract.
public enum HandshakeOutcome: String, Sendable {
    case simultaneous, split, complete, refused, aborted, unanswered, partial
    case notCaptured = "not-captured"
}

/// How a connection closed.
public enum CloseOutcome: String, Sendable {
    case simultaneous
    case threeStep = "three-step"
    case fourStep = "four-step"
    case reset, incomplete, none
}

// The library's `!=` of enums with raw values compares those, which are Strings.

extension HandshakeOutcome {
    public static func != (a: HandshakeOutcome, b: HandshakeOutcome) -> Bool { !(a == b) }
}

extension CloseOutcome {
    public static func != (a: CloseOutcome, b: CloseOutcome) -> Bool { !(a == b) }
}

/// A FIN that was never acknowledged although its receiver had the chance: what a close still lacks.
public struct UnacknowledgedFIN: Sendable {
    public var rule: Equation.Rule
    public var expected: SequenceNumber
    /// The last ACK of the FIN's receiver, and its frame.
    public var last: SequenceNumber
    public var frame: Int
    /// The receiver of the FIN, whose acknowledgment is missing.
    public var receiver: Role
    /// The frame of the FIN.
    public var finFrame: Int
    /// Whether it is certain that the ACK did not just cross the FIN on the wire.
    public var isProven: Bool
}

extension Connection {
    /// The first that fits, in the contract's order.
    public var handshakeOutcome: HandshakeOutcome {
        if client.sentSYN, server.sentSYN {
            if client.sentSYNACK, server.sentSYNACK { return .simultaneous }
            if client.sentSYNACK || server.sentSYNACK { return .split }
        }
        let seen = stepFrames.steps.intersection(.handshake)
        if seen == .handshake { return .complete }
        if seen.contains(.handshake1), !seen.contains(.handshake2), serverReset { return .refused }
        if seen.isSuperset(of: [.handshake1, .handshake2]), resetBy != nil, !sawPayloadBeforeReset { return .aborted }
        if seen.contains(.handshake1), server.packets == 0 { return .unanswered }
        return seen.isEmpty ? .notCaptured : .partial
    }

    /// The first that fits, in the contract's order.
    public var closeOutcome: CloseOutcome {
        let seen = stepFrames.steps.intersection(.wave)
        if seen == .wave {
            return teardown.isSimultaneous ? .simultaneous : teardown.isThreeStep ? .threeStep : .fourStep
        }
        if resetBy != nil { return .reset }
        return seen.isEmpty ? .none : .incomplete
    }

    /// The sender of the first FIN or, where there is none, of the first RST that counted.
    public var closedBy: Role? { teardown.activeCloser ?? resetBy }

    /// How many SYNs the client sent, the same one again included.
    public var synTries: Int { client.synCount }

    /// Whether the opening is whole in the capture.
    public var opensCompletely: Bool { handshakeOutcome == .complete || handshakeOutcome == .simultaneous }

    /// Whether the closing is whole in the capture: both FINs, and both acknowledged.
    public var closesCompletely: Bool { stepFrames.has(.wave) }

    /// Whether both the opening and the closing are whole in the capture.
    public var isCompleteInCapture: Bool { opensCompletely && closesCompletely }

    /// Whether the FIN of one end was acknowledged, by an ACK seen before or after it.
    public func finIsAcknowledged(of role: Role) -> Bool { self[role].finIsAcknowledged }

    /// What the close still lacks, as it stands.
    public var unacknowledgedFINs: [UnacknowledgedFIN] {
        guard resetBy == nil else { return [] }
        return [Role.client, .server].compactMap { unacknowledgedFIN(of: $0) }
            .sorted { $0.finFrame < $1.finFrame }
    }

    private func unacknowledgedFIN(of sender: Role) -> UnacknowledgedFIN? {
        let receiver = self[sender.peer]
        guard let fin = self[sender].fin, let last = receiver.lastACK, last.frame > fin.frame else { return nil }
        let expected = fin.number.advanced(by: 1)
        guard !self[sender].finIsAcknowledged else { return nil }
        let wasSentAgain = fin.firstRepeat.map { $0 < last.frame } ?? false
        return UnacknowledgedFIN(
            rule: sender == teardown.activeCloser ? .ackIsU : .ackIsW, expected: expected, last: last.number,
            frame: last.frame, receiver: sender.peer, finFrame: fin.frame,
            isProven: wasSentAgain || !lacksTime && last.time.nanoseconds(since: fin.time) >= 1_000_000_000)
    }
}
