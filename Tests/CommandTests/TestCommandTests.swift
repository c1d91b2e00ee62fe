import Foundation
import Testing

/// `tcpexplain test DIR`.
@Suite struct TestCommandTests {
    private func folder(_ fixtures: [String]) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-suite-\(UUID().uuidString)")
        for fixture in fixtures {
            let inside = folder.appending(path: fixture)
            try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
            let capture = Command.root.appending(path: try Command.capture(fixture))
            try FileManager.default.copyItem(at: capture, to: inside.appending(path: capture.lastPathComponent))
        }
        return folder
    }

    @Test func aFolderIsASuite() throws {
        let folder = try folder(["short-connection", "refused", "four-step-close"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        #expect(try Command.run(["test", path]).status == 2)
        let recorded = try Command.run(["test", path, "--update"])
        #expect(
            recorded.status == 0 && recorded.text.hasSuffix("3 captures: 0 unchanged, 3 written\n"),
            "\(recorded.text)\(recorded.errors)")
        let passed = try Command.run(["test", path])
        #expect(passed.status == 0)
        #expect(
            passed.text == """
                ok      four-step-close/capture.pcap
                ok      refused/capture.pcap
                ok      short-connection/capture.pcap
                3 captures: 3 as expected

                """)
        let file = folder.appending(path: "refused/capture.expect.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(text.replacing("handshake: refused", with: "handshake: complete").utf8).write(to: file)
        let failed = try Command.run(["test", path])
        #expect(failed.status == 1)
        #expect(
            failed.text.contains("FAILED  refused/capture.pcap\n")
                && failed.text.contains("handshake: expected complete, actual refused"))
        #expect(failed.text.hasSuffix("3 captures: 2 as expected, 1 not\n"))
        let chinese = try Command.run(["test", path, "--lang", "zh"]).text
        #expect(chinese.hasSuffix("3 个抓包文件：2 个符合期望，1 个不符合\n") && chinese.contains("handshake"), "\(chinese)")
        #expect(chinese.hasPrefix("符合   four-step-close/capture.pcap\n不符合 refused/capture.pcap\n"), "\(chinese)")
        let updated = try Command.run(["test", path, "--update"])
        #expect(updated.text.contains("        -    handshake: complete\n        +    handshake: refused\n"), "\(updated.text)")
        #expect(try Command.run(["test", path]).status == 0)
        try Data("schema: 1\n".utf8).write(to: file)
        #expect(try Command.run(["test", path]).status == 2)
    }

    /// A capture that went away takes its test with it, and of two files nobody can say which holds: both are said.
    @Test func filesThatTestNothing() throws {
        let folder = try folder(["short-connection", "refused"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        #expect(try Command.run(["test", path, "--update"]).status == 0)
        try FileManager.default.removeItem(at: folder.appending(path: "refused/capture.pcap"))
        let orphan = try Command.run(["test", path])
        #expect(orphan.status == 2)
        #expect(
            orphan.text == """
                ok      short-connection/capture.pcap
                ERROR   refused/capture.expect.yaml
                        no capture lies beside these expectations
                2 captures: 1 as expected, 1 with an error

                """, "\(orphan.text)")
        try FileManager.default.removeItem(at: folder.appending(path: "refused/capture.expect.yaml"))
        let file = folder.appending(path: "short-connection/capture.expect.yaml")
        try FileManager.default.copyItem(at: file, to: folder.appending(path: "short-connection/expect.yaml"))
        let two = try Command.run(["test", path])
        #expect(two.status == 2)
        #expect(two.text.contains("more than one file of expectations lies beside it: capture.expect.yaml"), "\(two.text)")
    }

    /// The secrets beside a capture are used.
    @Test func secretsBesideACapture() throws {
        let folder = try folder(["http2-tls"])
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(
            at: Command.root.appending(path: "Fixtures/http2-tls/keys.log"), to: folder.appending(path: "http2-tls/keys.log"))
        let path = folder.path(percentEncoded: false)
        #expect(try Command.run(["test", path, "--update"]).status == 0)
        let recorded = try String(contentsOf: folder.appending(path: "http2-tls/capture.expect.yaml"), encoding: .utf8)
        #expect(recorded.contains("method: GET"), "\(recorded)")
        #expect(try Command.run(["test", path]).status == 0)
    }

    /// What lies behind a link is neither shown nor replaced, as with any output.
    @Test func updatingFollowsNoLink() throws {
        let folder = try folder(["short-connection"])
        defer { try? FileManager.default.removeItem(at: folder) }
        let secret = folder.appending(path: "secret")
        try Data("a line of a secret\n".utf8).write(to: secret)
        let link = folder.appending(path: "short-connection/capture.expect.yaml")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: secret)
        let run = try Command.run(["test", folder.path(percentEncoded: false), "--update"])
        #expect(run.status == 2)
        #expect(
            run.text.contains("capture.expect.yaml: is a symbolic link, which no output is written through"),
            "\(run.text)")
        #expect(!run.text.contains("a line of a secret"))
        #expect(try String(contentsOf: secret, encoding: .utf8) == "a line of a secret\n")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path(percentEncoded: false)).hasSuffix("/secret"))
    }
}
