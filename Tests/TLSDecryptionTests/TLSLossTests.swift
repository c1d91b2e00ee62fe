import Analysis
import Applications
import Capture
import Foundation
import TCP
import TLSDecryption
import Testing
import Wire

/// Frames that are not in the capture: what is told of TLS without them is less, and nothing of it is wrong.
@Suite struct TLSLossTests {
    private final class Told: EventSink {
        var responses: [String: String] = [:]
        var facts: [Int: TLSFacts] = [:]

        func exchange(_ exchange: Exchange, connection: borrowing Connection) {
            guard let request = exchange.request, let response = exchange.response, response.isComplete else { return }
            let key = "\(connection.number) \(exchange.http2?.stream ?? 0) \(request.head.startLine)"
            responses[key, default: ""] += "\(response.head.status) \(response.contentBytes);"
        }
        func connection(_ event: ConnectionEvent) { facts[event.connection.number] = event.story.tls }
    }

    private struct Frame {
        var info: FrameInfo
        var bytes: [UInt8]
    }

    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    private func frames(_ fixture: String) throws -> [Frame] {
        let path = Self.fixtures.appending(path: fixture).appending(path: "capture.pcap")
        var all: [Frame] = []
        let file = try CaptureFile(path: path.path(percentEncoded: false))
        _ = file.forEachFrame(from: 1, file: 0, filter: nil) { info, bytes, _ in
            var copy: [UInt8] = []
            for i in bytes.indices { copy.append(bytes[i]) }
            all.append(Frame(info: info, bytes: copy))
            return true
        }
        return all
    }

    private func told(_ frames: [Frame], keysOf fixture: String, without missing: Range<Int>) throws -> Told {
        let keys = [UInt8](try Data(contentsOf: Self.fixtures.appending(path: fixture).appending(path: "keys.log")))
        let log = TLSKeyLog()
        log.add(keys.span)
        let told = Told()
        let analyzer = Analyzer(sink: told, limits: Limits(), seed: 1)
        analyzer.decryptor = TLSDecryptor(log, SwiftCryptography(), trials: TLSTrials(bytes: 1 << 26))
        for (i, frame) in frames.enumerated() where !missing.contains(i) { analyzer.process(frame.bytes.span, frame.info) }
        analyzer.finish()
        return told
    }

    /// One frame and two frames at every place. A record of which nothing but its end is missing is not called damaged, nor the next one, and
    /// no response is given to another request.
    @Test(arguments: [("tls-keys", 1), ("tls-keys", 2), ("tls-sessions", 1), ("http2-tls", 2)])
    func nothingIsWrongWithoutSomeFrames(fixture: String, count: Int) throws {
        let frames = try frames(fixture)
        let whole = try told(frames, keysOf: fixture, without: 0..<0)
        let damaged = whole.facts.filter { $0.value.decryption.bad > 0 }.keys
        for first in frames.indices.dropLast(count) where frames[first].bytes.count > 80 {
            let part = try told(frames, keysOf: fixture, without: first..<first + count)
            let place = Comment(rawValue: "frames from \(first + 1) on")
            for (number, facts) in part.facts where !damaged.contains(number) { #expect(facts.decryption.bad == 0, place) }
            for (request, response) in part.responses {
                #expect(whole.responses[request]?.contains(response) == true, "\(request) -> \(response), \(place)")
            }
        }
    }
}
