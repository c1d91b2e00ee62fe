import Analysis
import Applications
import TCP

/// What some packets have to show besides the facts of their row.
struct RowDetails {
    let checks: Checks
    private let failed: UInt8
    /// Start lines and fields of HTTP messages whose head the packet completed, and the like; escaped.
    var lines: [Line] = []
    private let rare: Rare?

    /// A head is put into words when it is written, which those of most connections never are where only problems are shown; or at once, where
    /// too much is held.
    enum Line {
        case text(String)
        case head(MessageHead, exchange: Int)
        /// The fields may be empty.
        case shownHead(startLine: String, fields: String)
    }

    /// What hardly any has.
    private final class Rare {
        let evidence: [Evidence]
        let comment: String?

        init(_ evidence: [Evidence], _ comment: String?) {
            self.evidence = evidence
            self.comment = comment
        }
    }

    init() {
        checks = Checks()
        failed = 0
        rare = nil
    }

    init(_ event: borrowing PacketEvent, comment: String?) {
        checks = event.verdict.checks
        failed = UInt8(clamping: event.verdict.failedChecks)
        // A condition of two parts would copy the event.
        let hasEvidence = !event.verdict.evidence.isEmpty
        rare = hasEvidence || comment != nil ? Rare(event.verdict.evidence, comment) : nil
    }

    /// What the heads take in memory, in bytes, about.
    var headBytes: Int {
        lines.reduce(0) { if case .head(let head, _) = $1 { $0 + head.fields.size } else { $0 } }
    }

    /// Checks that fail, and not because the segment is damaged.
    var failedChecks: Int { Int(failed) }
    var evidence: [Evidence] { rare?.evidence ?? [] }
    var comment: String? { rare?.comment }
}
