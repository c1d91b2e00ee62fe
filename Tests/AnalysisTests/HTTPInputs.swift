/// Requests and responses after the kinds that the tests of llhttp and libhtp and the HTTP Garden are made of: valid ones, and ones that are
/// against a rule in one place.
enum HTTPInputs {
    private static let lineEnd = "\r\n"

    static let requests: [String] = startLines + requestHeads + requestContents + junk

    private static let startLines = [
        "GET / HTTP/1.1", "GET  / HTTP/1.1", "GET /  HTTP/1.1", " GET / HTTP/1.1", "\tGET / HTTP/1.1", "GET\t/\tHTTP/1.1",
        "GET / HTTP/1.1 ", "GET / HTTP/1.1\t", "GET / HTTP/1.32", "GET / HTTP/1.2", "GET / HTTP/1.10", "GET / HTTP/2.0",
        "GET / HTTP/0.9", "GET / HTTP/9.9", "GET / HTTP/1", "GET / HTTP/1.", "GET / HTTP/.1", "GET / HTTP/1.1.1",
        "GET / HTTP/11.1",
        "GET / HTTP/a.b", "GET / http/1.1", "GET / Http/1.1", "GET / HTTP 1.1", "GET / HTTP-1.1", "GET / HTTP/ 1.1",
        "GET / HTTPS/1.1",
        "GET / HTTTP/1.1", "GET / IHTTP/1.0", "GET / ICE/1.0", "GET / RTSP/1.0", "GET HTTP/1.1", "GET", "GET ", "GET /",
        "GET /a b",
        "get / HTTP/1.1", "gEt / HTTP/1.1", "get / http/1.1", "G@T / HTTP/1.1", "G\"T\" / HTTP/1.1", "GET/ HTTP/1.1",
        "GET /HTTP/1.1",
        "GÉT / HTTP/1.1", "FOO / HTTP/1.1", "M-SEARCH * HTTP/1.1", "PROPFIND /a HTTP/1.1", "QUERY /a HTTP/1.1",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG / HTTP/1.1", "/ HTTP/1.1", "HTTP/1.1 GET /", "HTTP/1.1 200 OK", "GET\u{0}/ HTTP/1.1",
        "GET /\u{1} HTTP/1.1", "GET /\u{0}a HTTP/1.1", "GET /\u{7f} HTTP/1.1", "GET /é HTTP/1.1", "GET /a\u{b}b HTTP/1.1",
        "GET\u{b}/ HTTP/1.1", "GET\u{c}/\u{c}HTTP/1.1", "GET /a\rb HTTP/1.1", "GET\r/ HTTP/1.1", "GET / HTTP/1.1\r",
        "GET /\r HTTP/1.1",
        "GET /a b HTTP/1.1", "GET /a b c HTTP/1.1", "GET /a\tb HTTP/1.1", "GET /#fragment HTTP/1.1", "GET * HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "GET a/b HTTP/1.1", "GET ?q HTTP/1.1", "GET \\ HTTP/1.1", "GET http://h/ HTTP/1.1", "GET http:// HTTP/1.1",
        "GET h:80 HTTP/1.1",
        "GET //h/ HTTP/1.1", "GET 1http://h/ HTTP/1.1", "CONNECT h:80 HTTP/1.1", "CONNECT h HTTP/1.1", "CONNECT / HTTP/1.1",
        "CONNECT h:x HTTP/1.1", "CONNECT [::1]:443 HTTP/1.1", "CONNECT :80 HTTP/1.1", "PRI * HTTP/2.0", "PRI / HTTP/1.1",
        "GET \"/\" HTTP/1.1", "GET / HTTP/1.1 HTTP/1.1", "GET  HTTP/1.1", "GET   HTTP/1.1",
    ].map { $0 + "\r\nHost: a\r\n\r\n" }

