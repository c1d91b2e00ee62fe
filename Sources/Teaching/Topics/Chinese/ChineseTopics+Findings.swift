extension ChineseTopics {
    static let findings = opening + resets + closing + path + http + violations + newer

    private static let opening = [
        TopicText(
            "refused", "连接被拒绝", "服务端用 RST 应答了 SYN：机器在，但这个端口不接受连接。", causes: "没有程序监听；程序只监听别的地址（如 127.0.0.1）；防火墙拒绝。",
            advice: "在服务端执行 ss -ltn，再看防火墙。", not: "unanswered-syn：那是什么应答都没有。"),
        TopicText(
            "unanswered-syn", "SYN 无应答", "客户端一再重试（再过 1、2、4 秒），什么也没有回来。", causes: "防火墙丢弃了数据包，服务端关机，地址错误，或应答走了别的路。",
            advice: "在服务端抓包：SYN 到了没有，它应答了没有？", not: "refused：RST 也是应答。"),
        TopicText("icmp-error", "ICMP 差错报文", "路由器或主机报告了问题，并引用了这条连接的报文段：不可达、超时、需要分片。", advice: "看是谁发的：数据包就到那里为止。"),
        TopicText(
            "syn-retransmitted", "SYN 重传", "连接建立之前 SYN 又发了一次，建立连接多花了一秒以上。",
            causes: "SYN 或应答丢失；服务端队列已满；有设备丢弃第一种 SYN（带 ECN 或某些选项）。", advice: "比较得到应答的 SYN 和没有得到应答的 SYN。"),
        TopicText("syn-ack-retransmitted", "SYN-ACK 重传", "服务端没有及时收到第三次握手。", causes: "SYN-ACK 或第三次握手丢失。"),
        TopicText(
            "step-3-not-accepted", "第三次握手未被接受", "已捕获第三次握手，服务端仍重传 SYN-ACK，或不应答客户端的第一份数据。",
            causes: "服务端全连接队列已满；第三次握手在抓包点之后丢失；客户端的报文段缺少已商定的时间戳。", advice: "在服务端看 nstat TcpExtListenOverflows，再看应当 accept() 的程序。"),
        TopicText("handshake-unfinished", "握手未完成", "有第一、二次握手，没有第三次：客户端没有继续。", causes: "SYN-ACK 没有到达，端口扫描，或 SYN 洪泛攻击。"),
        TopicText("aborted", "连接建立被中止", "第二次与第三次握手之间出现 RST。", causes: "客户端发的：健康检查、端口扫描、放弃连接的程序。服务端发的：它容不下这条连接。"),
        TopicText(
            "old-connection-answers", "旧连接作了应答", "应答 SYN 的是同一对端口上另一条连接的 ACK（质询确认）。", causes: "客户端重启或忘记了那条连接，服务端没有。",
            advice: "查服务端为什么没有关闭；不要固定源端口。"),
        TopicText(
            "handshake-ack-wrong", "握手的编号不成立", "ack = x+1、seq = x+1 或 ack = y+1 不成立。", causes: "有设备只改写了一个方向的编号；TCP 实现有误。",
            advice: "在中间设备的两侧各抓一份包。"),
        TopicText("split-handshake", "拆分握手（发现）", "服务端用 SYN 应答 SYN。允许，但非常少见，防火墙会当成攻击。"),
        TopicText("step-3-not-captured", "第三次握手未被捕获", "有数据传输，但抓包中没有第三次握手：缺的是抓包，连接是好的。"),
        TopicText("port-reuse", "端口重用（发现）", "新连接取代了仍被记得的旧连接。", advice: "无害，除非旧连接还在使用。"),
        TopicText("window-scale-unknown", "扩大因子无从得知", "没有捕获到 SYN。扩大因子只在 SYN 中出现，所以窗口无法换算成字节。"),
    ]

    private static let resets = [
        TopicText("reset-after-close", "迟到的复位", "连接早已结束。无害。"),
        TopicText(
            "connection-forgotten", "一端已不认识这条连接", "在连接中途，一个不带 ACK 的 RST 应答了报文段。", causes: "那一端重启过；或负载均衡、防火墙、NAT 在空闲一段时间后丢弃了状态。",
            advice: "看它之前空闲了多久；保活探测的间隔要小于那个超时。"),
        TopicText("data-after-close", "数据遇到了已关闭的程序", "对方内核回应 RST。", causes: "双方超时设置不匹配；客户端已放弃（代理记为 499）。", advice: "比较双方的超时设置。"),
        TopicText("reset-with-data-outstanding", "还有数据未被确认就复位", "这些字节对程序来说丢失了。", causes: "程序没有读就关闭、崩溃或被杀死；途中有设备结束了连接。"),
        TopicText(
            "closed-by-reset", "以 RST 代替 FIN 结束", "已发送的都已被确认。", causes: "缓冲区里还有未读数据时关闭、以 SO_LINGER 0 关闭，或被杀死。",
            not: "失败：有些程序总是这样结束连接。"),
        TopicText(
            "reset-suspicious", "可疑的复位", "TTL 与那一方其他数据包不同，或那一方之后像没有发过它一样继续。", causes: "防火墙、审查设备或攻击者。",
            advice: "在另一端抓包：它到底有没有发 RST？"),
        TopicText("reset-not-acceptable", "必须忽略的复位", "序号在接收方可能期待的范围之外。", causes: "来得太晚，属于别的连接，或盲目伪造。"),
        TopicText("reset-challenged", "引发质询确认的复位", "在窗口之内，但不在所期待的序号上（RFC 5961）。"),
    ]

    private static let closing = [
        TopicText(
            "fin-never-acknowledged", "FIN 始终未被确认", "发送方一再重传 FIN，直到放弃。", causes: "FIN 或对它的 ACK 一再丢失；对方已不在，或不理会它。",
            advice: "在另一端抓包。"),
        TopicText(
            "peer-vanished", "对方失去音信", "数据、FIN 或探测发了又发，什么也没有回来，连 RST 也没有。", causes: "机器关机或断网；长时间静默之后，防火墙或 NAT 丢弃了状态。",
            not: "connection-forgotten：那会有 RST 回来。"),
        TopicText(
            "close-wait", "停留在关闭等待", "一方已关闭，另一方的程序一分钟以上既不发送也不关闭。", causes: "程序泄漏了套接字，或卡住了。",
            advice: "查那个程序：ss -tnp state close-wait。"),
        TopicText("half-closed-for", "半关闭了一段时间", "一个方向已关闭，另一个方向继续。合法，也常是有意的（客户端发完后等待）。", not: "故障。"),
        TopicText("close-ack-wrong", "挥手的编号不成立", "ack = u+1、seq = u+1 或 ack = w+1 不成立。", causes: "同 handshake-ack-wrong。"),
        TopicText("capture-ended", "抓包提前结束", "还在等待时抓包就结束了，无从得知后来如何。", advice: "抓得久一些。"),
    ]

    private static let path = [
        TopicText("loss", "丢包", "三个以上、占该方向 1 % 以上的报文段不得不重传，而且确有必要。", causes: "队列已满、线路或 Wi-Fi 质量差、限速丢包。", advice: "沿路径抓包，看在哪里消失。"),
        TopicText(
            "retransmission-timeout-stall", "等待超时重传而停顿", "没有任何东西告诉发送方丢包，它等了 200 ms 以上。",
            causes: "一串数据的最后一个报文段丢失（之后没有报文段能引起重复确认），或它的 ACK 丢失。"),
        TopicText("spurious-retransmission", "不必要的重传造成停顿", "D-SACK、时间戳回显或迟到的 ACK 说明第一份已经到达。", causes: "时延突然变大，ACK 丢失。"),
        TopicText(
            "path-mtu", "大包过不去，小包过得去", "握手和短请求都正常，第一个满长的报文段却始终不到。", causes: "途中有 MTU 更小的链路（隧道、VPN、PPPoE），而防火墙丢弃了本应通知的 ICMP 差错。",
            advice: "放行 ICMP“需要分片”，改小 MSS，或启用探测（RFC 4821）。"),
        TopicText("zero-window-stall", "零窗口造成停顿", "接收方的程序没有读，窗口关闭了 200 ms 以上。", advice: "要查的是那个程序，不是网络。"),
        TopicText("window-shrunk", "窗口被收回", "新边界之外的字节已在途中。RFC 9293 强烈不建议这样做。", causes: "内存不足，或 TCP 实现有误。"),
        TopicText(
            "delayed-ack-stall", "小报文段在等延迟确认", "发送方要等 ACK 才发下一个小报文段（Nagle 算法），接收方又把 ACK 推迟 40 ms 或更久。",
            advice: "设置 TCP_NODELAY，或一次写完。"),
        TopicText("options-missing", "缺少已商定的时间戳", "接收方可以丢弃这样的报文段（RFC 7323）。", causes: "途中有设备去掉了它。"),
        TopicText("overlap-conflict", "两次发送的字节不同", "两个读者可能看到不同的内容。", causes: "有设备改写数据包，或有人想绕过检查。"),
    ]

    private static let http = [
        TopicText(
            "request-crossed-close", "请求与服务端的关闭交错", "请求到达之前服务端已发出 FIN：长连接的竞态。TCP 没有确认它时，服务端的程序就没有看到这个请求。",
            causes: "服务端的空闲超时与客户端一样短，或更短。",
            advice: "让客户端的超时更短；幂等的请求可以重发。代理报告为 502。"),
        TopicText("request-after-close", "收到关闭之后仍发请求", "客户端已确认 FIN，却仍使用这条连接。", advice: "客户端再次使用之前必须先检查套接字。"),
        TopicText("http-unanswered-request", "请求没有得到应答", "连接在应答之前就结束了。", advice: "谁结束的，过了多久？再查那一端的日志。"),
        TopicText("http-incomplete", "消息提前结束", "到达的字节少于消息自己声明的。", causes: "程序在发送途中出错，或接收方放弃了。"),
        TopicText("http-server-error", "服务端错误 5xx", "服务端说自己失败了。502、503、504 多半来自代理，说的是它后面的服务端。", advice: "查服务端的日志。"),
        TopicText("http-client-error", "客户端错误 4xx", "服务端认为请求有误。"),
        TopicText("http-slow", "服务端应答慢", "处理时间在一秒以上，不含网络：从收齐请求到响应的第一个字节。", advice: "查服务端的程序，或它在等的东西。"),
        TopicText("protocol-mismatch", "双方的协议不同", "例如向 TLS 端口发明文 HTTP。", advice: "检查端口和 http、https。"),
        TopicText("tls-alert", "TLS 警报", "一方结束了 TLS 握手或连接，并说明了原因。", advice: "看警报所说的：证书、版本、密码套件、名称。"),
        TopicText("tls-handshake-unfinished", "TLS 握手中断", "握手没有完成连接就结束了，明文中也没有警报说明原因。", advice: "看本应继续的一方的日志。"),
        TopicText("tls-not-offered", "服务端选了客户端没有提出的", "客户端没有提出这个版本或密码套件，它必须放弃连接。", advice: "查服务端，或途中的设备。"),
        TopicText("tls-certificate-out-of-date", "证书不在有效期内", "按抓包的时钟，证书已过期或尚未生效。", advice: "更新证书，或校准时钟。"),
        TopicText("tls-truncated", "没有 close_notify", "一方没有在 TLS 内说明就关闭了连接。如果内容正传到一半，谁也不知道是否完整。", advice: "检查内容是否完整。"),
        TopicText("tls-bad-record", "TLS 记录无法解密", "密钥正确，但标签或 MAC 不成立。", advice: "查途中改动字节的设备，或发送方。"),
        TopicText("websocket-violation", "违反 RFC 6455", "帧或握手违反了规则；对方通常以 1002 关闭。"),
        TopicText("http-unsolicited-response", "没有请求的响应", "多半是服务端关闭空闲连接时发的 408。"),
        TopicText("http-stray-bytes", "消息之后的多余字节", "Content-Length 有误，或有人想夹带一个消息。"),
    ]

    private static let violations = [
        TopicText("http-length-and-transfer-encoding", "同时有 Content-Length 和 Transfer-Encoding", "接收者可能读出不同的结尾：请求走私。"),
        TopicText("http-conflicting-lengths", "互相矛盾的 Content-Length", "无从得知消息在哪里结束。"),
        TopicText("http-repeated-length", "重复的 Content-Length", "大家读法一样，但仍违反规则。"),
        TopicText("http-invalid-length", "不是数字的 Content-Length", "无从得知消息在哪里结束。"),
        TopicText("http-chunked-not-last", "chunked 不是最后一个传输编码", "请求的结尾无从得知；响应以连接关闭为结尾。"),
        TopicText("http-unknown-transfer-coding", "未知的传输编码", "不认识它的接收者无法继续读。"),
        TopicText("http-transfer-encoding-in-1.0", "HTTP/1.0 中的 Transfer-Encoding", "HTTP/1.0 没有它：接收者可能忽略。"),
        TopicText("http-framing-without-content", "不可能有消息体却有长度字段", "出现在 1xx、204 或对 CONNECT 的应答中。"),
        TopicText("http-bare-cr", "单独的 CR", "有的接收者在那里断行，有的不断。"),
        TopicText("http-bare-lf", "只以 LF 结尾的行", "接收者可以接受。"),
        TopicText("http-whitespace-before-colon", "字段名与冒号之间的空白", "有的接收者会读出另一个名称：请求走私。"),
        TopicText("http-whitespace-after-start-line", "第一个字段之前的空白", "有的接收者跳过这一行，有的当成字段。"),
        TopicText("http-obsolete-folding", "折成多行的字段", "已废弃：接收者必须拒绝，或把各行连起来。"),
        TopicText("http-line-without-colon", "没有冒号的头部行", "它不是字段。"),
        TopicText("http-invalid-field-name", "含非法字符的字段名", "接收者读法不一。"),
        TopicText("http-invalid-field-value", "含 NUL、CR 或 LF 的字段值", "接收者可能把它截断。"),
        TopicText("http-missing-host", "HTTP/1.1 缺少 Host", "服务端必须回应 400。"),
        TopicText("http-repeated-host", "不止一个 Host", "代理与后面的服务端可能各取一个。"),
        TopicText("http-invalid-host", "无效的 Host", "服务端必须回应 400。"),
        TopicText("http-invalid-target", "不属于四种形式的请求目标", "接收者的猜法可能不同。"),
        TopicText("http-invalid-start-line", "不是起始行的起始行", "文字会显示它，并说明是否仍被读取。"),
        TopicText("http-invalid-chunk", "读不出大小的分块", "无从得知消息在哪里结束。"),
        TopicText("http-head-too-large", "头部超出本程序的上限", "不再当作 HTTP 读下去。"),
        TopicText("http-broken-content-coding", "无法解码的消息体", "与 Content-Encoding 不符，或已损坏。"),
        TopicText("http-content-too-large", "消息体超出本程序的上限", "不再解码；小消息解出巨大内容是一种攻击。"),
    ]

    private static let newer = [
        TopicText(
            "h2-stream-reset", "HTTP/2 的流被 RST_STREAM 结束", "一个请求被取消或被拒绝，连接继续。",
            causes: "错误码会说明：CANCEL 是客户端不再需要，REFUSED_STREAM 可以重试。", not: "TCP 的 RST：那会结束整个连接。"),
        TopicText("h2-goaway", "GOAWAY：这条连接不再接受新的流", "它指明最后一个已处理或可能处理的流；之后的请求可以在别的连接上重发。", causes: "服务端要停机，或限制连接的寿命；带错误码时是故障。"),
        TopicText(
            "h2-flow-control-stall", "HTTP/2 自己的窗口关闭", "接收方没有发 WINDOW_UPDATE，发送方只好等待，尽管 TCP 还能传更多。",
            causes: "那一端的程序没有读，或窗口对这条路径来说太小。", not: "TCP 的零窗口。"),
        TopicText("h2-protocol-error", "违反 HTTP/2 的规则", "帧或消息违反了 RFC 9113，文字会说明是哪一条。"),
        TopicText(
            "h2-concurrency-limit", "并发流数达到上限", "更多的请求要等某个流结束（SETTINGS_MAX_CONCURRENT_STREAMS）。", advice: "提高上限，增加连接，或更快应答。"),
    ]
}
