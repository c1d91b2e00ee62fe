import Foundation
import Testing

/// Packets that only one end of a path has: what is proven of them.
@Suite struct EndsOneSidedTests {
    private static let client = "Fixtures/ends-mss-clamped/capture.pcap"
    private static let server = "Fixtures/ends-mss-clamped/server.pcap"

    /// Kinds besides those of the fixture.
    private func kinds(_ captures: [String]) throws -> [String] {
        let usual = try Command.differences(["--ends", Self.client, Self.server]).compactMap { $0["kind"] as? String }
        var found = try Command.differences(["--ends"] + captures).compactMap { $0["kind"] as? String }
        for kind in usual { if let i = found.firstIndex(of: kind) { found.remove(at: i) } }
        return found
    }

    private func data(_ capture: EditedCapture) -> [Int] {
        capture.frames.indices.filter {
            capture.isTCP($0) && capture.isFromServer($0) && capture.frames[$0].count > capture.headerLength(of: $0)
        }
    }

    /// It arrived, and its sender went on behind it: its capture lacks it.
    @Test func whatTheSendersCaptureLacks() throws {
        let folder = try EditedFolder()
        var gap = try EditedCapture(Self.server)
        gap.remove(at: data(gap)[1])
        let captures = [Self.client, try gap.write("gap.pcap", in: folder)]
        #expect(try kinds(captures) == ["not_captured"])
        let usual = try Command.differences(["--ends", Self.client, Self.server]).last?["events"] as? Int
        #expect(try Command.differences(["--ends"] + captures).last?["events"] as? Int == usual)
        let text = try Command.run(["diff", "--ends"] + captures).text
        #expect(
            text.contains("not captured at B, which it passed")
                && text.contains("1 more arrived that was not captured when sent"), "\(text)")
        #expect(!text.contains("lost"), "\(text)")
        let chinese = try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text
        #expect(chinese.contains("它经过了 B，而那里没有抓到") && chinese.contains("另有 1 个到达"), "\(chinese)")
    }

    /// An acknowledgment takes no numbers, but its sender counts its packets.
    @Test func anAcknowledgmentThatTheSendersCaptureLacks() throws {
        let folder = try EditedFolder()
        var gap = try EditedCapture(Self.client)
        let acknowledgments = gap.frames.indices.filter {
            gap.isTCP($0) && !gap.isFromServer($0) && gap.frames[$0][47] == 16 && gap.frames[$0].count == gap.headerLength(of: $0)
        }
        let at = acknowledgments[1]
        gap.remove(at: at)
        #expect(try kinds([gap.write("gap.pcap", in: folder), Self.server]) == ["not_captured"])
    }

    /// The receiver acknowledged it: that capture lacks it, and nothing was lost.
    @Test func whatTheReceiversCaptureLacks() throws {
        let folder = try EditedFolder()
        var gap = try EditedCapture(Self.client)
        gap.remove(at: data(gap)[1])
        let captures = [try gap.write("gap.pcap", in: folder), Self.server]
        #expect(try kinds(captures) == ["not_captured"])
        let text = try Command.run(["diff", "--ends"] + captures).text
        #expect(
            text.contains("not captured at A, which it passed") && text.contains("1 of them not captured where it arrived"),
            "\(text)")
        #expect(try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text.contains("其中 1 个到达时没有抓到"))
    }

    /// Something arrives of which nothing says where it came from.
    @Test func whatMayBeInjected() throws {
        let folder = try EditedFolder()
        var strange = try EditedCapture(Self.client)
        let acknowledgment = try #require(
            strange.frames.indices.first {
                strange.isTCP($0) && strange.isFromServer($0) && strange.frames[$0][47] == 16
            })
        strange.double(acknowledgment, after: 200)
        strange.set(strange.number(42, of: acknowledgment + 1) &- 1, at: 42, of: acknowledgment + 1)
        strange.frames[acknowledgment + 1][18...19] = Data([0x77, 0x11])
        let cut = strange.headerLength(of: acknowledgment + 1)
        strange.frames[acknowledgment + 1].removeLast(strange.frames[acknowledgment + 1].count - cut)
        strange.mend(acknowledgment + 1)
        let captures = [try strange.write("strange.pcap", in: folder), Self.server]
        #expect(try kinds(captures) == ["seen_once"])
        let text = try Command.run(["diff", "--ends"] + captures).text
        #expect(text.contains("arrived, and B lacks it: not captured"), "\(text)")
        #expect(try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text.contains("到达了，而 B 没有"))
    }

    /// Both captures are of one place, and one of them lacks acknowledgments: which end is whose is not known, so neither is what came and what went.
    @Test func whatOneOfTwoCapturesOfOnePlaceLacks() throws {
        let folder = try EditedFolder()
        let path = "Fixtures/keep-alive-ten/capture.pcap"
        var gap = try EditedCapture(path)
        for isFromServer in [true, false] {
            let at = try #require(
                gap.frames.indices.dropFirst(6).first {
                    gap.isTCP($0) && gap.isFromServer($0) == isFromServer && gap.frames[$0][47] == 16
                        && gap.frames[$0].count == gap.headerLength(of: $0)
                })
            gap.remove(at: at)
        }
        let other = try gap.write("gap.pcap", in: folder)
        for (captures, letters) in [([path, other], "AB"), ([other, path], "BA")] {
            let found = try Command.differences(["--ends"] + captures)
            #expect(found.last?["client_end"] is NSNull)
            let alone = found.filter { $0["kind"] as? String == "seen_once" }.compactMap { $0["message"] as? String }
            #expect(!alone.isEmpty, "\(found)")
            let text = "only \(letters.first ?? " ") has it: not captured at \(letters.last ?? " "), lost, or injected on the way"
            #expect(alone.allSatisfy { $0 == text }, "\(alone)")
            #expect(try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text.contains("没有抓到，或丢失了，或在路上被注入"))
        }
    }

    /// The first SYN does not arrive: what answers echoes the second one, by the timestamp. Without that nothing says that the other capture ran.
    @Test(arguments: [true, false]) func aSYNThatIsResent(hasTimestamps: Bool) throws {
        let folder = try EditedFolder()
        var (client, server) = (try EditedCapture(Self.client), try EditedCapture(Self.server))
        for i in client.frames.indices.reversed() where !client.isTCP(i) { client.remove(at: i) }
        for i in server.frames.indices.reversed() where !server.isTCP(i) { server.remove(at: i) }
        client.double(0, after: 0)
        client.add(seconds: 1, from: 1)
        if hasTimestamps {
            let at = try #require(client.option(8, of: 0)) + 2
            client.set(client.number(at, of: 0) &- 1000, at: at, of: 0)
            client.frames[0][18...19] = Data([0x12, 0x34])
            client.mend(0)
        } else {
            client.remove(option: 8)
            server.remove(option: 8)
        }
        let captures = [try client.write("client.pcap", in: folder), try server.write("server.pcap", in: folder)]
        #expect(try kinds(captures) == [hasTimestamps ? "lost" : "outside"])
        #expect(
            try Command.differences(["--ends"] + captures).first { $0["kind"] as? String == (hasTimestamps ? "lost" : "outside") }
                .flatMap {
                    ($0["a"] as? [String: Any])?["frame"] as? Int
                } == 1)
        if !hasTimestamps {
            let text = try Command.run(["diff", "--ends"] + captures).text
            #expect(text.contains("not judged: B may not have begun by then"), "\(text)")
            #expect(try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text.contains("不作判断：那时 B 可能还没有开始抓包"))
        }
    }

    /// 30 ms later: whether the path or the capture doubled it, nothing says.
    @Test func aCopyThatComesLater() throws {
        let folder = try EditedFolder()
        var doubled = try EditedCapture(Self.client)
        doubled.double(data(doubled)[1], after: 30_000)
        let captures = [try doubled.write("doubled.pcap", in: folder), Self.server]
        #expect(try kinds(captures) == ["seen_twice"])
        #expect(
            try Command.run(["diff", "--ends"] + captures).text.contains("A has it twice: doubled on the way, or captured twice"))
        #expect(try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text.contains("A 有两份"))
    }

    /// A connection from long after the other capture's end is no difference.
    @Test func aConnectionThatTheOtherCaptureCouldNotHave() throws {
        let folder = try EditedFolder()
        for seconds in [UInt32(2), 0 &- 3600] {
            var client = try EditedCapture(Self.client)
            var other = client
            for i in other.frames.indices where other.isTCP(i) {
                other.frames[i][other.isFromServer(i) ? 37 : 35] ^= 0x11
                other.mend(i)
            }
            other.change(client: 0x1234_5678, server: 0xfeed_0001, clock: 61_003, identification: 4321)
            other.add(seconds: seconds)
            if seconds < 3600 {
                client.append(other)
            } else {
                other.append(client)
                client = other
            }
            let captures = [try client.write("client.pcap", in: folder), Self.server]
            let summary = try #require(try Command.differences(["--ends"] + captures).last)
            #expect(summary["outside"] as? Int == 1 && summary["only_a"] as? Int == 0, "\(summary)")
            let text = try Command.run(["diff", "--ends"] + captures).text
            #expect(text.contains("from before or after all that B captured"), "\(text)")
            #expect(text.contains("1 from before or after the other capture"), "\(text)")
            #expect(try Command.run(["diff", "--ends", "--lang", "zh"] + captures).text.contains("早于或晚于 B 抓到的全部内容"))
        }
    }
}
