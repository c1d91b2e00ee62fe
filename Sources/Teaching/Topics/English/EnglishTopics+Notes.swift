extension EnglishTopics {
    static let notes = [
        TopicText(
            "retransmission", "sent before, sent again", "Bytes, a SYN or a FIN that this end sent before.",
            causes: "The first copy or its ACK was lost or late.",
            not: "It proves no loss: see spurious-retransmission. A frame captured twice is none (duplicate-frame)."),
        TopicText(
            "fast-retransmission", "sent again because duplicate ACKs asked for it",
            "Duplicate ACKs (three by the standard; two are enough for this label) told the sender of a gap, so it did not wait for the time-out.",
            causes: "One segment was lost, and later ones arrived: the cheap kind of loss."),
        TopicText(
            "spurious-retransmission", "sent again although it was acknowledged",
            "The bytes had been acknowledged before in this capture.",
            causes: "The ACK was lost or late on its way from the capture point, or the sender's time-out was too short."),
        TopicText(
            "out-of-order", "later bytes came first",
            "A segment that fills a gap, so soon after the later ones that it cannot be an answer to a loss.",
            causes: "Several paths, or queues that reorder.",
            not: "A retransmission: that comes a round trip or a time-out later."),
        TopicText(
            "previous-segment-not-captured", "a segment before this one is missing here",
            "The sequence number lies ahead of what was expected.",
            causes: "Lost on the way to the capture point, still to come, or missed by the capture itself.",
            advice: "If the receiver acknowledges the missing bytes, they arrived: the capture lacks them."),
        TopicText(
            "acked-unseen-segment", "acknowledges what is not in the capture",
            "The other end has received bytes that the capture lacks.",
            causes: "The capture dropped packets, or sees one path only.",
            not: "Loss on the network: what was acknowledged has arrived."),
        TopicText(
            "duplicate-ack", "repeats the last ACK",
            "The same ACK number again, without data: something came, and it was not what was expected next.",
            causes: "A gap before what came, reordering, or bytes that came twice.",
            advice: "Three in a row make the sender send again at once."),
        TopicText(
            "keep-alive", "asks whether the other end is still there",
            "No byte or one, one number below what is expected next: the other end must answer with its present ACK.",
            causes: "SO_KEEPALIVE: on Linux after two hours of quiet, if the program did not say otherwise.",
            not:
                "HTTP keep-alive, which means that a connection is used for several requests. And zero-window-probe, which looks alike."
        ),
        TopicText("keep-alive-ack", "keep-alive answered", "The other end is there, and has the connection."),
        TopicText(
            "zero-window", "the receiver's buffer is full",
            "Window 0: do not send. Nothing is lost; the sender waits and probes.",
            causes: "The program at that end does not read fast enough, or not at all.",
            not: "Congestion: the network is not to blame."),
        TopicText(
            "zero-window-probe", "asks whether the window is open again",
            "One byte or none, sent while the window is 0, again and again at growing intervals.", not: "A keep-alive."),
        TopicText(
            "zero-window-probe-ack", "the probe is answered: still closed", "The receiver is alive, and its buffer still full."),
        TopicText(
            "window-full", "uses up all that the receiver allows",
            "With this segment as many bytes are on their way as the window permits.",
            causes: "A receive buffer that is small for the path (bandwidth times round-trip time), or a slow reader."),
        TopicText(
            "window-update", "the receiver allows another amount", "Only the window changed. Nothing is wrong.",
            not: "A duplicate ACK, which has the same window too."),
        TopicText(
            "port-reuse", "the same ports again", "A SYN on addresses and ports whose earlier connection is still known.",
            causes: "The client's kernel chose the port again, often after TIME_WAIT; NAT."),
        TopicText(
            "simultaneous-open", "both ends sent a SYN",
            "Neither waited for the other. It takes four segments, and there is no step 3.",
            causes: "Programs that connect to each other from fixed ports (hole punching)."),
        TopicText("fast-open", "data in the SYN", "See Fast Open among the options."),
        TopicText(
            "data-after-fin", "data beyond the FIN of the same side", "Behind a FIN there can be no data.",
            causes: "A faulty TCP, or an attempt to deceive whoever looks on."),
        TopicText(
            "reset-not-acceptable", "a RST that its receiver must ignore",
            "Its number lies outside what the receiver can expect.",
            causes: "Very late, of another connection, or forged blindly."),
        TopicText(
            "reset-challenged", "a RST in the window, but not at the expected number",
            "Its receiver does not close: it answers with an ACK (challenge ACK). A genuine sender then sends a RST with the right number."
        ),
        TopicText(
            "overlap-conflict", "differs from the copy seen before",
            "Bytes sent twice with different content. The first copy counts here.",
            causes: "Something rewrites packets, or somebody wants two readers to see different things."),
        TopicText(
            "bad-checksum", "wrong TCP checksum", "The sum over header and payload does not hold.",
            causes:
                "Mostly the network card fills it in after the capture (offload). Damage, if the same side's others are right.",
            not: "Damage on the wire, which is rare: the text says which it is."),
        TopicText(
            "truncated", "cut by the snap length", "The capture kept only the beginning of the packet.",
            advice: "Capture with -s 0."),
        TopicText("urgent", "urgent data", "URG is set. See there."),
        TopicText(
            "duplicate-frame", "captured twice", "The same packet, seen by the capture at two places.",
            causes: "A mirror port, -i any, a router's two sides.",
            not: "A retransmission: that is another packet, with another identification or later."),
    ]

    static let outcomes = [
        TopicText("complete", "opened by a three-way handshake", "Steps 1, 2 and 3 are in the capture."),
        TopicText(
            "simultaneous", "both ends at once",
            "Opening: both sent a SYN, and each answered the other's. Closing: the FINs crossed on the wire; both ends go through CLOSING, and both wait in TIME_WAIT."
        ),
        TopicText("split", "the server answered the SYN with a SYN", "Both ends sent a SYN, and only one a SYN-ACK."),
        TopicText("refused", "the server answered the SYN with RST", "No connection came to be. See the finding."),
        TopicText("aborted", "a RST between step 2 and step 3", "See the finding."),
        TopicText("unanswered", "nothing at all came from the server", "See the finding unanswered-syn."),
        TopicText("partial", "only some of the steps were captured", "The capture began late or lacks packets."),
        TopicText(
            "not-captured", "the connection is older than the capture",
            "No step of the handshake is there; windows cannot be scaled, and who is the client is inferred."),
        TopicText(
            "four-step", "closed in four segments",
            "FIN, ACK, FIN, ACK: the other end had something to do or to send between its ACK and its FIN."),
        TopicText(
            "three-step", "closed in three segments",
            "FIN, FIN ACK, ACK: the other end had nothing left to send, so waves 2 and 3 share one segment. Nothing is wrong; it is the most common close.",
            not:
                "Why do textbooks say four? There are four things to say, two for each direction; two of them may travel together."
        ),
        TopicText("reset", "ended by a RST", "At once, in both directions."),
        TopicText("incomplete", "only some of the four waves were captured", "Or the other end never closed."),
        TopicText("none", "no FIN and no RST", "Still open when the capture ended, or idle for so long that it was dropped."),
    ]

    static let figures = [
        TopicText(
            "connect", "how long connecting took",
            "From the first SYN to step 3: what the client's program waited in connect(), and a bit more. SYNs sent again are in it."
        ),
        TopicText(
            "handshake", "a round trip, measured on the handshake",
            "At the client: SYN to SYN-ACK. At the server: SYN-ACK to step 3. The whole path lies between the two."),
        TopicText(
            "by_ack", "round trips by acknowledgments",
            "From a segment to the ACK that covers it; never of bytes sent again, as nobody knows which copy was acknowledged (Karn's algorithm). Measured from the capture point, not from the sender."
        ),
        TopicText("by_timestamp", "round trips by timestamps", "From a timestamp to its echo; also of bytes sent again."),
        TopicText("payload_bytes", "all payload sent", "What was sent again is counted again."),
        TopicText("distinct_bytes", "payload without repeats", "Each byte of the stream once."),
        TopicText("retransmitted_bytes", "payload sent again", "payload_bytes less distinct_bytes."),
        TopicText(
            "in_flight", "most bytes on their way at once",
            "Sent and not acknowledged yet. Limited by the receiver's window and the sender's congestion window: throughput is at most this divided by the round trip."
        ),
        TopicText("throughput", "bytes a second, repeats included", "payload_bytes over the connection's duration."),
        TopicText(
            "goodput", "bytes a second that were new", "distinct_bytes over the connection's duration: what the program got."),
        TopicText("window_shift", "the scale in use", "Windows of this end are multiplied by 2 to this power."),
        TopicText("largest_gap", "the longest pause", "Between two packets of the connection, and the frame that ended it."),
        TopicText(
            "idle_before_close", "quiet before the close",
            "How long no data had crossed when the first FIN or RST came. A round number such as 60 s is mostly a time-out."),
        TopicText(
            "missing", "bytes that the capture lacks", "They were acknowledged or passed over, and are not there.",
            not: "Lost bytes: what was acknowledged has arrived."),
        TopicText(
            "think-time", "how long the server took to answer",
            "From when the whole request had reached it to its first byte of the response. The network's round trip is not charged to the server.",
            not: "The time to first byte as a browser tells it, which includes the round trip."),
    ]
}
