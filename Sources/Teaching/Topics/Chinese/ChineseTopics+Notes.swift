extension ChineseTopics {
    static let notes = [
        TopicText(
            "retransmission", "重传", "这一端以前发过的字节、SYN 或 FIN，又发了一次。", causes: "第一份或对它的 ACK 丢失或迟到。",
            not: "重传并不证明丢包，见 spurious-retransmission。重复捕获的帧不是重传（duplicate-frame）。"),
        TopicText(
            "fast-retransmission", "快速重传", "重复确认说明有缺口，发送方不等超时就重传（标准是三个重复确认；这里从两个起就这样标）。", causes: "丢了一个报文段，而之后的到了：代价最小的丢包。"),
        TopicText("spurious-retransmission", "不必要的重传", "这些字节在抓包中早已被确认，却又发了一次。", causes: "ACK 在抓包点之后丢失或迟到，或者发送方的超时时间太短。"),
        TopicText("out-of-order", "乱序", "它补上了缺口，而且紧跟在后面的字节之后，不可能是对丢包的反应。", causes: "多条路径，或会打乱顺序的队列。", not: "重传：重传要晚一个往返或一次超时。"),
        TopicText(
            "previous-segment-not-captured", "此前的报文段未被捕获", "序号比期待的靠后。", causes: "在到达抓包点之前丢失，还没到，或者抓包本身漏掉了。",
            advice: "如果接收方确认了缺少的字节，说明它们到了：缺的是抓包。"),
        TopicText("acked-unseen-segment", "已被确认但未被捕获", "对方收到了抓包中没有的字节。", causes: "抓包丢了数据包，或只看到一条路径。", not: "网络丢包：已被确认的就是已经到达的。"),
        TopicText(
            "duplicate-ack", "重复确认", "同样的确认号又来一次，不带数据：收到了报文段，但不是所期待的那个。", causes: "前面有缺口、乱序，或收到了两次。", advice: "连续三个会让发送方立即重传。"),
        TopicText(
            "keep-alive", "保活探测", "不带数据或只带一个字节，序号比期待的小 1：对方必须用当前的 ACK 应答。", causes: "SO_KEEPALIVE：Linux 默认在静默两小时后开始。",
            not: "HTTP 的长连接（keep-alive）：那是指一条连接用于多个请求。还有样子相似的零窗口探测。"),
        TopicText("keep-alive-ack", "保活应答", "对方还在，连接也还在。"),
        TopicText("zero-window", "零窗口", "窗口为 0：不要再发。没有丢失任何东西，发送方等待并探测。", causes: "这一端的程序读得不够快，或根本没有读。", not: "拥塞：错不在网络。"),
        TopicText("zero-window-probe", "零窗口探测", "窗口为 0 时发出的一个字节或空报文段，间隔越来越长，询问窗口是否重新打开。", not: "保活探测。"),
        TopicText("zero-window-probe-ack", "零窗口探测的应答", "接收方还在，缓冲区仍是满的。"),
        TopicText("window-full", "窗口已满", "有了这个报文段，在途字节达到了窗口的上限。", causes: "接收缓冲区对这条路径（带宽乘往返时间）来说太小，或读得慢。"),
        TopicText("window-update", "窗口更新", "只有窗口变了。没有任何问题。", not: "重复确认：重复确认的窗口也相同。"),
        TopicText("port-reuse", "端口重用", "在同一对地址和端口上，先前的连接还记得，又来了一个 SYN。", causes: "客户端内核又选中了这个端口，常在 TIME_WAIT 之后；NAT。"),
        TopicText("simultaneous-open", "同时打开", "双方都没有等对方就发了 SYN。需要四个报文段，没有第三次握手。", causes: "从固定端口互相连接的程序（打洞）。"),
        TopicText("fast-open", "SYN 携带数据", "见选项 Fast Open。"),
        TopicText("data-after-fin", "FIN 之后的数据", "同一方的 FIN 之后不可能再有数据。", causes: "TCP 实现有误，或有人想迷惑旁观者。"),
        TopicText("reset-not-acceptable", "不可接受的复位", "序号在接收方可能期待的范围之外，必须忽略。", causes: "来得太晚，属于别的连接，或盲目伪造。"),
        TopicText("reset-challenged", "被质询的复位", "在窗口之内，但不在所期待的序号上：接收方不关闭，而是回一个 ACK（质询确认）。真正的发送方会再发一个序号正确的 RST。"),
        TopicText("overlap-conflict", "与先前的副本不同", "两次发送的字节内容不同。这里以第一份为准。", causes: "有东西改写了数据包，或有人想让两个读者看到不同的内容。"),
        TopicText(
            "bad-checksum", "TCP 校验和错误", "对首部和载荷的校验和不成立。", causes: "多半是网卡在抓包之后才填写（offload）。同一方其他报文段都正确时，才是损坏。",
            not: "线路损坏：那很少见，文字会说明是哪一种。"),
        TopicText("truncated", "被抓包长度截断", "抓包只保留了数据包的开头。", advice: "用 -s 0 抓包。"),
        TopicText("urgent", "紧急数据", "设置了 URG，见该条。"),
        TopicText("duplicate-frame", "重复捕获的帧", "同一个数据包在两处被捕获。", causes: "镜像端口、-i any、路由器的两侧。", not: "重传：重传是另一个数据包，标识不同或来得更晚。"),
    ]

    static let outcomes = [
        TopicText("complete", "三次握手完整", "抓包中有第一、二、三次握手。"),
        TopicText("simultaneous", "同时打开或同时关闭", "打开：双方都发了 SYN，并各自应答了对方。关闭：双方的 FIN 在途中交错，都经过 CLOSING，都在 TIME_WAIT 中等待。"),
        TopicText("split", "拆分握手", "服务端用 SYN 应答 SYN：双方都发了 SYN，只有一方发了 SYN-ACK。"),
        TopicText("refused", "被拒绝", "服务端用 RST 应答 SYN，连接没有建立。见同名的发现。"),
        TopicText("aborted", "被中止", "第二次与第三次握手之间出现 RST。见同名的发现。"),
        TopicText("unanswered", "无应答", "服务端什么也没有发来。见发现 unanswered-syn。"),
        TopicText("partial", "握手不完整", "只捕获了部分步骤：抓包开始得晚，或缺数据包。"),
        TopicText("not-captured", "握手未被捕获", "连接早于抓包：窗口无法换算，谁是客户端只能推断。"),
        TopicText("four-step", "四次挥手", "FIN、ACK、FIN、ACK：另一方在 ACK 与 FIN 之间还有事要做或有数据要发。"),
        TopicText(
            "three-step", "三个报文段的关闭", "FIN、FIN ACK、ACK：另一方已无数据要发，第二、三次挥手合并。没有出错，这是最常见的关闭。",
            not: "为什么课本说四次？要说的话确实有四句，每个方向两句；其中两句可以放在一起说。"),
        TopicText("reset", "被 RST 结束", "立即结束，两个方向都是。"),
        TopicText("incomplete", "挥手不完整", "只捕获了四次挥手的一部分，或对方一直没有关闭。"),
        TopicText("none", "没有 FIN 也没有 RST", "抓包结束时仍然打开，或空闲太久而不再跟踪。"),
    ]

    static let figures = [
        TopicText("connect", "建立连接所用的时间", "从第一个 SYN 到第三次握手：约等于客户端程序在 connect() 中等待的时间，包括重传 SYN 的等待。"),
        TopicText("handshake", "用握手测得的往返时间", "在客户端抓包：SYN 到 SYN-ACK；在服务端抓包：SYN-ACK 到第三次握手。整条路径在两者之间。"),
        TopicText("by_ack", "用确认测得的往返时间", "从一个报文段到覆盖它的 ACK；重传过的字节不算，因为无从得知确认的是哪一份（Karn 算法）。从抓包点量起，不是从发送方。"),
        TopicText("by_timestamp", "用时间戳测得的往返时间", "从一个时间戳到它的回显；重传的字节也能测。"),
        TopicText("payload_bytes", "发送的全部载荷", "重传的再次计入。"),
        TopicText("distinct_bytes", "不含重复的载荷", "流中的每个字节只计一次。"),
        TopicText("retransmitted_bytes", "重传的载荷", "payload_bytes 减去 distinct_bytes。"),
        TopicText("in_flight", "最大在途字节", "已发出、尚未确认。受接收窗口和发送方拥塞窗口限制：吞吐量不超过它除以往返时间。"),
        TopicText("throughput", "吞吐量", "每秒字节数，含重复：payload_bytes 除以连接时长。"),
        TopicText("goodput", "有效吞吐量", "每秒新字节数：distinct_bytes 除以连接时长，即程序得到的。"),
        TopicText("window_shift", "使用中的扩大因子", "这一端的窗口要乘以 2 的这个次方。"),
        TopicText("largest_gap", "最长的停顿", "同一连接两个数据包之间，以及结束它的那一帧。"),
        TopicText("idle_before_close", "关闭前的静默", "第一个 FIN 或 RST 到来时，已有多久没有数据。60 秒这样的整数多半是超时设置。"),
        TopicText("missing", "抓包中缺少的字节", "它们已被确认或被越过，但抓包中没有。", not: "丢失的字节：已被确认的就是已经到达的。"),
        TopicText("think-time", "服务端处理时间", "从服务端收齐请求到响应的第一个字节。网络的往返不算在服务端头上。", not: "浏览器所说的首字节时间：那包括往返。"),
    ]
}
