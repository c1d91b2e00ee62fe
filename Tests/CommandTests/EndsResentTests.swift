import Foundation
import Testing

/// The same bytes sent twice are two packets, and a RST that nobody sent is none of its sender's.
@Suite struct EndsResentTests {
    private static let client = "Fixtures/ends-lossy-delayed/capture.pcap"
    private static let server = "Fixtures/ends-lossy-delayed/server.pcap"

    private func frame(_ event: [String: Any], _ side: String) -> Int? { (event[side] as? [String: Any])?["frame"] as? Int }

    /// Kinds, with the frames of either end.
    private func events(_ captures: [String]) throws -> [String] {
        try Command.differences(["--ends"] + captures).filter { $0["type"] as? String == "path_event" }.map {
            "\($0["kind"] as? String ?? "") \(frame($0, "a") ?? 0) \(frame($0, "b") ?? 0)"
        }
    }

    /// What the path leaves as it is.
    enum Kept: CaseIterable { case both, identifications, timestamps, timestampsOfIPv6 }

    /// Takes away what is not kept: a firewall draws identifications anew, or there are no timestamps.
    private func keep(_ kept: Kept, _ client: inout EditedCapture, _ server: inout EditedCapture) {
        switch kept {
        case .both: break
        case .identifications:
            client.remove(option: 8)
            server.remove(option: 8)
        case .timestamps:
            server.change(client: 0, server: 0, identification: 777)
        case .timestampsOfIPv6:
            for i in client.frames.indices where client.isTCP(i) { client.frames[i][18...19] = Data([0, 0]) }
            for i in server.frames.indices where server.isTCP(i) { server.frames[i][18...19] = Data([0, 0]) }
        }
    }

    /// The original was lost, and the sender's capture lacks the retransmission that arrived.
    @Test(arguments: Kept.allCases) func theRetransmissionWasNotCaptured(kept: Kept) throws {
        let folder = try EditedFolder()
        let lost = try events([Self.client, Self.server]).filter { $0.hasPrefix("lost 0 ") }
        #expect(lost.contains("lost 0 47"))
        var (client, server) = (try EditedCapture(Self.client), try EditedCapture(Self.server))
        // The one sent again of 47 is 63 there, and 62 where it arrives.
        server.remove(at: 62)
        keep(kept, &client, &server)
        let found = try events([client.write("client.pcap", in: folder), server.write("server.pcap", in: folder)])
        #expect(found.contains("lost 0 47") && found.contains("not_captured 62 0"), "\(found)")
        #expect(found.count { $0.hasPrefix("lost 0 ") } == lost.count, "\(found)")
        for kind in ["option_changed", "overtaken", "delayed", "injected"] {
            #expect(!found.contains { $0.hasPrefix(kind) }, "\(found)")
        }
    }

    /// The sender's capture was stopped before it.
    @Test func theRetransmissionCameAfterTheEnd() throws {
        let folder = try EditedFolder()
        var server = try EditedCapture(Self.server)
        while server.frames.count > 60 { server.remove(at: 60) }
        let found = try events([Self.client, try server.write("server.pcap", in: folder)])
        #expect(found.contains("lost 0 47"), "\(found)")
        for kind in ["option_changed", "overtaken", "delayed", "injected"] {
            #expect(!found.contains { $0.hasPrefix(kind) }, "\(found)")
        }
        #expect(!found.contains { $0.hasSuffix(" 47") && !$0.hasPrefix("lost") }, "\(found)")
    }

    // MARK: - RST

    private static let whole = "Fixtures/keep-alive-ten/capture.pcap"

    /// Turns a copy of a packet into a RST that has its numbers.
    private func addReset(behind index: Int, to capture: inout EditedCapture, timeToLive: UInt8?, identification: UInt16) {
        capture.double(index, after: 300)
        let at = index + 1
        capture.frames[at].removeLast(capture.frames[at].count - capture.headerLength(of: at))
        capture.frames[at][47] = 4
        capture.frames[at][18...19] = Data([UInt8(identification >> 8), UInt8(identification & 255)])
        if let timeToLive { capture.frames[at][22] = timeToLive }
        capture.mend(at)
    }

    /// In the middle towards either end, with the TTL of another host or with that of the sender; later the sender sends RSTs of its own.
    @Test(arguments: [true, false], [250, nil] as [UInt8?]) func aResetThatIsInjected(isToClient: Bool, timeToLive: UInt8?) throws
    {
        let folder = try EditedFolder()
        var times = try PathTimes(Self.whole) { 5 + $0 }
        let own = { (capture: EditedCapture) in
            capture.frames.indices.filter { capture.isFromServer($0) == isToClient }
        }
        let (middle, last) = (try #require(own(times.client).dropFirst(6).first), try #require(own(times.client).last))
        addReset(behind: last, to: &times.client, timeToLive: nil, identification: 0)
        addReset(behind: last, to: &times.server, timeToLive: nil, identification: 0)
        #expect(try events(times.write(in: folder)).isEmpty)
        if isToClient {
            addReset(behind: middle, to: &times.client, timeToLive: timeToLive, identification: 4660)
        } else {
            addReset(behind: middle, to: &times.server, timeToLive: timeToLive, identification: 4660)
        }
        let found = try events(times.write(in: folder))
        #expect(found == [isToClient ? "injected \(middle + 2) 0" : "injected 0 \(middle + 2)"])
    }

    /// The last things that an end sent are RSTs, of which its capture lacks one: nothing says that it was not sent.
    @Test(arguments: [0, 1]) func aResetThatWasNotCaptured(which: Int) throws {
        let folder = try EditedFolder()
        var times = try PathTimes(Self.whole) { 5 + $0 }
        let last = try #require(times.client.frames.indices.last { times.client.isFromServer($0) })
        for _ in 0..<2 {
            addReset(behind: last, to: &times.client, timeToLive: nil, identification: 0)
            addReset(behind: last, to: &times.server, timeToLive: nil, identification: 0)
        }
        // They are apart.
        times.client.set(times.client.number(38, of: last + 2) &+ 1, at: 38, of: last + 2)
        times.client.mend(last + 2)
        times.server.set(times.server.number(38, of: last + 2) &+ 1, at: 38, of: last + 2)
        times.server.mend(last + 2)
        #expect(try events(times.write(in: folder)).isEmpty)
        times.server.remove(at: last + 1 + which)
        let found = try events(times.write(in: folder))
        #expect(found.count == 1 && !found[0].hasPrefix("injected"), "\(found)")
    }
}
