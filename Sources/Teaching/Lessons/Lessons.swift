import Analysis

/// The course, in the order in which it is best taken.
public enum Lessons {
    public static let all = opening + failedOpening + transfer + closing + limits

    public static func named(_ name: String) -> Lesson? {
        let wanted = name.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }
        return all.first { Array($0.name) == wanted }
    }

    /// Names that a word may have been meant for, the nearest first.
    public static func near(_ name: String) -> [String] {
        NearNames.of(name.lowercased().map { $0 == "_" || $0 == " " ? "-" : String($0) }.joined(), in: all.map(\.name))
    }

    private static let opening = [
        Lesson(
            "normal", "short-connection", cause: "three-step", others: ["four-step", "simultaneous", "reset"],
            LessonText(
                "a normal connection, with the seven stages of an HTTP request",
                "One client, one server, one web page: ten packets. Watch x and y, every +1, and which state each end is in.",
                "Each +1 comes from a SYN or a FIN, which take one sequence number. ACKs take none. The close took three segments, since the client had nothing left to send."
            ),
            LessonText(
                "一条正常的连接，以及 HTTP 请求的七个阶段",
                "一个客户端，一个服务端，一个网页：十个数据包。请注意 x、y、每一个“+1”，以及双方所处的状态。",
                "每个“+1”都来自 SYN 或 FIN：它们各占用一个序号，ACK 不占用。关闭只用了三个报文段，因为客户端没有数据要发了。")),
        Lesson(
            "four-waves", "four-waves", cause: "four-step", others: ["three-step", "simultaneous", "reset"],
            LessonText(
                "the close as textbooks draw it: four segments",
                "FIN, ACK, FIN, ACK. Watch u, v and w: which of them are the same number?",
                "v and w are the same: the server sent nothing between its ACK and its FIN, and an ACK takes no number. The server's program was busy for a moment, so its kernel sent the ACK by itself."
            ),
            LessonText(
                "课本上的四次挥手：四个报文段", "FIN、ACK、FIN、ACK。请注意 u、v、w：其中哪两个数相同？",
                "v 和 w 相同：服务端在 ACK 与 FIN 之间没有发数据，而 ACK 不占用序号。服务端的程序当时还忙了一会儿，所以内核先单独发出了 ACK。")),
        Lesson(
            "three-segments", "three-step-close", cause: "three-step", others: ["four-step", "simultaneous", "reset"],
            LessonText(
                "three segments instead of four waves", "Look at how the connection closes: where is the fourth wave?",
                "The ACK of the first FIN and the second FIN are one segment. Four things were said, in three segments."),
            LessonText(
                "四次挥手只用三个报文段", "请看连接如何关闭：哪两次挥手合在一个报文段里？", "对第一个 FIN 的确认和第二个 FIN 放在同一个报文段里。该说的四句话都说了，只用了三个报文段。")),
        Lesson(
            "keep-alive", "keep-alive-ten", cause: "stage-7", others: ["port-reuse", "keep-alive-ack", "reset"],
            LessonText(
                "ten requests on one connection", "HTTP/1.1 keeps the connection after an answer. Count the handshakes.",
                "One handshake and one close for ten requests. HTTP keep-alive is not TCP's keep-alive, which is a probe."),
            LessonText(
                "一条连接上的十个请求（长连接）", "HTTP/1.1 在应答之后保持连接。数一数有几次握手。",
                "十个请求只用了一次握手和一次关闭。HTTP 的长连接（keep-alive）与 TCP 的保活探测是两回事。")),
        Lesson(
            "half-close", "four-step-close", cause: "half-closed-for",
            others: ["close-wait", "data-after-close", "fin-never-acknowledged"],
            LessonText(
                "half-close: one direction closed, the other in use",
                "The client closes its direction at once. May the server still send?",
                "Yes: a FIN closes one direction. That is why a close has four parts; here data lies between waves 2 and 3, so w is not v."
            ),
            LessonText(
                "半关闭：一个方向已关闭，另一个仍在用", "客户端很早就关闭了自己的方向。服务端还能发数据吗？",
                "能：FIN 只关闭一个方向。这就是挥手有四次的原因；这里第二、三次挥手之间有数据，所以 w 不等于 v。")),
        Lesson(
            "simultaneous-open", "simultaneous-open", cause: "simultaneous-open",
            others: ["split-handshake", "port-reuse", "syn-retransmitted"],
            LessonText(
                "simultaneous open: both ends send a SYN", "Nobody listens; both connect. How many steps does it take?",
                "Four segments, each end with SYN and SYN ACK, and no step 3."),
            LessonText("同时打开：双方都发 SYN", "没有人监听，双方都在连接。需要几步？", "四个报文段，双方各一个 SYN 和一个 SYN ACK，没有第三次握手。")),
    ]

    private static let failedOpening = [
        Lesson(
            "refused", "refused", cause: "refused", others: ["unanswered-syn", "aborted", "syn-retransmitted"],
            LessonText(
                "a connection that is refused", "Two packets. Who says no?",
                "The server's kernel: nothing listens on that port. A RST is an answer; silence would be something else."),
            LessonText("被拒绝的连接", "只有两个数据包。是谁拒绝的？", "是服务端的内核：这个端口上没有程序监听。RST 也是应答；没有任何回音则是另一回事。")),
        Lesson(
            "lost-syn", "syn-lost", cause: "syn-retransmitted", others: ["refused", "syn-ack-retransmitted", "unanswered-syn"],
            LessonText(
                "the SYN is lost", "Look at the times of the first frames.",
                "The client waits one second and sends the same SYN again, with the same x. Connecting took that second longer."),
            LessonText("SYN 丢失", "请看前几帧的时间。", "客户端等一秒后重传同一个 SYN，x 不变。建立连接因此多花了一秒。")),
        Lesson(
            "lost-syn-ack", "syn-ack-lost", cause: "syn-retransmitted",
            others: ["refused", "unanswered-syn", "reset-suspicious"],
            LessonText(
                "the SYN-ACK is lost", "The same symptom at the client. What tells the two apart?",
                "Only the capture point: at the server, the answer to the first SYN is seen. The client cannot know which of the two was lost."
            ),
            LessonText("SYN-ACK 丢失", "客户端看到的现象相同。靠什么区分？", "只能靠抓包点：在服务端能看到对第一个 SYN 的应答。客户端无从得知丢的是哪一个。")),
        Lesson(
            "lost-step-3", "syn-ack-retransmitted", cause: "syn-ack-retransmitted",
            others: ["refused", "step-3-not-accepted", "loss"],
            LessonText(
                "no step 3 in time", "The server repeats its SYN-ACK. What is it waiting for?",
                "For step 3. Whether the SYN-ACK or step 3 was lost cannot be seen at the server: both look the same there."),
            LessonText("第三次握手迟迟不到", "服务端重传 SYN-ACK。它在等什么？", "等第三次握手。丢的是 SYN-ACK 还是第三次握手，在服务端看不出来：两者在那里现象相同。")),
    ]

    private static let transfer = [
        Lesson(
            "time-out", "retransmission-timeout", cause: "retransmission-timeout-stall",
            others: ["zero-window-stall", "http-slow", "peer-vanished"],
            LessonText(
                "retransmission by time-out", "A request is lost, and nothing comes after it.",
                "No later segment could cause a duplicate ACK, so only a timer (RTO) could notice: 200 ms and more on Linux."),
            LessonText("超时重传", "一个请求丢失，之后没有别的报文段。", "没有后面的报文段就没有重复确认，只有计时器（RTO）能发现：Linux 上至少 200 ms。")),
        Lesson(
            "fast", "fast-retransmit-sack", cause: "fast-retransmission",
            others: ["retransmission-timeout-stall", "out-of-order", "keep-alive-ack"],
            LessonText(
                "fast retransmission", "One segment of many is lost. How does the sender notice?",
                "By duplicate ACKs, whose SACK blocks name what arrived. The gap is filled a round trip later, without a time-out."
            ),
            LessonText("快速重传", "许多报文段中丢了一个。发送方怎么知道？", "靠重复确认，其中的 SACK 块说明收到了什么。一个往返时间之后就补上缺口，不必等超时。")),
        Lesson(
            "reordering", "out-of-order", cause: "out-of-order",
            others: ["fast-retransmission", "loss", "retransmission-timeout-stall"],
            LessonText(
                "reordering", "Segments overtake one another. Is anything lost?",
                "No: the gap is filled at once by the late segment, with no retransmission. It looks like loss for the time between."
            ),
            LessonText("乱序", "报文段没有按发送的先后到达。有数据丢失吗？", "没有：迟到的报文段马上补上了缺口，没有重传。只是在那一瞬间看起来像丢包。")),
        Lesson(
            "zero-window", "zero-window", cause: "zero-window-stall", others: ["loss", "http-slow", "peer-vanished"],
            LessonText(
                "zero window", "The transfer stops. Is it the network?",
                "No: the receiver's program did not read, its buffer was full, and it said so (window 0). The sender probed until there was space."
            ),
            LessonText("零窗口", "传输停住了。是网络的问题吗？", "不是：接收方的程序没有读取数据，缓冲区满了，于是把窗口通告为 0。发送方不断探测，直到又有空间。")),
        Lesson(
            "wrap-around", "sequence-wrap", cause: "complete", others: ["overlap-conflict", "handshake-ack-wrong", "port-reuse"],
            LessonText(
                "numbers that wrap around", "Sequence numbers have 32 bits. What comes after 4294967295?",
                "0. All arithmetic is modulo 2^32, so nothing happens: on the wire w is a smaller number than x, and 16094 after it all the same. Only tools that compare numbers as integers stumble."
            ),
            LessonText(
                "序号回绕", "序号只有 32 位。4294967295 之后是什么？",
                "是 0。所有运算都模 2^32，所以什么也没有发生：报文中的 w 虽然比 x 小，在序号的环上却仍排在它之后 16094 处。只有把序号当整数比较的工具会出错。")),
    ]

    private static let closing = [
        Lesson(
            "simultaneous-close", "simultaneous-close", cause: "simultaneous", others: ["four-step", "three-step", "reset"],
            LessonText(
                "simultaneous close", "Both ends close at once. Which state do you not know yet?",
                "CLOSING: a FIN came, but not the ACK of one's own. Both ends wait in TIME_WAIT."),
            LessonText("同时关闭", "双方同时关闭。哪个状态是你还没见过的？", "CLOSING（正在关闭）：收到了 FIN，却还没收到对自己 FIN 的确认。双方都在 TIME_WAIT 中等待。")),
        Lesson(
            "keep-alive-race", "request-crossed-close", cause: "request-crossed-close",
            others: ["refused", "http-slow", "reset-suspicious"],
            LessonText(
                "the keep-alive race", "A request on a connection that was idle. Why is it answered by a RST?",
                "The server's FIN and the request crossed on the wire. The server never saw the request. Proxies make a 502 of it."
            ),
            LessonText("长连接的竞态", "在空闲了一阵的连接上发请求。为什么得到 RST？", "服务端的 FIN 和请求在途中交错，服务端没有看到请求。代理会把它变成 502。")),
        Lesson(
            "reset", "reset-by-server", cause: "http-incomplete", others: ["refused", "connection-forgotten", "loss"],
            LessonText(
                "a reset in the middle", "The server ends the connection while it answers. What is lost?",
                "The response is cut: fewer bytes than announced. A RST says nothing of why; the frames before it do."),
            LessonText("中途复位", "服务端在应答途中结束了连接。丢了什么？", "响应被截断：字节比声明的少。RST 不说原因，原因要看它之前的各帧。")),
        Lesson(
            "reset-linger", "reset-by-client", cause: "closed-by-reset", others: ["refused", "peer-vanished", "http-incomplete"],
            LessonText(
                "a reset instead of a FIN", "All is answered, and the client sends a RST. Was anything wrong?",
                "No: a program may close so (SO_LINGER 0). It loses nothing here, and avoids TIME_WAIT; it is not a good habit."),
            LessonText("用 RST 代替 FIN", "一切都已应答，客户端却发了 RST。出错了吗？", "没有：程序可以这样关闭（SO_LINGER 0）。这里没有丢任何东西，也省去了 TIME_WAIT；但不是好习惯。")),
        Lesson(
            "forgotten", "half-open", cause: "connection-forgotten",
            others: ["refused", "zero-window-stall", "request-crossed-close"],
            LessonText(
                "one end has forgotten the connection",
                "The server was restarted without a word. When does the client learn of it?",
                "With its next segment: a RST without ACK, whose number is the ack of that segment. Until then the connection is half-open."
            ),
            LessonText("一端忘记了连接", "服务端悄悄重启了。客户端什么时候知道？", "发下一个报文段的时候：得到一个不带 ACK 的 RST，其序号就是那个报文段的 ack。在那之前连接是半开的。")),
        Lesson(
            "forged-reset", "reset-injected", cause: "reset-suspicious", others: ["connection-forgotten", "refused", "loss"],
            LessonText(
                "a forged reset", "A RST in the server's name. Did the server send it?",
                "Its TTL differs, or the server goes on as if it had sent nothing. A capture at the server would decide."),
            LessonText("伪造的复位", "一个以服务端名义发来的 RST。真是服务端发的吗？", "它的 TTL 不同，或服务端像没发过一样继续。在服务端抓包就能确定。")),
    ]

    private static let limits = [
        Lesson(
            "limits", "frames-missing", cause: "acked-unseen-segment", others: ["loss", "out-of-order", "fast-retransmission"],
            LessonText(
                "what a capture cannot know", "Three packets were never captured. Were they lost on the network?",
                "No: the receiver acknowledged them, so they arrived; the capture lacks them. A capture shows what passed one point, at that time, and nothing else."
            ),
            LessonText(
                "抓包无从得知的事", "有三个数据包没有被捕获。是网络丢的吗？",
                "不是：接收方确认了它们，说明已经到达，只是抓包中没有。抓包只显示那一刻经过那一点的东西，除此之外什么也不知道。"))
    ]
}
