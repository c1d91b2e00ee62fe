import Foundation
import Testing

/// `tcpexplain mcp`: JSON-RPC over standard input and output. scripts/check-schemas holds it against a real client.
@Suite struct MCPTests {
    /// The answers to messages, by their ids.
    private func ask(_ messages: [String], _ folders: [String] = ["Fixtures"]) throws -> [Int: [String: Any]] {
        let run = try Command.run(["mcp"] + folders, input: Data((messages.joined(separator: "\n") + "\n").utf8))
        #expect(run.status == 0, "\(run.errors)")
        var answers: [Int: [String: Any]] = [:]
        for line in run.text.split(separator: "\n") {
            let answer = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            answers[answer["id"] as? Int ?? 0] = answer
        }
        return answers
    }

    private func text(_ tool: String, _ arguments: String) throws -> (text: String, isError: Bool) {
        let call = #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\#(tool)","arguments":\#(arguments)}}"#
        let result = try #require(try ask([call])[1]?["result"] as? [String: Any])
        let content = try #require((result["content"] as? [[String: Any]])?.first?["text"] as? String)
        return (content, result["isError"] as? Bool ?? true)
    }

    @Test func greets() throws {
        let answers = try ask([
            #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#,
            #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
            #"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#,
            #"{"jsonrpc":"2.0","id":3,"method":"nothing"}"#, "no json",
        ])
        #expect((answers[1]?["result"] as? [String: Any])?["protocolVersion"] as? String == "2025-06-18")
        let tools = try #require((answers[2]?["result"] as? [String: Any])?["tools"] as? [[String: Any]])
        #expect(tools.compactMap { $0["name"] as? String }.count == 7)
        #expect((answers[3]?["error"] as? [String: Any])?["code"] as? Int == -32601)
        #expect((answers[0]?["error"] as? [String: Any])?["code"] as? Int == -32700)
    }

    @Test func answers() throws {
        let capture = #""capture":"http-secrets/capture.pcap""#
        #expect(try text("summary", "{\(capture)}").text.contains(#""type":"summary""#))
        #expect(try text("connections", "{\(capture),\"method\":\"GET\"}").text.contains(#""type":"connection""#))
        #expect(try text("explain", "{\(capture),\"connection\":1}").text.contains("SYN_SENT"))
        let packets = try text("packets", "{\(capture),\"first_frame\":1,\"last_frame\":4}").text
        #expect(packets.contains(#""frame":4"#) && !packets.contains(#""frame":5"#))
        let exchange = try text("exchange", "{\(capture),\"connection\":1,\"exchange\":2}")
        #expect(!exchange.isError && exchange.text.contains("***"), "\(exchange.text)")
        #expect(try text("findings", #"{"capture":"refused/capture.pcap"}"#).text.contains(#""name":"refused""#))
        #expect(try text("explain_name", #"{"name":"wave-2"}"#).text.contains("wave-2"))
    }

    /// A selection that is misspelt would be taken for one that selects.
    @Test func refusesWhatItDoesNotKnow() throws {
        let capture = #""capture":"refused/capture.pcap""#
        let answer = try text("connections", "{\(capture),\"hots\":\"10.0.0.1\"}")
        #expect(answer.isError, "\(answer.text)")
        #expect(answer.text.hasPrefix("connections has no argument hots; it has capture, limit, host"), "\(answer.text)")
        #expect(try text("explain", "[1]").text == "arguments are an object of names and values")
        #expect(try text("packets", "{\(capture),\"first_frame\":9,\"last_frame\":8}").text == "no record is so\n")
        let long = try text("explain_name", "{\"name\":\"\(String(repeating: "x", count: 50_000))\"}")
        #expect(long.isError && long.text.count < 1000)
    }

    /// What is too long is refused, and the next message is answered.
    @Test func goesOnBehindAMessageThatIsTooLong() throws {
        let ping = #"{"jsonrpc":"2.0","id":7,"method":"ping"}"#
        let answers = try ask([String(repeating: "x", count: 3 << 20), ping, ""])
        #expect((answers[0]?["error"] as? [String: Any])?["code"] as? Int == -32600)
        #expect(answers[7]?["result"] != nil)
    }

    /// Nothing outside the folders that are named is read, whatever way leads there.
    @Test(arguments: ["/etc/hostname", "../README.md", "refused/../../README.md", "nothing.pcap", "", "refused"])
    func readsNothingElse(path: String) throws {
        let answer = try text("summary", "{\"capture\":\"\(path)\"}")
        #expect(answer.isError && (answer.text.contains("no capture in") || answer.text.contains("is missing")), "\(answer.text)")
    }

    /// Passwords in content are masked, in whatever form it is, bytes that are no text included.
    @Test func contentShowsNoSecrets() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-mcp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var conversation = Conversation()
        var ends = conversation.open()
        let utf16 = Array("{\"password\":\"hunter2\"}".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let contents: [[UInt8]] = [
            Array("user=ann&password=hunter2&go=1".utf8), Array(#"{"user":"ann","accessToken":"hunter2"}"#.utf8),
            [0xff, 0xfe, 0x00] + Array("&password=hunter2&user=ann".utf8), utf16,
        ]
        for content in contents {
            let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.count)\r\n\r\n"
            conversation.send(Array(head.utf8) + content, fromClient: true, on: &ends)
            let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(content.count)\r\n\r\n"
            conversation.send(Array(answer.utf8) + content, fromClient: false, on: &ends)
        }
        conversation.close(ends)
        try conversation.data.write(to: folder.appending(path: "c.pcap"))
        let calls = (1...contents.count).map {
            #"{"jsonrpc":"2.0","id":\#($0),"method":"tools/call","params":{"name":"exchange","arguments":{"capture":"c.pcap","connection":1,"exchange":\#($0)}}}"#
        }
        let answers = try ask(calls, [folder.path(percentEncoded: false)])
        for i in 1...contents.count {
            let result = try #require(answers[i]?["result"] as? [String: Any])
            let text = try #require((result["content"] as? [[String: Any]])?.first?["text"] as? String)
            #expect(text.contains("request content") && text.contains("response content") && text.contains("***"), "\(text)")
            #expect(!text.contains("hunter2") && !text.contains(Data("hunter2".utf8).base64EncodedString().prefix(8)), "\(text)")
        }
    }
}
