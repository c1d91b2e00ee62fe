extension ChineseTopics {
    static let path = [
        TopicText(
            "loss", "丢包", "三个以上、占该方向 1 % 以上的报文段不得不重传，而且确有必要。", causes: "队列已满、线路或 Wi-Fi 质量差、限速丢包；如果校验和有误，则是途中损坏。",
            advice: "沿路径抓包，看在哪里消失。", not: "重传本身：有的重传是不必要的（spurious-retransmission），重复捕获的帧更不是重传。"),
        TopicText(
            "retransmission-timeout-stall", "等待超时重传而停顿", "没有任何东西告诉发送方丢包，它等了 200 ms 以上。",
            causes: "一串数据的最后一个报文段或它的 ACK 丢失：之后没有报文段能引起重复确认。或者第一份途中损坏，被接收方丢弃。",
            advice: "找出丢包的原因（见 loss）。等待的时间是发送方的 RTO，Linux 上至少 200 ms，每再超时一次就加倍。", not: "服务端慢：这里有字节被重传。也不是快速重传：快速重传不等超时。"),
        TopicText(
            "spurious-retransmission", "不必要的重传造成停顿", "D-SACK、时间戳回显或迟到的 ACK 说明第一份已经到达。", causes: "时延突然变大，或 ACK 丢失、迟到。",
            advice: "查返回的方向：它丢失或拖延了 ACK。如果常常发生，说明时延的变化超出了发送方计时器的估计。", not: "loss：这些字节早已到达，缺的只是它们的 ACK。"),
        TopicText(
            "path-mtu", "大包过不去，小包过得去", "握手和短请求都正常，第一个满长的报文段却始终不到。", causes: "途中有 MTU 更小的链路（隧道、VPN、PPPoE），而防火墙丢弃了本应通知的 ICMP 差错。",
            advice: "放行 ICMP“需要分片”，改小 MSS，或启用探测（RFC 4821）。", not: "偶然的丢包：这里消失的全是同一长度的，更短的都能通过。也不是零窗口：那是接收方自己说满了。"),
        TopicText(
            "zero-window-stall", "零窗口造成停顿", "接收方的程序没有读，窗口关闭了 200 ms 以上。",
            causes: "那一端的程序没有读或读得太慢；如果还没有收到过数据，则是 SYN 代理，或 TCP 内存不足。", advice: "要查的是那个程序，不是网络。", not: "拥塞或网络慢：什么也没有丢，是接收方要求发送方等待。"
        ),
        TopicText(
            "window-shrunk", "窗口被收回", "新边界之外的字节已在途中。RFC 9293 强烈不建议这样做。", causes: "内存不足，或 TCP 实现有误。",
            advice: "看那一端的内存（例如 nstat TcpExtTCPRcvCollapsed），以及中间设备。", not: "随着数据到达而变小的窗口：那很平常，因为右边界没有变。"),
        TopicText(
            "delayed-ack-stall", "小报文段在等延迟确认", "发送方要等 ACK 才发下一个小报文段（Nagle 算法），接收方又把 ACK 推迟 40 ms 或更久。",
            causes: "Nagle 算法与延迟确认互相等待：程序把数据分成小块一次次写。", advice: "设置 TCP_NODELAY，或一次写完。", not: "http-slow：不是程序慢，是字节在发送方的内核里等待。"),
        TopicText(
            "options-missing", "缺少已商定的时间戳", "接收方可以丢弃这样的报文段（RFC 7323）。", causes: "途中有设备去掉了它，或一端的 TCP 实现有误。",
            advice: "在中间设备的两侧各抓一份包：在哪里消失的？", not: "RST，以及对方没有提议时间戳的连接：它们本来就可以没有时间戳。"),
        TopicText(
            "overlap-conflict", "两次发送的字节不同", "两个读者可能看到不同的内容。", causes: "途中有设备改写数据包，或有人想让两个读者看到不同的内容。",
            advice: "在两端抓包，比较字节。此后重组出来的内容不要轻信。", not: "retransmission：真正的重传，字节是相同的。校验和错误的副本不算在内。"),
    ]

    static let newer = [
        TopicText(
            "h2-stream-reset", "HTTP/2 的流被 RST_STREAM 结束", "一个请求被取消或被拒绝，连接继续。",
            causes: "错误码会说明：CANCEL 是客户端不再需要，REFUSED_STREAM 可以重试。", advice: "看错误码，以及发出它的一端的日志。被拒绝的（REFUSED_STREAM）可以重发。",
            not: "TCP 的 RST：那会结束整条连接。"),
        TopicText(
            "h2-goaway", "GOAWAY：这条连接不再接受新的流", "它指明最后一个已处理或可能处理的流；之后的请求可以在别的连接上重发。", causes: "服务端要停机，或限制连接的寿命；带错误码时是故障。",
            advice: "最后那个流之后的请求，在新连接上重发。如果带错误码：查发出它的一端的日志。", not: "FIN：GOAWAY 只是预告，已经开始的流仍可得到应答。"),
        TopicText(
            "h2-flow-control-stall", "HTTP/2 自己的窗口关闭", "接收方没有发 WINDOW_UPDATE，发送方只好等待，尽管 TCP 还能传更多。",
            causes: "那一端的程序没有读，或窗口对这条路径来说太小。", advice: "查应当读取的程序；路径很长时，增大窗口（SETTINGS_INITIAL_WINDOW_SIZE、WINDOW_UPDATE）。",
            not: "TCP 的零窗口：那会让所有的流一起停下。"),
        TopicText(
            "h2-protocol-error", "违反 HTTP/2 的规则", "帧或消息违反了 RFC 9113，文字会说明是哪一条。", causes: "发出它的程序或库有缺陷，或代理在 HTTP 版本之间转换时出错。",
            advice: "查那个程序；文字会指明是哪一条、哪一节。", not: "h2-stream-reset：那时一方按规则放弃一个流。"),
        TopicText(
            "h2-concurrency-limit", "并发流数达到上限", "更多的请求要等某个流结束（SETTINGS_MAX_CONCURRENT_STREAMS）。",
            causes: "客户端同时发出许多请求，应答慢，或 SETTINGS_MAX_CONCURRENT_STREAMS 太小。", advice: "提高上限，增加连接，或更快应答。",
            not: "h2-flow-control-stall：那时等的是字节，这里等的是整个请求。"),
    ]
}
