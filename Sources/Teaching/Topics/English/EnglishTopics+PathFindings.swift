extension EnglishTopics {
    static let path = [
        TopicText(
            "loss", "segments were lost",
            "Three or more, and 1 % or more of the direction's, had to be sent again, and were needed.",
            causes: "A full queue, a bad link or Wi-Fi, a policer; where checksums were wrong, damage on the way.",
            advice: "Capture along the path to see where they vanish.",
            not: "Retransmissions as such: some are sent in vain (spurious-retransmission), and a frame captured twice is none."),
        TopicText(
            "retransmission-timeout-stall", "a time-out had to pass",
            "Nothing told the sender of the loss, so it waited 200 ms or more.",
            causes:
                "The last segment of a burst, or its ACK, was lost: nothing came after it that could cause duplicate ACKs. Or the first copy was damaged, and its receiver dropped it.",
            advice:
                "Find the loss (see loss). The wait itself is the sender's RTO, on Linux 200 ms at least; each further one doubles it.",
            not: "A slow server: here bytes were sent again. And fast retransmission, which does not wait for a time-out."),
        TopicText(
            "spurious-retransmission", "sent again in vain, after a wait",
            "A D-SACK, an echo or a late ACK shows that the first copy had arrived.",
            causes: "Delay that suddenly grew, or ACKs that were lost or late.",
            advice:
                "Look at the way back: it loses or holds up ACKs. Where it happens often, the delay varies more than the sender's timer allows for.",
            not: "loss: the bytes had arrived, and only their ACK was missing."),
        TopicText(
            "path-mtu", "large segments vanish, small ones pass",
            "The handshake and short requests work, and the first full segment never arrives.",
            causes: "A link with a smaller MTU (tunnel, VPN, PPPoE), and a firewall that drops the ICMP error which would tell.",
            advice: "Let ICMP \"fragmentation needed\" pass, clamp the MSS, or probe (RFC 4821).",
            not:
                "loss by chance: here all of one size vanish, and the smaller ones pass. And zero-window, where the receiver says that it is full."
        ),
        TopicText(
            "zero-window-stall", "the receiver's program did not read", "Its window was closed for 200 ms or more.",
            causes:
                "The program at that end does not read, or reads too slowly; where no data had come yet, a SYN proxy, or a TCP short of memory.",
            advice: "Look at that program, not at the network.",
            not: "Congestion or a slow network: nothing was lost, the receiver asked the sender to wait."),
        TopicText(
            "window-shrunk", "a window was taken back",
            "Bytes beyond the new edge were on their way. RFC 9293 strongly discourages it.",
            causes: "Memory pressure, or a faulty TCP.",
            advice: "Look at that end's memory (nstat TcpExtTCPRcvCollapsed and its like), and at what stands between.",
            not: "A window that gets smaller as data arrives, which is usual: its right edge stays where it is then."),
        TopicText(
            "delayed-ack-stall", "small segments wait for delayed ACKs",
            "The sender waits for an ACK before it sends the next small segment (Nagle); the receiver waits up to 40 ms or more with its ACK.",
            causes:
                "Nagle's algorithm and the delayed ACK wait for each other: a program that writes small pieces one after another.",
            advice: "TCP_NODELAY, or write in one piece.",
            not: "http-slow: the server's program was not slow, its bytes waited in the sender's kernel."),
        TopicText(
            "options-missing", "timestamps were agreed, and are missing", "Receivers may drop such segments (RFC 7323).",
            causes: "Something on the way removes them, or an end's TCP is faulty.",
            advice: "Capture on both sides of whatever stands between: where do they vanish?",
            not: "RSTs, and segments of a handshake whose other end did not offer timestamps: those may lack them."),
        TopicText(
            "overlap-conflict", "bytes sent twice differ", "Two readers may see different things.",
            causes: "Something changes packets on the way, or somebody wants two readers to see different things.",
            advice: "Capture at both ends and compare the bytes. Do not trust what was rebuilt from here on.",
            not: "retransmission: a genuine one carries the same bytes. Copies with a wrong checksum do not count here."),
    ]

    static let newer = [
        TopicText(
            "h2-stream-reset", "RST_STREAM ended a stream of HTTP/2",
            "One request was cancelled or refused; the connection goes on.",
            causes: "The error code says it: CANCEL is a client that lost interest, REFUSED_STREAM may be tried again.",
            advice:
                "What the code says, and the log of the end that sent it. What was refused (REFUSED_STREAM) may be sent again.",
            not: "A TCP RST, which ends the whole connection."),
        TopicText(
            "h2-goaway", "GOAWAY: no more streams on this connection",
            "It names the last stream that was or may be worked on; requests after that may be sent again elsewhere.",
            causes: "A server that shuts down or limits the age of connections; with an error code, a fault.",
            advice:
                "Send the requests beyond the last stream again on a new connection. With an error code: the log of the end that sent it.",
            not: "A FIN: GOAWAY announces the end, and streams that were begun may still be answered."),
        TopicText(
            "h2-flow-control-stall", "HTTP/2's own window was closed",
            "The receiver gave no WINDOW_UPDATE, so the sender had to wait, though TCP could have carried more.",
            causes: "The program at that end does not read, or its windows are too small for the path.",
            advice:
                "Look at the program that should read; a larger window (SETTINGS_INITIAL_WINDOW_SIZE, WINDOW_UPDATE) where the path is long.",
            not: "TCP's zero window, which stops all streams at once."),
        TopicText(
            "h2-protocol-error", "against the rules of HTTP/2", "A frame or a message breaks RFC 9113; the text names the rule.",
            causes: "A fault of the program or library that sent it, or a proxy that translates between versions of HTTP.",
            advice: "Look at that program; the text names the rule and its section.",
            not: "h2-stream-reset: there an end gives up a stream, by the rules."),
        TopicText(
            "h2-concurrency-limit", "as many streams as the other end allows",
            "Further requests wait for one to end (SETTINGS_MAX_CONCURRENT_STREAMS).",
            causes: "A client that sends many requests at once, slow answers, or a low SETTINGS_MAX_CONCURRENT_STREAMS.",
            advice: "A higher limit, more connections, or faster answers.",
            not: "h2-flow-control-stall: there bytes wait, here whole requests."),
    ]
}
