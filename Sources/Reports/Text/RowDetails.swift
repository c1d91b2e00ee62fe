import Analysis
import Applications
import TCP

/// What some packets have to show besides the facts of their row.
struct RowDetails {
    let checks: Checks
    private let failed: UInt8
    let evidence: [Evidence]
    /// The first of its lines: hardly any has more.
    private var firstLine: Line?
    private var otherLines: [Line] = []
    private let noted: Comment?

    /// A head is put into words when it is written, which those of most connections never are where only problems are shown; or at once, where
    /// too much is held.
    enum Line {
        case text(String)
        case head(MessageHead, exchange: Int)
        /// The fields may be empty.
        indirect case shownHead(startLine: String, fields: String)
    }

    /// What hardly any has takes little space in the others.
    private final class Comment {
        let text: String

        init(_ text: String) { self.text = text }
    }

    init() {
        checks = Checks()
        failed = 0
        evidence = []
        noted = nil
    }

    fileprivate init(_ checks: Checks, failed: Int, _ evidence: [Evidence], comment: String?) {
        self.checks = checks
        self.failed = UInt8(clamping: failed)
        self.evidence = evidence
        noted = comment.map { Comment($0) }
    }

    /// Start lines and fields of HTTP messages whose head the packet completed, and the like; escaped.
    var lines: [Line] { firstLine.map { [$0] + otherLines } ?? [] }
    var lineCount: Int { (firstLine == nil ? 0 : 1) + otherLines.count }

    mutating func add(_ line: Line) { if firstLine == nil { firstLine = line } else { otherLines.append(line) } }

    /// What the heads take in memory, in bytes, about.
    var headBytes: Int { otherLines.reduce(Self.headBytes(firstLine)) { $0 + Self.headBytes($1) } }

    private static func headBytes(_ line: Line?) -> Int { if case .head(let head, _)? = line { head.fields.size } else { 0 } }

    /// Checks that fail, and not because the segment is damaged.
    var failedChecks: Int { Int(failed) }
    var comment: String? { noted?.text }
}

extension SegmentVerdict {
    /// What of it is shown besides the facts of a row. Asked of the verdict where it lies: an initialiser would copy the whole event.
    func rowDetails(comment: String?) -> RowDetails {
        RowDetails(checks, failed: failedChecks, evidence, comment: comment)
    }
}
