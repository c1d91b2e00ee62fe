public import Analysis
public import Language
public import TCP
import Wire

/// Gathers what `--check` decides on, beside whatever else is written.
public final class CheckReport: Report {
    /// Failures reported one by one at most.
    static let maximumListed = 1000

    private let criteria: CheckCriteria
    private let phrasebook: any Phrasebook
    private let files: [String]
    private var origins = FrameOrigins()
    /// One line for each failure, with its file, connection and frame, and the number of the connection (0 for none).
    private var listed: [(connection: Int, text: String)] = []
    /// Failures beyond those listed, by connection.
    private var unlistedOf: [Int: Int] = [:]
    /// Connections looked at, and sums that hold.
    public private(set) var connections = 0
    public private(set) var checksPassed = 0

    /// - Parameter files: the captures of the run, in its order; none if it is live.
    public init(criteria: CheckCriteria, phrasebook: any Phrasebook, files: [String]) {
        self.criteria = criteria
        self.phrasebook = phrasebook
        self.files = files
    }

    public var failures: [String] { listed.map(\.text) }
    public var unlisted: Int { unlistedOf.values.reduce(0, +) }
    public var hasFailed: Bool { !listed.isEmpty || !unlistedOf.isEmpty || connections == 0 }

    private func add(_ connection: Int, _ text: String) {
        if listed.count < Self.maximumListed {
            listed.append((connection, text))
        } else {
            unlistedOf[connection, default: 0] += 1
        }
    }

    public func discard(connection: Int) {
        listed.removeAll { $0.connection == connection }
        unlistedOf[connection] = nil
    }

    /// `capture.pcap: connection 2, frame 7: ...`; the frame is counted in that file.
    private func add(_ connection: Int, _ frame: Int, _ text: Text) {
        let origin = origins.origin(of: frame)
        let file = files.indices.contains(origin.file) ? files[origin.file] : nil
        add(connection, phrasebook.place(file: file.map { Text(code: $0) }, connection, frame: origin.frame, text).string)
    }

    public var wantsMessages: Bool { false }

    public func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        origins.note(event.info)
        if event.judgement.failedChecks == 0 { return }
        let checks = event.judgement.checks
        for i in 0..<checks.count {
            guard let check = checks[i], !check.holds else { continue }
            add(event.connection, event.segment.frame, phrasebook.failure(check))
        }
    }

    public func connection(_ event: ConnectionEvent) {
        connections += 1
        checksPassed += event.connection.checksPassed
        for (frame, failure) in criteria.failures(of: event, place: { origins.origin(of: $0).frame }) {
            add(event.connection.number, frame, phrasebook.sentence(for: failure))
        }
    }

    public func warning(_ warning: Warning) {}

    /// Damage of the input, which only `--strict` holds against it.
    public func warning(_ text: String) { if criteria.isStrict { add(0, text) } }

    public func finish(_ summary: RunSummary, files: [String]) {}
}
