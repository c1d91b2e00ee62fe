import Foundation
import Testing

/// Runs the program as a user would.
struct Command {
    var status: Int32
    var output: Data
    var errors: String

    var text: String { String(decoding: output, as: UTF8.self) }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The program: built beside these tests, or the one that TCPEXPLAIN names.
    static var program: URL {
        if let path = ProcessInfo.processInfo.environment["TCPEXPLAIN"] { return URL(filePath: path) }
        return root.appending(path: ".build/debug/tcpexplain")
    }

    /// Where coverage is measured, the program counts too, and writes its counts at its end: not out of its confinement.
    static let measuring: [String: String] = {
        guard let file = ProcessInfo.processInfo.environment["LLVM_PROFILE_FILE"] else { return [:] }
        return ["LLVM_PROFILE_FILE": file, "TCPEXPLAIN_SANDBOX": "off"]
    }()

    /// Where the program was built with a sanitizer, how that is to behave.
    static let sanitizing: [String: String] = {
        guard let options = ProcessInfo.processInfo.environment["ASAN_OPTIONS"] else { return [:] }
        return ["ASAN_OPTIONS": options]
    }()

    /// Whether the program is one of AddressSanitizer, which takes memory and time of its own, and does not confine itself.
    static let isSanitized = !sanitizing.isEmpty

    /// Seconds within which the program has begun and read what is there, on a busy machine too.
    static let beginning = isSanitized ? 5 : 1

    static func run(
        _ arguments: [String], in folder: URL = root, input: Data? = nil, environment: [String: String] = [:],
        program: URL = program
    ) throws -> Command {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var variables = ["LC_ALL": "C.UTF-8", "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
        variables.merge(Self.measuring) { _, new in new }
        variables.merge(Self.sanitizing) { _, new in new }
        variables.merge(environment) { _, new in new }
        process.environment = variables
        // Files instead of pipes: nothing can fill up and stall.
        let temporary = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: temporary) }
        let outputFile = temporary.appending(path: "out")
        let errorFile = temporary.appending(path: "err")
        let inputFile = temporary.appending(path: "in")
        for file in [outputFile, errorFile] { try Data().write(to: file) }
        try (input ?? Data()).write(to: inputFile)
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        try process.run()
        process.waitUntilExit()
        return Command(
            status: process.terminationStatus, output: try Data(contentsOf: outputFile),
            errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
    }

    /// The records of a run over a capture, of one type.
    static func records(_ type: String, _ input: Data, _ options: [String] = []) throws -> [[String: Any]] {
        let run = try run(["--format", "ndjson", "--no-packets"] + options + ["-"], input: input)
        #expect(run.status == 0, "\(run.errors)")
        return try run.text.split(separator: "\n").compactMap { line in
            let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return record?["type"] as? String == type ? record : nil
        }
    }

    /// The records of a comparison of two captures.
    static func differences(_ arguments: [String]) throws -> [[String: Any]] {
        let run = try run(["diff", "--format", "ndjson"] + arguments)
        #expect(run.status == 0 || run.status == 1, "\(run.errors)")
        return try run.text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    /// A fixture's capture, relative to the root, so that messages name it the same everywhere.
    static func capture(_ name: String) throws -> String {
        let folder = root.appending(path: "Fixtures/\(name)").path(percentEncoded: false)
        let file = try #require(FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasPrefix("capture.") })
        return "Fixtures/\(name)/\(file)"
    }

    /// The capture of a fixture, and the secrets of its TLS where it has some.
    static func arguments(_ name: String) throws -> [String] {
        let keys = "Fixtures/\(name)/keys.log"
        let hasKeys = FileManager.default.fileExists(atPath: root.appending(path: keys).path(percentEncoded: false))
        return [try capture(name)] + (hasKeys ? ["--keylog", keys] : [])
    }

    static func fixtures() -> [String] {
        let folder = root.appending(path: "Fixtures").path(percentEncoded: false)
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }
}
