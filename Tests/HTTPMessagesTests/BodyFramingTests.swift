import HTTPMessages
import Testing

/// RFC 9112 §6.3, case by case.
@Suite struct BodyFramingTests {
    private func response(_ status: Int, _ fields: String = "") throws -> MessageHead {
        try #require(MessageHead(Array("HTTP/1.1 \(status) X\r\n\(fields)\r\n".utf8), kind: .response))
    }

    private func request(_ fields: String) throws -> MessageHead {
        try #require(MessageHead(Array("POST / HTTP/1.1\r\n\(fields)\r\n".utf8), kind: .request))
    }

    @Test func responsesWithoutContent() throws {
        let length = "Content-Length: 5\r\n"
        #expect(BodyFraming.of(try response(200, length), requestMethod: "HEAD") == .none)
        for status in [100, 103, 204, 304] {
            #expect(BodyFraming.of(try response(status, length), requestMethod: "GET") == .none)
        }
        #expect(BodyFraming.of(try response(200), requestMethod: "CONNECT") == .otherProtocol)
        #expect(BodyFraming.of(try response(101), requestMethod: "GET") == .otherProtocol)
    }

    @Test func transferEncodingOverridesContentLength() throws {
        let both = "Content-Length: 5\r\nTransfer-Encoding: gzip, Chunked\r\n"
        #expect(BodyFraming.of(try response(200, both), requestMethod: "GET") == .chunked)
        #expect(BodyFraming.of(try response(200, "Transfer-Encoding: chunked, gzip\r\n"), requestMethod: nil) == .untilClose)
        #expect(BodyFraming.of(try request("Transfer-Encoding: gzip\r\n"), requestMethod: nil) == .invalid)
    }

    @Test func lengths() throws {
        #expect(BodyFraming.of(try request("Content-Length: 5, 5\r\n"), requestMethod: nil) == .length(5))
        #expect(BodyFraming.of(try request("Content-Length: 5\r\nContent-Length: 6\r\n"), requestMethod: nil) == .invalid)
        #expect(BodyFraming.of(try request("Content-Length: -5\r\n"), requestMethod: nil) == .invalid)
        #expect(BodyFraming.of(try request("Content-Length: 99999999999999999999\r\n"), requestMethod: nil) == .invalid)
        #expect(BodyFraming.of(try request("Content-Length: 4294967296\r\n"), requestMethod: nil) == .length(1 << 32))
        #expect(BodyFraming.of(try request(""), requestMethod: nil) == .none)
        #expect(BodyFraming.of(try response(200), requestMethod: nil) == .untilClose)
    }
}
