extension EnglishTopics {
    static let findings = opening + resets + closing + path + http + violations + newer

    private static let opening = [
        TopicText(
            "refused", "the server answered the SYN with RST", "The machine is there, and takes no connection on this port.",
            causes: "Nothing listens there; the service listens on another address (127.0.0.1 only); a firewall rejects it.",
            advice: "On the server, ss -ltn shows whether the service runs, and on which address. Then the firewall.",
            not: "unanswered-syn: there nothing comes back. A RST is an answer: the packets arrive."),
        TopicText(
            "unanswered-syn", "SYNs, and nothing at all from the server",
            "The client tried again and again (after 1, 2, 4 s more), and nothing came.",
            causes:
                "The server is down or unreachable, the address is wrong, a firewall drops the packets, or the answers leave with another address than the one asked.",
            advice: "Capture at the server: do the SYNs arrive, and does it answer?",
            not: "refused: a RST is an answer. Silence proves only that nothing came back to the capture point."),
        TopicText(
            "icmp-error", "a router or host reported a problem",
            "An ICMP error quotes a segment of this connection: unreachable, time exceeded, fragmentation needed.",
            causes:
                "Host or network unreachable: no route, or a host that is down. Prohibited: a firewall. Time exceeded: a loop, or a small TTL (traceroute). Fragmentation needed: a link with a smaller MTU.",
            advice: "Look at who sent it: that is where the packet got to. What it says is the cause.",
            not:
                "A RST, which an end of the connection sends (or somebody in its name). TCP takes most ICMP errors of an open connection as a hint only (RFC 5927)."
        ),
        TopicText(
            "syn-retransmitted", "a SYN came again before the connection opened", "Connecting took a second or more longer.",
            causes:
                "The SYN or its answer was lost, the server's queue was full, or something drops or refuses the first kind of SYN (ECN, options).",
            advice:
                "Compare the SYN that was answered with the one that was not. Capture at the server to see which of the two was lost.",
            not:
                "A new connection: the same x shows that it is the same SYN. And a slow server: its kernel answers a SYN without the program."
        ),
        TopicText(
            "syn-ack-retransmitted", "a SYN-ACK came again before step 3", "The server did not hear step 3 in time.",
            causes: "The SYN-ACK or step 3 was lost; which of the two cannot be told at the server.",
            advice: "Capture at the client: did the SYN-ACK arrive there, and did step 3 leave?",
            not: "step-3-not-accepted: there step 3 is in the capture, and the server repeats its SYN-ACK all the same."),
        TopicText(
            "step-3-not-accepted", "the server does not take step 3",
            "It repeats its SYN-ACK though step 3 was captured, or does not answer the client's first data.",
            causes:
                "Its accept queue is full, step 3 was lost behind the capture point, it waits for data (TCP_DEFER_ACCEPT), or the client's segments lack the timestamps that were agreed.",
            advice: "nstat TcpExtListenOverflows on the server; then the program that should accept().",
            not:
                "syn-ack-retransmitted: there step 3 is not in the capture. The client takes the connection for open in both cases."
        ),
        TopicText(
            "handshake-unfinished", "steps 1 and 2, and no step 3", "The client did not go on.",
            causes:
                "The SYN-ACK did not arrive (certainly so where the client sends its SYN again), a port scan, or a flood of SYNs.",
            advice: "Capture at the client: does the SYN-ACK arrive? Many of one client, to many ports or hosts: a scan.",
            not: "step-3-not-captured: there data flows, so step 3 was sent."),
        TopicText(
            "aborted", "a RST between step 2 and step 3", "One end took the opening back.",
            causes:
                "By the client: a health check, a port scan, a program that gave up while connecting. By the server: it took its answer back, having no place for the connection.",
            advice:
                "By the client: look who probes the port so (a load balancer's health check is harmless). By the server: its log and its limits.",
            not: "refused: there the RST answers the SYN itself, without a SYN-ACK before."),
        TopicText(
            "old-connection-answers", "the answer belongs to an older connection",
            "The SYN was answered by an ACK with a number of another connection of the same ports (a challenge ACK).",
            causes: "The client was restarted, or forgot the connection, and the server still holds it.",
            advice: "Use other source ports (do not force the same one), or find out why the server does not close.",
            not:
                "A SYN-ACK with a wrong number: this ACK is right, for the older connection. The client answers it with a RST, which ends that one."
        ),
        TopicText(
            "handshake-ack-wrong", "a number of the handshake is wrong", "ack = x+1, seq = x+1 or ack = y+1 does not hold.",
            causes: "Something rewrites numbers in one direction only, or an end does not follow the protocol.",
            advice: "Capture on both sides of whatever stands between.",
            not:
                "Relative numbers: tools count from 0 or 1, and on the wire x and y are large. It is the difference that must be 1."
        ),
        TopicText(
            "split-handshake", "the server answered the SYN with a SYN",
            "Allowed, and so rare that firewalls take it for an attack.",
            causes: "A TCP that answers so (RFC 9293 allows it), a test, or an attempt to get past a firewall.",
            advice: "Look at what the server is; a firewall on the way may end such connections.",
            not: "simultaneous-open: there both ends sent their SYN before they had the other's."),
        TopicText(
            "step-3-not-captured", "data flowed, and step 3 is not in the capture",
            "The capture lacks it; the connection is open.",
            causes: "The capture dropped the packet, or sees one path of several.",
            advice: "Nothing to mend in the connection. A larger capture buffer (--buffer-size), or another capture point.",
            not: "handshake-unfinished: there the client never went on."),
        TopicText(
            "port-reuse", "the same addresses and ports again", "A new connection took the place of one that is still known.",
            causes:
                "The client's kernel chose the port again, often while the older connection was in TIME_WAIT; a fixed source port; NAT.",
            advice: "Harmless, unless the older one was still in use.",
            not: "syn-retransmitted: there the SYN has the same x. Here it begins a connection of its own."),
        TopicText(
            "window-scale-unknown", "no SYN was captured", "The scale is said only there, so windows cannot be told in bytes.",
            causes: "The capture began after the connection did, or lacks the SYNs.",
            advice: "Begin the capture before the connection opens, if windows matter.",
            not: "A small window: the field may say 500, and mean 64,000 bytes."),
    ]

