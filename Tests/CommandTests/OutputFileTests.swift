import Foundation
import Testing

/// Outputs never destroy what is there, and never look whole when they are not.
@Suite struct OutputFileTests {
    /// A folder of its own for a test, removed afterwards.
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func copy(_ fixture: String, to folder: URL) throws -> (name: String, bytes: Data) {
        let bytes = try Data(contentsOf: Command.root.appending(path: Command.capture(fixture)))
        try bytes.write(to: folder.appending(path: "c.pcap"))
        return ("c.pcap", bytes)
    }

    private func names(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
    }

    /// One line on standard error, exit status 2, and nothing was made or changed.
    private func refused(_ arguments: [String], _ folder: URL, input: Data? = nil, says: String) throws {
        let before = try names(folder)
        let run = try Command.run(arguments, in: folder, input: input)
        #expect(run.status == 2, "\(arguments)")
        #expect(run.errors == "tcpexplain: \(says)\n")
        #expect(run.output.isEmpty)
        #expect(try names(folder) == before)
    }

    @Test func theCaptureIsNoOutput() throws {
        try inFolder { folder in
            let (capture, bytes) = try copy("short-connection", to: folder)
            try FileManager.default.linkItem(at: folder.appending(path: capture), to: folder.appending(path: "same"))
            let says = "is the capture that is read; name another file"
            try refused(["--har", capture, capture], folder, says: "\(capture): \(says)")
            try refused(["--har", "./\(capture)", capture], folder, says: "./\(capture): \(says)")
            try refused(["--har", "same", capture], folder, says: "same: \(says)")
            #expect(try Data(contentsOf: folder.appending(path: capture)) == bytes)
        }
    }

    /// Secrets and expectations are read, and never written over.
    @Test(arguments: ["--expect", "--keylog"]) func whatIsReadIsNoOutput(option: String) throws {
        try inFolder { folder in
            let (capture, _) = try copy("short-connection", to: folder)
            let file = folder.appending(path: "read")
            let bytes = Data("schema: tcpexplain-expect/1\nconnections: 1\n".utf8)
            try bytes.write(to: file)
            try FileManager.default.createSymbolicLink(at: folder.appending(path: "link"), withDestinationURL: file)
            let says = "read: is a file that is read; name another file"
            try refused([option, "read", "--junit", "read", capture], folder, says: says)
            try refused([option, "link", "--har", "read", capture], folder, says: says)
            #expect(try Data(contentsOf: file) == bytes)
        }
    }

    @Test func theCaptureOnStandardInputIsNoOutput() throws {
        try inFolder { folder in
            let (capture, bytes) = try copy("short-connection", to: folder)
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/sh")
            shell.currentDirectoryURL = folder
            shell.arguments = ["-c", "'\(Command.program.path(percentEncoded: false))' --har \(capture) - < \(capture) 2> err"]
            try shell.run()
            shell.waitUntilExit()
            #expect(shell.terminationStatus == 2)
            #expect(try Data(contentsOf: folder.appending(path: capture)) == bytes)
            let said = try String(contentsOf: folder.appending(path: "err"), encoding: .utf8)
            #expect(said == "tcpexplain: \(capture): is the capture that is read; name another file\n")
        }
    }

    @Test func outputsOfTheirOwn() throws {
        try inFolder { folder in
            let (capture, _) = try copy("short-connection", to: folder)
            try FileManager.default.createDirectory(at: folder.appending(path: "d"), withIntermediateDirectories: true)
            try refused(
                ["--extract", "d", "--har", "d/x.har", capture], folder,
                says: "d/x.har: lies in the folder of --extract; name a file elsewhere")
            try FileManager.default.createSymbolicLink(
                at: folder.appending(path: "link"), withDestinationURL: folder.appending(path: "elsewhere"))
            try refused(
                ["--har", "link", capture], folder,
                says: "link: is a symbolic link, which no output is written through; name the file itself")
            try refused(["--har", "d", capture], folder, says: "d: is a folder; name a file")
            try refused(
                ["--har", "nowhere/x", capture], folder,
                says: "nowhere/x: No such file or directory; name a file that can be written")
            try FileManager.default.createSymbolicLink(
                at: folder.appending(path: "l"), withDestinationURL: folder.appending(path: "d"))
            try refused(
                ["--extract", "l", capture], folder,
                says: "--extract l: is a symbolic link or no folder; name a folder that can be made or written to")
            #expect(try names(folder.appending(path: "d")).isEmpty)
        }
    }

    /// What cannot be read leaves no output, and what was there stays.
    @Test func nothingAnalysedLeavesNothing() throws {
        try inFolder { folder in
            try Data("an earlier archive".utf8).write(to: folder.appending(path: "x.har"))
            try Data("no capture".utf8).write(to: folder.appending(path: "text"))
            let run = try Command.run(["--har", "x.har", "--extract", "new", "text"], in: folder)
            #expect(run.status == 2)
            #expect(try names(folder) == ["text", "x.har"])
            #expect(try String(contentsOf: folder.appending(path: "x.har"), encoding: .utf8) == "an earlier archive")
        }
    }

    @Test func anArchiveReplacesTheOneBefore() throws {
        try inFolder { folder in
            let (capture, _) = try copy("short-connection", to: folder)
            try Data("an earlier archive".utf8).write(to: folder.appending(path: "x.har"))
            let run = try Command.run(["--har", "x.har", "--extract", "new", capture], in: folder)
            #expect(run.status == 0)
            #expect(run.errors.isEmpty)
            #expect(try names(folder) == ["c.pcap", "new", "x.har"])
            #expect(try String(contentsOf: folder.appending(path: "x.har"), encoding: .utf8).hasPrefix("{\"log\""))
            #expect(try names(folder.appending(path: "new")).allSatisfy { !$0.contains("partial") })
        }
    }

    /// A bound on the size of files stands for a full disk: what is partial says so, and no empty file is left.
    @Test func aFullDisk() throws {
        try inFolder { folder in
            let script = """
                ulimit -f 1
                '\(Command.program.path(percentEncoded: false))' --summary --har x.har --extract d \
                '\(Command.root.appending(path: try Command.capture("fast-retransmit-sack")).path(percentEncoded: false))' > /dev/null 2> err
                """
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/bash")
            shell.currentDirectoryURL = folder
            shell.arguments = ["-c", script]
            try shell.run()
            shell.waitUntilExit()
            #expect(shell.terminationStatus == 3)
            let said = try String(contentsOf: folder.appending(path: "err"), encoding: .utf8)
            for line in said.split(separator: "\n") { #expect(line.contains("File too large"), "\(said)") }
            #expect(try !names(folder).contains("x.har") || !said.contains("x.har"))
            for inner in [folder, folder.appending(path: "d")] {
                for name in (try? names(inner)) ?? [] where name != "err" && name != "d" {
                    #expect(name.hasSuffix(".partial"), "\(name)")
                    #expect(try !Data(contentsOf: inner.appending(path: name)).isEmpty, "\(name) is empty")
                }
            }
        }
    }
}
