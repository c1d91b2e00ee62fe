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
        for (_, example) in ManualExamples.ofMain {
            let words = example.replacing("'", with: "").split(separator: " ").dropFirst().map(String.init)
            // A filter in quotes is one word.
            let parsed = example.contains("'") ? ["-f", "host 10.0.0.1", "capture.pcap"] : words
            #expect(throws: Never.self, "\(example)") { try Options.parse(parsed).checkTogether() }
        }
        for (name, examples) in ManualExamples.ofSubcommands {
            for (_, example) in examples {
                let words = example.split(separator: " ").map(String.init)
                #expect(words.starts(with: ["tcpexplain", name]), "\(example)")
                #expect(throws: Never.self, "\(example)") {
                    _ = try Subcommands.command(named: name).parseAsRoot(Array(words.dropFirst(2)))
                }
            }
        }
    }

    /// No option is without one, and none is of an option that there is not.
    @Test(arguments: [Options.name] + Subcommands.all.map(\.name)) func everyOptionHasAnExample(command: String) {
        let listing = HelpListing(Subcommands.command(named: command))
        let options = listing.sections.flatMap(\.entries).filter {
            $0.label.hasPrefix("-") && !["--help", "--version"].contains($0.key)
        }
        for entry in options {
            let example = ManualExamples.example(for: entry, of: command) ?? ""
            let names = entry.label.split(whereSeparator: { " ,/".contains($0) }).filter { $0.hasPrefix("-") }
            #expect(names.contains { example.contains(" \($0)") }, "\(command) \(entry.key): \(example)")
        }
        let known = command == Options.name ? ManualExamples.ofMain : ManualExamples.ofSubcommands[command] ?? []
        #expect(Set(known.map(\.option)).subtracting(options.map(\.key)) == [])
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func completionsKnowEverything(shell: String) throws {
        let script = try Command.run(["--generate-completion-script", shell])
        #expect(script.status == 0)
        for word in ["explain", "lesson", "quiz", "keep-order", "fail-on", "har"] {
            #expect(script.text.contains(word), "\(shell): \(word)")
        }
        // Captures are files.
        let files = ["bash": "-o default -F", "zsh": "'*:capture:_files'", "fish": "-l 'write'"]
        #expect(script.text.contains(files[shell] ?? ""))
        #expect(!script.text.contains("-rfka ''") && script.text.components(separatedBy: "'*:capture:'").count == 1)
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
