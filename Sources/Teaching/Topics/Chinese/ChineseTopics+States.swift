extension ChineseTopics {
    static let states = [
        TopicText("LISTEN", "监听", "服务端的程序在一个端口上等待连接。一个监听套接字可以接受许多连接。"),
        TopicText(
            "SYN_SENT", "同步已发送", "客户端发出第一次握手后进入。收到 ack = x+1 的 SYN-ACK 则进入 ESTABLISHED；收到确认了 SYN 的 RST 则回到 CLOSED。",
            advice: "很多套接字停在这个状态：对方没有应答（见 unanswered-syn）。"),
        TopicText(
            "SYN_RCVD", "同步已收到", "服务端发出第二次握手后进入；同时打开时双方都会进入。",
            causes: "服务端上有很多：第三次握手丢失，或遭到 SYN 洪泛攻击。"),
        TopicText("ESTABLISHED", "连接已建立", "双向都可以传数据。客户端收到 SYN-ACK 就进入，服务端收到第三次握手时进入。图中在第三次握手处为双方标出它，因为抓包在那里才能证明。"),
        TopicText(
            "FIN_WAIT_1", "终止等待 1",
            "先关闭的一方发出 FIN 后进入，FIN 尚未被确认。收到对 FIN 的 ACK 则进入 FIN_WAIT_2；先收到对方的 FIN 则进入 CLOSING；收到同时确认自己 FIN 的 FIN ACK 则直接进入 TIME_WAIT（RFC 9293 §3.10.7.4）。"
        ),
        TopicText(
            "FIN_WAIT_2", "终止等待 2", "自己的 FIN 已被确认，在等对方的 FIN。仍可接收：连接处于半关闭。",
            advice: "长期停在这里，是在等对方的程序关闭（对方处于 CLOSE_WAIT）。如果本端程序已退出，Linux 会在 60 秒后放弃（tcp_fin_timeout）。"),
        TopicText(
            "CLOSE_WAIT", "关闭等待", "已收到对方的 FIN，自己还没有关闭。内核已确认 FIN，接下来要由程序关闭。TCP 对此没有时限。",
            causes: "数量很多：程序忘了关闭套接字，或者卡住了。", advice: "要查的是这一端的程序，不是网络。见 close-wait。",
            not: "TIME_WAIT：它是正常的，会自行结束。CLOSE_WAIT 只有程序关闭时才会结束。"),
        TopicText("CLOSING", "正在关闭", "双方的 FIN 在途中交错，自己的 FIN 尚未被确认。只出现在同时关闭中。"),
        TopicText("LAST_ACK", "最后确认", "已发出第二个 FIN，在等它的 ACK。收到后进入 CLOSED；收不到就重传 FIN。"),
        TopicText(
            "TIME_WAIT", "时间等待",
            "已确认第二个 FIN，等待 2 MSL。MSL 是报文段在网络中的最长寿命（RFC 9293 规定 2 分钟；Linux 总共等 60 秒）。原因有两个：最后一个 ACK 若丢失，还能再次应答对方的 FIN；让这对端口的旧报文段在网络中消失。",
            advice: "短连接多的地方 TIME_WAIT 多是正常的：先考虑重用连接（长连接），再考虑改内核参数。",
            not: "由先关闭的一方持有，并不专属于服务端。它不是泄漏；CLOSE_WAIT 才可能是。"),
        TopicText("CLOSED", "关闭", "没有连接。后关闭的一方收到最后一个 ACK 时到达，先关闭的一方等满 2 MSL 后到达；收到可接受的 RST 时双方都到达。"),
    ]

    static let flags = [
        TopicText("FIN", "终止", "我没有更多数据了。占用一个序号，关闭一个方向，和数据一样会被确认。", not: "RST：它立即结束两个方向，并且不会被确认。"),
        TopicText("SYN", "同步", "编号从这里开始。占用一个序号，即初始序号。只有每个方向的第一个报文段才有。扩大因子、SACK 和时间戳只能在这里商定。"),
        TopicText(
            "RST", "复位", "没有（或不再有）这条连接。连接立即结束，不需要应答。只有序号是接收方所期待的才算数，否则可能是伪造的（RFC 5961）。",
            causes: "端口上没有程序监听；程序在还有数据未读时关闭、以 SO_LINGER 0 关闭或被杀死；防火墙、代理或 NAT 不认识这条连接。",
            advice: "看是谁、在什么状态、在什么之后发的：相应的发现会说明。"),
        TopicText("PSH", "推送", "请立即交给程序：发送方当时没有更多数据可加。它出现在程序一次写入的末尾，对编号没有影响。", not: "它不是消息的边界：TCP 传的是字节流。"),
        TopicText(
            "ACK", "确认", "确认号有效。除第一个 SYN 和某些 RST 外，每个报文段都有。ack = n 的意思是：n 之前的都已收到，期待 n。它不占用序号。", not: "纯 ACK 不带数据，本身不会被确认。"),
        TopicText("URG", "紧急", "紧急指针有效。这是流中的一个标记，几乎没有人用，各实现理解不一：新程序不应使用。"),
        TopicText("ECE", "显式拥塞回显", "在 SYN 上：提议使用 ECN。之后：接收方看到了被路由器打上拥塞标记（而没有丢弃）的数据包。"),
        TopicText("CWR", "拥塞窗口已减小", "回应 ECE：发送方已经减速。与 ECE 一起出现在 SYN 上：提议使用 ECN。"),
        TopicText("AE", "精确 ECN", "与 CWR、ECE 一起组成被标记数据包的计数（Accurate ECN）。以前叫 NS。"),
    ]

    static let options = [
        TopicText(
            "MSS", "最大报文段长度", "在 SYN 中：发送方一个报文段最多能收多少字节的载荷。双方各说各的，不必相等。以太网上多为 1460：1500 减去 IP 的 20 和 TCP 的 20。",
            causes: "更小：有隧道、PPPoE，或路由器改小了它。", not: "接收窗口：窗口限制的是在途数据的总量。"),
        TopicText(
            "window scale", "扩大因子", "窗口字段只有 16 位。扩大因子为 n 时，窗口 = 字段 × 2^n，最大 1 GiB。它只在 SYN 中说一次，双方都有才生效；SYN 自己的窗口不扩大。",
            not: "窗口并不是“交换一次”：每个报文段都带着窗口，SYN 中商定的只是扩大因子。没有抓到 SYN，就无从得知扩大因子。"),
        TopicText("SACK permitted", "允许选择确认", "在 SYN 中。双方都有才使用，现在几乎都有。"),
        TopicText("SACK", "选择确认", "ack 只能说明到哪里为止没有缺口。SACK 块再说明缺口之后收到了哪些字节，于是只需重传缺口。低于 ack 的块（D-SACK）报告收到了两次的字节。"),
        TopicText("timestamps", "时间戳", "TSval 是发送方的时钟，TSecr 是最近收到的对方时钟。用它可以测往返时间（重传的报文段也能测），在序号回绕时还能分辨新旧报文段（PAWS）。"),
        TopicText(
            "Fast Open", "TCP 快速打开", "凭以前连接得到的 cookie，客户端可以在 SYN 中带数据，服务端可以在第三次握手之前就应答：省一个往返。",
            not: "没有这个选项的 SYN 也可以带数据，但要到第三次握手之后才交给程序。"),
        TopicText("Multipath TCP", "多路径 TCP", "几条 TCP 连接共同承载一个流。这里把它们各当作一条连接来解释。"),
    ]
}
