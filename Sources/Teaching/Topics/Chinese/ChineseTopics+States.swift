extension ChineseTopics {
    static let states = [
        TopicText(
            "LISTEN", "监听", "服务端的程序在一个端口上等待连接。一个监听套接字可以接受许多连接。", causes: "从服务端程序调用 listen() 起，到它关闭那个套接字为止。",
            advice: "ss -ltn 列出监听的套接字，以及各自监听的地址。", not: "ESTABLISHED：监听套接字一直处于 LISTEN，每条连接另有自己的套接字。"),
        TopicText(
            "SYN_SENT", "同步已发送", "客户端发出第一次握手后进入。收到 ack = x+1 的 SYN-ACK 则进入 ESTABLISHED；收到确认了 SYN 的 RST 则回到 CLOSED。",
            causes: "connect() 等待期间。数量很多：对方没有应答。", advice: "见 unanswered-syn。", not: "SYN_RCVD：那时也收到了 SYN。教程里写的 SYN-END 就是这个状态。"),
        TopicText(
            "SYN_RCVD", "同步已收到", "服务端发出第二次握手后进入；同时打开时双方都会进入。", causes: "每次握手中持续一个往返。服务端上有很多：第三次握手丢失，或遭到 SYN 洪泛攻击。",
            advice: "见 handshake-unfinished；Linux 上 SYN cookie 可以避免队列被占满。", not: "ESTABLISHED：服务端只是收到了 SYN，还没有证据表明客户端收到了它的应答。"),
        TopicText(
            "ESTABLISHED", "连接已建立", "双向都可以传数据。客户端收到 SYN-ACK 就进入，服务端收到第三次握手时进入。图中在第三次握手处为双方标出它，因为抓包在那里才能证明。",
            causes: "从握手完成到第一个 FIN 或 RST。", advice: "长期静默地停在这里的连接，对方可能早已不在：只有发点什么（数据或保活探测）才能知道。",
            not: "程序正常工作：连接是内核建立的，那时程序还不一定已经 accept。"),
        TopicText(
            "FIN_WAIT_1", "终止等待 1",
            "先关闭的一方发出 FIN 后进入，FIN 尚未被确认。收到对 FIN 的 ACK 则进入 FIN_WAIT_2；先收到对方的 FIN 则进入 CLOSING；收到同时确认自己 FIN 的 FIN ACK 则直接进入 TIME_WAIT（RFC 9293 §3.10.7.4）。",
            causes: "程序关闭之后，大约持续一个往返。", advice: "长期停在这里：对方已不在，或它的窗口关闭，FIN 之前还有数据在等。", not: "FIN_WAIT_2：那时 FIN 已被确认。"),
        TopicText(
            "FIN_WAIT_2", "终止等待 2", "自己的 FIN 已被确认，在等对方的 FIN。仍可接收：连接处于半关闭。", causes: "从自己的 FIN 被确认到对方的 FIN 到来：对方的程序多久关闭，就持续多久。",
            advice: "长期停在这里，是在等对方的程序关闭（对方处于 CLOSE_WAIT）。如果本端程序已退出，Linux 会在 60 秒后放弃（tcp_fin_timeout）。", not: "TIME_WAIT：这里对方还没有关闭。"
        ),
        TopicText(
            "CLOSE_WAIT", "关闭等待", "已收到对方的 FIN，自己还没有关闭。内核已确认 FIN，接下来要由程序关闭。TCP 对此没有时限。", causes: "数量很多：程序忘了关闭套接字，或者卡住了。",
            advice: "要查的是这一端的程序，不是网络。见 close-wait。", not: "TIME_WAIT：它是正常的，会自行结束。CLOSE_WAIT 只有程序关闭时才会结束。"),
        TopicText(
            "CLOSING", "正在关闭", "双方的 FIN 在途中交错，自己的 FIN 尚未被确认。只出现在同时关闭中。", causes: "双方的程序同时关闭时，短暂出现。", advice: "不必处理。",
            not: "LAST_ACK：那时先收到对方的 FIN，之后才发自己的；这里在收到之前就已发出。"),
        TopicText(
            "LAST_ACK", "最后确认", "已发出第二个 FIN，在等它的 ACK。收到后进入 CLOSED；收不到就重传 FIN。", causes: "后关闭的一方，持续一个往返。",
            advice: "长期停在这里：最后的 ACK 没有来，对方已不在。", not: "TIME_WAIT：在那里等待的是另一方。"),
        TopicText(
            "TIME_WAIT", "时间等待",
            "已确认第二个 FIN，等待 2 MSL。MSL 是报文段在网络中的最长寿命（RFC 9293 规定 2 分钟；Linux 总共等 60 秒）。原因有两个：最后一个 ACK 若丢失，还能再次应答对方的 FIN；让这对端口的旧报文段在网络中消失。",
            causes: "每次关闭之后，先关闭的一方停留 2 MSL。", advice: "短连接多的地方 TIME_WAIT 多是正常的：先考虑重用连接（长连接），再考虑改内核参数。",
            not: "由先关闭的一方持有，并不专属于服务端。它不是泄漏；CLOSE_WAIT 才可能是。"),
        TopicText(
            "CLOSED", "关闭", "没有连接。后关闭的一方收到最后一个 ACK 时到达，先关闭的一方等满 2 MSL 后到达；收到可接受的 RST 时双方都到达。",
            causes: "第一个 SYN 之前，以及结束之后。没有套接字处于这个状态，所以工具不会列出它。", advice: "不必处理。", not: "被防火墙关闭的端口：那可能完全没有应答。"),
    ]

    static let flags = [
        TopicText(
            "FIN", "终止", "我没有更多数据了。占用一个序号，关闭一个方向，和数据一样会被确认。", causes: "程序关闭套接字，或声明不再发送（shutdown）。",
            advice: "应当有两个，每个方向一个。如果少一个，见 capture-ended、half-closed-for 和 close-wait。", not: "RST：它立即结束两个方向，并且不会被确认。"),
        TopicText(
            "SYN", "同步", "编号从这里开始。占用一个序号，即初始序号。只有每个方向的第一个报文段才有。扩大因子、SACK 和时间戳只能在这里商定。", causes: "每一端的第一个报文段，以及它的重传。",
            advice: "如果一再出现：见 unanswered-syn。", not: "请求：它只打开连接，通常不带数据。"),
        TopicText(
            "RST", "复位", "没有（或不再有）这条连接。连接立即结束，不需要应答。只有序号是接收方所期待的才算数，否则可能是伪造的（RFC 5961）。",
            causes: "端口上没有程序监听；程序在还有数据未读时关闭、以 SO_LINGER 0 关闭或被杀死；防火墙、代理或 NAT 不认识这条连接。", advice: "看是谁、在什么状态、在什么之后发的：相应的发现会说明。",
            not: "FIN：它有序地关闭一个方向。还有 ICMP 差错：那是路由器发的。"),
        TopicText(
            "PSH", "推送", "请立即交给程序：发送方当时没有更多数据可加。它出现在程序一次写入的末尾，对编号没有影响。", causes: "程序一次写入的最后一个报文段。",
            advice: "不必处理：没有它，接收方也会把数据交给程序。", not: "它不是消息的边界：TCP 传的是字节流。"),
        TopicText(
            "ACK", "确认", "确认号有效。除第一个 SYN 和某些 RST 外，每个报文段都有。ack = n 的意思是：n 之前的都已收到，期待 n。它不占用序号。", causes: "从第二个报文段起，每个都有。",
            advice: "看确认号：它证明了什么已经到达。", not: "纯 ACK 不带数据，本身不会被确认。"),
        TopicText(
            "URG", "紧急", "紧急指针有效。这是流中的一个标记，几乎没有人用，各实现理解不一：新程序不应使用。", causes: "Telnet、FTP、rlogin；否则是测试或攻击。", advice: "新程序不要使用。",
            not: "PSH。它也不是优先级：紧急数据不会超过其他数据。"),
        TopicText(
            "ECE", "显式拥塞回显", "在 SYN 上：提议使用 ECN。之后：接收方看到了被路由器打上拥塞标记（而没有丢弃）的数据包。", causes: "提议 ECN 的 SYN 上；之后出现在路由器接近饱和而打上标记时。",
            advice: "不必处理：它避免了一次丢包。如果很多，说明路径已满。", not: "丢包：被标记的数据包已经到达。"),
        TopicText(
            "CWR", "拥塞窗口已减小", "回应 ECE：发送方已经减速。与 ECE 一起出现在 SYN 上：提议使用 ECN。", causes: "收到 ECE 之后的第一份新数据。", advice: "不必处理。",
            not: "接收窗口：减小的是发送方自己的上限（拥塞窗口）。"),
        TopicText(
            "AE", "精确 ECN", "与 CWR、ECE 一起组成被标记数据包的计数（Accurate ECN）。以前叫 NS。", causes: "使用 Accurate ECN 时，目前还很少见。", advice: "不必处理。",
            not: "NS：以前占用这一位的实验（RFC 3540），已被放弃。"),
    ]

    static let options = [
        TopicText(
            "MSS", "最大报文段长度", "在 SYN 中：发送方一个报文段最多能收多少字节的载荷。双方各说各的，不必相等。以太网上多为 1460：1500 减去 IP 的 20 和 TCP 的 20。",
            causes: "双方的 SYN 中都有。小于 1460：有隧道、PPPoE，或路由器改小了它。", advice: "如果大报文段过不去（path-mtu），在窄链路之前的路由器上改小它。",
            not: "接收窗口：窗口限制的是在途数据的总量。"),
        TopicText(
            "window scale", "扩大因子", "窗口字段只有 16 位。扩大因子为 n 时，窗口 = 字段 × 2^n，最大 1 GiB。它只在 SYN 中说一次，双方都有才生效；SYN 自己的窗口不扩大。",
            causes: "几乎总在双方的 SYN 中。", advice: "如果窗口很重要，要抓到 SYN。", not: "窗口并不是“交换一次”：每个报文段都带着窗口，SYN 中商定的只是扩大因子。没有抓到 SYN，就无从得知扩大因子。"
        ),
        TopicText(
            "SACK permitted", "允许选择确认", "在 SYN 中。双方都有才使用，现在几乎都有。", causes: "几乎总在双方的 SYN 中。",
            advice: "如果有一端没有，看是不是途中有设备去掉了它：没有它，丢包的代价更大。", not: "SACK：那是之后携带各块的选项。"),
        TopicText(
            "SACK", "选择确认", "ack 只能说明到哪里为止没有缺口。SACK 块再说明缺口之后收到了哪些字节，于是只需重传缺口。低于 ack 的块（D-SACK）报告收到了两次的字节。",
            causes: "有缺口时，或收到重复字节之后，出现在 ACK 上。", advice: "看 ack 与第一块之间的空隙：缺的就是那些字节。",
            not: "确认号：只有它才算数。只被 SACK 的字节，接收方仍可以丢弃（几乎不会）。"),
        TopicText(
            "timestamps", "时间戳", "TSval 是发送方的时钟，TSecr 是最近收到的对方时钟。用它可以测往返时间（重传的报文段也能测），在序号回绕时还能分辨新旧报文段（PAWS）。",
            causes: "双方的 SYN 都有它之后，除 RST 外的每个报文段。", advice: "如果报文段缺少它：见 options-missing。", not: "日期时间：TSval 从自选的数开始，按自己的步长计数。"),
        TopicText(
            "Fast Open", "TCP 快速打开", "凭以前连接得到的 cookie，客户端可以在 SYN 中带数据，服务端可以在第三次握手之前就应答：省一个往返。",
            causes: "第一次连接时索取 cookie，以后的连接在 SYN 中带 cookie 和数据。", advice: "放在 SYN 里的请求，必须是执行两次也无妨的。",
            not: "没有这个选项的 SYN 也可以带数据，但要到第三次握手之后才交给程序。"),
        TopicText(
            "Multipath TCP", "多路径 TCP", "几条 TCP 连接共同承载一个流。这里把它们各当作一条连接来解释。", causes: "同时使用 Wi-Fi 和移动网络的手机；较新 Linux 上的某些程序。",
            advice: "一条子流结束，不表示整个传输结束。", not: "浏览器的多条连接：那些连接的流彼此无关。"),
    ]
}
