extension EnglishTopics {
    static let notes = [
        TopicText(
            "retransmission", "sent before, sent again", "Bytes, a SYN or a FIN that this end sent before.",
            causes: "The first copy or its ACK was lost or late.",
            advice: "See loss and retransmission-timeout-stall for what it cost.",
            not: "It proves no loss: see spurious-retransmission. A frame captured twice is none (duplicate-frame)."),
        TopicText(
            "fast-retransmission", "sent again because duplicate ACKs asked for it",
            "Duplicate ACKs (three by the standard; two are enough for this label) told the sender of a gap, so it did not wait for the time-out.",
            causes: "One segment was lost, and later ones arrived: the cheap kind of loss.",
            advice: "Nothing for one. Many: look for the loss along the path.",
            not: "retransmission by time-out, which waits 200 ms and more."),
        TopicText(
            "spurious-retransmission", "sent again although it was acknowledged",
            "The bytes had been acknowledged before in this capture.",
            causes: "The ACK was lost or late on its way from the capture point, or the sender's time-out was too short.",
            advice: "Nothing for one. Many: look at the way back, on which the ACKs go.",
            not: "Loss: nothing was missing. And a keep-alive or a probe of a closed window, which repeat a byte on purpose."),
        TopicText(
            "out-of-order", "later bytes came first",
            "A segment that fills a gap, so soon after the later ones that it cannot be an answer to a loss.",
            causes: "Several paths, or queues that reorder.",
            advice:
                "Nothing, if it is rare. If it makes senders retransmit, look for the device that spreads packets over several paths.",
            not: "A retransmission: that comes a round trip or a time-out later."),
        TopicText(
            "previous-segment-not-captured", "a segment before this one is missing here",
            "The sequence number lies ahead of what was expected.",
            causes: "Lost on the way to the capture point, still to come, or missed by the capture itself.",
            advice: "If the receiver acknowledges the missing bytes, they arrived: the capture lacks them.",
            not: "Loss on the network: that is known only when the receiver asks for the bytes, or they are sent again."),
        TopicText(
            "acked-unseen-segment", "acknowledges what is not in the capture",
            "The other end has received bytes that the capture lacks. (Where a check of the same segment fails, its number is wrong instead.)",
            causes: "The capture dropped packets, or sees one path only.",
            advice: "A larger capture buffer (--buffer-size), or a point that sees both directions.",
            not: "Loss on the network: what was acknowledged has arrived."),
        TopicText(
            "duplicate-ack", "repeats the last ACK",
            "The same ACK number again, without data: something came, and it was not what was expected next.",
            causes: "A gap before what came, reordering, or bytes that came twice.",
            advice: "Three in a row make the sender send again at once.",
            not: "window-update, where the window changes. And keep-alive-ack, which answers a probe."),
        TopicText(
            "keep-alive", "asks whether the other end is still there",
            "No byte or one, one number below what is expected next: the other end must answer with its present ACK.",
            causes: "SO_KEEPALIVE: on Linux after two hours of quiet, if the program did not say otherwise.",
            advice: "If it is not answered: see peer-vanished.",
            not:
                "HTTP keep-alive, which means that a connection is used for several requests. And zero-window-probe, which looks alike."
        ),
        TopicText(
            "keep-alive-ack", "keep-alive answered", "The other end is there, and has the connection.",
            causes: "Right after a probe, from the kernel.", advice: "Nothing.",
            not: "A sign that the program is well: its kernel answers. And a duplicate ACK, which looks alike."),
        TopicText(
            "zero-window", "the receiver's buffer is full",
            "Window 0: do not send. Nothing is lost; the sender waits and probes.",
            causes: "The program at that end does not read fast enough, or not at all.",
            advice: "Look at the program of this end: see zero-window-stall.", not: "Congestion: the network is not to blame."),
        TopicText(
            "zero-window-probe", "asks whether the window is open again",
            "One byte or none, sent while the window is 0, again and again at growing intervals.",
            causes: "The other end's window is closed, and this end has data to send.",
            advice: "See zero-window-stall for how long it took.",
            not: "A keep-alive, which asks an end whose window is open. And a retransmission: nothing was lost."),
        TopicText(
            "zero-window-probe-ack", "the probe is answered: still closed", "The receiver is alive, and its buffer still full.",
            causes: "The program has still not read.", advice: "Look at that program.",
            not: "A duplicate ACK of a loss, which looks alike."),
        TopicText(
            "window-full", "uses up all that the receiver allows",
            "With this segment as many bytes are on their way as the window permits.",
            causes: "A receive buffer that is small for the path (bandwidth times round-trip time), or a slow reader.",
            advice: "A larger receive buffer (on Linux net.ipv4.tcp_rmem), or a program that reads faster.",
            not: "zero-window: there the receiver says so; here it is counted. And the congestion window, which nobody can see."),
        TopicText(
            "window-update", "the receiver allows another amount", "Only the window changed. Nothing is wrong.",
            causes: "The program has read, or the kernel gave its buffer more room.", advice: "Nothing.",
            not: "A duplicate ACK, which has the same window too."),
        TopicText(
            "port-reuse", "the same ports again", "A SYN on addresses and ports whose earlier connection is still known.",
            causes: "The client's kernel chose the port again, often after TIME_WAIT; NAT.",
            advice: "Nothing, if the connection opens.", not: "A SYN sent again, which has the same x."),
        TopicText(
            "simultaneous-open", "both ends sent a SYN",
            "Neither waited for the other. It takes four segments, and there is no step 3.",
            causes: "Programs that connect to each other from fixed ports (hole punching).", advice: "Nothing.",
            not: "split-handshake, where one of the two SYNs answers the other."),
        TopicText(
            "fast-open", "data in the SYN", "See Fast Open among the options.",
            causes: "The client has a cookie of that server, from an earlier connection.",
            advice: "See how much of the data the SYN-ACK acknowledges: what it does not is sent again.",
            not: "Data that follows step 3, as is usual."),
        TopicText(
            "data-after-fin", "data beyond the FIN of the same side", "Behind a FIN there can be no data.",
            causes: "A faulty TCP, or an attempt to deceive whoever looks on.",
            advice: "Capture at the end that seems to send it: did it?",
            not: "Data of the other side: a FIN closes one direction, the other may go on."),
        TopicText(
            "reset-not-acceptable", "a RST that its receiver must ignore",
            "Its number lies outside what the receiver can expect.",
            causes: "Very late, of another connection, or forged blindly.", advice: "Nothing for one; see the finding.",
            not: "A RST that ends the connection: its number is the expected one."),
        TopicText(
            "reset-challenged", "a RST in the window, but not at the expected number",
            "Its receiver does not close: it answers with an ACK (challenge ACK). A genuine sender then sends a RST with the right number.",
            causes: "A blindly forged RST, or a genuine one before which something was lost.",
            advice: "Look at what follows the challenge ACK.", not: "reset-not-acceptable, which gets no answer."),
        TopicText(
            "overlap-conflict", "differs from the copy seen before",
            "Bytes sent twice with different content. The first copy counts here.",
            causes: "Something rewrites packets, or somebody wants two readers to see different things.",
            advice: "Capture at both ends, and compare.", not: "A retransmission, whose bytes are the same."),
        TopicText(
            "bad-checksum", "wrong TCP checksum", "The sum over header and payload does not hold.",
            causes:
                "Mostly the network card fills it in after the capture (offload). Damage, if the same side's others are right.",
            advice:
                "Offload: capture at the other end, or switch it off (ethtool -K tx off). Damage: look at the devices on the way.",
            not: "Damage on the wire, which is rare: the text says which it is."),
        TopicText(
            "truncated", "cut by the snap length", "The capture kept only the beginning of the packet.",
            causes: "A snap length smaller than the packet (-s).", advice: "Capture with -s 0.",
            not: "A packet that was damaged or is short: on the network it was whole."),
        TopicText(
            "urgent", "urgent data", "URG is set. See there.", causes: "Telnet, FTP, rlogin; else a test or an attack.",
            advice: "Do not use it in new programs.", not: "PSH, which nearly every segment of data has."),
        TopicText(
            "duplicate-frame", "captured twice", "The same packet, seen by the capture at two places.",
            causes: "A mirror port, -i any, a router's two sides.",
            advice: "Capture at one place: one interface, or one direction of the mirror port.",
            not: "A retransmission: that is another packet, with another identification or later."),
    ]
}
