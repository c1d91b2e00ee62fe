extension ChineseTopics {
    static let outcomes = [
        TopicText("complete", "三次握手完整", "抓包中有第一、二、三次握手。", causes: "几乎所有连接都是这样。", advice: "不必处理。", not: "程序有应答：握手只是双方内核的事。"),
        TopicText(
            "simultaneous", "同时打开或同时关闭", "打开：双方都发了 SYN，并各自应答了对方。关闭：双方的 FIN 在途中交错，都经过 CLOSING，都在 TIME_WAIT 中等待。",
            causes: "打开：从固定端口互相连接的程序。关闭：双方的程序在一个往返之内先后关闭。", advice: "不必处理。",
            not: "split：一个 SYN 是对另一个的应答；three-step：第二个 FIN 是对第一个的应答。"),
        TopicText(
            "split", "拆分握手", "服务端用 SYN 应答 SYN：双方都发了 SYN，只有一方发了 SYN-ACK。", causes: "这样应答的 TCP 实现、测试程序，或有人想绕过防火墙。",
            advice: "见发现 split-handshake。", not: "simultaneous：那时两个 SYN 都不是对另一个的应答。"),
        TopicText(
            "refused", "被拒绝", "服务端用 RST 应答 SYN，连接没有建立。见同名的发现。", causes: "端口上没有程序监听，或防火墙拒绝。", advice: "在服务端执行 ss -ltn。",
            not: "unanswered：RST 也是应答。"),
        TopicText(
            "aborted", "被中止", "第二次与第三次握手之间出现 RST。见同名的发现。", causes: "健康检查、端口扫描，或连接途中放弃的程序。", advice: "看 RST 是谁发的。",
            not: "refused：那时 RST 应答的是 SYN。"),
        TopicText(
            "unanswered", "无应答", "服务端什么也没有发来。见发现 unanswered-syn。", causes: "防火墙丢弃数据包，服务端关机，地址错误。", advice: "在服务端抓包。",
            not: "refused：那也是应答。"),
        TopicText(
            "partial", "握手不完整", "只捕获了部分步骤：抓包开始得晚，或缺数据包。", causes: "抓包从握手中途开始，只看到一个方向，或丢了数据包；也可能客户端没有继续。",
            advice: "早一点开始抓包；见 step-3-not-captured 和 handshake-unfinished。", not: "连接没有建立：只要有数据传输，就说明建立了。"),
        TopicText(
            "not-captured", "握手未被捕获", "连接早于抓包：窗口无法换算，谁是客户端只能推断。", causes: "抓包开始得比连接晚。", advice: "在程序连接之前开始抓包。",
            not: "没有握手的连接：不存在这样的连接。"),
        TopicText(
            "four-step", "四次挥手", "FIN、ACK、FIN、ACK：另一方在 ACK 与 FIN 之间还有事要做或有数据要发。", causes: "另一方还有数据，或它的程序过了一会儿才关闭。",
            advice: "不必处理。", not: "比 three-step 更正规的关闭：两者说的是同样的四句话。"),
        TopicText(
            "three-step", "三个报文段的关闭", "FIN、FIN ACK、ACK：另一方已无数据要发，第二、三次挥手合并。没有出错，这是最常见的关闭。", causes: "另一方的程序一读到流的末尾就关闭。",
            advice: "不必处理。", not: "少了一次挥手。课本说四次，因为要说的话确实有四句，每个方向两句；其中两句可以放在一起说。"),
        TopicText(
            "reset", "被 RST 结束", "立即结束，两个方向都是。", causes: "见关于复位的各个发现，其中之一会说明这个 RST 证明了什么。", advice: "看是谁发的，在什么之后发的。",
            not: "必定是失败：有些程序就是这样关闭的。"),
        TopicText(
            "incomplete", "挥手不完整", "只捕获了四次挥手的一部分，或对方一直没有关闭。", causes: "另一方没有关闭，或抓包结束、缺少数据包。",
            advice: "见 half-closed-for、close-wait、fin-never-acknowledged 和 capture-ended。",
            not: "three-step：那时四次挥手都在，只是两次在同一个报文段里。"),
        TopicText(
            "none", "没有 FIN 也没有 RST", "抓包结束时仍然打开，或空闲太久而不再跟踪。", causes: "抓包先结束；或双方静默太久。", advice: "如果想看到结尾，抓得久一些。",
            not: "泄漏：连接可以静默地保持好几天。"),
    ]

    static let figures = [
        TopicText(
            "connect", "建立连接所用的时间", "从第一个 SYN 到第三次握手：约等于客户端程序在 connect() 中等待的时间，包括重传 SYN 的等待。", causes: "凡是捕获了握手的连接都有。",
            advice: "如果长于一个往返：SYN 重传过，或服务端的队列已满。", not: "handshake：那是一个往返，不含等待。"),
        TopicText(
            "handshake", "用握手测得的往返时间", "在客户端抓包：SYN 到 SYN-ACK；在服务端抓包：SYN-ACK 到第三次握手。整条路径在两者之间。", causes: "凡是捕获了握手的连接都有。",
            advice: "与 by_ack 比较：如果后来慢得多，说明途中队列已满。", not: "connect：那包括重传 SYN 的等待。"),
        TopicText(
            "by_ack", "用确认测得的往返时间", "从一个报文段到覆盖它的 ACK；重传过的字节不算，因为无从得知确认的是哪一份（Karn 算法）。从抓包点量起，不是从发送方。", causes: "有数据被确认时。",
            advice: "在发送方抓包：在接收方量到的只是它内核的反应时间。", not: "ping 的结果：这里可能含有延迟确认（40 ms 或更久）。"),
        TopicText(
            "by_timestamp", "用时间戳测得的往返时间", "从一个时间戳到它的回显；重传的字节也能测。", causes: "双方商定了时间戳时。", advice: "重传很多时，用它。",
            not: "by_ack：它不算重传过的字节。"),
        TopicText(
            "payload_bytes", "发送的全部载荷", "重传的再次计入。", causes: "每条连接、每一端都有。", advice: "与 distinct_bytes 比较：差值就是重传的。",
            not: "线路上的字节：那还包括首部。"),
        TopicText(
            "distinct_bytes", "不含重复的载荷", "流中的每个字节只计一次。", causes: "每条连接、每一端都有。", advice: "这就是对方程序所能得到的。",
            not: "文件的长度：其中还有 HTTP 或 TLS 的首部。"),
        TopicText(
            "retransmitted_bytes", "重传的载荷", "payload_bytes 减去 distinct_bytes。", causes: "有载荷发送过不止一次时。", advice: "超过 1 %：见 loss。",
            not: "丢失的字节：有的重传是不必要的。"),
        TopicText(
            "in_flight", "最大在途字节", "已发出、尚未确认。受接收窗口和发送方拥塞窗口限制：吞吐量不超过它除以往返时间。", causes: "有数据发送时；在发送方抓包才准确。",
            advice: "如果等于接收窗口，瓶颈在接收方；如果小得多，则在发送方的拥塞窗口或程序。", not: "接收窗口：那是允许的上限。"),
        TopicText(
            "throughput", "吞吐量", "每秒字节数，含重复：payload_bytes 除以连接时长。", causes: "连接持续得够久、可以计量时。",
            advice: "静默的时间也算在内：说链路慢之前，先看 largest_gap。", not: "goodput：那不含重传。"),
        TopicText(
            "goodput", "有效吞吐量", "每秒新字节数：distinct_bytes 除以连接时长，即程序得到的。", causes: "连接持续得够久、可以计量时。",
            advice: "与 throughput 比较：差值是重传。", not: "链路的速度：没有数据可发时也会很低。"),
        TopicText(
            "window_shift", "使用中的扩大因子", "这一端的窗口要乘以 2 的这个次方。", causes: "双方的 SYN 都被捕获时。", advice: "为 0 或没有：在途字节最多 65,535，对长路径来说太小。",
            not: "窗口本身。"),
        TopicText(
            "largest_gap", "最长的停顿", "同一连接两个数据包之间，以及结束它的那一帧。", causes: "凡有多个数据包的连接都有。", advice: "看结束停顿的那个数据包：是谁让谁等待？",
            not: "think-time：那只从收齐请求算到应答。"),
        TopicText(
            "idle_before_close", "关闭前的静默", "第一个 FIN 或 RST 到来时，已有多久没有数据。60 秒这样的整数多半是超时设置。", causes: "捕获了 FIN 或 RST 时。",
            advice: "与程序、代理和防火墙的超时设置比较。", not: "TIME_WAIT：那在关闭之后。"),
        TopicText(
            "missing", "抓包中缺少的字节", "它们已被确认或被越过，但抓包中没有。", causes: "抓包丢了数据包，或只看到一条路径。",
            advice: "增大抓包缓冲区（--buffer-size），使用过滤器，或换一个抓包点。", not: "丢失的字节：已被确认的就是已经到达的。"),
        TopicText(
            "think-time", "服务端处理时间", "从服务端收齐请求到响应的第一个字节。网络的往返不算在服务端头上。", causes: "每次 HTTP 请求与响应都有。", advice: "一秒以上：见 http-slow。",
            not: "浏览器所说的首字节时间：那包括往返。"),
    ]
}
