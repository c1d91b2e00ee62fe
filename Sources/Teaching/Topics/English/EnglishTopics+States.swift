extension EnglishTopics {
    static let states = [
        TopicText(
            "LISTEN", "waits for a SYN",
            "A server's program has asked for connections on a port. One listening socket serves many connections.",
            causes: "From when a server's program calls listen() until it closes that socket.",
            advice: "ss -ltn shows the listening sockets, and on which address each listens.",
            not: "ESTABLISHED: the listening socket stays in LISTEN, each connection gets a socket of its own."),
        TopicText(
            "SYN_SENT", "has sent its SYN, waits for the answer",
            "Entered by the client with step 1. A SYN-ACK with ack = x+1 leads to ESTABLISHED, a RST that acknowledges the SYN to CLOSED.",
            causes: "While connect() waits. Many of them: the other end does not answer.", advice: "See unanswered-syn.",
            not: "SYN_RCVD, where a SYN has come as well. Tutorials with the name SYN-END mean this state."),
        TopicText(
            "SYN_RCVD", "has answered a SYN, waits for step 3",
            "Entered by the server with step 2, and by both ends in a simultaneous open.",
            causes: "For one round trip in each handshake. Many of them on a server: step 3 is lost, or a flood of SYNs.",
            advice: "See handshake-unfinished; on Linux, SYN cookies keep the queue from filling.",
            not: "ESTABLISHED: the server has heard a SYN, and nothing yet proves that the client heard it."),
        TopicText(
            "ESTABLISHED", "the connection is open",
            "Data flows in both directions. The client enters it when it has the SYN-ACK, the server when it has step 3. The ladder shows it for both with step 3, since that is where the capture proves it.",
            causes: "From the handshake to the first FIN or RST.",
            advice:
                "A connection that stays here and is quiet may be dead at the other end: only something sent (data, a keep-alive) shows it.",
            not: "A working program: the kernel opens the connection, before the program has accepted it."),
        TopicText(
            "FIN_WAIT_1", "has sent its FIN, which is not acknowledged yet",
            "Entered by whoever closes first. The ACK of the FIN leads to FIN_WAIT_2, a FIN without that ACK to CLOSING, one that carries it straight to TIME_WAIT (RFC 9293 section 3.10.7.4).",
            causes: "For about one round trip, after a program closed.",
            advice: "Many that stay: the other end is gone, or its window is closed and data still waits before the FIN.",
            not: "FIN_WAIT_2, where the FIN is acknowledged."),
        TopicText(
            "FIN_WAIT_2", "its FIN is acknowledged, waits for the other's FIN",
            "It may still receive: the connection is half-closed.",
            causes: "From the ACK of the own FIN to the other end's FIN: as long as the other program takes to close.",
            advice:
                "A socket that stays here waits for a program at the other end that does not close (there: CLOSE_WAIT). Linux gives up after 60 s if the program is gone (tcp_fin_timeout).",
            not: "TIME_WAIT: here the other end has not closed yet."),
        TopicText(
            "CLOSE_WAIT", "has the other's FIN, and has yet to close itself",
            "The kernel has acknowledged the FIN; now the program must close. TCP sets no limit to it.",
            causes: "Many of them: a program that forgets to close its sockets, or hangs.",
            advice: "Look at the program of this end, not at the network. See close-wait.",
            not: "TIME_WAIT, which is normal and ends by itself. CLOSE_WAIT ends only when the program closes."),
        TopicText(
            "CLOSING", "both FINs crossed, its own is not acknowledged yet", "Only in a simultaneous close.",
            causes: "For a moment, when both programs close at the same time.", advice: "Nothing.",
            not: "LAST_ACK: there the other end's FIN came first, here the own one was sent before it came."),
        TopicText(
            "LAST_ACK", "has sent the second FIN, waits for its ACK",
            "When the ACK comes the connection is CLOSED. If it does not, the FIN is sent again.",
            causes: "For one round trip, at the end that closes second.",
            advice: "Many that stay: the last ACK does not come, the other end is gone.",
            not: "TIME_WAIT, in which the other end waits."),
        TopicText(
            "TIME_WAIT", "has acknowledged the second FIN, and waits 2 MSL",
            "MSL is the longest time that a segment lives on the network (RFC 9293 says 2 minutes; Linux waits 60 s in all). The wait has two reasons: to answer the second FIN again if the last ACK was lost, and to let old segments of these ports die.",
            causes: "At whoever closed first, for 2 MSL after each close.",
            advice:
                "Many of them are normal where connections are short: reuse connections (keep-alive) before you change kernel settings.",
            not: "It is held by whoever closed first, not by the server as such. It is no leak; CLOSE_WAIT is."),
        TopicText(
            "CLOSED", "there is no connection",
            "Reached by the second closer with the last ACK, by the first after 2 MSL, by both with an acceptable RST.",
            causes: "Before the first SYN, and after the end. No socket is in it, so no tool lists it.", advice: "Nothing.",
            not: "A port that is closed in a firewall: that may not answer at all."),
    ]

    static let flags = [
        TopicText(
            "FIN", "no more data from here", "Takes one sequence number, and closes one direction. Acknowledged as data is.",
            causes: "A program closes its socket, or says that it sends no more (shutdown).",
            advice:
                "Two are to be seen, one from each end. If one is missing, see capture-ended, half-closed-for and close-wait.",
            not: "A RST, which ends both directions at once and is not acknowledged."),
        TopicText(
            "SYN", "begins the numbering",
            "Takes one sequence number, the initial one. Only the first segment of each direction has it. Window scale, SACK and timestamps can be agreed only here.",
            causes: "In the first segment of each end, and in its retransmissions.",
            advice: "If it comes again and again: see unanswered-syn.",
            not: "A request: it opens the connection only, and mostly carries no data."),
        TopicText(
            "RST", "there is no such connection (any more)",
            "Ends the connection at once, without an answer. It counts only if its number is one that the receiver expects; otherwise it may be forged (RFC 5961).",
            causes:
                "Nothing listens on the port; the program closed with unread data, with SO_LINGER 0, or was killed; a firewall, proxy or NAT that knows no such connection.",
            advice: "Look at who sent it, in which state, after what: each such finding says so.",
            not: "FIN, which closes one direction in good order. And ICMP errors, which routers send."),
        TopicText(
            "PSH", "hand it to the program now",
            "The sender had nothing more to add at that time. It is set at the end of what a program wrote; it has no effect on numbering.",
            causes: "On the last segment of what a program wrote at once.",
            advice: "Nothing: receivers hand data over without it as well.",
            not: "It does not mark the boundary of a message: TCP carries a stream of bytes."),
        TopicText(
            "ACK", "the acknowledgment number counts",
            "Set on every segment but the first SYN and some RSTs. ack = n says: all before n has arrived, n is expected next. It takes no sequence number.",
            causes: "On every segment from the second one on.", advice: "Read the number: it proves what has arrived.",
            not: "A pure ACK carries no data and is itself never acknowledged."),
        TopicText(
            "URG", "the urgent pointer counts",
            "A mark in the stream, hardly used, and understood in different ways: new programs should not use it.",
            causes: "Telnet, FTP, rlogin; else a test or an attack.", advice: "Do not use it in new programs.",
            not: "PSH. And a priority: urgent data does not overtake other data."),
        TopicText(
            "ECE", "congestion was met",
            "On a SYN: ECN is offered. Later: the receiver saw a packet that a router marked instead of dropping it.",
            causes: "On SYNs where ECN is offered; later where a router near its limit marks packets.",
            advice: "Nothing: it spares a loss. On many segments: the path is full.", not: "Loss: the marked packet arrived."),
        TopicText(
            "CWR", "the sender has slowed down",
            "Answers ECE: the congestion window was reduced. On a SYN together with ECE: ECN is offered.",
            causes: "On the first new data after ECE.", advice: "Nothing.",
            not: "The receiver's window: it is the sender's own limit (congestion window) that was lowered."),
        TopicText(
            "AE", "accurate ECN", "With CWR and ECE a counter of marked packets (Accurate ECN). It was NS before.",
            causes: "With Accurate ECN, which few systems use yet.", advice: "Nothing.",
            not: "NS, the experiment (RFC 3540) that had this bit before and was given up."),
    ]

    static let options = [
        TopicText(
            "MSS", "maximum segment size",
            "In a SYN: how many bytes of payload its sender can take in one segment. Each end says its own; they need not be equal. Mostly 1460 on Ethernet: 1500 less 20 of IP and 20 of TCP.",
            causes: "In both SYNs. A smaller one than 1460: a tunnel, PPPoE, or a router that clamps it.",
            advice: "Where large segments vanish (path-mtu), clamp it on the router before the narrow link.",
            not: "The window, which limits how much may be on its way in all."),
        TopicText(
            "window scale", "what windows are multiplied by",
            "The window field has 16 bits. With scale n the window is field × 2^n, up to 1 GiB. It is said once, in the SYNs, and holds only if both have it; the window in a SYN itself is never scaled.",
            causes: "In both SYNs, nearly always.", advice: "Capture the SYNs if windows matter.",
            not:
                "The window is not exchanged once: every segment carries one. Only its scale is agreed in the SYNs. Who did not see the SYNs does not know it."
        ),
        TopicText(
            "SACK permitted", "selective acknowledgments may be sent", "In a SYN. Used if both ends have it, as nearly all do.",
            causes: "In both SYNs, nearly always.",
            advice: "If one end lacks it, look whether something on the way removes it: losses cost more without it.",
            not: "SACK, which is the option that carries the blocks later."),
        TopicText(
            "SACK", "which bytes beyond a gap have arrived",
            "ack can only say up to where nothing is missing. SACK blocks name what came after the gap, so that only the gap is sent again. A block below ack (D-SACK) reports bytes that came twice.",
            causes: "On ACKs, while something is missing or after something came twice.",
            advice: "Read the gap between ack and the first block: that is what is missing.",
            not:
                "The ack number, which alone settles what has arrived: a receiver may drop what it only SACKed (it hardly ever does)."
        ),
        TopicText(
            "timestamps", "when sent, and the echo of the other's",
            "TSval is the sender's clock, TSecr the last one received. They measure round trips also for segments sent again, and tell old segments from new when numbers wrap around (PAWS).",
            causes: "On every segment but RSTs, once both SYNs had it.", advice: "Where segments lack it: see options-missing.",
            not: "The time of day: TSval counts from a number of its own choice, in ticks of its own length."),
        TopicText(
            "Fast Open", "data in the SYN",
            "With a cookie from an earlier connection the client may send data with its SYN, and the server may answer before step 3: one round trip less.",
            causes: "On the first connection a request for a cookie, on later ones the cookie and data in the SYN.",
            advice: "A request in the SYN must be one that may be executed twice.",
            not: "A SYN without the option may carry data too, but it is handed to the program only after step 3."),
        TopicText(
            "Multipath TCP", "one connection over several paths",
            "Several TCP connections carry one stream. Here each is explained as a connection of its own.",
            causes: "A phone that uses Wi-Fi and a mobile network at once; curl and others on recent Linux.",
            advice: "A subflow that ends does not mean that the transfer has ended.",
            not: "Several connections of a browser: those carry streams that have nothing to do with each other."),
    ]
}
