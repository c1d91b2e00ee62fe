import Foundation
import Testing

/// What is wrong with files that are given, each told where it is.
@Suite struct FaultyInputTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-faulty-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path(percentEncoded: false))
    }

    private static let head = "schema: tcpexplain-expect/1\nexpect:\n  - name: a\n    select: {every: true}\n"

    /// Files of expectations that hold none, or not what they should.
    @Test(arguments: [
        ("yaml", "", "1:1: the file is empty"), ("yaml", "# nothing\n", ":1: "), ("yaml", head + "    handshake: *no\n", "&no"),
        ("yaml", head + "    handshake: {a: b}\n", "handshake"), ("yaml", head + "---\nx: y\n", "second document"),
        ("yaml", head + "    handshake: \"\\q\"\n", "not YAML"), ("json", #"{"schema": "\uZZZZ"}"#, "hexadecimal"),
        ("json", #"{"schema": "a\u00"}"#, "not JSON"), ("json", "{\"connections\": 1e+}", "not JSON"),
        ("json", "[1, 2", "not JSON"),
    ]) func expectations(form: String, text: String, words: String) throws {
        try inFolder { folder in
            let path = "\(folder)/expect.\(form)"
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            let run = try Command.run(["--expect", path, Command.capture("refused")])
            #expect(run.status == 2 && run.errors.contains(words) && run.errors.contains(path), "\(run.errors)")
            #expect(run.output.isEmpty && run.errors.split(separator: "\n").count == 1)
        }
    }

    /// An anchor stands for what it names, and numbers may have an exponent.
    @Test func expectationsThatHold() throws {
        try inFolder { folder in
            let yaml = "\(folder)/expect.yaml"
            let text =
                Self.head.replacing("{every: true}", with: "&all {every: true}") + "    handshake: refused\n"
                + "  - name: b\n    select: *all\n    handshake: refused\n"
            try text.write(toFile: yaml, atomically: false, encoding: .utf8)
            let json = "\(folder)/expect.json"
            try #"{"schema": "tcpexplain-expect/1", "connections": 10e-1}"#.write(
                toFile: json, atomically: false, encoding: .utf8)
            let held = try Command.run(["--summary", "--expect", yaml, Command.capture("refused")])
            #expect(held.status == 0 && held.text.contains("2 expectations hold"), "\(held.errors) \(held.text)")
            let number = try Command.run(["--summary", "--expect", json, Command.capture("refused")])
            #expect(number.status == 0 || number.errors.contains("connections"), "\(number.errors)")
        }
    }

    /// Outputs that are one file by two names, or a link.
    @Test func outputsByOtherNames() throws {
        try inFolder { folder in
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "/etc/hostname")
            let link = try Command.run(["--har", "\(folder)/link", Command.capture("refused")])
            #expect(link.status == 2 && link.errors.contains("symbolic link"), "\(link.errors)")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link") == "/etc/hostname")
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/folder", withDestinationPath: folder)
            let twice = try Command.run(["--har", "\(folder)/x", "--junit", "\(folder)/folder/x", Command.capture("refused")])
            #expect(twice.status == 2 && twice.errors.contains("same file"), "\(twice.errors)")
        }
    }

    /// Damage is told, and what stands before it is split and explained: exit status 3.
    @Test func damagedCaptures() throws {
        try inFolder { folder in
            let cut = try Command.capture("cut-short")
            let split = try Command.run(["split", "--by", "connection", "--parts", "2", "--out", "\(folder)/parts", cut])
            #expect(split.status == 3 && split.errors.contains("cut short in the middle of packet 14"), "\(split.errors)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/parts").isEmpty == false)
            // An interface of a link type that is not known: its packets are left out, and told.
            func little(_ numbers: Int...) -> [UInt8] {
                numbers.flatMap { number in [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) } }
            }
            let bytes =
                little(0x0a0d_0d0a, 28, 0x1a2b_3c4d, 1, -1, -1, 28) + little(1, 20, 147, 0, 20)
                + little(6, 36, 0, 0, 0, 4, 4, 0, 36)
            try Data(bytes).write(to: URL(filePath: "\(folder)/odd.pcapng"))
            let odd = try Command.run(["--summary", "\(folder)/odd.pcapng"])
            #expect(odd.status == 3 && odd.errors.contains("147"), "\(odd.errors)")
            #expect(try Command.run(["--annotate", "\(folder)/a.pcapng", "\(folder)/odd.pcapng"]).status == 3)
        }
    }

    /// `test` with folders and numbers that are wrong, and where expectations were recorded in another form.
    @Test func suites() throws {
        try inFolder { folder in
            let none = try Command.run(["test", "\(folder)/nothing"])
            #expect(none.status == 2 && none.errors.contains("nothing") && none.errors.contains("No such file"), "\(none.errors)")
            let empty = try Command.run(["test", folder])
            #expect(empty.status == 2 && !empty.errors.isEmpty, "\(empty.errors)")
            let jobs = try Command.run(["test", "--jobs", "0", folder])
            #expect(jobs.status == 2 && jobs.errors.contains("--jobs 0: give 1 to 256"), "\(jobs.errors)")
        }
    }
}
