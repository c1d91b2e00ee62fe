import Analysis
import Applications
import Capture
import Foundation
import TCP
import TLSDecryption
import Testing
import Wire

/// The bounds of TLS are told where they are hit, and what is beyond them is not called decrypted.
@Suite struct TLSBoundTests {
    private final class Told: EventSink {
        var bounds: Set<TLSBound> = []
        var facts: [Int: TLSFacts] = [:]

        func warning(_ warning: Warning) { if case .bound(_, .tls(let bound)) = warning { bounds.insert(bound) } }
        func connection(_ event: ConnectionEvent) { facts[event.connection.number] = event.story.tls }
    }

    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    private func told(_ fixture: String, _ limits: Limits) throws -> Told {
        let folder = Self.fixtures.appending(path: fixture)
        let keys = [UInt8](try Data(contentsOf: folder.appending(path: "keys.log")))
        let log = TLSKeyLog()
        log.add(keys.span)
        let told = Told()
        let analyzer = Analyzer(sink: told, limits: limits, seed: 1)
        analyzer.decryptor = TLSDecryptor(log, SwiftCryptography(), trials: TLSTrials(bytes: limits.trialBytesOverAll))
        let file = try CaptureFile(path: folder.appending(path: "capture.pcap").path(percentEncoded: false))
        _ = file.forEachFrame(from: 1, file: 0, filter: nil) { info, bytes, _ in
            analyzer.process(bytes, info)
            return true
        }
        analyzer.finish()
        return told
    }

    @Test func nothingIsToldWithinTheBounds() throws {
        for fixture in ["tls-sessions", "tls-keys"] { #expect(try told(fixture, Limits()).bounds == []) }
    }

    @Test func earlyData() throws {
        var limits = Limits()
        limits.earlyData = 100
        let told = try told("tls-sessions", limits)
        #expect(told.bounds == [.earlyData])
        // Its request is not read, and nothing is put in its place.
        let facts = try #require(told.facts[6]?.decryption)
        #expect(facts.extent == .part && facts.obstacle == .limit && facts.unread == 1)
    }

    @Test func messagesOfTheHandshake() throws {
        var limits = Limits()
        limits.handshakeMessage = 250
        let told = try told("tls-keys", limits)
        #expect(told.bounds == [.handshakeMessage])
        #expect(told.facts[1]?.serverCertificates.isEmpty == true)
    }

    @Test func trialsInOneDirection() throws {
        var limits = Limits()
        limits.trialBytes = 20_000
        let told = try told("tls-middle", limits)
        #expect(told.bounds == [.recordSearch])
        #expect(told.facts[1]?.decryption.extent == TLSDecryptionFacts.Extent.none)
    }

    @Test func trialsOverAll() throws {
        var limits = Limits()
        limits.trialBytesOverAll = 20_000
        #expect(try told("tls-middle", limits).bounds == [.recordSearch])
    }

    @Test func bytesBehindAHole() throws {
        var limits = Limits()
        limits.recordSearchBytes = 100
        let told = try told("tls-middle", limits)
        #expect(told.bounds.contains(.recordSearch))
        #expect(told.facts[3]?.decryption.extent == .part)
    }

    @Test func secretsOfOtherConnections() throws {
        var limits = Limits()
        limits.sessionsTried = 1
        let told = try told("tls-middle", limits)
        #expect(told.bounds == [.sessions])
        let facts = told.facts.values.map(\.decryption)
        #expect(facts.contains { $0.obstacle == .limit && $0.extent == TLSDecryptionFacts.Extent.none })
    }

    @Test func certificates() throws {
        var limits = Limits()
        limits.certificates = 0
        let told = try told("tls-keys", limits)
        #expect(told.bounds == [.certificates])
        #expect(told.facts[1]?.serverCertificates.isEmpty == true)
    }
}
