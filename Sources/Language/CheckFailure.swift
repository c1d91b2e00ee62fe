public import Analysis
public import TCP
public import Wire

/// Why a connection does not pass `--check`, besides checks of single packets. Frames are counted as the reader of the sentence counts them.
public enum CheckFailure: Sendable {
    /// It never opened: refused, unanswered or aborted.
    case notOpened(HandshakeOutcome)
    case finNotAcknowledged(finFrame: Int, rule: Equation.Rule, expected: SequenceNumber, last: SequenceNumber)
    case finding(Finding)
    /// With `--strict`: the opening, or the close, is not whole in the capture.
    case handshakeIncomplete(HandshakeOutcome)
    case closeIncomplete(CloseOutcome)
}
