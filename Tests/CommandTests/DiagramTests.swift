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

    /// As on a page: half a round trip on the scale of the row, which lasts until the next one.
    @Test(arguments: ["request-crossed-close", "keep-alive-timeout", "four-step-close", "lossy-path"])
    func arrowsFallByHalfARoundTrip(fixture: String) throws {
        let svg = try diagram("--svg", fixture, ["--connection", "1"])
        let run = try Command.run(["--format", "ndjson", "--summary"] + Command.arguments(fixture))
        let match = try #require(run.text.firstMatch(of: /"rtt":\{"connect":[0-9.]+,"handshake":([0-9.]+)/))
        let trip = try #require(Double(match.1)) / 2
        var times: [Int: Double] = [:]
        for packet in try packets(fixture, connection: 1) {
            let time = try #require(packet["time"] as? String)
            let clock = time.split(separator: "T")[1].dropLast().split(separator: ":").compactMap { Double($0) }
            times[try #require(packet["frame"] as? Int)] = clock[0] * 3600 + clock[1] * 60 + clock[2]
        }
        let arrows = svg.matches(of: /data-frame="(\d+)"><path class="line" d="M\d+ (\d+)L\d+ (\d+)"/).compactMap {
            match -> (frame: Int, drop: Int)? in
            guard let frame = Int(match.1), let y1 = Int(match.2), let y2 = Int(match.3) else { return nil }
            return (frame, y2 - y1)
        }
        var (steep, flat) = (0, 0)
        for (arrow, next) in zip(arrows, arrows.dropFirst()) where next.frame == arrow.frame + 1 {
            let lasts = try #require(times[next.frame]) - #require(times[arrow.frame])
            // The height of a row is not known here, but that it is less than 200.
            if lasts < trip * 0.99 {
                #expect(arrow.drop >= 16, "frame \(arrow.frame)")
                steep += 1
            } else if 200 * trip / lasts < 3 {
                #expect(arrow.drop == 3, "frame \(arrow.frame)")
                flat += 1
            } else {
                #expect((3...24).contains(arrow.drop) || arrow.drop > 40, "frame \(arrow.frame)")
            }
        }
        #expect(steep > 0 && steep + flat < arrows.count + 1)
    }

    /// A headline that is longer than a line goes on in the next one, in Chinese too: all of it is there, and none is wider than the picture.
    @Test(arguments: ["request-crossed-close", "lossy-path", "reset-injected", "window-shrunk"], ["en", "zh"])
    func nothingOfTheHeadlineIsCut(fixture: String, language: String) throws {
        let svg = try diagram("--svg", fixture, ["--lang", language])
        let page = try Command.run(["--format", "ndjson", "--summary"] + Command.arguments(fixture))
        #expect(page.text.contains("\"findings\""))
        let lines = svg.matches(of: /<text class="headline[^"]*" x="16" y="(\d+)">([^<]*)</).map { ($0.1, String($0.2)) }
        let extent = try #require(svg.firstMatch(of: /<text class="dim" x="16" y="(\d+)">/))
        #expect(lines.allSatisfy { (Int($0.0) ?? 0) < (Int(extent.1) ?? 0) })
        let title = try #require(svg.firstMatch(of: /<title>[^<]*<\/title>/)).0
        let whole = lines.map(\.1).joined().filter { $0 != " " }
        #expect(!whole.isEmpty && title.filter { $0 != " " }.hasSuffix(whole + "</title>"), "\(lines)")
        for (_, line) in lines {
            let cells = line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2e80 ? 2 : 1) }
            #expect(cells <= 136, "\(line)")
        }
    }

    /// The stages that the records have, as bands with their names; TLS likewise; and what an ACK covers, as an equation.
    @Test(arguments: ["request-crossed-close", "keep-alive-race", "tls-alert", "four-step-close"]) func stagesAreBands(
        fixture: String
    ) throws {
        let svg = try diagram("--svg", fixture, ["--connection", "1"])
        let shown = svg.matches(of: /<rect class="(s\d|tls)" x="\d+" y="\d+" width="16"/).map { String($0.1) }
        let frames = Set(svg.matches(of: /data-frame="(\d+)"/).compactMap { Int($0.1) })
        let packets = try packets(fixture, connection: 1).filter { frames.contains($0["frame"] as? Int ?? 0) }
        let wanted = packets.flatMap { ($0["stages"] as? [Int] ?? []).map { "s\($0)" } }
        #expect(shown.filter { $0 != "tls" } == wanted)
        #expect(!wanted.isEmpty)
        #expect(shown.contains("tls") == (fixture == "tls-alert"))
        #expect(svg.contains("<g class=\"band\"><title>"))
        for packet in packets where (packet["steps"] as? [String] ?? []).isEmpty {
            guard let acked = packet["acked"] as? [String: Any], let bytes = acked["bytes"] as? Int, bytes > 0,
                acked["syn"] as? Bool != true
            else { continue }
            #expect(svg.contains(" + \(bytes)"), "frame \(packet["frame"] ?? 0)")
        }
    }

    /// By the grammar of sequence diagrams (mermaid 10 and 11): each line is a statement, names are declared, and no text has a character of its own.
    @Test(
        arguments: [
            "request-crossed-close", "lossy-path", "tls-keys", "http-hostile-names", "icmp-unreachable", "reset-injected",
            "http-odd-bytes",
        ], ["en", "zh"])
    func mermaidIsGrammatical(fixture: String, language: String) throws {
        let text = try diagram("--mermaid", fixture, ["--lang", language])
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.removeLast().isEmpty)
        #expect(lines.removeFirst() == "sequenceDiagram")
        let words = /(?:[^#;<>&"`%{}\[\]\\\u{0}-\u{1f}]|#\d{1,7};|<br\/>)+/
        var arrows = 0
        for (i, line) in lines.enumerated() {
            let statement = line.dropFirst(4)
            #expect(line.hasPrefix("    "))
            if i < 2 {
                let match = try #require(statement.firstMatch(of: /^participant ([CS]) as (.*)$/), "\(line)")
                #expect(match.1 == (i == 0 ? "C" : "S") && String(match.2).wholeMatch(of: words) != nil, "\(line)")
            } else if let match = statement.firstMatch(of: /^(?:C(?:->>|-->>|-x)S|S(?:->>|-->>|-x)C): (.*)$/) {
                arrows += 1
                #expect(String(match.1).wholeMatch(of: words) != nil, "\(line)")
            } else {
                let match = try #require(
                    statement.firstMatch(of: /^Note (?:over C,S|over C|over S|right of S|left of C): (.*)$/), "\(line)")
                #expect(String(match.1).wholeMatch(of: words) != nil, "\(line)")
            }
        }
        #expect(arrows > 0)
    }

    /// Of a long ladder the middle is left out, so that Mermaid draws it: the opening, the close and the count are there.
    @Test func longDiagramsAreShortened() throws {
        var capture = Conversation()
        var ends = capture.open()
        for i in 0..<290 {
            capture.send(
                "GET /\(i)/\(String(repeating: "[", count: 180)) HTTP/1.1\r\nHost: a\r\n\r\n".utf8, fromClient: true, on: &ends,
                acknowledges: false)
            capture.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8, fromClient: false, on: &ends, acknowledges: false)
        }
        capture.segment(fromClient: true, port: ends.port, ends.client, ends.server, 0x11)
        capture.segment(fromClient: false, port: ends.port, ends.server, ends.client + 1, 0x11)
        capture.segment(fromClient: true, port: ends.port, ends.client + 1, ends.server + 1, 0x10)
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, diagram) = (folder.appending(path: "c.pcap"), folder.appending(path: "c.mmd"))
        try capture.data.write(to: file)
        let run = try Command.run(["--summary", "--mermaid", diagram.path, file.path])
        #expect(run.status == 0, "\(run.errors)")
        let text = try String(contentsOf: diagram, encoding: .utf8)
        #expect((40_000..<50_000).contains(text.utf16.count), "\(text.utf16.count)")
        for part in ["handshake 1/3", "handshake 3/3", "wave 1/4", "wave 4/4"] { #expect(text.contains(part), "\(part)") }
        let gaps = text.split(separator: "\n").filter { $0.hasSuffix(" more") }
        #expect(
            gaps.count == 1 && gaps[0].hasPrefix("    Note over C,S: … "),
            "\(text.split(separator: "\n").filter { $0.contains("…") })")
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
