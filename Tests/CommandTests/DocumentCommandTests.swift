import Foundation
import Testing

/// The commands that documents quote are run, and what they print is what the documents show. RECORD=1 writes it anew.
@Suite struct DocumentCommandTests {
    private static let pages = ["docs/learn.md", "docs/engineers.md", "docs/ci.md", "docs/programmers.md", "README.md"]

    /// What a shell prints for a command line, with the program in its path.
    private func output(of command: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createSymbolicLink(at: folder.appending(path: "tcpexplain"), withDestinationURL: Command.program)
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return try Command.run(
            ["-c", "exec 2>&1; \(command)"], environment: ["PATH": "\(folder.path(percentEncoded: false)):\(path)"],
            program: URL(filePath: "/bin/bash")
        ).text
    }

    @Test(arguments: pages) func commandsPrintWhatIsShown(page: String) throws {
        let url = Command.root.appending(path: page)
        let old = try String(contentsOf: url, encoding: .utf8)
        var lines: [String] = []
        var command: String?
        var shown: [String] = []
        func end() throws {
            guard let line = command else { return }
            // Only what runs on bundled captures and needs nothing else.
            let isBundled =
                line.hasPrefix("tcpexplain ")
                && (line.contains("Fixtures/") || line.contains(" explain") || line.contains(" lesson"))
            lines +=
                isBundled
                ? try output(of: line).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
                : shown
            command = nil
            shown = []
        }
        var isConsole = false
        for line in old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                try end()
                isConsole = line == "```console"
                lines.append(line)
            } else if isConsole, line.hasPrefix("$ ") {
                try end()
                command = String(line.dropFirst(2))
                lines.append(line)
            } else if isConsole, command != nil {
                shown.append(line)
            } else {
                lines.append(line)
            }
        }
        let new = lines.joined(separator: "\n")
        if ProcessInfo.processInfo.environment["RECORD"] != nil {
            try new.write(to: url, atomically: true, encoding: .utf8)
            return
        }
        let difference = zip(old.split(separator: "\n"), new.split(separator: "\n")).first { $0 != $1 }
        #expect(old == new, "\(page): \(difference.map { "\($0.0) / \($0.1)" } ?? "")")
    }
}
