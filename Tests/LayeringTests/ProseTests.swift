import Foundation
import Testing

/// All prose is in the phrasebooks: in `Language`, and in the folder `Language` of the command. Elsewhere no text literal holds two words in a row.
@Suite struct ProseTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    /// What machines read, which is the same in all languages: records, archives, the index of extracted files, markup.
    private static let records = [
        "Reports/HAR/", "Reports/NDJSON/", "Reports/Extraction/", "Reports/Expectations/", "Reports/Results/", "Reports/CSV/",
        "Reports/HTML/", "Reports/Diagrams/",
        "tcpexplain/Expectations/", "tcpexplain/Subcommands/MCP/", "tcpexplain/Subcommands/Test/", "tcpexplain/Language/",
        "tcpexplain/ChildProcess.swift", "tcpexplain/RunningCommand.swift", "tcpexplain/Help/RuleHelp.swift",
    ]
    /// Their headings are names of columns.
    private static let tables = ["Reports/Text/SummaryReport.swift", "Reports/Text/TableReport.swift"]
    /// What these files declare is the help of the argument parser, which is English.
    private static let help = [
        "Options.swift", "Command.swift", "Option.swift", "Help.swift", "Manual.swift", "ManualExamples.swift",
    ]
    /// The help and the manual page in English; their Chinese is in the folder `Language`.
    private static let english = ["tcpexplain/Help/Help.swift", "tcpexplain/Help/HelpListing.swift", "tcpexplain/Manual"]
    /// What libpcap says, which is compared.
    private static let compared = ["Capture/CaptureFault.swift"]

    /// Lines without comments that hold a text literal with two words in a row.
    private static func prose(in text: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { line in
            let code = line.trimmingCharacters(in: .whitespaces)
            guard !code.hasPrefix("//"), code.contains("\"") else { return false }
            // Every second part lies between quotation marks.
            let literals = code.replacing("\\\"", with: "'").components(separatedBy: "\"").enumerated().filter {
                $0.offset % 2 == 1
            }
            return literals.contains {
                !$0.element.hasPrefix("tcpexplain ") && $0.element.firstMatch(of: /[A-Za-z]{2,} [a-z]{2,}/) != nil
            }
        }
    }

    @Test(arguments: ["Capture", "Reports", "tcpexplain"]) func noProseOutsideThePhrasebooks(module: String) throws {
        let folder = Self.sources.appending(path: module).path(percentEncoded: false)
        let files = try #require(FileManager.default.enumerator(atPath: folder)).compactMap { $0 as? String }
        for file in files where file.hasSuffix(".swift") {
            let path = "\(module)/\(file)"
            if (Self.records + Self.english + Self.compared).contains(where: path.hasPrefix) { continue }
            var lines = Self.prose(in: try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8))
            if Self.help.contains(where: file.hasSuffix) { lines.removeAll { !$0.contains("CommandError(") } }
            #expect(lines == [], "\(path)")
        }
    }

    @Test func proseIsFound() {
        #expect(
            Self.prose(in: "let a = \"two words\"\n// \"in a comment\"\nlet b = \"one\" + \"two\"") == ["let a = \"two words\""])
    }
}