    private static let requestHeads =
        [
            "", "Host: a\r\n", "Host:a\r\n", "Host: \r\n", "Host: a\r\nHost: b\r\n", "Host: a\r\nHost: a\r\n", "Host: a b\r\n",
            "Host: a,b\r\n",
            "Host: a:80\r\n", "Host: a:x\r\n", "Host: a:80:80\r\n", "Host: http://a\r\n", "Host: u@a\r\n", "Host: a/b\r\n",
            "Host: [::1]\r\n",
            "Host: [::1]:80\r\n", "Host: [::1\r\n", "Host: []\r\n", "Host: a%20b\r\n", "Host: a%2\r\n", "Host: é\r\n",
            "Host: a\\b\r\n",
            "Host : a\r\n", "Host\t: a\r\n", " Host: a\r\n", "Host: a\r\n b\r\n", "Host: a\r\n\tb\r\nX: 1\r\n",
            "X: 1\r\n \r\nHost: a\r\n",
            "Host: a\r\nno colon\r\n", "Host: a\r\n: empty\r\n", "Host: a\r\nX\r\n", "Host: a\r\nX Y: 1\r\n",
            "Host: a\r\nX(: 1\r\n",
            "Host: a\r\nX\u{0}: 1\r\n", "Host: a\r\nX: a\u{0}b\r\n", "Host: a\r\nX: a\u{1}b\r\n", "Host: a\r\nX: a\u{7f}\r\n",
            "Host: a\r\nX: \u{0}\r\n", "Host: a\r\nX: 1\r\n \u{0}\r\n", "Host: a\r\nX: a\rb\r\n", "Host: a\r\nX: a\r\r\n",
            "Host: a\r\rX: 1\r\n",
            "Host: a\nX: 1\r\n", "Host: a\r\nX: 1\n", "Host: a\n", "Host: a\r\nX: é\r\n", "Host: a\r\nÉ: 1\r\n",
            "Host: a\r\nX:\r\n",
            "Host: a\r\nX:\t \r\n", "Host: a\r\n\u{0}: 1\r\n", "Host: a\r\nContent-Length: 0\r\n",
            "Host: a\r\nContent-Length: 0, 0\r\n",
            "Host: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n", "Host: a\r\nContent-Length: 0\r\nContent-Length: 1\r\n",
            "Host: a\r\nContent-Length: +0\r\n", "Host: a\r\nContent-Length: -1\r\n", "Host: a\r\nContent-Length: 0x0\r\n",
            "Host: a\r\nContent-Length: \r\n", "Host: a\r\nContent-Length: 0 0\r\n", "Host: a\r\nContent-Length: 0\r\n 0\r\n",
            "Host: a\r\nContent-Length: 1e0\r\n", "Host: a\r\nContent-Length : 0\r\n",
            "Host: a\r\nContent-Length: 99999999999999999999\r\n",
            "Host: a\r\nContent-Length: 00\r\n", "Host: a\r\nContent_Length: 5\r\n", "Host: a\r\nTransfer-Encoding: gzip\r\n",
            "Host: a\r\nTransfer-Encoding: identity\r\n", "Host: a\r\nTransfer-Encoding:\r\n",
            "Host: a\r\nTransfer-Encoding: xchunked\r\n",
            "Host: a\r\nTransfer-Encoding: chunked, gzip\r\n", "Host: a\r\nConnection: close\r\n",
            "Host: a\r\nConnection: keep-alive\r\n",
            "Host: a\r\nConnection: , close ,\r\n", "Host: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n",
            "Host: a\r\nExpect: 100-continue\r\n",
        ].map { "GET /x HTTP/1.1\r\n" + $0 + "\r\n" } + [
            "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
            "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "\nGET / HTTP/1.1\nHost: a\n\n", "\r\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\n\rX: 1\r\n\r\n", "GET / HTTP/1.1\r\n\rHost: a\r\n\r\n", "GET / HTTP/1.1\n\r\n",
            "GET /simple\r\n",
            "GET /simple\n", "GET http://h/simple\r\n",
        ]

    private static let chunked = "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    private static let requestContents =
        chunks.map { chunked + $0 } + [
            "POST /l HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
            "POST /l HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello world",
            "POST /l HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
            "POST /l HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /l HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /l HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
            "POST /l HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: ,chunked\r\n\r\n0\r\n\r\n",
            "POST /l HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\n",
            "POST /l HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n",
            "POST /l HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
            "POST /l HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\u{b}chunked\r\n\r\n0\r\n\r\n",
            "POST /l HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /l HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n",
            "POST /l HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST /l HTTP/1.1\r\nHost: a\r\nContent-Length: 200\r\n\r\nshort",
            "CONNECT h:80 HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n",
        ]

