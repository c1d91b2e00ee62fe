extension ChineseTopics {
    static let findings = opening + resets + closing + path + http + violations + newer

    private static let opening = [
        TopicText(
            "refused", "连接被拒绝", "服务端用 RST 应答了 SYN：机器在，但这个端口不接受连接。", causes: "没有程序监听；程序只监听别的地址（如 127.0.0.1）；防火墙拒绝。",
            advice: "在服务端执行 ss -ltn，看服务是否在运行、监听哪个地址；再看防火墙。", not: "unanswered-syn：那是什么应答都没有。RST 也是应答，说明数据包能到达。"),
        TopicText(
            "unanswered-syn", "SYN 无应答", "客户端一再重试（再过 1、2、4 秒），什么也没有回来。", causes: "服务端关机或不可达，地址错误，防火墙丢弃了数据包，或应答从另一个地址发出。",
            advice: "在服务端抓包：SYN 到了没有，它应答了没有？", not: "refused：RST 也是应答。没有回音只能证明：没有任何东西回到抓包点。"),
        TopicText(
            "icmp-error", "ICMP 差错报文", "路由器或主机报告了问题，并引用了这条连接的报文段：不可达、超时、需要分片。",
            causes: "主机或网络不可达：没有路由，或主机已关机；管理性禁止：防火墙；超时：路由成环，或 TTL 设得很小（traceroute）；需要分片：途中链路的 MTU 更小。",
            advice: "看是谁发的：数据包就到那里为止。它说的就是原因。",
            not: "RST：它由连接的一端（或冒充者）发出。连接建立之后，TCP 对大多数 ICMP 差错只当作提示（RFC 5927）。"),
        TopicText(
            "syn-retransmitted", "SYN 重传", "连接建立之前 SYN 又发了一次，建立连接多花了一秒以上。",
            causes: "SYN 或对它的应答丢失；服务端队列已满；有设备丢弃或拒绝第一种 SYN（带 ECN 或某些选项）。",
            advice: "比较得到应答的 SYN 和没有得到应答的 SYN；在服务端抓包，看丢的是 SYN 还是应答。", not: "新的连接：x 相同，说明是同一个 SYN。也不是程序慢：应答 SYN 的是内核，不需要程序。"),
        TopicText(
            "syn-ack-retransmitted", "SYN-ACK 重传", "服务端没有及时收到第三次握手。", causes: "SYN-ACK 或第三次握手丢失；在服务端无法分辨是哪一个。",
            advice: "在客户端抓包：SYN-ACK 到了没有，第三次握手发出了没有？", not: "step-3-not-accepted：那时第三次握手在抓包中，服务端却仍然重传 SYN-ACK。"),
        TopicText(
            "step-3-not-accepted", "第三次握手未被接受", "已捕获第三次握手，服务端仍重传 SYN-ACK，或不应答客户端的第一份数据。",
            causes: "服务端的 accept 队列（全连接队列）已满；第三次握手在抓包点之后丢失；服务端在等数据（TCP_DEFER_ACCEPT）；或客户端的报文段缺少已商定的时间戳。",
            advice: "在服务端看 nstat TcpExtListenOverflows，再看应当 accept() 的程序。",
            not: "syn-ack-retransmitted：那时抓包中没有第三次握手。两种情况下客户端都以为连接已经建立。"),
        TopicText(
            "handshake-unfinished", "握手未完成", "有第一、二次握手，没有第三次：客户端没有继续。",
            causes: "SYN-ACK 没有到达（如果客户端重传 SYN，就可以肯定）；端口扫描；或 SYN 洪泛攻击。", advice: "在客户端抓包：SYN-ACK 到了没有？同一个客户端对许多端口或主机都这样，就是扫描。",
            not: "step-3-not-captured：那时有数据传输，说明第三次握手发过。"),
        TopicText(
            "aborted", "连接建立被中止", "第二次与第三次握手之间出现 RST。", causes: "客户端发的：健康检查、端口扫描、连接途中放弃的程序。服务端发的：它容不下这条连接，收回了应答。",
            advice: "客户端发的：看是谁在这样探测端口（负载均衡的健康检查无害）。服务端发的：看它的日志和连接数上限。", not: "refused：那时 RST 直接应答 SYN，之前没有 SYN-ACK。"),
        TopicText(
            "old-connection-answers", "旧连接作了应答", "应答 SYN 的是同一对端口上另一条连接的 ACK（质询确认）。", causes: "客户端重启过或忘记了那条连接，而服务端仍保留着它。",
            advice: "换用别的源端口（不要固定源端口），或查服务端为什么没有关闭。", not: "编号错误的 SYN-ACK：这个 ACK 对旧连接来说是对的。客户端用 RST 应答它，旧连接就此结束。"),
        TopicText(
            "handshake-ack-wrong", "握手的编号不成立", "ack = x+1、seq = x+1 或 ack = y+1 不成立。", causes: "有设备只改写了一个方向的编号，或一端没有遵守协议。",
            advice: "在中间设备的两侧各抓一份包。", not: "相对序号：工具从 0 或 1 数起，而报文中的 x、y 是很大的数。要看的是差值是否为 1。"),
        TopicText(
            "split-handshake", "拆分握手（发现）", "服务端用 SYN 应答 SYN。允许，但非常少见，防火墙会当成攻击。",
            causes: "这样应答的 TCP 实现（RFC 9293 允许）、测试程序，或有人想绕过防火墙。", advice: "看服务端是什么；途中的防火墙可能会结束这样的连接。",
            not: "simultaneous-open：那时双方都在收到对方的 SYN 之前就发了 SYN。"),
        TopicText(
            "step-3-not-captured", "第三次握手未被捕获", "有数据传输，但抓包中没有第三次握手：缺口只在抓包中，连接是好的。", causes: "抓包丢了这个数据包，或只看到几条路径中的一条。",
            advice: "连接没有要修的。增大抓包缓冲区（--buffer-size），或换一个抓包点。", not: "handshake-unfinished：那时客户端再也没有继续。"),
        TopicText(
            "port-reuse", "端口重用（发现）", "新连接取代了仍被记得的旧连接。", causes: "客户端内核又选中了这个端口，常在旧连接处于 TIME_WAIT 时；固定了源端口；NAT。",
            advice: "无害，除非旧连接还在使用。", not: "syn-retransmitted：那时 SYN 的 x 相同。这里的 SYN 开始了另一条连接。"),
        TopicText(
            "window-scale-unknown", "扩大因子无从得知", "没有捕获到 SYN。扩大因子只在 SYN 中出现，所以窗口无法换算成字节。", causes: "抓包开始得比连接晚，或缺少 SYN。",
            advice: "如果窗口很重要，请在连接建立之前开始抓包。", not: "窗口很小：字段写着 500，实际可能是 64,000 字节。"),
    ]

    private static let resets = [
        TopicText(
            "reset-after-close", "迟到的复位", "连接早已结束。无害。", causes: "关闭时还有未读的数据，或最后的报文段到达时套接字已经不在。", advice: "不必处理。",
            not: "closed-by-reset：那时正是 RST 结束了连接。"),
        TopicText(
            "connection-forgotten", "一端已不认识这条连接", "在连接中途，一个不带 ACK 的 RST 应答了报文段。",
            causes: "那一端重启过，或早已关闭而没有被听到；或负载均衡、防火墙、NAT 在空闲一段时间后丢弃了状态。", advice: "看在它之前空闲了多久；保活探测的间隔要小于中间设备的空闲超时。",
            not: "peer-vanished：那时什么也没有回来。refused：那是对 SYN 的应答。"),
        TopicText(
            "data-after-close", "数据遇到了已关闭的程序", "对方内核回应 RST。", causes: "一方向已经关闭的程序发了数据：双方的超时设置不匹配，或客户端已放弃（代理记为 499）。",
            advice: "比较双方的超时设置。如果只是道别（TLS 警报、WebSocket 关闭帧），则无害。", not: "half-closed-for：那时先关闭的一方仍在读。而程序整个关闭套接字之后就不再读，所以内核回应 RST。"
        ),
        TopicText(
            "reset-with-data-outstanding", "还有数据未被确认就复位", "这些字节对程序来说丢失了。", causes: "程序没有读就关闭、崩溃或被杀死；或途中有设备结束了连接。",
            advice: "查发出 RST 的一端的日志，并看这些字节属于哪个请求或响应。", not: "closed-by-reset：那时已发送的都已被确认。而“已确认”也不等于程序已读：数据只是到了接收方的缓冲区。"),
        TopicText(
            "closed-by-reset", "以 RST 代替 FIN 结束", "已发送的都已被确认。",
            causes: "缓冲区里还有未读数据时关闭、以 SO_LINGER 0 关闭，或被杀死；或是对多路径 TCP 的 MP_FASTCLOSE 的应答。", advice: "如果消息都完整，不必处理；否则查发出它的一端的日志。",
            not: "失败：有些程序总是这样结束连接，以避免 TIME_WAIT。"),
        TopicText(
            "reset-suspicious", "可疑的复位", "TTL 与那一方其他数据包不同，或那一方之后像没有发过它一样继续。", causes: "以他人名义发送的防火墙、审查设备或攻击者。",
            advice: "在另一端抓包：它到底有没有发 RST？", not: "路由改变之后由真正一端发出的 RST：TTL 也会变，但那一方之后的数据包都会是新的 TTL。"),
        TopicText(
            "reset-not-acceptable", "必须忽略的复位", "序号在接收方可能期待的范围之外。", causes: "来得太晚，属于同一对端口上的另一条连接，由有缺陷的 TCP 实现产生，或是盲目伪造。",
            advice: "只有一个则不必处理。如果 RST 与 ACK 没完没了地互相应答，则有一端的 TCP 实现有误：重建这条连接。", not: "reset-challenged：那个落在窗口之内，所以会被应答。"),
        TopicText(
            "reset-challenged", "引发质询确认的复位", "在窗口之内，但不在所期待的序号上（RFC 5961）。", causes: "盲目伪造；或者是真的，但发送方在它之前发出的数据没有到达抓包点。",
            advice: "看之后如何：真正的发送方会用序号正确的 RST 应答质询确认。", not: "reset-not-acceptable：在窗口之外，会被直接丢弃而不应答。"),
    ]

    private static let closing = [
        TopicText(
            "fin-never-acknowledged", "FIN 始终未被确认", "发送方一再重传 FIN，直到放弃。", causes: "FIN 或对它的 ACK 一再丢失，或对方已不在。",
            advice: "在另一端抓包：FIN 到了没有？", not: "close-wait：那时 FIN 已被确认，只是程序没有关闭。"),
        TopicText(
            "peer-vanished", "对方失去联系", "数据、FIN 或探测发了又发，什么也没有回来，连 RST 也没有。",
            causes: "机器关机或断网；长时间静默之后，防火墙或 NAT 丢弃了状态；如果只有满长的数据包过不去，则是途中链路的 MTU 更小。",
            advice: "先 ping，再在另一端抓包，并看有没有 ICMP 差错。长时间静默的连接要用保活探测。", not: "connection-forgotten：那时会有 RST 回来。"),
        TopicText(
            "close-wait", "停留在关闭等待", "一方已关闭，另一方的程序一分钟以上既不发送也不关闭。", causes: "程序泄漏了套接字，或卡住了。",
            advice: "查那个程序：ss -tnp state close-wait。", not: "TIME_WAIT：它是正常的，会自行结束。也不是对方的错：对方在 FIN_WAIT_2 中等待。"),
        TopicText(
            "half-closed-for", "半关闭了一段时间", "一个方向已关闭，另一个方向继续。合法，也常是有意的（客户端发完后等待）。",
            causes: "客户端发完后等待应答（用 SHUT_WR 调用 shutdown），或服务端还有数据要发。", advice: "如果是有意的，不必处理；否则看后关闭的一方为什么这么晚才关闭。",
            not: "故障；也不同于 close-wait：那时后关闭的一方一分钟以上既不发送也不关闭。"),
        TopicText(
            "close-ack-wrong", "挥手的编号不成立", "ack = u+1、seq = u+1 或 ack = w+1 不成立。",
            causes: "同 handshake-ack-wrong：有设备只改写了一个方向的编号，或 TCP 实现有误。", advice: "在中间设备的两侧各抓一份包，比较编号。",
            not: "等于 u 的确认号：它确认了 FIN 之前的数据，并没有错，只是还没有确认 FIN 自己的那个序号。"),
        TopicText(
            "capture-ended", "抓包提前结束", "还在等待时抓包就结束了，无从得知后来如何。", causes: "连接还在继续时，抓包就停止了或被截断了。", advice: "抓得久一些。",
            not: "失败：抓包中没有的应答，可能稍后就到了。"),
    ]
}