    private static let resets = [
        TopicText(
            "reset-after-close", "a late RST", "The connection had ended already. Harmless.",
            causes: "A program that closed with data unread, or a last segment that met a socket which was gone already.",
            advice: "Nothing.", not: "closed-by-reset: there the RST itself ended the connection."),
        TopicText(
            "connection-forgotten", "one end no longer knows the connection",
            "A RST without ACK answers a segment in the middle of the connection.",
            causes:
                "That end was restarted, or had closed unheard; or a load balancer, firewall or NAT dropped its state after some idle time.",
            advice:
                "Look at the idle time before it, and send keep-alives more often than the idle time-out of what stands between.",
            not: "peer-vanished: there nothing comes back. refused: that answers a SYN."),
        TopicText(
            "data-after-close", "data met a program that had closed", "Its kernel answers with RST.",
            causes:
                "The other end wrote to a program that had closed: the time-outs of the two do not fit, or a client gave up (499 of proxies).",
            advice: "Compare the time-outs of both ends. A farewell (an alert of TLS, a close frame of WebSocket) is harmless.",
            not:
                "half-closed-for: there the end that closed still reads. A program that has closed its socket does not, so its kernel answers with RST."
        ),
        TopicText(
            "reset-with-data-outstanding", "a RST while data was not acknowledged", "Those bytes are lost for the program.",
            causes: "The program closed without reading, crashed or was killed; or something on the way ended the connection.",
            advice: "Look at the log of the end that sent the RST, and at which request or response the bytes belong to.",
            not:
                "closed-by-reset: there everything sent had been acknowledged. Acknowledged is not read, either: it lies in the receiver's buffer."
        ),
        TopicText(
            "closed-by-reset", "ended by a RST instead of a FIN", "Everything sent had been acknowledged.",
            causes:
                "Closed with unread data in its buffer, with SO_LINGER 0, or killed; or a RST that answers an MP_FASTCLOSE of Multipath TCP.",
            advice: "If messages were whole, nothing. Else the log of the end that sent it.",
            not: "A failure: some programs end every connection so, to be spared TIME_WAIT."),
        TopicText(
            "reset-suspicious", "the RST may not be from that end",
            "Its TTL differs from that side's other packets, or that side goes on as if it had not sent it.",
            causes: "A firewall, a censor or an attacker that sends in another's name.",
            advice: "Capture at the other end: did it send the RST?",
            not:
                "A RST of the real end behind a changed route: its TTL changes too, but then all later packets of that side have the new one."
        ),
        TopicText(
            "reset-not-acceptable", "RSTs that the receiver must ignore", "Their numbers lie outside what it can expect.",
            causes:
                "It came very late, belongs to another connection of the same ports, or was made by a faulty TCP or forged blindly.",
            advice:
                "Nothing, if it is one. If RSTs and ACKs answer each other without end, one end's TCP is faulty: restart that connection.",
            not: "reset-challenged: that one lies in the window, so it is answered."),
        TopicText(
            "reset-challenged", "a RST that is answered by a challenge ACK",
            "In the window, but not at the expected number (RFC 5961).",
            causes:
                "It was forged blindly; or it is genuine, and what its sender had sent just before did not come as far as the capture.",
            advice: "Look at what follows: a genuine sender answers the challenge ACK with a RST of the right number.",
            not: "reset-not-acceptable: outside the window, and dropped without an answer."),
    ]

