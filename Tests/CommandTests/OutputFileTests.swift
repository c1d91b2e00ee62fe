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

    private func shell(_ script: String, _ folder: URL) throws -> (status: Int32, said: String) {
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.currentDirectoryURL = folder
        shell.arguments = ["-c", script]
        try shell.run()
        shell.waitUntilExit()
        let said = try? String(contentsOf: folder.appending(path: "err"), encoding: .utf8)
        return (shell.terminationStatus, said ?? "")
    }

    /// What is said on standard error goes to no output.
    @Test func standardErrorIsNoOutput() throws {
        try inFolder { folder in
            let (capture, _) = try copy("short-connection", to: folder)
            let program = Command.program.path(percentEncoded: false)
            let one = try shell("'\(program)' --har err \(capture) 2> err", folder)
            #expect(one.status == 2)
            #expect(one.said.hasSuffix("is the same file as /dev/stderr; each output needs a file of its own\n"), "\(one.said)")
            // Both in one file is usual.
            let both = try shell("'\(program)' --summary --har x.har \(capture) > err 2>&1", folder)
            #expect(both.status == 0, "\(both.said)")
            #expect(try names(folder) == ["c.pcap", "err", "x.har"])
        }
    }

    /// Lines that nobody can get are an error, whatever prints them.
    @Test(arguments: [
        "--summary c.pcap", "explain syn", "schema", "diff c.pcap c.pcap", "--help", "--format ndjson c.pcap",
        "mcp . <<< '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}'",
    ])
    func aClosedStandardOutput(words: String) throws {
        try inFolder { folder in
            _ = try copy("short-connection", to: folder)
            let program = Command.program.path(percentEncoded: false)
            for (output, reason) in [("&-", "Bad file descriptor"), ("/dev/full", "No space left on device")] {
                let run = try shell("'\(program)' \(words) >\(output) 2> err", folder)
                #expect(run.status == 3)
                #expect(run.said == "tcpexplain: standard output: \(reason)\n")
            }
        }
    }

    /// A folder that is removed while a stream is read takes what was written with it: no name is told that is not there.
    @Test func aRemovedFolder() throws {
        try inFolder { folder in
            let (capture, _) = try copy("short-connection", to: folder)
            let program = Command.program.path(percentEncoded: false)
            let run = try shell(
                """
                mkdir a; mkfifo p
                '\(program)' --summary --har a/x.har --html a/x.html --extract a/d - < p > /dev/null 2> err & program=$!
                exec 3> p; head -c 2000 \(capture) >&3; sleep \(Command.beginning); rm -r a; tail -c +2001 \(capture) >&3; exec 3>&-
                wait $program
                """, folder)
            #expect(run.status == 3)
            #expect(
                run.said == """
                    tcpexplain: a/d: was removed meanwhile
                    tcpexplain: a/x.har: its folder was removed meanwhile
                    tcpexplain: a/x.html: its folder was removed meanwhile

                    """)
        }
    }

    /// Wherever files end to fit, each file that is there is listed with its bytes, and each that is listed is there.
    @Test(arguments: [1, 2, 4, 8, 16, 33]) func theIndexIsTrue(kibibytes: Int) throws {
        try inFolder { folder in
            let capture = Command.root.appending(path: try Command.capture("http-codings")).path(percentEncoded: false)
            let program = Command.program.path(percentEncoded: false)
            let run = try shell(
                "ulimit -f \(kibibytes)\n'\(program)' --summary --extract d '\(capture)' >/dev/null 2> err", folder)
            let inside = folder.appending(path: "d")
            let all = (try? names(inside)) ?? []
            let indexName = all.first { $0.hasPrefix("index.ndjson") }
            #expect(run.status == (indexName == "index.ndjson" ? 0 : 3))
            let lines = try indexName.map { try String(contentsOf: inside.appending(path: $0), encoding: .utf8) } ?? ""
            var listed: [String: Int] = [:]
            for line in lines.split(separator: "\n") {
                let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                listed[try #require(record["file"] as? String)] = record["bytes"] as? Int
            }
            var there: [String: Int] = [:]
            for name in all where name != indexName { there[name] = try Data(contentsOf: inside.appending(path: name)).count }
            #expect(listed == there)
            #expect(run.said.contains("index.ndjson.partial") == (indexName == "index.ndjson.partial"), "\(run.said)")
        }
    }

    /// The mark of what is not whole is no sender's to make.
    @Test func partialIsNoNameFromTheWire() throws {
        try inFolder { folder in
            var conversation = Conversation()
            var ends = conversation.open()
            conversation.send("GET /a.partial HTTP/1.1\r\nHost: index.ndjson.partial\r\n\r\n".utf8, fromClient: true, on: &ends)
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/partial; name=x.partial\r\n"
                + "Content-Disposition: attachment; filename=\"x.partial\"\r\nContent-Length: 2\r\n\r\nhi"
            conversation.send(head.utf8, fromClient: false, on: &ends)
            conversation.close(ends)
            let run = try Command.run(["--summary", "--extract", "d", "-"], in: folder, input: conversation.data)
            #expect(run.status == 0 && run.errors.isEmpty)
            let made = try names(folder.appending(path: "d"))
            #expect(made.count == 2 && made.contains("index.ndjson"), "\(made)")
            #expect(made.allSatisfy { !$0.hasSuffix(".partial") }, "\(made)")
        }
    }

    /// After a signal each file that is whole is listed, and what is not whole ends in `.partial`.
    @Test(arguments: ["INT", "TERM", "KILL"]) func filesInProgressAtASignal(signal: String) throws {
        try inFolder { folder in
            var conversation = Conversation()
            var first = conversation.open(port: 2000)
            var second = conversation.open(port: 2001)
            conversation.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n".utf8, fromClient: true, on: &first)
            conversation.send(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole".utf8, fromClient: false, on: &first)
            conversation.close(first)
            conversation.send("GET /b HTTP/1.1\r\nHost: a\r\n\r\n".utf8, fromClient: true, on: &second)
            let head = "HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n"
            conversation.send(
                Array(head.utf8) + [UInt8](repeating: 0x78, count: 4_000_000), fromClient: false, on: &second)
            try conversation.data.write(to: folder.appending(path: "c.pcap"))
            let program = Command.program.path(percentEncoded: false)
            // What runs tests blocks signals, which a program inherits.
            let unblocking =
                "import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); os.execv(sys.argv[1], sys.argv[1:])"
            _ = try shell(
                """
                mkfifo p; python3 -c '\(unblocking)' '\(program)' --summary --extract d - < p > /dev/null 2> err & program=$!
                exec 3> p; cat c.pcap >&3; sleep \(Command.beginning)
                kill -\(signal) $program; wait $program; exec 3>&-; sleep \(Command.beginning)
                """, folder)
            let inside = folder.appending(path: "d")
            let all = try names(inside)
            let index = try #require(all.first { $0.hasPrefix("index.ndjson") })
            let lines = try String(contentsOf: inside.appending(path: index), encoding: .utf8).split(separator: "\n")
            let listed = try lines.compactMap { line in
                (try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["file"] as? String
            }
            let there = all.filter { !$0.hasPrefix("index.ndjson") }
            let whole = there.filter { !$0.hasSuffix(".partial") }
            #expect(there.count == 2 && whole.count == 1, "\(all)")
            // Only who is killed cannot list what is not whole.
            #expect(Set(listed) == Set(signal == "KILL" ? whole : there), "\(all)")
            #expect((index == "index.ndjson") == (signal != "KILL"))
        }
    }

    /// Parts of which not all could be written are not counted, and a copy says where it got to.
    @Test func partialFilesAreNamed() throws {
        try inFolder { folder in
            let capture = Command.root.appending(path: try Command.capture("http-codings")).path(percentEncoded: false)
            let program = Command.program.path(percentEncoded: false)
            let copy = try shell("ulimit -f 4\n'\(program)' --summary --annotate x.pcapng '\(capture)' >/dev/null 2> err", folder)
            #expect(copy.status == 3)
            #expect(
                copy.said
                    == "tcpexplain: x.pcapng: File too large; what was written until then is in x.pcapng.partial\n")
            let split = try shell(
                "ulimit -f 4\n'\(program)' split --by connection --parts 1 --out s '\(capture)' 2> err", folder)
            #expect(split.status == 3)
            let part = "s/part-0000.pcapng"
            #expect(
                split.said == "tcpexplain: \(part): File too large; what was written until then is in \(part).partial\n")
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
