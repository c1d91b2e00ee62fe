extension EnglishTopics {
    static let outcomes = [
        TopicText(
            "complete", "opened by a three-way handshake", "Steps 1, 2 and 3 are in the capture.",
            causes: "At nearly all connections.", advice: "Nothing.",
            not: "A program that answers: the handshake is the kernels' affair."),
        TopicText(
            "simultaneous", "both ends at once",
            "Opening: both sent a SYN, and each answered the other's. Closing: the FINs crossed on the wire; both ends go through CLOSING, and both wait in TIME_WAIT.",
            causes:
                "Opening: programs that connect to each other from fixed ports. Closing: both programs close within one round trip.",
            advice: "Nothing.", not: "split, where one SYN answers the other; three-step, where the second FIN answers the first."
        ),
        TopicText(
            "split", "the server answered the SYN with a SYN", "Both ends sent a SYN, and only one a SYN-ACK.",
            causes: "A TCP that answers so, a test, or an attempt to get past a firewall.",
            advice: "See the finding split-handshake.", not: "simultaneous, where neither SYN answers the other."),
        TopicText(
            "refused", "the server answered the SYN with RST", "No connection came to be. See the finding.",
            causes: "Nothing listens on the port, or a firewall rejects it.", advice: "On the server: ss -ltn.",
            not: "unanswered: a RST is an answer."),
        TopicText(
            "aborted", "a RST between step 2 and step 3", "See the finding.",
            causes: "A health check, a port scan, or a program that gave up while connecting.", advice: "Look who sent the RST.",
            not: "refused, where the RST answers the SYN."),
        TopicText(
            "unanswered", "nothing at all came from the server", "See the finding unanswered-syn.",
            causes: "A firewall that drops packets, a server that is down, a wrong address.", advice: "Capture at the server.",
            not: "refused, which is an answer."),
        TopicText(
            "partial", "only some of the steps were captured", "The capture began late or lacks packets.",
            causes:
                "The capture began in the middle of the handshake, sees one direction only, or dropped packets; or the client never went on.",
            advice: "Begin the capture earlier; see step-3-not-captured and handshake-unfinished.",
            not: "A connection that did not open: if data flows, it did."),
        TopicText(
            "not-captured", "the connection is older than the capture",
            "No step of the handshake is there; windows cannot be scaled, and who is the client is inferred.",
            causes: "The capture began after the connection did.", advice: "Begin the capture before the program connects.",
            not: "A connection without a handshake: there is none."),
        TopicText(
            "four-step", "closed in four segments",
            "FIN, ACK, FIN, ACK: the other end had something to do or to send between its ACK and its FIN.",
            causes: "The other end had data left, or its program took a moment to close.", advice: "Nothing.",
            not: "A better close than three-step: both say the same four things."),
        TopicText(
            "three-step", "closed in three segments",
            "FIN, FIN ACK, ACK: the other end had nothing left to send, so waves 2 and 3 share one segment. Nothing is wrong; it is the most common close.",
            causes: "The other end's program closes at once when it reads the end of the stream.", advice: "Nothing.",
            not:
                "A wave that was lost. Textbooks say four, since there are four things to say, two for each direction; two of them may travel together."
        ),
        TopicText(
            "reset", "ended by a RST", "At once, in both directions.",
            causes: "See the findings on resets, one of which says what the RST proves.",
            advice: "Look who sent it, and what it followed.", not: "A failure, always: some programs close so."),
        TopicText(
            "incomplete", "only some of the four waves were captured", "Or the other end never closed.",
            causes: "The other end has not closed, or the capture ended or lacks packets.",
            advice: "See half-closed-for, close-wait, fin-never-acknowledged and capture-ended.",
            not: "three-step: there all four waves are seen, two on one segment."),
        TopicText(
            "none", "no FIN and no RST", "Still open when the capture ended, or idle for so long that it was dropped.",
            causes: "The capture ended first; or both ends were quiet for long.", advice: "Capture longer, if the end matters.",
            not: "A leak: a connection may stay open and quiet for days."),
    ]

    static let figures = [
        TopicText(
            "connect", "how long connecting took",
            "From the first SYN to step 3: what the client's program waited in connect(), and a bit more. SYNs sent again are in it.",
            causes: "At every connection whose handshake was captured.",
            advice: "Longer than a round trip: SYNs were sent again, or the server's queue was full.",
            not: "handshake, which is one round trip without the waiting."),
        TopicText(
            "handshake", "a round trip, measured on the handshake",
            "At the client: SYN to SYN-ACK. At the server: SYN-ACK to step 3. The whole path lies between the two.",
            causes: "At every connection whose handshake was captured.",
            advice: "Compare it with by_ack: a path that is much slower later has full queues.",
            not: "connect, which includes SYNs sent again."),
        TopicText(
            "by_ack", "round trips by acknowledgments",
            "From a segment to the ACK that covers it; never of bytes sent again, as nobody knows which copy was acknowledged (Karn's algorithm). Measured from the capture point, not from the sender.",
            causes: "Where data was acknowledged.",
            advice: "Capture at the sender: at the receiver it is only the time that its kernel takes.",
            not: "Ping: a delayed ACK (40 ms and more) is in it."),
        TopicText(
            "by_timestamp", "round trips by timestamps", "From a timestamp to its echo; also of bytes sent again.",
            causes: "Where both ends agreed on timestamps.", advice: "Use it where much was sent again.",
            not: "by_ack, which leaves out what was sent again."),
        TopicText(
            "payload_bytes", "all payload sent", "What was sent again is counted again.",
            causes: "At every connection, for each end.",
            advice: "Compare it with distinct_bytes: the difference was sent again.",
            not: "The bytes on the wire, which include headers."),
        TopicText(
            "distinct_bytes", "payload without repeats", "Each byte of the stream once.",
            causes: "At every connection, for each end.", advice: "It is what the other end's program can have got.",
            not: "The length of a file: headers of HTTP or TLS are in it."),
        TopicText(
            "retransmitted_bytes", "payload sent again", "payload_bytes less distinct_bytes.",
            causes: "Where payload was sent more than once.", advice: "More than 1 %: see loss.",
            not: "Lost bytes: some were sent again in vain."),
        TopicText(
            "in_flight", "most bytes on their way at once",
            "Sent and not acknowledged yet. Limited by the receiver's window and the sender's congestion window: throughput is at most this divided by the round trip.",
            causes: "Where data was sent; exact if the capture was made at the sender.",
            advice:
                "If it equals the window, the receiver is the limit; if it is far less, the sender's congestion window or its program.",
            not: "The window, which is what is allowed."),
        TopicText(
            "throughput", "bytes a second, repeats included", "payload_bytes over the connection's duration.",
            causes: "Where a connection took long enough to be measured.",
            advice: "Quiet times are in it: look at largest_gap before you call a link slow.",
            not: "goodput, without what was sent again."),
        TopicText(
            "goodput", "bytes a second that were new", "distinct_bytes over the connection's duration: what the program got.",
            causes: "Where a connection took long enough to be measured.",
            advice: "Compare it with throughput: the difference is repeats.",
            not: "The speed of the link: a sender that has nothing to send is slow, too."),
        TopicText(
            "window_shift", "the scale in use", "Windows of this end are multiplied by 2 to this power.",
            causes: "Where both SYNs were captured.",
            advice: "0 or none: at most 65,535 bytes are on their way, which is too few for long paths.",
            not: "The window itself."),
        TopicText(
            "largest_gap", "the longest pause", "Between two packets of the connection, and the frame that ended it.",
            causes: "At every connection of several packets.",
            advice: "Look at the packet that ended it: who had kept whom waiting?",
            not: "think-time, which counts only from a whole request to its answer."),
        TopicText(
            "idle_before_close", "quiet before the close",
            "How long no data had crossed when the first FIN or RST came. A round number such as 60 s is mostly a time-out.",
            causes: "Where a FIN or RST was captured.",
            advice: "Compare it with the time-outs of programs, proxies and firewalls.",
            not: "TIME_WAIT, which comes after the close."),
        TopicText(
            "missing", "bytes that the capture lacks", "They were acknowledged or passed over, and are not there.",
            causes: "A capture that dropped packets, or sees one path only.",
            advice: "A larger capture buffer (--buffer-size), a filter, or another capture point.",
            not: "Lost bytes: what was acknowledged has arrived."),
        TopicText(
            "think-time", "how long the server took to answer",
            "From when the whole request had reached it to its first byte of the response. The network's round trip is not charged to the server.",
            causes: "At each exchange of HTTP.", advice: "A second or more: see http-slow.",
            not: "The time to first byte as a browser tells it, which includes the round trip."),
    ]
}
