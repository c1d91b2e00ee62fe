import Applications
import Testing

/// RFC 9112 §6.3, case by case.
@Suite struct BodyFramingTests {
    private func response(_ status: Int, _ fields: String = "") throws -> MessageHead {
        try #require(MessageHead(Array("HTTP/1.1 \(status) X\r\n\(fields)\r\n".utf8), kind: .response))
    }

    private func request(_ fields: String) throws -> MessageHead {
        try #require(MessageHead(Array("POST / HTTP/1.1\r\n\(fields)\r\n".utf8), kind: .request))
    }

    private func framing(_ head: MessageHead, _ method: MessageHead.Method?) -> BodyFraming {
        var violations: Violations = []
        return BodyFraming.of(head, answering: method, &violations)
    }

    private func violations(_ head: MessageHead) -> [Violation] {
        var violations = head.violations
        _ = BodyFraming.of(head, answering: nil, &violations)
        return violations.all
    }

    @Test func responsesWithoutContent() throws {
        let length = "Content-Length: 5\r\n"
        #expect(framing(try response(200, length), .head) == .none)
        for status in [100, 103, 204, 304] {
            #expect(framing(try response(status, length), .other) == .none)
        }
        #expect(framing(try response(200), .connect) == .otherProtocol)
        #expect(framing(try response(101), .other) == .otherProtocol)
    }

    @Test func transferEncodingOverridesContentLength() throws {
        let both = "Content-Length: 5\r\nTransfer-Encoding: gzip, Chunked\r\n"
        #expect(framing(try response(200, both), .other) == .chunked)
        #expect(framing(try response(200, "Transfer-Encoding: chunked, gzip\r\n"), nil) == .untilClose)
        #expect(framing(try request("Transfer-Encoding: gzip\r\n"), nil) == .invalid)
    }

    @Test func lengths() throws {
        #expect(framing(try request("Content-Length: 5, 5\r\n"), nil) == .length(5))
        #expect(framing(try request("Content-Length: 5\r\nContent-Length: 6\r\n"), nil) == .invalid)
        #expect(framing(try request("Content-Length: -5\r\n"), nil) == .invalid)
        #expect(framing(try request("Content-Length: 99999999999999999999\r\n"), nil) == .length(.max))
        #expect(framing(try request("Content-Length: 4294967296\r\n"), nil) == .length(1 << 32))
        #expect(framing(try request(""), nil) == .none)
        #expect(framing(try response(200), nil) == .untilClose)
    }

    /// What is against the rules is told, by its RFC section.
    @Test(arguments: [
        ("Host: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n", [Violation.lengthAndTransferEncoding]),
        ("Host: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n", [.conflictingLengths]),
        ("Host: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n", [.repeatedLength]),
        ("Host: a\r\nContent-Length: +5\r\n", [.invalidLength]),
        ("Host: a\r\nContent-Length:\r\n", [.invalidLength]),
        ("Host: a\r\nTransfer-Encoding: chunked, gzip\r\n", [.chunkedNotLast]),
        ("Host: a\r\nTransfer-Encoding: chunked, chunked\r\n", [.chunkedNotLast]),
        ("Host: a\r\nTransfer-Encoding: xchunked, chunked\r\n", [.unknownTransferCoding]),
        ("Host : a\r\n", [.whitespaceBeforeColon]), ("Host: a\r\nX: a\rb\r\n", [.bareCR]), ("Host: a\nX: b\r\n", [.bareLF]),
        (" X: a\r\nHost: a\r\n", [.whitespaceAfterStartLine]), ("Host: a\r\n b\r\n", [.obsoleteFolding, .invalidHost]),
        ("Host: a\r\nX: 1\r\n \u{0}\r\n", [.obsoleteFolding, .invalidFieldValue]), ("Host: a b\r\n", [.invalidHost]),
        ("Host: a:x\r\n", [.invalidHost]), ("Host: u@a\r\n", [.invalidHost]), ("Host: [::1]:80\r\n", []), ("Host:\r\n", []),
        ("Host: a\r\nnonsense\r\n", [.lineWithoutColon]), ("Host: a\r\nN@me: b\r\n", [.invalidFieldName]),
        ("Host: a\r\nX: a\u{0}b\r\n", [.invalidFieldValue]), ("X: a\r\n", [.missingHost]),
        ("Host: a\r\nHost: b\r\n", [.repeatedHost]),
        ("Host: a\r\nTransfer-Encoding : chunked\r\n", [.whitespaceBeforeColon]), ("Host: a\r\n", []),
    ])
    func violations(fields: String, expected: [Violation]) throws {
        #expect(violations(try request(fields)) == expected)
    }

    /// A target has one of the four forms of RFC 9112 §3.2, and the one that its method allows.
    @Test(arguments: [
        ("GET /a?b", true), ("GET *", false), ("OPTIONS *", true), ("GET http://h/", true), ("GET h:80", false),
        ("CONNECT h:80", true),
        ("CONNECT h", false), ("CONNECT /", false), ("CONNECT [::1]:443", true), ("GET a/b", false), ("GET /a#b", false),
        ("GET ?a", false),
    ])
    func targets(start: String, isValid: Bool) throws {
        let head = try #require(MessageHead(Array("\(start) HTTP/1.1\r\nHost: a\r\n\r\n".utf8), kind: .request))
        #expect(head.violations.contains(.invalidTarget) != isValid)
    }

    /// Both values where two contradict each other.
    @Test func evidence() throws {
        let head = try request("Host: a\r\nContent-Length: 5\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n")
        #expect(head.evidence(of: .conflictingLengths) == ["Content-Length: 5", "Content-Length: 6"])
        #expect(
            head.evidence(of: .lengthAndTransferEncoding) == [
                "Content-Length: 5", "Content-Length: 6", "Transfer-Encoding: chunked",
            ])
    }

    @Test func connectHasNoContent() throws {
        let head = try #require(MessageHead(Array("CONNECT h:80 HTTP/1.1\r\nContent-Length: 5\r\n\r\n".utf8), kind: .request))
        #expect(framing(head, nil) == .none)
    }

    @Test func transferEncodingInHTTP10() throws {
        let bytes = Array("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        #expect(violations(try #require(MessageHead(bytes, kind: .request))) == [.transferEncodingInHTTP10])
    }

    @Test func framingWithoutContent() throws {
        #expect(violations(try response(204, "Transfer-Encoding: chunked\r\n")) == [.framingWithoutContent])
        #expect(violations(try response(101, "Content-Length: 3\r\n")) == [.framingWithoutContent])
    }

    /// Each violation has a name of its own.
    @Test func names() {
        #expect(Set(Violation.allCases.map(\.name)).count == Violation.allCases.count)
        #expect(Violation.allCases.allSatisfy { $0.name.hasPrefix("http-") })
    }
}
