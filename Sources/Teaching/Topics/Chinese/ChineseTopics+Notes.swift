extension ChineseTopics {
    static let notes = [
        TopicText(
            "retransmission", "重传", "这一端以前发过的字节、SYN 或 FIN，又发了一次。", causes: "第一份或对它的 ACK 丢失或迟到。",
            advice: "代价见 loss 和 retransmission-timeout-stall。",
            not: "重传并不证明丢包，见 spurious-retransmission。重复捕获的帧不是重传（duplicate-frame）。"),
        TopicText(
            "fast-retransmission", "快速重传", "重复确认说明有缺口，发送方不等超时就重传（标准是三个重复确认；这里从两个起就这样标）。", causes: "丢了一个报文段，而之后的到了：代价最小的丢包。",
            advice: "只有一次不必处理；如果很多，沿路径找丢包的地方。", not: "超时重传：那要等 200 ms 以上。"),
        TopicText(
            "spurious-retransmission", "不必要的重传", "这些字节在抓包中早已被确认，却又发了一次。", causes: "ACK 在抓包点之后丢失或迟到，或者发送方的超时时间太短。",
            advice: "只有一次不必处理；如果很多，查 ACK 所走的返回方向。", not: "丢包：什么也没有缺。还有保活探测和零窗口探测：它们有意重复一个字节。"),
        TopicText(
            "out-of-order", "乱序", "它补上了缺口，而且紧跟在后面的字节之后，不可能是对丢包的反应。", causes: "多条路径，或会打乱顺序的队列。",
            advice: "很少出现则不必处理。如果引起了重传，找把数据包分到多条路径上的设备。", not: "重传：重传要晚一个往返或一次超时。"),
        TopicText(
            "previous-segment-not-captured", "此前的报文段未被捕获", "序号比期待的靠后。", causes: "在到达抓包点之前丢失，还没到，或者抓包本身漏掉了。",
            advice: "如果接收方确认了缺少的字节，说明它们到了：缺口只在抓包中。", not: "网络丢包：只有接收方要求重发，或这些字节被重传，才能这样说。"),
        TopicText(
            "acked-unseen-segment", "已被确认但未被捕获", "对方收到了抓包中没有的字节。（如果同一报文段有等式不成立，则是它的编号有误。）", causes: "抓包丢了数据包，或只看到一条路径。",
            advice: "增大抓包缓冲区（--buffer-size），或换一个能看到两个方向的抓包点。", not: "网络丢包：已被确认的就是已经到达的。"),
        TopicText(
            "duplicate-ack", "重复确认", "同样的确认号又来一次，不带数据：收到了报文段，但不是所期待的那个。", causes: "前面有缺口、乱序，或收到了两次。", advice: "连续三个会让发送方立即重传。",
            not: "window-update：那时窗口变了。还有 keep-alive-ack：它应答的是探测。"),
        TopicText(
            "keep-alive", "保活探测", "不带数据或只带一个字节，序号比期待的小 1：对方必须用当前的 ACK 应答。", causes: "SO_KEEPALIVE：Linux 默认在静默两小时后开始。",
            advice: "如果没有应答：见 peer-vanished。", not: "HTTP 的长连接（keep-alive）：那是指一条连接用于多个请求。还有样子相似的零窗口探测。"),
        TopicText(
            "keep-alive-ack", "保活应答", "对方还在，连接也还在。", causes: "紧接在探测之后，由内核发出。", advice: "不必处理。", not: "程序正常的证据：应答的是内核。还有样子相同的重复确认。"
        ),
        TopicText(
            "zero-window", "零窗口", "窗口为 0：不要再发。没有丢失任何东西，发送方等待并探测。", causes: "这一端的程序读得不够快，或根本没有读。",
            advice: "查这一端的程序：见 zero-window-stall。", not: "拥塞：错不在网络。"),
        TopicText(
            "zero-window-probe", "零窗口探测", "窗口为 0 时发出的一个字节或空报文段，间隔越来越长，询问窗口是否重新打开。", causes: "对方的窗口关闭，而这一端有数据要发。",
            advice: "持续了多久，见 zero-window-stall。", not: "保活探测：那是在窗口打开时询问。也不是重传：什么也没有丢。"),
        TopicText(
            "zero-window-probe-ack", "零窗口探测的应答", "接收方还在，缓冲区仍是满的。", causes: "程序还是没有读。", advice: "查那个程序。", not: "因丢包而来的重复确认：样子相似。"),
        TopicText(
            "window-full", "窗口已满", "有了这个报文段，在途字节达到了窗口的上限。", causes: "接收缓冲区对这条路径（带宽乘往返时间）来说太小，或读得慢。",
            advice: "增大接收缓冲区（Linux 上是 net.ipv4.tcp_rmem），或让程序读得更快。", not: "zero-window：那是接收方自己说的，这里是数出来的。也不是拥塞窗口：那个谁也看不到。"),
        TopicText(
            "window-update", "窗口更新", "只有窗口变了。没有任何问题。", causes: "程序读走了数据，或内核扩大了缓冲区。", advice: "不必处理。", not: "重复确认：重复确认的窗口也相同。"),
        TopicText(
            "port-reuse", "端口重用", "在同一对地址和端口上，先前的连接还记得，又来了一个 SYN。", causes: "客户端内核又选中了这个端口，常在 TIME_WAIT 之后；NAT。",
            advice: "如果连接建立了，不必处理。", not: "SYN 重传：那时 x 相同。"),
        TopicText(
            "simultaneous-open", "同时打开", "双方都没有等对方就发了 SYN。需要四个报文段，没有第三次握手。", causes: "从固定端口互相连接的程序（打洞）。", advice: "不必处理。",
            not: "split-handshake：那时一个 SYN 是对另一个的应答。"),
        TopicText(
            "fast-open", "SYN 携带数据", "见选项 Fast Open。", causes: "客户端持有以前连接得到的该服务端的 cookie。", advice: "看 SYN-ACK 确认了多少：没有被确认的会重传。",
            not: "第三次握手之后的数据：那是通常的情形。"),
        TopicText(
            "data-after-fin", "FIN 之后的数据", "同一方的 FIN 之后不可能再有数据。", causes: "TCP 实现有误，或有人想迷惑旁观者。", advice: "在看似发送它的一端抓包：它真的发了吗？",
            not: "另一方的数据：FIN 只关闭一个方向，另一个方向可以继续。"),
        TopicText(
            "reset-not-acceptable", "不可接受的复位", "序号在接收方可能期待的范围之外，必须忽略。", causes: "来得太晚，属于别的连接，或盲目伪造。", advice: "只有一个不必处理；见同名的发现。",
            not: "结束连接的 RST：它的序号正是所期待的。"),
        TopicText(
            "reset-challenged", "被质询的复位", "在窗口之内，但不在所期待的序号上：接收方不关闭，而是回一个 ACK（质询确认）。真正的发送方会再发一个序号正确的 RST。",
            causes: "盲目伪造的 RST，或之前有数据丢失的真 RST。", advice: "看质询确认之后如何。", not: "reset-not-acceptable：那个得不到应答。"),
        TopicText(
            "overlap-conflict", "与先前的副本不同", "两次发送的字节内容不同。这里以第一份为准。", causes: "有东西改写了数据包，或有人想让两个读者看到不同的内容。", advice: "在两端抓包，比较内容。",
            not: "重传：字节是相同的。"),
        TopicText(
            "bad-checksum", "TCP 校验和错误", "对首部和载荷的校验和不成立。", causes: "多半是网卡在抓包之后才填写（offload）。同一方其他报文段都正确时，才是损坏。",
            advice: "如果是 offload：在另一端抓包，或关闭它（ethtool -K 的 tx off）。如果是损坏：查途中的设备。", not: "线路损坏：那很少见，文字会说明是哪一种。"),
        TopicText(
            "truncated", "被抓取长度截断", "抓包只保留了数据包的开头。", causes: "抓取长度（-s，snap length）小于数据包。", advice: "用 -s 0 抓包。",
            not: "损坏或不完整的数据包：在网络上它是完整的。"),
        TopicText(
            "urgent", "紧急数据", "设置了 URG，见该条。", causes: "Telnet、FTP、rlogin；否则是测试或攻击。", advice: "新程序不要使用。", not: "PSH：几乎每个带数据的报文段都有。"
        ),
        TopicText(
            "duplicate-frame", "重复捕获的帧", "同一个数据包在两处被捕获。", causes: "镜像端口、-i any、路由器的两侧。", advice: "只在一处抓包：一个网卡，或镜像端口的一个方向。",
            not: "重传：重传是另一个数据包，标识不同或来得更晚。"),
    ]
}
