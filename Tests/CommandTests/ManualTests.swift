import Foundation
import Testing

@testable import tcpexplain

/// The manual page, the completions and the version are made from the command line's own definition.
@Suite struct ManualTests {
    /// Long names of all options in a help.
    private func options(_ arguments: [String]) throws -> Set<String> {
        let help = try Command.run(arguments + ["--help"]).text
        return Set(help.matches(of: /--[a-z][a-z-]+/).map { String($0.output) })
    }

    @Test func everyOptionIsInTheManualWithAnExample() throws {
        let manual = try Command.run(["--generate-manual"])
        #expect(manual.status == 0)
        let text = manual.text.replacing("\\-", with: "-")
        for option in try options([]).union(options(["explain"])).union(options(["lesson"])) {
            #expect(text.contains(option), "\(option)")
        }
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "TCPEXPLAIN LESSON"] {
            #expect(text.contains("\n.SH \(section)\n"), "\(section)")
        }
        #expect(text.contains("Bounds:"))
        #expect(text.contains("tcpexplain --fail-on warning capture.pcap"))
    }

    /// Each example is of an option that there is, and is understood.
    @Test func examplesAreUnderstood() throws {
        let known = try options([])
        for (option, example) in ManualExamples.all {
            #expect(option == "-r" || known.contains(option), "\(option)")
            let words = example.replacing("'", with: "").split(separator: " ").dropFirst().map(String.init)
            // A filter in quotes is one word.
            let parsed = example.contains("'") ? ["-f", "host 10.0.0.1", "capture.pcap"] : words
            #expect(throws: Never.self, "\(example)") { try Options.parse(parsed).checkTogether() }
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func completionsKnowEverything(shell: String) throws {
        let script = try Command.run(["--generate-completion-script", shell])
        #expect(script.status == 0)
        for word in ["explain", "lesson", "quiz", "keep-order", "fail-on", "har"] {
            #expect(script.text.contains(word), "\(shell): \(word)")
        }
        // The shells themselves read them, where they are installed.
        let program = ["/bin/\(shell)", "/usr/bin/\(shell)"].first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let program else { return }
        let file = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try script.output.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let run = try Command.run(["-n", file.path(percentEncoded: false)], program: URL(filePath: program))
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test func theVersionNamesAllThatMatters() throws {
        let run = try Command.run(["--version"])
        #expect(run.status == 0)
        for word in ["tcpexplain 0.", "schema tcpexplain/1", "libpcap 1.", "zlib 1.", "zstd 1.", "brotli 1."] {
            #expect(run.text.contains(word), "\(word)")
        }
    }
}
