import Applications
import Capture
import Foundation
import TCP
import TLSDecryption
import Testing
import Wire

@testable import Analysis

/// The same streams of TLS carry the same exchanges, however they are cut into segments, also behind a record that does not open.
@Suite struct TLSCutTests {
    private struct Turn {
        var role: Role
        var bytes: [UInt8]
    }

    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    /// Takes the streams of a capture apart into turns, by connection.
    private final class Streams: EventSink {
        var turns: [Int: [Turn]] = [:]
        var incomplete: Set<Int> = []
        var wantsStreams: Bool { true }

        func stream(_ bytes: Span<UInt8>, in range: Range<Int>, missing: Int, from role: Role, connection: Int) {
            if missing > 0 { incomplete.insert(connection) }
            let piece = range.map { bytes[$0] }
            var turns = turns[connection] ?? []
            if turns.last?.role == role {
                turns[turns.count - 1].bytes += piece
            } else {
                turns.append(Turn(role: role, bytes: piece))
            }
            self.turns[connection] = turns
        }
    }

    private func streams(_ fixture: String) throws -> [[Turn]] {
        let streams = Streams()
        let analyzer = Analyzer(sink: streams, seed: 1)
        let path = Self.fixtures.appending(path: fixture).appending(path: "capture.pcap")
        let file = try CaptureFile(path: path.path(percentEncoded: false))
        _ = file.forEachFrame(from: 1, file: 0, filter: nil) { info, bytes, _ in
            analyzer.process(bytes, info)
            return true
        }
        analyzer.finish()
        return streams.turns.filter { !streams.incomplete.contains($0.key) }.sorted { $0.key < $1.key }.map(\.value)
    }

    private func told(_ turns: [Turn], _ log: TLSKeyLog, cut: Int) -> [String] {
        var setting = ConnectionSetting(number: 1, wantsMessages: true)
        setting.decryptor = TLSDecryptor(log, SwiftCryptography(), trials: TLSTrials(bytes: 1 << 26))
        let connection = HTTP1Connection(setting)
        var offsets = (client: 0, server: 0)
        var exchanges: [String] = []
        var frame = 0
        func drain() {
            for output in connection.outputs {
                guard case .exchange(let exchange) = output else { continue }
                exchanges.append("\(exchange.number) \(describe(exchange.request)) \(describe(exchange.response))")
            }
            connection.clearOutputs()
        }
        for turn in turns {
            // A turn is acknowledged when it is over.
            let acknowledged = turn.role == .client ? offsets.server : offsets.client
            var start = 0
            while start < turn.bytes.count {
                let end = min(turn.bytes.count, start + cut)
                frame += 1
                let position = StreamPosition(
                    frame: frame, time: Timestamp(nanoseconds: Int64(frame)), acknowledgedOffset: acknowledged,
                    offset: turn.role == .client ? offsets.client : offsets.server, beginIsKnown: true)
                if turn.role == .client { offsets.client += end - start } else { offsets.server += end - start }
                _ = connection.receive(turn.bytes.span, in: start..<end, from: turn.role, at: position)
                drain()
                start = end
            }
        }
        _ = connection.end(of: .client)
        _ = connection.end(of: .server)
        _ = connection.finish()
        drain()
        return exchanges
    }

    private func describe(_ message: Message?) -> String {
        guard let message else { return "-" }
        return "\(message.head.startLine) \(message.head.fields.lines.count) \(message.contentBytes) \(message.isComplete)"
    }

    /// Where the records of a turn begin and end.
    private func records(_ bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var at = 0
        while at + 5 <= bytes.count {
            let end = at + 5 + Int(bytes[at + 3]) << 8 + Int(bytes[at + 4])
            guard end <= bytes.count else { break }
            found.append(at..<end)
            at = end
        }
        return found
    }

    @Test(arguments: ["tls-keys", "tls-sessions", "http2-tls"]) func damagedRecords(fixture: String) throws {
        let keys = [UInt8](try Data(contentsOf: Self.fixtures.appending(path: fixture).appending(path: "keys.log")))
        let log = TLSKeyLog()
        log.add(keys.span)
        var damaged = 0
        for turns in try streams(fixture) where turns.reduce(0, { $0 + $1.bytes.count }) < 40_000 {
            for i in turns.indices {
                for record in records(turns[i].bytes) where turns[i].bytes[record.lowerBound] == 23 {
                    var changed = turns
                    changed[i].bytes[record.upperBound - 1] ^= 1
                    damaged += 1
                    let whole = told(changed, log, cut: .max)
                    for cut in [1, 100, 1000] {
                        let place = Comment(rawValue: "turn \(i), record at \(record.lowerBound), cut after \(cut)")
                        #expect(told(changed, log, cut: cut) == whole, place)
                    }
                }
            }
        }
        #expect(damaged > 10)
    }
}