    /// Bodies in the chunked coding, of requests and of responses.
    private static let chunks = [
        "0\r\n\r\n", "3\r\nabc\r\n0\r\n\r\n", "3;a=b\r\nabc\r\n0\r\n\r\n", "3;a=\"b;c\"\r\nabc\r\n0\r\n\r\n",
        "3 ;a\r\nabc\r\n0\r\n\r\n",
        "3 \r\nabc\r\n0\r\n\r\n", "3;\r\nabc\r\n0\r\n\r\n", "3;a=\r\nabc\r\n0\r\n\r\n", "3;a b\r\nabc\r\n0\r\n\r\n",
        "3;a=\"b\r\nabc\r\n0\r\n\r\n",
        "2 xyz\r\nab\r\n0\r\n\r\n", "5\r\r;ABCD\r\nhello\r\n0\r\n\r\n", "3\rabc\r\n0\r\n\r\n", "3\r;a\r\nabc\r\n0\r\n\r\n",
        "3;a\u{0}\r\nabc\r\n0\r\n\r\n",
        "3\nabc\n0\n\n", "3\r\nabc\n0\r\n\r\n", "3\r\nabc\r\r\n0\r\n\r\n", "3\r\nab\r\n0\r\n\r\n", "0x3\r\nabc\r\n0\r\n\r\n",
        "003\r\nabc\r\n000\r\n\r\n", "A\r\n0123456789\r\n0\r\n\r\n", "a\r\n0123456789\r\n0\r\n\r\n",
        "3_0\r\nabc",
        "0;a=b\r\n\r\n", "0\r\nT: 1\r\n\r\n", "0\r\nT: 1\r\nU: 2\r\n\r\n", "0\r\nT : 1\r\n\r\n", "0\r\n T: 1\r\n\r\n",
        "0\r\nT\r\n\r\n",
        "0\r\nT: \u{0}\r\n\r\n", "0\r\nT: a\rb\r\n\r\n", "0\nT: 1\n\n", "0\r\nContent-Length: 5\r\n\r\n", "0\r\n\r\rX", "0\r\n\n",
        "0\r\n",
        "3\r\nabc", "3\r\nabc\r", "3", "3;a",
    ]

    /// Those behind which nobody knows where the message ends: the next one is only found where a piece begins with it.
    private static let brokenChunks = [
        "3\r\nabcd\r\n0\r\n\r\n", "3\r\nabc0\r\n\r\n", "g\r\n", "\r\n3\r\nabc\r\n0\r\n\r\n", "+3\r\nabc\r\n0\r\n\r\n",
        "-3\r\nabc\r\n0\r\n\r\n", " 3\r\nabc\r\n0\r\n\r\n", "fffffffffffffffff\r\nabc",
    ]

    static let brokenRequests = brokenChunks.map { chunked + $0 }
    static let brokenResponses = brokenChunks.map { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + $0 }

    /// Bytes that are no message, alone or before one.
    private static let junk = [
        "hello", "hello\r\n", "hello world\r\n\r\n", "\u{5}\u{1}\u{0}GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\u{0}",
        "{\"a\": 1}\r\n",
        "xxGET / HTTP/1.1\r\nHost: a\r\n\r\n", "\"x\" GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GE", "GET / HT",
        "GET / HTTP/1.1\r\nHos", "\u{16}\u{3}",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\njunk", "GET / HTTP/1.1\r\nHost: a\r\n\r\njunk\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n\u{0}\u{1}GET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n\r\n\r\nxy",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\nget /2 http/1.1\r\nHost: a\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        "PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nabcGET /b HTTP/1.1\r\nHost: a\r\n\r\n",
        "*1\r\n$4\r\nPING\r\n", "USER a\r\nPASS b\r\n", "OPTIONS rtsp://h/ RTSP/1.0\r\nCSeq: 1\r\n\r\n",
        "INVITE sip:a SIP/2.0\r\n\r\n",
    ]

    static let responses: [String] = statusLines + responseHeads + responseContents + responseJunk

