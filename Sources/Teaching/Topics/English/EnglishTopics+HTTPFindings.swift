extension EnglishTopics {
    static let http = [
        TopicText(
            "request-crossed-close", "a request crossed the server's close",
            "The server had sent its FIN before the request reached it: the keep-alive race. Where its TCP did not acknowledge the request, its program never saw it.",
            causes:
                "The server's idle time-out is as short as the client's, or shorter. Where a message had announced the close, the client sent on all the same.",
            advice: "Give the client the shorter time-out; idempotent requests may be sent again. Proxies report it as 502.",
            not: "A crash: the server closed in good order. And request-after-close, where the client knew of the close."),
        TopicText(
            "request-after-close", "a request after the server's close had been received",
            "The client had acknowledged the FIN, and used the connection all the same.",
            causes: "The client's pool does not look at its socket before it uses it again.",
            advice:
                "Let the client read its socket first (an end of file means: open another one), and give it a shorter idle time-out than the server's.",
            not: "request-crossed-close: there the FIN was still on its way, and the client could not know."),
        TopicText(
            "http-unanswered-request", "a request without an answer", "The connection ended before.",
            causes:
                "The program or what stands behind it failed, ended the connection, or answered with something that is no HTTP; or the client closed before the answer.",
            advice: "Who ended it, and after how long? Then the log of that end. A round number of seconds is mostly a time-out.",
            not: "unanswered-syn: here the connection was open, and TCP acknowledged the request; an acknowledgment is no answer."
        ),
        TopicText(
            "http-incomplete", "a message that ended too early", "Fewer bytes came than its framing announces.",
            causes: "A program failed while it sent, the receiver gave up, or the connection was reset.",
            advice: "Who ended it? Then that end's log. The receiver must not use what it has as if it were whole.",
            not:
                "A hole in the capture: those bytes were acknowledged, so they arrived. And a response without a length, which ends with its connection."
        ),
        TopicText(
            "http-server-error", "status 5xx",
            "The server says that it failed. 502, 503, 504 mostly come from a proxy, about the server behind it.",
            causes: "The server's program failed; 502, 503 and 504 mostly come from a proxy, about the server behind it.",
            advice: "The server's log.", not: "A failure of TCP: the connection carried the answer as it should."),
        TopicText(
            "http-client-error", "status 4xx", "The server says that the request is at fault.",
            causes:
                "A wrong path or no permission (404, 401, 403); a request that the server cannot read (400); one that came too slowly (408); or a header of the PROXY protocol that the server does not expect.",
            advice: "Look at the request; with 400, at its raw bytes (--follow).",
            not: "http-server-error: 5xx means that the request may be right, and the server failed."),
        TopicText(
            "http-slow", "the server took a second or more",
            "Think time, without the network: from the whole request to the first byte of the response.",
            causes:
                "The server's program computes, or waits for something behind it (a database, another service), or for a free worker.",
            advice: "The server's program, or what it waits for.",
            not:
                "A slow network: the round trip is not in it. If it is the first request of a connection, the handshake is not in it either."
        ),
        TopicText(
            "protocol-mismatch", "the two ends speak different protocols", "Such as plain HTTP to a TLS port.",
            causes: "The wrong port, or the wrong scheme: http instead of https, or the other way round.",
            advice: "Compare the port and the scheme (http, https) with what the server listens for.",
            not: "A broken server: it answers what it does not understand."),
        TopicText(
            "tls-alert", "a TLS alert", "One end ended the handshake or the connection, and says why.",
            causes:
                "A certificate that is not trusted or has expired, a name that does not match, no version or cipher in common; the alert names it.",
            advice:
                "What the alert names: certificate, version, cipher, name. One that follows the other end's close may only tell of that.",
            not: "A RST: an alert says why, within TLS, and the connection is closed behind it. close_notify is no error."),
        TopicText(
            "tls-handshake-unfinished", "the TLS handshake stopped",
            "The connection ended before the handshake was complete, and no alert in the clear says why.",
            causes:
                "A client that dislikes the certificate and closes without an alert, a server or middlebox that ends what it does not support, or a time-out. From TLS 1.3 on alerts may be encrypted.",
            advice: "The log of the end that should have gone on.", not: "tls-alert: there the reason is told."),
        TopicText(
            "tls-not-offered", "the server chose what was not offered",
            "A version or a cipher suite that the client had not offered; the client must give the connection up.",
            causes: "A faulty server, or something between that changes the handshake.",
            advice: "The server, or what stands between.",
            not: "No version in common: then a server sends an alert instead of a choice."),
        TopicText(
            "tls-certificate-out-of-date", "the certificate is out of date",
            "By the capture's clock it had expired, or was not valid yet.",
            causes: "It was not renewed, or the clock is wrong of whoever captured.", advice: "Renew it, or set the clock right.",
            not: "A certificate that is not trusted, which is another matter: only its dates are looked at here."),
        TopicText(
            "tls-truncated", "no close_notify",
            "An end closed the connection without saying so inside TLS. In the middle of content nobody can tell whether it is whole.",
            causes: "A program that closes its socket without ending TLS, as many do; or somebody cut the connection.",
            advice: "If content has a length or chunks, see whether it is whole. Else nobody can tell.",
            not: "A FIN or RST alone, which anybody on the way can forge; close_notify cannot be forged."),
        TopicText(
            "tls-bad-record", "a TLS record cannot be opened", "Its tag or MAC does not hold, though the keys are right.",
            causes: "Something changes bytes on the way, or the sender's TLS is faulty.",
            advice: "What changes bytes on the way, or the sender.",
            not: "A missing key: then records are not read at all, and nothing is said of them."),
        TopicText(
            "websocket-violation", "against RFC 6455",
            "A frame or the handshake breaks a rule; the other end closes, mostly with 1002.",
            causes: "A program that makes frames by hand, a proxy that does not know WebSocket, or other data on the connection.",
            advice: "Look at the program that sent the frame; the text names the rule and its section.",
            not: "A close with code 1000 or 1001, which is a usual end."),
        TopicText(
            "http-unsolicited-response", "a response that nobody asked for",
            "Mostly a 408 with which a server closes an idle connection.",
            causes:
                "A server that closes an idle connection with a 408; else a response of something that was asked before the capture began.",
            advice: "Nothing for a 408. Else look whether responses are given to the wrong requests.",
            not: "http-slow or a late answer: every request before it has its own."),
        TopicText(
            "http-stray-bytes", "bytes behind a message that belong to none",
            "A wrong Content-Length, or an attempt to slip in a message.",
            causes:
                "A Content-Length that is too small, a program that writes more than it announced, or an attempt to slip in a message.",
            advice: "Look at the program that made the message before them.",
            not: "Pipelining: there the bytes behind a request are another whole request."),
    ]
}
