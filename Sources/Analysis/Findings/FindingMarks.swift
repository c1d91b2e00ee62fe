/// Findings that other rules ask for, as bits.
struct FindingMarks: OptionSet {
    let rawValue: UInt32

    static let peerVanished = FindingMarks(rawValue: 1 << 0)
    static let pathMTU = FindingMarks(rawValue: 1 << 1)
    static let step3NotAccepted = FindingMarks(rawValue: 1 << 2)
    static let oldConnectionAnswers = FindingMarks(rawValue: 1 << 3)
    static let unansweredSYN = FindingMarks(rawValue: 1 << 4)
    static let refused = FindingMarks(rawValue: 1 << 5)
    static let handshakeUnfinished = FindingMarks(rawValue: 1 << 6)
    static let captureEnded = FindingMarks(rawValue: 1 << 7)
    static let dataAfterClose = FindingMarks(rawValue: 1 << 8)
    static let requestAfterClose = FindingMarks(rawValue: 1 << 9)
    static let requestCrossedClose = FindingMarks(rawValue: 1 << 10)
    static let protocolMismatch = FindingMarks(rawValue: 1 << 11)
    static let handshakeACKWrong = FindingMarks(rawValue: 1 << 12)
    static let resetSuspicious = FindingMarks(rawValue: 1 << 13)
    static let closeACKWrong = FindingMarks(rawValue: 1 << 14)
    static let resetWithDataOutstanding = FindingMarks(rawValue: 1 << 15)
    static let connectionForgotten = FindingMarks(rawValue: 1 << 16)
    static let closedByReset = FindingMarks(rawValue: 1 << 17)
    static let unansweredRequest = FindingMarks(rawValue: 1 << 18)
    static let incomplete = FindingMarks(rawValue: 1 << 19)
    static let finNeverAcknowledged = FindingMarks(rawValue: 1 << 20)

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The bit of a finding; none for those that nobody asks for.
    init(_ kind: Finding.Kind) {
        switch kind {
        case .peerVanished: self = .peerVanished
        case .pathMTU: self = .pathMTU
        case .step3NotAccepted: self = .step3NotAccepted
        case .oldConnectionAnswers: self = .oldConnectionAnswers
        case .unansweredSYN: self = .unansweredSYN
        case .refused: self = .refused
        case .handshakeUnfinished: self = .handshakeUnfinished
        case .captureEnded: self = .captureEnded
        case .dataAfterClose: self = .dataAfterClose
        case .requestAfterClose: self = .requestAfterClose
        case .requestCrossedClose: self = .requestCrossedClose
        case .protocolMismatch: self = .protocolMismatch
        case .handshakeACKWrong(_, nil): self = .handshakeACKWrong
        case .resetSuspicious: self = .resetSuspicious
        case .closeACKWrong: self = .closeACKWrong
        case .resetWithDataOutstanding: self = .resetWithDataOutstanding
        case .connectionForgotten: self = .connectionForgotten
        case .closedByReset: self = .closedByReset
        case .unansweredRequest: self = .unansweredRequest
        case .incomplete: self = .incomplete
        case .finNeverAcknowledged: self = .finNeverAcknowledged
        default: self = []
        }
    }
}