    private static let statusLines = [
        "HTTP/1.1 200 OK", "HTTP/1.1  200 OK", "HTTP/1.1 200  OK", "HTTP/1.1\t200\tOK", " HTTP/1.1 200 OK", "HTTP/1.1 200",
        "HTTP/1.1 200 ",
        "HTTP/1.1 200 OK ", "http/1.1 200 OK", "Http/1.1 200 OK", "HTTP/1.1 2xx ok", "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK",
        "HTTP/1.1 200OK",
        "HTTP/1.1200 OK", "HTTP/1.1 OK", "HTTP/1.1", "HTTP/1.1 ", "HTTP 200 OK", "HTTP/ 200 OK", "HTTP/1 200 OK",
        "HTTP/1.10 200 OK",
        "HTTP/1.32 200 OK", "HTTP/2 200 OK", "HTTP/2.0 200 OK", "HTTP/1.0 200 OK", "HTTP/0.9 200 OK", "HTTPER/1.1 200 OK",
        "HTTPS/1.1 200 OK",
        "ICY 200 OK", "HTTP/1.1 099 X", "HTTP/1.1 000 X", "HTTP/1.1 600 X", "HTTP/1.1 999 X", "HTTP/1.1 -20 X", "HTTP/1.1 +20 X",
        "HTTP/1.1 2.0 X",
        "HTTP/1.1 200 O\u{0}K", "HTTP/1.1 200 O\rK", "HTTP/1.1 200 OK\r", "HTTP/1.1 200 é", "HTTP/1.1\u{0}200 OK",
        "HTTP/1.1\r200 OK",
        "HTTP/1.1 204 No Content", "HTTP/1.1 304 Not Modified", "HTTP/1.1 100 Continue", "HTTP/1.1 103 Early Hints",
        "RTSP/1.0 200 OK",
        "HTTP/1.1 408 Request Timeout", "HTTP/1.1 413 Content Too Large",
    ].map { $0 + "\r\nContent-Length: 2\r\n\r\nok" }

    private static let responseHeads = [
        "", "Content-Length: 2\r\n", "Content-Length: 2\r\nContent-Length: 2\r\n", "Content-Length: 2\r\nContent-Length: 3\r\n",
        "Content-Length: 2, 2\r\n", "Content-Length: 2, 3\r\n", "Content-Length: x\r\n", "Content-Length: -2\r\n",
        "Content-Length:2\r\n",
        "Content-Length : 2\r\n", "Content-Length: 2\n", "Content-Length: 2\r\n X\r\n", "X: 1\r\n \r\nContent-Length: 2\r\n",
        "no colon\r\nContent-Length: 2\r\n",
        "X: a\u{0}b\r\nContent-Length: 2\r\n", "X: a\rb\r\nContent-Length: 2\r\n", "X\u{0}: 1\r\nContent-Length: 2\r\n",
        "Content-Length: 9\r\n",
        "Content-Length: 2\r\nConnection: close\r\n", "Transfer-Encoding: gzip\r\nContent-Length: 2\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length: 2\r\nContent-Encoding: gzip\r\n", " X: 1\r\nContent-Length: 2\r\n", ": 1\r\nContent-Length: 2\r\n",
        "Content-Length: 1\r\n",
    ].map { "HTTP/1.1 200 OK\r\n" + $0 + "\r\nok" }

    private static let responseContents =
        chunks.map { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + $0 }
        + [
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\nbytes",
            "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n\u{1}\u{2}hi",
            "HTTP/1.1 204 None\r\n\r\nhello HTTP/1.1 is no message\r\n",
            "HTTP/1.1 304 None\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokextra",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
            "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        ]

    private static let responseJunk = [
        "hello", "hello\r\n", "H", "HTTP", "HTTP/1.1", "HTTP/1.1 2", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "<html>400</html>\r\n", "\u{15}\u{3}\u{1}\u{0}\u{2}", "junkHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HHTTP/1.1 200 OK\r\n\r\n",
        "HTTHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "220 ftp ready\r\n", "220 mail ESMTP\r\n", "SSH-2.0-x\r\n", "+OK \r\n",
        "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    ]
}
