import Capture
import Foundation
import Testing
import Wire

@testable import Analysis

/// What a part of a capture is told, held against the whole: the end of the capture is no event, and what the snap length cut is nobody's fault.
@Suite struct PartCaptureTests {
    private final class Collector: EventSink {
        /// By connection, each finding with its frames.
        var findings: [Int: [Finding]] = [:]
        func connection(_ event: ConnectionEvent) { findings[event.connection.number] = event.verdict.findings }
    }

    private struct Frame {
        var info: FrameInfo
        var bytes: [UInt8]
    }

    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")

    /// The frames of all captures, by the fixture's name.
    private static func frames() throws -> [(name: String, frames: [Frame])] {
        let names = try FileManager.default.contentsOfDirectory(atPath: fixtures.path(percentEncoded: false)).sorted()
        return try names.compactMap { name in
            let path = fixtures.appending(path: "\(name)/capture.pcap").path(percentEncoded: false)
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            var frames: [Frame] = []
            _ = try CaptureFile(path: path).forEachFrame(from: 1, file: 0, filter: nil) { info, bytes, _ in
                frames.append(Frame(info: info, bytes: bytes.indices.map { bytes[$0] }))
                return true
            }
            return (name, frames)
        }
    }

    private static func findings(_ frames: ArraySlice<Frame>, snapLength: Int = .max) -> [Int: [Finding]] {
        let collector = Collector()
        let analyzer = Analyzer(sink: collector, seed: 1)
        for frame in frames {
            analyzer.process(frame.bytes.span.extracting(0..<min(frame.bytes.count, snapLength)), frame.info)
        }
        analyzer.finish()
        return collector.findings
    }

    /// Cut after its frames, no connection has an error that the whole has not, or else one about a frame of an error there.
    @Test func cutAfterEachFrame() throws {
        var compared = 0
        for (name, frames) in try Self.frames() {
            let whole = Self.findings(frames[...])
            // Of a long one at sixty places: a cut costs as much as a run.
            for end in stride(from: 1, to: frames.count, by: max(1, frames.count / 60)) {
                for (connection, findings) in Self.findings(frames[..<end]) {
                    let errors = (whole[connection] ?? []).filter { $0.severity == .error }
                    let known = Set(errors.map(\.name))
                    let ofErrors = Set(errors.flatMap(\.frames))
                    for finding in findings where finding.severity == .error && !known.contains(finding.name) {
                        // It had waited for the second that its rule asks for (rule 4).
                        let waiting = [
                            "unanswered-syn", "old-connection-answers", "step-3-not-accepted", "zero-window-stall",
                        ]
                        if waiting.contains(finding.name), let first = finding.frames.first, let last = frames[..<end].last,
                            last.info.time.nanoseconds(since: frames[first - 1].info.time) >= 1_000_000_000
                        {
                            continue
                        }
                        #expect(
                            !ofErrors.isDisjoint(with: finding.frames),
                            "\(name) cut after frame \(end), connection \(connection): \(finding.name) \(finding.frames)")
                    }
                    compared += 1
                }
            }
        }
        #expect(compared > 1000)
    }

    /// What a finding tells is captured, whatever else is cut: a status, or an answer that is no HTTP.
    private static func isThere(_ finding: Finding) -> Bool {
        switch finding.kind {
        case .clientError, .serverError: true
        case .unansweredRequest(let evidence): evidence.answerIsUnreadable
        default: false
        }
    }

    /// With 96 bytes of each frame, no message is told to lack what only the capture lacks.
    @Test func snapLength() throws {
        for (name, frames) in try Self.frames() {
            let whole = Self.findings(frames[...])
            for (connection, findings) in Self.findings(frames[...], snapLength: 96) {
                let told = whole[connection] ?? []
                let known = Set(told.map(\.name))
                let frames = Set(told.filter { $0.severity == .error }.flatMap(\.frames))
                for finding in findings where finding.severity > .note && finding.name.hasPrefix("http-") {
                    if Self.isThere(finding) { continue }
                    #expect(
                        known.contains(finding.name) || !frames.isDisjoint(with: finding.frames),
                        "\(name), connection \(connection): \(finding.name) \(finding.frames)")
                }
            }
        }
    }
}
