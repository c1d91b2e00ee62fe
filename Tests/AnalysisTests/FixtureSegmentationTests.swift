import Capture
import Foundation
import Testing
import TCP
import Wire

@testable import Analysis

/// The streams of all fixtures give the same messages in other pieces than those they were captured in.
@Suite struct FixtureSegmentationTests {
    /// Takes the streams of a capture apart into turns.
    private final class Streams: EventSink {
        /// By connection.
        var turns: [Int: [StreamDelivery.Turn]] = [:]
        /// Connections that the capture does not have as a whole.
        var incomplete: Set<Int> = []

        var wantsPackets: Bool { false }
        var wantsStreams: Bool { true }

        func stream(_ bytes: Span<UInt8>, in range: Range<Int>, missing: Int, from role: Role, connection: Int) {
            if missing > 0 { incomplete.insert(connection) }
            let piece = range.map { bytes[$0] }
            var turns = turns[connection] ?? []
            if turns.last?.role == role {
                turns[turns.count - 1].bytes += piece
            } else {
                turns.append(.init(role: role, bytes: piece))
            }
            self.turns[connection] = turns
        }
    }

    /// Bytes of a connection that are delivered in many ways at most.
    private static let maximumBytes = 20_000

    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    private static let captures: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: fixtures.path(percentEncoded: false))) ?? []
        return names.sorted().compactMap { name in
            let path = fixtures.appending(path: "\(name)/capture.pcap").path(percentEncoded: false)
            return FileManager.default.fileExists(atPath: path) ? path : nil
        }
    }()

    @Test func allFixtures() throws {
        #expect(Self.captures.count > 60)
        for path in Self.captures {
            let streams = Streams()
            let analyzer = Analyzer(sink: streams, seed: 1)
            let file = try CaptureFile(path: path)
            _ = file.forEachFrame(from: 1, file: 0, filter: nil) { info, bytes, _ in
                analyzer.process(bytes, info)
                return true
            }
            analyzer.finish()
            for (connection, turns) in streams.turns where !streams.incomplete.contains(connection) {
                expectTheSame(turns, "\(path), connection \(connection)")
            }
        }
    }

    private func expectTheSame(_ turns: [StreamDelivery.Turn], _ comment: String) {
        guard turns.reduce(0, { $0 + $1.bytes.count }) <= Self.maximumBytes else { return }
        let single = StreamDelivery.output(turns, ends: true) { _, turn in Array(1..<max(1, turn.bytes.count)) }
        let whole = StreamDelivery.output(turns, ends: true) { _, _ in [] }
        #expect(whole.text == single.text, "whole: \(comment)")
        for step in [2, 3, 7, 16, 100] {
            let other = StreamDelivery.output(turns, ends: true) { _, turn in
                Array(stride(from: step, to: turn.bytes.count, by: step))
            }
            #expect(other.text == single.text, "in pieces of \(step): \(comment)")
        }
    }
}
