import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// `--svg` and `--mermaid`: the ladder of one connection as a picture.
@Suite struct DiagramTests {
    private func diagram(_ option: String, _ fixture: String, _ more: [String] = []) throws -> String {
        let file = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let path = file.path(percentEncoded: false)
        let run = try Command.run(["--summary", option, path] + more + Command.arguments(fixture))
        #expect(run.status == 0, "\(run.errors)")
        return try String(contentsOf: file, encoding: .utf8)
    }

    private func packets(_ fixture: String, connection: Int) throws -> [[String: Any]] {
        let run = try Command.run(["--format", "ndjson"] + Command.arguments(fixture))
        return try run.text.split(separator: "\n").compactMap { line in
            let record = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            return record["type"] as? String == "packet" && record["connection"] as? Int == connection ? record : nil
        }
    }

    @Test(arguments: ["request-crossed-close", "four-step-close", "last-ack-wrong", "refused", "http-hostile-names"])
    func theSVGIsTheLadder(fixture: String) throws {
        let svg = try diagram("--svg", fixture, ["--connection", "1"])
        let parser = XMLReader()
        try parser.read(svg)
        let packets = try packets(fixture, connection: 1)
        let special = packets.filter { !($0["steps"] as? [String] ?? []).isEmpty || !($0["checks"] as? [Any] ?? []).isEmpty }
        #expect(special.count > 0)
        for packet in special {
            let frame = try #require(packet["frame"] as? Int)
            #expect(svg.contains("data-frame=\"\(frame)\""), "\(fixture): frame \(frame)")
            for check in packet["checks"] as? [[String: Any]] ?? [] {
                let actual = try #require(check["actual"] as? Int)
                let holds = check["ok"] as? Bool == true
                #expect(parser.texts.contains { $0.contains("\(actual)") && $0.contains("✓") == holds }, "\(fixture): \(actual)")
            }
        }
        #expect(!svg.contains("<script") && !svg.contains("href"))
    }

    @Test func withoutASelectionTheWorstIsDrawn() throws {
        let run = try Command.run(["--format", "ndjson", "--summary"] + Command.arguments("keep-alive-ten"))
        #expect(run.text.contains("\"connection\":1"))
        #expect(try diagram("--svg", "request-crossed-close").contains("request-crossed-close"))
    }

    @Test func mermaidSaysTheSame() throws {
        let text = try diagram("--mermaid", "four-step-close")
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.first == "sequenceDiagram")
        #expect(lines.contains { $0.hasPrefix("    participant C as client ") })
        for packet in try packets("four-step-close", connection: 1) where !(packet["steps"] as? [String] ?? []).isEmpty {
            let frame = try #require(packet["frame"] as? Int)
            let arrow = packet["from"] as? String == "client" ? "C->>S" : "S->>C"
            #expect(lines.contains { $0.hasPrefix("    \(arrow): \(frame)  ") }, "frame \(frame)")
        }
        #expect(text.contains("handshake 2/3") && text.contains("wave 4/4"))
        // A semicolon ends a statement, and a hash begins an entity.
        for line in lines { #expect(line.replacing(/#\d+;/, with: "").firstMatch(of: /[;#]/) == nil, "\(line)") }
    }

    /// The pictures in the documents are what the program draws. RECORD=1 draws them anew.
    @Test func picturesInDocumentsAreReal() throws {
        let isRecording = ProcessInfo.processInfo.environment["RECORD"] != nil
        let picture = Command.root.appending(path: "docs/request-crossed-close.svg")
        let svg = try diagram("--svg", "request-crossed-close")
        if isRecording { try svg.write(to: picture, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: picture, encoding: .utf8) == svg)
        let page = Command.root.appending(path: "docs/engineers.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let start = try #require(text.range(of: "```mermaid\n"))
        let end = try #require(text.range(of: "```", range: start.upperBound..<text.endIndex))
        let mermaid = try diagram("--mermaid", "request-crossed-close")
        if isRecording {
            let new = text[..<start.upperBound] + mermaid + text[end.lowerBound...]
            try new.write(to: page, atomically: true, encoding: .utf8)
            return
        }
        #expect(String(text[start.upperBound..<end.lowerBound]) == mermaid)
    }

    @Test func itSpeaksChinese() throws {
        #expect(try diagram("--svg", "four-step-close", ["--lang", "zh"]).contains("客户端"))
    }
}

/// Reads XML, and keeps the texts in it; fails where it is not well-formed.
private final class XMLReader: NSObject, XMLParserDelegate {
    private(set) var texts: [String] = []
    private var text = ""

    func read(_ xml: String) throws {
        let parser = XMLParser(data: Data(xml.utf8))
        parser.delegate = self
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        texts.append(text)
        text = ""
    }
}
