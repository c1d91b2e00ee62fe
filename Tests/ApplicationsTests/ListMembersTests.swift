import PacketScript
import Testing

@testable import Applications

/// Comma-separated fields (RFC 9110 §5.6.1).
@Suite struct ListMembersTests {
    @Test(arguments: [
        ("", [""]), ("a", ["a"]), ("a,b", ["a", "b"]), (" a \t,\r\n b ", ["a", "b"]), ("a,,b,", ["a", "", "b", ""]),
        // A comma in quotes separates nothing; a quote may be escaped in them.
        (#"a="x, y", b"#, [#"a="x, y""#, "b"]), (#"a="x\", y", b"#, [#"a="x\", y""#, "b"]), (#"a="x\\", b"#, [#"a="x\\""#, "b"]),
        // One that is never closed hides nothing.
        (#"a="x, close"#, [#"a="x"#, "close"]), (#""\", close"#, [#""\""#, "close"]), (#"a\, b"#, [#"a\"#, "b"]),
    ])
    func membersAreFound(value: String, members: [String]) { #expect(ListMembers.all(of: value) == members) }

    /// A field that is one long row of escaped quotes takes time in proportion to its length.
    @Test func openQuotesAreLookedForOnce() {
        func time(_ count: Int) -> Double {
            let value = "\"" + String(repeating: "\\\"", count: count)
            return ProcessorTime.measure { #expect(ListMembers.all(of: value).count == 1) }
        }
        let short = time(20_000)
        #expect(time(200_000) < short * 60 + 0.05)
    }

    @Test func whatIsQuotedDoesNotDecide() throws {
        let quoted = FieldSection(Array("Connection: x=\"a, close, b\"\r\n\r\n".utf8), in: 0..<32)
        #expect(!quoted.list("connection", contains: "close") && !quoted.known.closes)
        let plain = FieldSection(Array("Connection: x, Close\r\n\r\n".utf8), in: 0..<22)
        #expect(plain.list("connection", contains: "close") && plain.known.closes)
    }
}
