import Foundation
import Testing

/// Arguments that are no UTF-8 name what Swift's text cannot: they are refused, and nothing is read or made.
@Suite struct ArgumentBytesTests {
    @Test(arguments: [
        ("--summary $'caf\\xe9.pcap'", 2, "caf\\xe9.pcap"), ("$'\\x9b\\xff'", 1, "\\x9b\\xff"),
        ("explain $'\\xc3'", 2, "\\xc3"), ("lesson $'\\xff'", 2, "\\xff"), ("diff a.pcap $'b\\xff.pcap'", 3, "b\\xff.pcap"),
        ("split --by connection --parts 1 --out $'o\\xff' x.pcap", 7, "o\\xff"), ("test $'d\\xff'", 2, "d\\xff"),
        ("mcp $'d\\xff'", 2, "d\\xff"), ("schema $'\\xff'", 2, "\\xff"), ("-i lo -- true $'\\xff'", 5, "\\xff"),
        ("--har $'h\\xff.har' x.pcap", 2, "h\\xff.har"),
    ]) func refused(words: String, number: Int, shown: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-bytes-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = Command.program.path(percentEncoded: false)
        let run = try Command.run(["bash", "-c", "'\(program)' \(words)"], in: folder, program: URL(filePath: "/usr/bin/env"))
        #expect(
            run.errors
                == "tcpexplain: argument \(number) is not valid UTF-8: \(shown); a file of that name can be read as standard input (-), or under another name\n"
        )
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).isEmpty)
    }
}
