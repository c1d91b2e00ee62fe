import Applications

/// A message that breaks a rule, line by line.
extension Sketch {
    static func message(with violation: Violation) -> Sketch {
        switch violation {
        case .lengthAndTransferEncoding, .conflictingLengths, .repeatedLength, .invalidLength, .chunkedNotLast,
            .unknownTransferCoding, .transferEncodingInHTTP10, .framingWithoutContent, .incomplete, .invalidChunk,
            .brokenContentCoding, .contentTooLarge, .windowTooLarge:
            framing(violation)
        case .bareCR: request("GET / HTTP/1.1", "A: b CR C: d CR LF")
        case .bareLF: request("GET / HTTP/1.1 LF", "Host: a LF")
        case .whitespaceBeforeColon: request("GET / HTTP/1.1", "Host : a")
        case .whitespaceAfterStartLine: request("GET / HTTP/1.1", "SP Host: a")
        case .obsoleteFolding: request("GET / HTTP/1.1", "A: b", "SP c")
        case .lineWithoutColon: request("GET / HTTP/1.1", "Host a")
        case .invalidFieldName: request("GET / HTTP/1.1", "Ho@st: a")
        case .invalidFieldValue: request("GET / HTTP/1.1", "A: b NUL c")
        case .missingHost: request("GET / HTTP/1.1", "Accept: */*", "({missing} Host)")
        case .repeatedHost: request("GET / HTTP/1.1", "Host: a", "Host: b")
        case .invalidHost: request("GET / HTTP/1.1", "Host: a/b c")
        case .invalidTarget: request("GET /a b HTTP/1.1")
        case .invalidStartLine: request("HELLO", "Host: a")
        case .headTooLarge: request("GET / HTTP/1.1", "Cookie: a=1; b=2; c=3; ...")
        }
    }

    private static func framing(_ violation: Violation) -> Sketch {
        switch violation {
        case .lengthAndTransferEncoding:
            request("POST / HTTP/1.1", "Content-Length: 6", "Transfer-Encoding: chunked")
        case .conflictingLengths: request("POST / HTTP/1.1", "Content-Length: 6", "Content-Length: 9")
        case .repeatedLength: request("POST / HTTP/1.1", "Content-Length: 6", "Content-Length: 6")
        case .invalidLength: request("POST / HTTP/1.1", "Content-Length: 6x")
        case .chunkedNotLast: request("POST / HTTP/1.1", "Transfer-Encoding: chunked, gzip")
        case .unknownTransferCoding: request("POST / HTTP/1.1", "Transfer-Encoding: zip")
        case .transferEncodingInHTTP10: response("HTTP/1.0 200 OK", "Transfer-Encoding: chunked")
        case .framingWithoutContent: response("HTTP/1.1 204 No Content", "Content-Length: 5")
        case .invalidChunk: response("Transfer-Encoding: chunked", "zz", "hello")
        case .brokenContentCoding: response("HTTP/1.1 200 OK", "Content-Encoding: gzip", "hello ({wrong})")
        case .contentTooLarge: response("Content-Encoding: gzip", "Content-Length: 1000000")
        case .windowTooLarge: response("Content-Encoding: zstd", "Content-Length: 1000000", "(window 16 MiB)")
        default: incomplete
        }
    }
}