    private static let closing = [
        TopicText(
            "fin-never-acknowledged", "nothing acknowledges a FIN", "Its sender repeats it until it gives up.",
            causes: "The FIN or its ACK is lost again and again, or the other end is gone.",
            advice: "Capture at the other end: does the FIN arrive there?",
            not: "close-wait: there the FIN was acknowledged, and only the program does not close."),
        TopicText(
            "peer-vanished", "one end stopped answering",
            "Data, a FIN or probes were sent again and again, and nothing comes back, not even a RST.",
            causes:
                "The machine is down or cut off; after a long quiet time, a firewall or NAT dropped its state; where only full packets are sent in vain, a link with a smaller MTU.",
            advice:
                "Ping it, capture at the other end, and see what an ICMP error says. For long quiet connections, keep-alives.",
            not: "connection-forgotten: there a RST comes back."),
        TopicText(
            "close-wait", "one end closed, and the other's program does not",
            "For a minute or more the other end neither sent nor closed.", causes: "The program leaks the socket, or hangs.",
            advice: "Look at that program: ss -tnp state close-wait.",
            not: "TIME_WAIT, which is normal and ends by itself. And the other end: it is not to blame, it waits in FIN_WAIT_2."),
        TopicText(
            "half-closed-for", "one direction was closed, the other went on",
            "Legal, and used on purpose (a client that has sent all and waits).",
            causes:
                "A client that has sent all and waits for the answer (shutdown with SHUT_WR), or a server that still had data to send.",
            advice: "Nothing, if it is meant so. Else see why the second end closes so late.",
            not: "A fault; and close-wait, where the second end neither sends nor closes for a minute."),
        TopicText(
            "close-ack-wrong", "a number of the close is wrong", "ack = u+1, seq = u+1 or ack = w+1 does not hold.",
            causes: "As for handshake-ack-wrong: numbers are rewritten in one direction only, or a TCP is faulty.",
            advice: "Capture on both sides of whatever stands between, and compare the numbers.",
            not: "An ACK of u, which acknowledges the data before the FIN and is right: only the FIN's own number is missing."),
        TopicText(
            "capture-ended", "the capture ended while something waited", "Too early to say whether it would have come.",
            causes: "The capture was stopped, or cut, while the connection went on.", advice: "Capture longer.",
            not: "A failure: an answer that is not in the capture may have come a moment later."),
    ]
}
