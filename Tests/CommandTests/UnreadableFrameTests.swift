import Foundation
import Testing

/// Frames whose headers are cut or contradict themselves, in all outputs that show frames.
@Suite struct UnreadableFrameTests {
    private static let frame = "{\"type\":\"frame\""

    private func records(_ options: String...) throws -> [Substring] {
        let run = try Command.run(["--format", "ndjson"] + options + [Command.capture("unreadable-frames")])
        #expect(run.status == 0)
        return run.text.split(separator: "\n")
    }

    @Test func eachHasARecord() throws {
        let all = try records()
        let frames = all.filter { $0.hasPrefix(Self.frame) }
        #expect(frames.count == 5 && all.last?.contains("\"malformed_packets\":5,") == true)
        // In the order of the capture, among the packets.
        let numbers = try all.filter { $0.hasPrefix(Self.frame) || $0.hasPrefix("{\"type\":\"packet\"") }.map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])["frame"] as? Int ?? 0
        }
        #expect(numbers == numbers.sorted() && numbers.count == 50)
    }

    /// They belong to no connection: what asks for connections, exchanges or no packets leaves them out.
    @Test(arguments: [["--summary"], ["--no-packets"], ["--connection", "1"], ["--host", "10.9.0.1"], ["--status", "200"]])
    func selectionsLeaveThemOut(options: [String]) throws {
        let run = try Command.run(["--format", "ndjson"] + options + [Command.capture("unreadable-frames")])
        #expect(run.text.contains("\"malformed_packets\":5,") && !run.text.contains(Self.frame))
    }

    @Test func aTimeSelectsThem() throws {
        let times = try records().filter { $0.hasPrefix(Self.frame) }.compactMap { try /"time":"([^"]+)"/.firstMatch(in: $0)?.1 }
        #expect(times.count == 5)
        #expect(try records("--after", String(times[1])).filter { $0.hasPrefix(Self.frame) }.count == 4)
        #expect(try records("--before", String(times[0])).filter { $0.hasPrefix(Self.frame) }.count == 1)
    }

    @Test func thePacketListShowsThem() throws {
        let capture = try Command.capture("unreadable-frames")
        let english = try Command.run(["--packets", capture]).text
        #expect(english.contains("\n[-] frame 18 could not be read: the TCP header says at byte 46 that it is 8 bytes long"))
        #expect(english.split(separator: "\n").filter { $0.hasPrefix("[-] frame ") }.count == 5)
        let chinese = try Command.run(["--packets", "--lang", "zh", capture]).text
        #expect(chinese.contains("\n[-] 第 18 帧无法解析：TCP 首部在第 46 字节说自己长 8 字节"))
        #expect(try !Command.run(["--packets", "--connection", "1", capture]).text.contains("[-]"))
    }

    /// Of several files each record says which.
    @Test func filesAreNamed() throws {
        let captures = try ["refused", "unreadable-frames"].map { try Command.capture($0) }
        let run = try Command.run(["--keep-order", "--format", "ndjson"] + captures)
        #expect(run.text.contains("{\"type\":\"frame\",\"frame\":16,\"file\":1,\"file_frame\":12,\"time\":"))
    }
}
