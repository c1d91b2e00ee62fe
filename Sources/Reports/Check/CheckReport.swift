public import Analysis
public import Language
public import TCP
import Wire

/// Gathers what `--check` decides on, beside whatever else is written.
public final class CheckReport: Report {
    private struct Unlisted {
        var findings = 0
        var others = 0
    }

    /// Failures reported one by one at most.
    static let maximumListed = 1000

    private let criteria: CheckCriteria
    private let phrasebook: any Phrasebook
    private let files: [String]
    private var origins = FrameOrigins()
    /// One by one.
    public private(set) var failures: [RunFailure] = []
    /// Failures beyond those listed, by connection.
    private var unlistedOf: [Int: Unlisted] = [:]
    /// Connections looked at, and sums that hold.
    public private(set) var connections = 0
    public private(set) var checksPassed = 0

    /// - Parameter files: the captures of the run, in its order; none if it is live.
    public init(criteria: CheckCriteria, phrasebook: any Phrasebook, files: [String]) {
        self.criteria = criteria
        self.phrasebook = phrasebook
        self.files = files
    }

    /// Some findings are about coded content.
    public var wantsDecodedSizes: Bool { criteria.leastSeverity != nil || !criteria.findings.isEmpty }

    public var unlisted: Int { unlistedOf.values.reduce(0) { $0 + $1.findings + $1.others } }
    /// Those of them that are no findings.
    public var unlistedOthers: Int { unlistedOf.values.reduce(0) { $0 + $1.others } }
    public var hasFailed: Bool { !failures.isEmpty || !unlistedOf.isEmpty || connections == 0 }

    private func add(_ failure: RunFailure) {
        if failures.count < Self.maximumListed {
            failures.append(failure)
        } else {
            let isFinding = failure.source == .finding
            unlistedOf[failure.connection ?? 0, default: Unlisted()].findings += isFinding ? 1 : 0
            unlistedOf[failure.connection ?? 0, default: Unlisted()].others += isFinding ? 0 : 1
        }
    }

    public func discard(connection: Int) {
        failures.removeAll { $0.connection == connection }
        unlistedOf[connection] = nil
    }

    /// Adds a failure, and says where in which file it is.
    private func add(_ failure: RunFailure, _ connection: Int, _ frame: Int) {
        let origin = origins.origin(of: frame)
        var failure = failure
        failure.connection = connection
        failure.file = files.indices.contains(origin.file) ? files[origin.file] : nil
        failure.frame = origin.frame
        if failure.frames.isEmpty { failure.frames = [frame] }
        add(failure)
    }

    public var wantsMessages: Bool { false }
    public var wantedFigures: WantedFigures { .none }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        origins.note(event.info)
        if event.verdict.failedChecks == 0 { return }
        let checks = event.verdict.checks
        for i in 0..<checks.count {
            guard let check = checks[i], !check.holds else { continue }
            let failure = RunFailure(.check, rule: "\(check.rule)", in: phrasebook) {
                RunFailure.Words($0.failure(check), expected: "\(check.expected)", actual: "\(check.actual)")
            }
            add(failure, event.connection, event.segment.frame)
        }
    }

    public func connection(_ event: ConnectionEvent) {
        connections += 1
        checksPassed += event.connection.checksPassed
        for (frame, failure) in criteria.failures(of: event, place: { origins.origin(of: $0).frame }) {
            add(RunFailure(failure, phrasebook), event.connection.number, frame)
        }
    }

    public func warning(_ warning: Warning) {}

    /// Damage of the input, which only `--strict` holds against it.
    public func warning(_ text: String) {
        guard criteria.isStrict else { return }
        add(RunFailure(.check, rule: "damaged-input", in: phrasebook) { _ in RunFailure.Words(Text(code: text)) })
    }

    public func finish(_ summary: RunSummary, files: [String]) {}
}

extension RunFailure {
    /// Why a connection does not pass, besides checks of single packets.
    fileprivate init(_ failure: CheckFailure, _ phrasebook: any Phrasebook) {
        func words(_ expected: String? = nil, _ actual: String? = nil) -> (any Phrasebook) -> Words {
            { Words($0.sentence(for: failure), expected: expected, actual: actual) }
        }
        switch failure {
        case .notOpened(let outcome), .handshakeIncomplete(let outcome):
            self.init(.check, rule: "handshake", in: phrasebook, words("complete", outcome.rawValue))
        case .closeIncomplete(let outcome):
            self.init(.check, rule: "close", in: phrasebook, words("four-step", outcome.rawValue))
        case .finNotAcknowledged(_, let rule, let wanted, let last):
            self.init(.check, rule: "\(rule)", in: phrasebook, words("\(wanted)", "\(last)"))
        case .finding(let finding):
            self.init(.finding, rule: finding.name, in: phrasebook, words())
            frames = finding.frames
        }
    }
}
