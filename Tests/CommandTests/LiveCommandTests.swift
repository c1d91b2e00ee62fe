#if os(Linux)
    import Foundation
    import Testing

    /// A capture from the loopback interface, by the program, which takes root; `scripts/check-live` does more, with real servers.
    @Suite(.serialized, .enabled(if: geteuid() == 0, "live capture takes root")) struct LiveCommandTests {
        private func inFolder(_ body: (String) throws -> Void) throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-live-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            try body(folder.path(percentEncoded: false))
        }

        /// A command is run while packets are taken; its exit status is that of the run. Nobody listens: the connection is refused.
        @Test func aCommandMeanwhile() throws {
            try inFolder { folder in
                let saved = "\(folder)/saved.pcap"
                let connect = "(exec 3<>/dev/tcp/127.0.0.1/40777) 2>/dev/null; exit 7"
                let run = try Command.run([
                    "-i", "lo", "-w", saved, "--format", "ndjson", "-f", "tcp port 40777", "--", "bash", "-c", connect,
                ])
                #expect(run.status == 7, "\(run.errors)")
                #expect(
                    run.errors.contains("listening on lo") && run.errors.contains("bash: ended with exit status 7"),
                    "\(run.errors)")
                #expect(run.text.contains(#""name":"refused""#), "\(run.text)")
                // What was saved is what was told.
                let again = try Command.run(["--format", "ndjson", saved])
                let packets = { (text: String) in
                    text.split(separator: "\n").filter { $0.hasPrefix(#"{"type":"packet""#) }.map {
                        $0.split(separator: ",").dropFirst(3)
                    }
                }
                #expect(packets(run.text).count == 2 && packets(again.text) == packets(run.text))
            }
        }

        /// Neither a count, nor the time, needs a signal.
        @Test func endsByItself() throws {
            let connect = "(exec 3<>/dev/tcp/127.0.0.1/40778) 2>/dev/null; sleep 20"
            let counted = try Command.run([
                "-i", "lo", "-c", "2", "--summary", "-f", "tcp port 40778", "--", "bash", "-c", connect,
            ])
            #expect(
                counted.text.contains("refused") && counted.errors.contains("had not ended when the capture did"),
                "\(counted.errors)")
            #expect(counted.status == 143)
            let timed = try Command.run(["-i", "any", "--duration", "0.3", "-p", "-s", "96", "-f", "tcp port 1"])
            #expect(timed.status == 0 && timed.errors.contains("listening on any"), "\(timed.errors)")
        }

        /// `-C` and `-W`: files of one million bytes, of which the last two stay; or as many as it takes.
        @Test func savedInParts() throws {
            try inFolder { folder in
                let send =
                    "for i in {1..40}; do dd bs=60000 count=1 if=/dev/zero >/dev/udp/127.0.0.1/40779 2>/dev/null; done; true"
                let common = ["-i", "lo", "--summary", "-f", "udp dst port 40779", "--buffer-size", "64"]
                var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? [] }
                let ring = try Command.run(common + ["-w", "\(folder)/ring", "-C", "1", "-W", "2", "--", "bash", "-c", send])
                #expect(ring.status == 0, "\(ring.errors)")
                #expect(names == ["ring0", "ring1"])
                let row = try Command.run(common + ["-w", "\(folder)/row", "-C", "1", "--", "bash", "-c", send])
                #expect(row.status == 0, "\(row.errors)")
                #expect(names.prefix(4) == ["ring0", "ring1", "row", "row1"], "\(names)")
                // Each is a capture of its own, and none but the last packet goes beyond the size.
                for name in names {
                    let size = try #require(FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.size] as? Int)
                    #expect(size < 1_070_000)
                    #expect(try Command.run(["--summary", "\(folder)/\(name)"]).status == 0)
                }
            }
        }

        /// What stands at the name of the next file stays as it is, saving ends there, and no file without packets is left beside it.
        @Test(arguments: [true, false]) func theNextNameIsTaken(isLink: Bool) throws {
            try inFolder { folder in
                let send =
                    "for i in {1..40}; do dd bs=60000 count=1 if=/dev/zero >/dev/udp/127.0.0.1/40780 2>/dev/null; done; true"
                try Data("mine".utf8).write(to: URL(filePath: "\(folder)/target"))
                if isLink {
                    try FileManager.default.createSymbolicLink(atPath: "\(folder)/row1", withDestinationPath: "target")
                } else {
                    try FileManager.default.createDirectory(atPath: "\(folder)/row1", withIntermediateDirectories: false)
                }
                let row = try Command.run([
                    "-i", "lo", "--summary", "-f", "udp dst port 40780", "--buffer-size", "64", "-w", "\(folder)/row", "-C", "1",
                    "--", "bash", "-c", send,
                ])
                #expect(
                    row.status == 3 && row.errors.hasSuffix("tcpexplain: \(folder)/row1: File exists; nothing more is saved\n"))
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["row", "row1", "target"])
                #expect(try Data(contentsOf: URL(filePath: "\(folder)/target")) == Data("mine".utf8))
                #expect(try Command.run(["--summary", "\(folder)/row"]).status == 0)
            }
        }

        /// The process that waits for the command can start, open and write nothing; the command has the limits that it would have had.
        @Test func whoWaitsForTheCommandIsLimited() throws {
            try inFolder { folder in
                let look = "sleep 0.5; cat /proc/$PPID/limits >\(folder)/waiting; cat /proc/$$/limits >\(folder)/command"
                let run = try Command.run(["-i", "lo", "--summary", "-f", "tcp port 1", "--", "bash", "-c", look])
                #expect(run.status == 0, "\(run.errors)")
                func limits(_ name: String) throws -> [String: [Substring]] {
                    let lines = try String(contentsOf: URL(filePath: "\(folder)/\(name)"), encoding: .utf8).split(separator: "\n")
                    return Dictionary(
                        uniqueKeysWithValues: lines.map { ($0.prefix(26).trimmed, $0.dropFirst(26).split(separator: " ")) })
                }
                let (waiting, command) = (try limits("waiting"), try limits("command"))
                for (name, most) in [
                    ("Max processes", "0"), ("Max open files", "1"), ("Max file size", "0"), ("Max core file size", "0"),
                ] {
                    #expect(waiting[name]?.prefix(2) == [Substring(most), Substring(most)], "\(name)")
                }
                for name in ["Max processes", "Max open files", "Max file size"] {
                    #expect(command[name] != nil && command[name] != waiting[name], "\(name)")
                }
            }
        }

        /// What a live capture cannot do is told before anything is opened.
        @Test(arguments: [
            (["-s", "10"], "-s 10: give 64 to 262144 bytes"), (["--buffer-size", "0"], "--buffer-size 0: give 1 to 2047 MiB"),
            (["--duration", "0"], "--duration 0.0: give more than 0 seconds"), (["-W", "2"], "-W goes with -C"),
            (["-C", "1"], "-C goes with -w"), (["-w", "/tmp/x", "-C", "0"], "-C 0: give 1 to 1000000 million bytes"),
            (["-w", "/tmp/x", "-C", "1", "-W", "0"], "-W 0: give 1 to 1000 files"), (["-r", "x"], "-i, -r exclude one another"),
            (["--follow-raw", "1:client"], "--follow-raw reads a capture"),
            (["--annotate", "/tmp/x"], "--annotate reads the capture twice"),
            (["--user", "no-such-user"], "--user no-such-user: there is no such user"),
        ]) func refused(arguments: [String], line: String) throws {
            let run = try Command.run(["-i", "lo"] + arguments)
            #expect(run.status == 2 && run.errors.contains(line), "\(run.errors)")
            #expect(run.output.isEmpty && run.errors.split(separator: "\n").count == 1)
        }

        @Test func interfacesAreListed() throws {
            let run = try Command.run(["-D"])
            let line = try #require(run.text.split(separator: "\n").first { $0.contains(" lo ") })
            #expect(run.status == 0 && line.contains("loopback") && line.contains("127.0.0.1"))
            // By its number in that list it is the same interface.
            let number = String(line.prefix { $0 != "." })
            let named = try Command.run(["-i", number, "--duration", "0.1", "-f", "tcp port 1"])
            #expect(named.errors.contains("listening on lo"), "\(named.errors)")
        }
    }

    extension Substring {
        fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
    }
#endif
