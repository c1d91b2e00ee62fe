/// What went wrong in an HTTP/2 connection, by its frames.
public enum HTTP2Finding: Sendable {
    case reset(HTTP2Facts.Reset)
    case goAway(HTTP2Facts.GoAway)
    case stall(HTTP2Facts.Stall)
    case fault(HTTP2Facts.Fault, unprocessed: Int)
    case queue(HTTP2Facts.Queue)

    var name: String {
        switch self {
        case .reset: "h2-stream-reset"
        case .goAway: "h2-goaway"
        case .stall: "h2-flow-control-stall"
        case .fault: "h2-protocol-error"
        case .queue: "h2-concurrency-limit"
        }
    }

    var severity: Finding.Severity {
        switch self {
        case .reset(let reset):
            switch reset.code {
            case .noError: .note
            case _ where reset.responseWasComplete: .note
            // The client wants it no more: it gave up, if it had waited.
            case .cancel where reset.sender == .client:
                reset.isOfRequest && reset.waited >= Finding.Context.slow ? .warning : .note
            case .refusedStream, .http11Required: .warning
            default: .error
            }
        case .goAway(let goAway):
            if goAway.code != .noError { .error } else { goAway.unprocessed.isEmpty ? .note : .warning }
        case .stall(let stall): stall.isLasting ? .error : .warning
        case .fault(let fault, _): fault.fault.isOfConnection || fault.answer != nil ? .error : .warning
        case .queue(let queue): queue.duration >= HTTP2Connection.stall ? .warning : .note
        }
    }

    /// Whether it follows from how long something took.
    var needsTime: Bool {
        switch self {
        case .stall, .queue: true
        default: false
        }
    }

    var frames: [Int] {
        switch self {
        case .reset(let reset): [reset.firstFrame, reset.lastFrame]
        case .goAway(let goAway): [goAway.firstFrame, goAway.frame]
        case .stall(let stall): [stall.fromFrame, stall.toFrame].compactMap { $0 }
        case .fault(let fault, _): [fault.frame, fault.answer?.frame].compactMap { $0 }
        case .queue(let queue): [queue.firstFrame, queue.lastFrame]
        }
    }
}
