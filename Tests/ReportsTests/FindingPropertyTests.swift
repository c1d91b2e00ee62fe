import Analysis
import Capture
import Language
import Foundation
import PacketScript
import Testing
import TCP
import Wire

/// What holds for the findings of every connection, whatever its segments are.
@Suite struct FindingPropertyTests {
    private final class Collector: EventSink {
        var events: [ConnectionEvent] = []
        func connection(_ event: ConnectionEvent) { events.append(event) }
    }

    /// Findings that follow from how long something took.
    private static let needTime: Set<String> = [
        "unanswered-syn", "syn-ack-retransmitted", "step-3-not-accepted", "handshake-unfinished", "peer-vanished", "close-wait",
        "half-closed-for", "retransmission-timeout-stall", "spurious-retransmission", "path-mtu", "zero-window-stall",
        "delayed-ack-stall", "http-slow", "capture-ended",
    ]

    private static func events(_ feed: (Analyzer) -> Void) -> [ConnectionEvent] {
        let collector = Collector()
        let analyzer = Analyzer(sink: collector, seed: 1)
        feed(analyzer)
        analyzer.finish()
        return collector.events
    }

    private static func feed(_ packets: [PacketScript.Packet], to analyzer: Analyzer, withTime: Bool = true) {
        for packet in packets {
            var info = packet.info
            if !withTime {
                info.hasTime = false
                info.time = Timestamp(nanoseconds: 0)
            }
            analyzer.process(packet.bytes.span, info)
        }
    }

    /// Everything that is wrong with the conclusions of a connection, each in a sentence.
    private static func faults(_ event: ConnectionEvent, lastFrame: Int) -> [String] {
        let findings = event.verdict.findings
        let connection = event.connection
        var faults: [String] = []
        let isClosed = [CloseOutcome.simultaneous, .threeStep, .fourStep].contains(connection.closeOutcome)
        let names = Set(findings.map(\.name))
        if isClosed {
            let ofClose = names.intersection(["fin-never-acknowledged", "peer-vanished", "close-wait"])
            if !ofClose.isEmpty { faults.append("the close is complete, beside \(ofClose)") }
        }
        if names.contains("close-ack-wrong"), connection.wrongClosing.isEmpty { faults.append("close-ack-wrong without a check") }
        if event.verdict.severity != findings.map(\.severity).max() { faults.append("severity is not the worst") }
        if !names.isSubset(of: Finding.names) { faults.append("unknown \(names.subtracting(Finding.names))") }
        if connection.lacksTime, !names.isDisjoint(with: needTime) { faults.append("time where there is none: \(names)") }
        if case .finding(let headline) = event.verdict.headline {
            if !findings.contains(where: { $0.name == headline.name && $0.frames == headline.frames }) {
                faults.append("the headline \(headline.name) is no finding")
            }
        } else if findings.contains(where: { $0.severity > .note }) {
            faults.append("called healthy, beside \(names)")
        }
        let resets = [
            "connection-forgotten", "data-after-close", "reset-with-data-outstanding", "closed-by-reset", "refused", "aborted",
        ]
        if findings.filter({ resets.contains($0.name) }).count > 1 { faults.append("a RST has two causes: \(names)") }
        let phrasebook = English()
        for finding in findings {
            if phrasebook.sentence(for: finding).isEmpty { faults.append("\(finding.name) says nothing") }
            if finding.frames.contains(where: { $0 < 1 || $0 > lastFrame }) { faults.append("\(finding.name) names no frame") }
            faults += faultsOfClose(finding, connection)
        }
        return faults
    }

    /// Who closed is told alike everywhere, and what was acknowledged is not cut short.
    private static func faultsOfClose(_ finding: Finding, _ connection: Connection) -> [String] {
        switch finding.kind {
        case .requestCrossedClose(let evidence):
            guard connection.closedBy == .client, !evidence.isReset, let fin = connection.client.fin,
                fin.frame < evidence.closeFrame
            else { return [] }
            return ["closed by client, beside: the server closed before the request reached it"]
        case .incomplete(let evidence):
            var faults: [String] = []
            let sender: Role = evidence.isRequest ? .client : .server
            if connection[flow: sender].stream.missingBytes > 0 { faults.append("cut short, but acknowledged") }
            if let ender = evidence.ender { faults += contradictions(ender, connection, finding) }
            return faults
        case .unansweredRequest(let evidence):
            guard let ender = evidence.ender else { return [] }
            if connection.closedBy == .client, ender.role == .server, let fin = connection.client.fin, fin.frame < ender.frame,
                let first = finding.frames.first, first < fin.frame
            {
                return ["closed by client, beside: the server closed without an answer"]
            }
            return contradictions(ender, connection, finding)
        default: return []
        }
    }

    /// The other end must not have closed between the message's first byte and this close.
    private static func contradictions(_ ender: Finding.Ender, _ connection: Connection, _ finding: Finding) -> [String] {
        guard finding.name == "http-incomplete", connection.closedBy == ender.role.peer, let first = finding.frames.first,
            let fin = connection[ender.role.peer].fin, fin.frame < ender.frame, fin.frame > first
        else { return [] }
        return ["closed by \(ender.role.peer) in frame \(fin.frame), beside \(finding.name): ended by \(ender.role)"]
    }

    @Test(arguments: 0..<300) func randomSegments(seed: Int) {
        let packets = RandomSegments(seed: UInt64(seed)).packets
        for withTime in [true, false] {
            for event in Self.events({ Self.feed(packets, to: $0, withTime: withTime) }) {
                #expect(Self.faults(event, lastFrame: packets.count) == [])
            }
        }
    }

    /// All captures below the folder that TCPEXPLAIN_CAPTURES names.
    @Test func captures() throws {
        guard let folder = ProcessInfo.processInfo.environment["TCPEXPLAIN_CAPTURES"] else { return }
        let files = FileManager.default.enumerator(at: URL(filePath: folder), includingPropertiesForKeys: nil)
        var compared = 0
        while let file = files?.nextObject() as? URL {
            guard let capture = try? CaptureFile(path: file.path(percentEncoded: false)) else { continue }
            var last = 0
            let events = Self.events { analyzer in
                _ = capture.forEachFrame(from: 1, file: 0, filter: nil) { info, bytes, _ in
                    last = info.number
                    analyzer.process(bytes, info)
                    return true
                }
            }
            for event in events {
                let faults = Self.faults(event, lastFrame: last)
                compared += 1
                #expect(faults == [], "\(file.lastPathComponent) connection \(event.connection.number)")
            }
        }
        #expect(compared > 0)
    }

    /// docs/findings.md and the list of names are the same.
    @Test func namesAreThoseOfTheDocument() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        var listed: Set<String> = []
        for line in try String(contentsOf: root.appending(path: "docs/findings.md"), encoding: .utf8).split(separator: "\n")
        where line.hasPrefix("| `") {
            let cell = line.dropFirst().prefix { $0 != "|" }
            listed.formUnion(cell.split(separator: "`").map(String.init).filter { $0.contains(where: \.isLetter) })
        }
        #expect(listed == Finding.names)
        #expect(Finding.names(near: "refusd").first == "refused")
    }
}
