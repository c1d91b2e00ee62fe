extension EnglishTopics {
    static let steps = [
        TopicText(
            "handshake-1", "the SYN of the three-way handshake",
            "A SYN without ACK: the client asks for a connection and says where its numbering begins (x, its initial sequence number). The SYN takes one sequence number, so the client's first byte of data is x+1. The client enters SYN_SENT.",
            causes: "The first packet of every connection.",
            advice: "If it comes again after 1, 3, 7 s, no answer came: see syn-retransmitted and unanswered-syn.",
            not:
                "Tutorials write SYN-END for SYN_SENT, and let x begin at 0 or 1. Each end chooses its number so that nobody can guess it; tools only show it as 0."
        ),
        TopicText(
            "handshake-2", "the SYN-ACK of the three-way handshake",
            "SYN and ACK: the server acknowledges the client's SYN (ack = x+1: it has x, and expects byte x+1) and says where its own numbering begins (y). It enters SYN_RCVD. The client, once this segment has arrived, knows that both directions work.",
            causes: "A server that listens on the port, right after step 1: its kernel answers, without the program.",
            advice: "If it comes again although step 3 was captured, see step-3-not-accepted.",
            not: "The client is ESTABLISHED as soon as it has this segment, and not after the server got step 3."),
        TopicText(
            "handshake-3", "the ACK that completes the three-way handshake",
            "The client acknowledges the server's SYN (ack = y+1), with seq = x+1. The server, once it arrives, knows that its answer was heard, and enters ESTABLISHED. Why three and not two: with two, the server would have to believe a SYN that may be an old copy or forged; only step 3 proves that the client is there, now, and has y. It may carry data. An ACK takes no sequence number, so the first data has seq = x+1 too.",
            causes: "Right after the SYN-ACK, one round trip after step 1 as the client sees it.",
            advice: "If it is missing: see handshake-unfinished and step-3-not-captured.",
            not:
                "The moment at which both ends become ESTABLISHED: the client has been since step 2 reached it, the server becomes it now."
        ),
        TopicText(
            "wave-1", "the first FIN",
            "The end that closes first has nothing more to send. Its FIN occupies number u (one sequence number, behind its last byte). It may still receive. It enters FIN_WAIT_1.",
            causes: "A program has closed its socket, or said that it sends no more (shutdown).",
            advice: "If nothing acknowledges it: see fin-never-acknowledged.",
            not: "Either end may close first; HTTP servers often do. A FIN closes one direction, not the connection."),
        TopicText(
            "wave-2", "the ACK of the first FIN",
            "The other end acknowledges everything up to and including the FIN (ack = u+1). It enters CLOSE_WAIT: its program has yet to close. The sender of the FIN enters FIN_WAIT_2. The sequence number of this segment is called v.",
            causes: "Right after the FIN, from the kernel: the program need not have closed.",
            advice: "If wave 3 does not follow for long: see close-wait and half-closed-for.",
            not: "It is often on the same segment as wave-3: then the close takes three segments, and nothing is wrong."),
        TopicText(
            "wave-3", "the second FIN",
            "The other end has nothing more to send either: its FIN occupies number w. If it sent nothing since wave-2, w = v. Its ACK still says u+1, as the other end sent nothing in between. It enters LAST_ACK.",
            causes: "The program of the other end has closed as well.", advice: "If it comes again: its ACK (wave 4) was lost.",
            not: "seq of this wave is w, and not always v: after a half-close, data lies between."),
        TopicText(
            "wave-4", "the ACK of the second FIN",
            "The end that closed first acknowledges the second FIN (ack = w+1), and enters TIME_WAIT for 2 MSL. The other end, once it arrives, is CLOSED. Why wait: if this ACK is lost, the second FIN comes again and must be answered; and old segments must have died before the same ports are used again.",
            causes: "Right after the second FIN, from the kernel.",
            advice: "Many sockets in TIME_WAIT behind it are normal: see TIME_WAIT.",
            not:
                "The end for both: only the other end is CLOSED now. And a duty of servers: whoever closed first waits, client or server."
        ),
    ]

    static let checks = [
        TopicText(
            "ack = x+1", "the SYN-ACK acknowledges the SYN",
            "The server has the SYN, which took number x, and expects x+1 next. With Fast Open data in the SYN that was accepted, n bytes more: ack = x+1+n.",
            causes:
                "If it fails: a faulty TCP, something in between that rewrites numbers on one side only, or an answer to another connection of the same ports.",
            advice: "Capture on both sides of whatever stands between, and compare the numbers.",
            not: "An ack of x, which would not acknowledge the SYN: it takes a number, although it carries no data."),
        TopicText(
            "seq = x+1", "step 3 comes right after the SYN",
            "The SYN took number x; an ACK takes none; so step 3 has the number of the client's first byte of data.",
            causes: "If it fails: numbers are rewritten on the way, or the segment belongs to another connection.",
            advice: "Capture on both sides of whatever stands between.",
            not: "A keep-alive, whose number is one below what is expected."),
        TopicText(
            "ack = y+1", "step 3 acknowledges the SYN-ACK",
            "The client has the server's SYN, which took number y. This is the proof that the server waits for.",
            causes: "If it fails: as for ack = x+1. A correct server answers with RST.",
            advice: "Capture on both sides of whatever stands between, and compare the numbers.",
            not: "A keep-alive's answer, or any other ACK: this one is the first that acknowledges y."),
        TopicText(
            "ack = u+1", "the first FIN is acknowledged",
            "The FIN occupies u, so whoever has it expects u+1. An ack of u acknowledges the data before it, and not the FIN.",
            causes: "If it fails: the FIN did not arrive yet (ack = u), or numbers are rewritten on the way.",
            advice: "If it is missing: see fin-never-acknowledged.",
            not: "The sum in tutorials where wave 3 says u+1 once more: that is right, as nothing was sent in between."),
        TopicText(
            "seq = u+1", "the last ACK comes right after the FIN",
            "The FIN took number u, and behind a FIN comes no data: all that its sender still sends has seq = u+1.",
            causes: "If it fails: a faulty TCP that counts the FIN wrongly, or numbers that are rewritten on the way.",
            advice: "Capture on both sides of whatever stands between.",
            not: "seq = u, which would be the FIN's own number: sent again, it has that."),
        TopicText(
            "ack = w+1", "the second FIN is acknowledged", "The second FIN occupies w. With this ACK both directions are closed.",
            causes: "If it fails: the second FIN has not arrived yet (ack = w), or numbers are rewritten on the way.",
            advice: "If it is missing: see fin-never-acknowledged.",
            not: "v+1: w and v are the same only if nothing was sent between waves 2 and 3."),
    ]

    static let stages = [
        TopicText(
            "stage-1", "the connection is set up",
            "Steps 1 to 3 of the handshake. An HTTP request on a connection that was kept alive has no such stage.",
            causes: "Once a connection.", advice: "If it takes long: see connect, and syn-retransmitted.",
            not:
                "A handshake for each request: a connection that is kept alive has one for all of them. TLS has a handshake of its own behind it."
        ),
        TopicText(
            "stage-2", "the client sends its request",
            "The request line (GET /path HTTP/1.1), and the content of the request if there is any.", causes: "At each request.",
            advice: "If no answer follows: see http-unanswered-request.",
            not: "The ACK that follows: TCP has the bytes then, and the program may not have read them yet."),
        TopicText(
            "stage-3", "the request's headers", "Host, Accept, cookies: all header fields up to the empty line.",
            causes: "With the request line, mostly in the same segment.",
            advice: "--follow N shows all the fields; passwords and cookies are masked.",
            not: "A segment of its own: TCP does not know where the request line ends."),
        TopicText(
            "stage-4", "the server answers",
            "The status line (HTTP/1.1 200 OK). The time from the whole request to it is the server's think time.",
            causes: "At each response, and at interim ones (100, 103) before it.",
            advice: "If it comes late: see think-time and http-slow.",
            not: "The ACK of the request, which the kernel sends at once."),
        TopicText(
            "stage-5", "the response's headers", "Content-Length or Transfer-Encoding says how long the content will be.",
            causes: "Behind the status line.",
            advice: "Look at Content-Length, Transfer-Encoding and Connection: they say how it goes on.",
            not: "Trailer fields, which come behind the content."),
        TopicText(
            "stage-6", "the response's content", "The page, image or data itself; trailer fields too.",
            causes: "Behind the empty line, in as many segments as it takes. None on 204, 304, and answers to HEAD.",
            advice: "If it ends early: see http-incomplete.", not: "Segments: where one ends says nothing of the content."),
        TopicText(
            "stage-7", "the connection is closed, or kept alive",
            "The waves of the close or a RST. In HTTP/1.1 a connection is kept alive for the next request unless one end says Connection: close.",
            causes: "Behind the last response of a connection.", advice: "If it is a RST: see the findings on resets.",
            not: "The end of a request: that is where its response is complete. And keep-alive of TCP, which is a probe."),
    ]

    static let severities = [
        TopicText(
            "error", "something wanted did not happen",
            "No connection, data or an answer lost, or two readers of the bytes may see different things. Here: the connection is refused.",
            causes: "At a connection marked ✗.",
            advice: "Read its sentence: it says what to look at next. --check and --fail-on make it an exit status.",
            not: "warning: there the thing itself worked."),
        TopicText(
            "warning", "it cost time, or may next time",
            "What was wanted happened, but it cost 200 ms or more, or may fail next time. Here: the first SYN was lost, and connecting took a second longer.",
            causes: "At a connection marked !.", advice: "Look at it when something is slow, or before it fails.",
            not: "error: there something did not happen."),
        TopicText(
            "note", "worth knowing",
            "Nothing failed because of it. Here: a RST that comes after the close. (A note on a segment is something else: what is to be said of one packet.)",
            causes: "With connections that are well, too.", advice: "Nothing.", not: "A note on a segment, such as window-update."
        ),
    ]
}
