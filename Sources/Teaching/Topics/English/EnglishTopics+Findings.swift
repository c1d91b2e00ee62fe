extension EnglishTopics {
    static let findings = opening + resets + closing + path + http + violations + newer

    private static let opening = [
        TopicText(
            "refused", "the server answered the SYN with RST", "The machine is there, and takes no connection on this port.",
            causes: "Nothing listens there; the service listens on another address (127.0.0.1 only); a firewall rejects it.",
            advice: "On the server: ss -ltn. Then the firewall.", not: "unanswered-syn: there nothing comes back."),
        TopicText(
            "unanswered-syn", "SYNs, and nothing at all from the server",
            "The client tried again and again (after 1, 2, 4 s more), and nothing came.",
            causes: "A firewall drops the packets, the server is down, the address is wrong, or the answer takes another way.",
            advice: "Capture at the server: do the SYNs arrive, and does it answer?", not: "refused: a RST is an answer."),
        TopicText(
            "icmp-error", "a router or host reported a problem",
            "An ICMP error quotes a segment of this connection: unreachable, time exceeded, fragmentation needed.",
            advice: "Look at who sent it: that is where the packet got to."),
        TopicText(
            "syn-retransmitted", "a SYN came again before the connection opened", "Connecting took a second or more longer.",
            causes: "The SYN or its answer was lost; a full backlog; something drops the first kind of SYN (ECN, options).",
            advice: "Compare the SYN that was answered with the one that was not."),
        TopicText(
            "syn-ack-retransmitted", "a SYN-ACK came again before step 3", "The server did not hear step 3 in time.",
            causes: "The SYN-ACK or step 3 was lost."),
        TopicText(
            "step-3-not-accepted", "the server does not take step 3",
            "It repeats its SYN-ACK though step 3 was captured, or does not answer the client's first data.",
            causes:
                "Its accept queue is full; step 3 was lost behind the capture point; the client's segments lack timestamps that were agreed.",
            advice: "nstat TcpExtListenOverflows on the server; then the program that should accept()."),
        TopicText(
            "handshake-unfinished", "steps 1 and 2, and no step 3", "The client did not go on.",
            causes: "The SYN-ACK did not arrive, a port scan, or a flood of SYNs."),
        TopicText(
            "aborted", "a RST between step 2 and step 3", "One end took the opening back.",
            causes:
                "By the client: a health check, a port scan, a program that gave up. By the server: it has no place for the connection."
        ),
        TopicText(
            "old-connection-answers", "the answer belongs to an older connection",
            "The SYN was answered by an ACK with a number of another connection of the same ports (a challenge ACK).",
            causes: "The client was restarted or forgot the connection; the server did not.",
            advice: "Find out why the server did not close; do not force the same source port."),
        TopicText(
            "handshake-ack-wrong", "a number of the handshake is wrong", "ack = x+1, seq = x+1 or ack = y+1 does not hold.",
            causes: "Something rewrites numbers in one direction only; a faulty TCP.",
            advice: "Capture on both sides of whatever stands between."),
        TopicText(
            "split-handshake", "the server answered the SYN with a SYN",
            "Allowed, and so rare that firewalls take it for an attack."),
        TopicText(
            "step-3-not-captured", "data flowed, and step 3 is not in the capture",
            "The capture lacks it; the connection is open."),
        TopicText(
            "port-reuse", "the same addresses and ports again", "A new connection took the place of one that is still known.",
            advice: "Harmless, unless the older one was still in use."),
        TopicText(
            "window-scale-unknown", "no SYN was captured", "The scale is said only there, so windows cannot be told in bytes."),
    ]

    private static let resets = [
        TopicText("reset-after-close", "a late RST", "The connection had ended already. Harmless."),
        TopicText(
            "connection-forgotten", "one end no longer knows the connection",
            "A RST without ACK answers a segment in the middle of the connection.",
            causes: "That end was restarted; or a load balancer, firewall or NAT dropped its state after some idle time.",
            advice: "Look at the idle time before it; send keep-alives more often than the time-out."),
        TopicText(
            "data-after-close", "data met a program that had closed", "Its kernel answers with RST.",
            causes: "The time-outs of the two ends do not fit; a client that gave up (499 of proxies).",
            advice: "Compare the time-outs."),
        TopicText(
            "reset-with-data-outstanding", "a RST while data was not acknowledged", "Those bytes are lost for the program.",
            causes: "The program closed without reading, crashed or was killed; something on the way ended it."),
        TopicText(
            "closed-by-reset", "ended by a RST instead of a FIN", "Everything sent had been acknowledged.",
            causes: "Closed with unread data in its buffer, with SO_LINGER 0, or killed.",
            not: "A failure: some programs end every connection so."),
        TopicText(
            "reset-suspicious", "the RST may not be from that end",
            "Its TTL differs from that side's other packets, or that side goes on as if it had not sent it.",
            causes: "A firewall, a censor or an attacker.", advice: "Capture at the other end: did it send the RST?"),
        TopicText(
            "reset-not-acceptable", "RSTs that the receiver must ignore", "Their numbers lie outside what it can expect.",
            causes: "Late, of another connection, or forged blindly."),
        TopicText(
            "reset-challenged", "a RST that is answered by a challenge ACK",
            "In the window, but not at the expected number (RFC 5961)."),
    ]

    private static let closing = [
        TopicText(
            "fin-never-acknowledged", "nothing acknowledges a FIN", "Its sender repeats it until it gives up.",
            causes: "The FIN or its ACK is lost again and again; the other end is gone, or ignores it.",
            advice: "Capture at the other end."),
        TopicText(
            "peer-vanished", "one end stopped answering",
            "Data, a FIN or probes were sent again and again, and nothing comes back, not even a RST.",
            causes: "The machine is down or cut off; after a long quiet time, a firewall or NAT dropped its state.",
            not: "connection-forgotten: there a RST comes back."),
        TopicText(
            "close-wait", "one end closed, and the other's program does not",
            "For a minute or more the other end neither sent nor closed.", causes: "The program leaks the socket, or hangs.",
            advice: "Look at that program: ss -tnp state close-wait."),
        TopicText(
            "half-closed-for", "one direction was closed, the other went on",
            "Legal, and used on purpose (a client that has sent all and waits).", not: "A fault."),
        TopicText(
            "close-ack-wrong", "a number of the close is wrong", "ack = u+1, seq = u+1 or ack = w+1 does not hold.",
            causes: "As for handshake-ack-wrong."),
        TopicText(
            "capture-ended", "the capture ended while something waited", "Too early to say whether it would have come.",
            advice: "Capture longer."),
    ]

    private static let path = [
        TopicText(
            "loss", "segments were lost",
            "Three or more, and 1 % or more of the direction's, had to be sent again, and were needed.",
            causes: "A full queue, a bad link or Wi-Fi, a policer.", advice: "Capture along the path to see where they vanish."),
        TopicText(
            "retransmission-timeout-stall", "a time-out had to pass",
            "Nothing told the sender of the loss, so it waited 200 ms or more.",
            causes: "The last segment of a burst was lost (no later one could cause duplicate ACKs), or its ACK."),
        TopicText(
            "spurious-retransmission", "sent again in vain, after a wait",
            "A D-SACK, an echo or a late ACK shows that the first copy had arrived.",
            causes: "Delay that suddenly grew, lost ACKs."),
        TopicText(
            "path-mtu", "large segments vanish, small ones pass",
            "The handshake and short requests work, and the first full segment never arrives.",
            causes: "A link with a smaller MTU (tunnel, VPN, PPPoE), and a firewall that drops the ICMP error which would tell.",
            advice: "Let ICMP \"fragmentation needed\" pass, clamp the MSS, or probe (RFC 4821)."),
        TopicText(
            "zero-window-stall", "the receiver's program did not read", "Its window was closed for 200 ms or more.",
            advice: "Look at that program, not at the network."),
        TopicText(
            "window-shrunk", "a window was taken back",
            "Bytes beyond the new edge were on their way. RFC 9293 strongly discourages it.",
            causes: "Memory pressure, or a faulty TCP."),
        TopicText(
            "delayed-ack-stall", "small segments wait for delayed ACKs",
            "The sender waits for an ACK before it sends the next small segment (Nagle); the receiver waits up to 40 ms or more with its ACK.",
            advice: "TCP_NODELAY, or write in one piece."),
        TopicText(
            "options-missing", "timestamps were agreed, and are missing", "Receivers may drop such segments (RFC 7323).",
            causes: "Something on the way removes them."),
        TopicText(
            "overlap-conflict", "bytes sent twice differ", "Two readers may see different things.",
            causes: "Something changes packets, or an attempt to get past an inspection."),
    ]

    private static let http = [
        TopicText(
            "request-crossed-close", "a request crossed the server's close",
            "The server had sent its FIN before the request reached it: the keep-alive race. Where its TCP did not acknowledge the request, its program never saw it.",
            causes: "The server's idle time-out is as short as the client's, or shorter.",
            advice: "Give the client the shorter time-out; idempotent requests may be sent again. Proxies report it as 502."),
        TopicText(
            "request-after-close", "a request after the server's close had been received",
            "The client had acknowledged the FIN, and used the connection all the same.",
            advice: "The client must look at its socket before it uses it again."),
        TopicText(
            "http-unanswered-request", "a request without an answer", "The connection ended before.",
            advice: "Who ended it, and after how long? Then the log of that end."),
        TopicText(
            "http-incomplete", "a message that ended too early", "Fewer bytes came than its framing announces.",
            causes: "A program failed while it sent, or the receiver gave up."),
        TopicText(
            "http-server-error", "status 5xx",
            "The server says that it failed. 502, 503, 504 mostly come from a proxy, about the server behind it.",
            advice: "The server's log."),
        TopicText("http-client-error", "status 4xx", "The server says that the request is at fault."),
        TopicText(
            "http-slow", "the server took a second or more",
            "Think time, without the network: from the whole request to the first byte of the response.",
            advice: "The server's program, or what it waits for."),
        TopicText(
            "protocol-mismatch", "the two ends speak different protocols", "Such as plain HTTP to a TLS port.",
            advice: "Port and scheme (http, https)."),
        TopicText(
            "tls-alert", "a TLS alert", "One end ended the handshake or the connection, and says why.",
            advice: "What the alert names: certificate, version, cipher, name."),
        TopicText(
            "tls-handshake-unfinished", "the TLS handshake stopped",
            "The connection ended before the handshake was complete, and no alert in the clear says why.",
            advice: "The log of the end that should have gone on."),
        TopicText(
            "tls-not-offered", "the server chose what was not offered",
            "A version or a cipher suite that the client had not offered; the client must give the connection up.",
            advice: "The server, or what stands between."),
        TopicText(
            "tls-certificate-out-of-date", "the certificate is out of date",
            "By the capture's clock it had expired, or was not valid yet.", advice: "Renew it, or set the clock right."),
        TopicText(
            "tls-truncated", "no close_notify",
            "An end closed the connection without saying so inside TLS. In the middle of content nobody can tell whether it is whole.",
            advice: "Whether the content is whole."),
        TopicText(
            "tls-bad-record", "a TLS record cannot be opened", "Its tag or MAC does not hold, though the keys are right.",
            advice: "What changes bytes on the way, or the sender."),
        TopicText(
            "websocket-violation", "against RFC 6455",
            "A frame or the handshake breaks a rule; the other end closes, mostly with 1002."),
        TopicText(
            "http-unsolicited-response", "a response that nobody asked for",
            "Mostly a 408 with which a server closes an idle connection."),
        TopicText(
            "http-stray-bytes", "bytes behind a message that belong to none",
            "A wrong Content-Length, or an attempt to slip in a message."),
    ]

    /// Causes and remedy are alike: the program that made the message, or somebody who smuggles requests.
    private static let violations = [
        TopicText(
            "http-length-and-transfer-encoding", "both Content-Length and Transfer-Encoding",
            "Recipients may read a different end of the message: request smuggling."),
        TopicText(
            "http-conflicting-lengths", "Content-Lengths that contradict each other", "The end of the message cannot be known."),
        TopicText(
            "http-repeated-length", "the same Content-Length twice", "Read alike by everybody, and still against the rules."),
        TopicText("http-invalid-length", "a Content-Length that is no number", "The end of the message cannot be known."),
        TopicText(
            "http-chunked-not-last", "chunked is not the last transfer coding",
            "The end of a request cannot be known; a response ends with its connection."),
        TopicText(
            "http-unknown-transfer-coding", "a transfer coding that is not known",
            "Recipients that do not know it cannot read on."),
        TopicText(
            "http-transfer-encoding-in-1.0", "Transfer-Encoding in HTTP/1.0",
            "HTTP/1.0 does not have it: recipients may ignore it."),
        TopicText(
            "http-framing-without-content", "framing fields where there can be no content",
            "On 1xx, 204, or an answer to CONNECT."),
        TopicText("http-bare-cr", "a CR without LF", "Some recipients end the line there, others do not."),
        TopicText("http-bare-lf", "a line that ends with LF alone", "Recipients may accept it."),
        TopicText(
            "http-whitespace-before-colon", "white space between a field's name and its colon",
            "Some recipients read another name: request smuggling."),
        TopicText(
            "http-whitespace-after-start-line", "white space before the first field",
            "Some recipients skip the line, others take it for a field."),
        TopicText(
            "http-obsolete-folding", "a field over several lines", "Obsolete: a recipient must reject it or join the lines."),
        TopicText("http-line-without-colon", "a header line without a colon", "It is no field."),
        TopicText(
            "http-invalid-field-name", "a field name with characters that no name has", "Recipients read it in different ways."),
        TopicText("http-invalid-field-value", "a field value with NUL, CR or LF", "Recipients may cut it."),
        TopicText("http-missing-host", "HTTP/1.1 without Host", "A server must answer 400."),
        TopicText("http-repeated-host", "more than one Host", "A proxy and the server behind it may take different ones."),
        TopicText("http-invalid-host", "a Host that is no host", "A server must answer 400."),
        TopicText("http-invalid-target", "a request target of none of the four forms", "Recipients may guess in different ways."),
        TopicText(
            "http-invalid-start-line", "where a start line must be, a line that is none",
            "The text shows it, and says whether it was read all the same."),
        TopicText("http-invalid-chunk", "a chunk whose size cannot be read", "The end of the message cannot be known."),
        TopicText("http-head-too-large", "a head beyond this program's bound", "It is not read as HTTP any further."),
        TopicText(
            "http-broken-content-coding", "content that cannot be decoded", "It is not what Content-Encoding says, or is damaged."
        ),
        TopicText(
            "http-content-too-large", "content beyond this program's bound",
            "It is no longer decoded; a small message that decodes to a huge one is an attack."),
    ]

    private static let newer = [
        TopicText(
            "h2-stream-reset", "RST_STREAM ended a stream of HTTP/2",
            "One request was cancelled or refused; the connection goes on.",
            causes: "The error code says it: CANCEL is a client that lost interest, REFUSED_STREAM may be tried again.",
            not: "A TCP RST, which ends the whole connection."),
        TopicText(
            "h2-goaway", "GOAWAY: no more streams on this connection",
            "It names the last stream that was or may be worked on; requests after that may be sent again elsewhere.",
            causes: "A server that shuts down or limits the age of connections; with an error code, a fault."),
        TopicText(
            "h2-flow-control-stall", "HTTP/2's own window was closed",
            "The receiver gave no WINDOW_UPDATE, so the sender had to wait, though TCP could have carried more.",
            causes: "The program at that end does not read, or its windows are too small for the path.", not: "TCP's zero window."
        ),
        TopicText(
            "h2-protocol-error", "against the rules of HTTP/2", "A frame or a message breaks RFC 9113; the text names the rule."),
        TopicText(
            "h2-concurrency-limit", "as many streams as the other end allows",
            "Further requests wait for one to end (SETTINGS_MAX_CONCURRENT_STREAMS).",
            advice: "A higher limit, more connections, or faster answers."),
    ]
}
