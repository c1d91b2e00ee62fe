extension ChineseTopics {
    static let steps = [
        TopicText(
            "handshake-1", "第一次握手",
            "只有 SYN、没有 ACK 的报文段：客户端请求建立连接，并说明自己的编号从哪里开始（x，即初始序号）。SYN 占用一个序号，所以客户端的第一个数据字节是 x+1。客户端进入 SYN_SENT（同步已发送）。",
            causes: "每条连接的第一个报文段。", advice: "如果它在 1、3、7 秒后又出现，说明没有收到应答：见 syn-retransmitted 和 unanswered-syn。",
            not: "有的教程把 SYN_SENT 写成 SYN-END，并说 x 从 0 或 1 开始。其实双方各自选取无法预测的初始序号；工具只是把它显示为 0。"),
        TopicText(
            "handshake-2", "第二次握手",
            "SYN 加 ACK：服务端确认客户端的 SYN（ack = x+1：x 已收到，期待字节 x+1），并说明自己的编号从哪里开始（y）。服务端进入 SYN_RCVD（同步已收到）。客户端一收到它，就知道两个方向都通。",
            causes: "服务端在这个端口上监听，第一次握手之后立即出现：由内核应答，不需要程序参与。", advice: "如果第三次握手已被捕获，它却又出现，见 step-3-not-accepted。",
            not: "客户端收到这个报文段就进入 ESTABLISHED，不必等服务端收到第三次握手。"),
        TopicText(
            "handshake-3", "第三次握手",
            "客户端确认服务端的 SYN（ack = y+1），seq = x+1。服务端收到后知道自己的应答已被对方听到，进入 ESTABLISHED（连接已建立）。为什么是三次而不是两次：如果只有两次，服务端就只能相信一个可能是旧副本、也可能是伪造的 SYN；只有第三次握手能证明客户端此刻在场，并且收到了 y。它可以携带数据。ACK 不占用序号，所以第一个数据报文段也是 seq = x+1。",
            causes: "紧接在 SYN-ACK 之后；在客户端看来，离第一次握手一个往返。", advice: "如果没有出现：见 handshake-unfinished 和 step-3-not-captured。",
            not: "双方同时进入 ESTABLISHED 的时刻：客户端在收到第二次握手时就已进入，服务端收到第三次握手时才进入。"),
        TopicText(
            "wave-1", "第一次挥手", "先关闭的一方没有数据要发了。它的 FIN 占用序号 u（一个序号，排在最后一个数据字节之后）。它仍可以接收。它进入 FIN_WAIT_1（终止等待 1）。",
            causes: "程序关闭了套接字，或声明不再发送（shutdown）。", advice: "如果一直没有被确认：见 fin-never-acknowledged。",
            not: "任何一方都可以先关闭，HTTP 服务端就常常先关闭。FIN 关闭的是一个方向，不是整条连接。"),
        TopicText(
            "wave-2", "第二次挥手",
            "另一方确认直到 FIN（含 FIN）的全部内容（ack = u+1），进入 CLOSE_WAIT（关闭等待）：它的程序还没有关闭。FIN 的发送方进入 FIN_WAIT_2（终止等待 2）。这个报文段的序号记作 v。",
            causes: "紧接在 FIN 之后，由内核发出：程序这时未必已经关闭。", advice: "如果第三次挥手迟迟不来：见 close-wait 和 half-closed-for。",
            not: "它常与第三次挥手合并在一个报文段里：这样关闭只用三个报文段，并没有出错。"),
        TopicText(
            "wave-3", "第三次挥手",
            "另一方也没有数据要发了：它的 FIN 占用序号 w。如果第二次挥手之后它没有再发数据，则 w = v。确认号仍是 u+1，因为对方在这期间没有发过任何数据。它进入 LAST_ACK（最后确认）。",
            causes: "另一方的程序也关闭了。", advice: "如果它又出现：说明对它的 ACK（第四次挥手）丢失了。", not: "这次挥手的 seq 是 w，并不总是 v：半关闭之后，中间可能隔着数据。"),
        TopicText(
            "wave-4", "第四次挥手",
            "先关闭的一方确认第二个 FIN（ack = w+1），进入 TIME_WAIT（时间等待），持续 2 MSL。另一方收到后进入 CLOSED（关闭）。为什么要等：如果这个 ACK 丢失，第二个 FIN 会重传，必须有人应答；而且在相同端口再次使用之前，旧的报文段应当已经消失。",
            causes: "紧接在第二个 FIN 之后，由内核发出。", advice: "之后留下许多 TIME_WAIT 是正常的：见 TIME_WAIT。",
            not: "双方都已结束：此时只有另一方进入 CLOSED。等待也不是服务端的专职：谁先关闭谁等待。"),
    ]

    static let checks = [
        TopicText(
            "ack = x+1", "第二次握手确认了 SYN", "服务端收到了占用序号 x 的 SYN，期待 x+1。如果 SYN 带有 Fast Open 数据且被接受，则再加 n 字节：ack = x+1+n。",
            causes: "不成立时：TCP 实现有误；中间设备只改写了一侧的编号；或者这是对同一对端口的另一条连接的应答。", advice: "在中间设备的两侧各抓一份包，比较编号。",
            not: "等于 x 的确认号：那就没有确认 SYN。SYN 不带数据，却占用一个序号。"),
        TopicText(
            "seq = x+1", "第三次握手紧接在 SYN 之后", "SYN 占用了 x，ACK 不占用序号，所以第三次握手的序号就是客户端第一个数据字节的序号。",
            causes: "不成立时：途中有设备改写了编号，或报文段属于另一条连接。", advice: "在中间设备的两侧各抓一份包。", not: "保活探测：它的序号比期待的小 1。"),
        TopicText(
            "ack = y+1", "第三次握手确认了服务端的 SYN", "客户端收到了占用序号 y 的 SYN。这正是服务端在等的证明。", causes: "不成立时：原因同 ack = x+1。正确的服务端会回应 RST。",
            advice: "在中间设备的两侧各抓一份包，比较编号。", not: "其他的 ACK：这是第一个确认 y 的。"),
        TopicText(
            "ack = u+1", "第一个 FIN 被确认", "FIN 占用 u，收到它的一方期待 u+1。ack 等于 u 只确认了之前的数据，没有确认 FIN。",
            causes: "不成立时：FIN 还没有到达（ack = u），或途中有设备改写了编号。", advice: "如果一直没有出现：见 fin-never-acknowledged。",
            not: "第三次挥手再次出现的 u+1：那也是对的，因为对方在这期间没有再发数据。"),
        TopicText(
            "seq = u+1", "最后一个 ACK 紧接在 FIN 之后", "FIN 占用了 u，而 FIN 之后不再有数据：它的发送方此后发出的报文段都是 seq = u+1。",
            causes: "不成立时：TCP 实现没有正确计入 FIN，或途中有设备改写了编号。", advice: "在中间设备的两侧各抓一份包。", not: "seq = u：那是 FIN 自己的序号，重传的 FIN 才是它。"),
        TopicText(
            "ack = w+1", "第二个 FIN 被确认", "第二个 FIN 占用 w。有了这个 ACK，两个方向都已关闭。", causes: "不成立时：第二个 FIN 还没有到达（ack = w），或途中有设备改写了编号。",
            advice: "如果一直没有出现：见 fin-never-acknowledged。", not: "v+1：只有第二、三次挥手之间没有发数据时，w 才等于 v。"),
    ]

    static let stages = [
        TopicText(
            "stage-1", "① 建立 TCP 连接", "三次握手的三步。在长连接上后续的 HTTP 请求没有这个阶段。", causes: "每条连接一次。",
            advice: "如果用时很长：见 connect 和 syn-retransmitted。", not: "每个请求一次握手：长连接上所有请求共用一次。TLS 在它之后另有自己的握手。"),
        TopicText(
            "stage-2", "② 客户端发送请求", "请求行（GET /path HTTP/1.1），以及请求的消息体（如果有）。", causes: "每个请求都有。",
            advice: "如果没有应答：见 http-unanswered-request。", not: "随后的 ACK：它只说明 TCP 收到了字节，程序未必已经读了。"),
        TopicText(
            "stage-3", "③ 发送请求头", "Host、Accept、Cookie 等头部字段，直到空行。", causes: "紧接在请求行之后，通常在同一个报文段里。",
            advice: "--follow N 显示全部字段；密码和 Cookie 会被遮盖。", not: "单独的报文段：TCP 不知道请求行在哪里结束。"),
        TopicText(
            "stage-4", "④ 服务端响应", "状态行（HTTP/1.1 200 OK）。从收齐请求到发出它，就是服务端处理时间。", causes: "每个响应都有；之前的临时响应（100、103）也有。",
            advice: "如果来得晚：见 think-time 和 http-slow。", not: "对请求的 ACK：那是内核立即发出的。"),
        TopicText(
            "stage-5", "⑤ 发送响应头", "Content-Length 或 Transfer-Encoding 说明消息体有多长。", causes: "紧接在状态行之后。",
            advice: "看 Content-Length、Transfer-Encoding 和 Connection：它们说明接下来如何。", not: "尾部字段：它们在消息体之后。"),
        TopicText(
            "stage-6", "⑥ 发送响应数据", "网页、图片或数据本身，也包括尾部字段。", causes: "在空行之后，需要多少个报文段就用多少个。204、304 和对 HEAD 的应答没有这个阶段。",
            advice: "如果提前结束：见 http-incomplete。", not: "报文段：它在哪里结束，与消息体无关。"),
        TopicText(
            "stage-7", "⑦ 关闭或保持连接", "挥手或复位。HTTP/1.1 默认保持连接给下一个请求用，除非某一方声明 Connection: close。", causes: "在一条连接的最后一个响应之后。",
            advice: "如果是 RST：见关于复位的各个发现。", not: "一个请求的结束：响应完整就算结束。也不同于 TCP 的保活探测（keep-alive）。"),
    ]

    static let severities = [
        TopicText(
            "error", "问题", "本该完成的事没有完成：没有连上，数据或应答丢失；或者同样的字节可能被两个读者读成不同的内容。图中的例子：连接被拒绝。", causes: "标有 ✗ 的连接。",
            advice: "读它的文字，其中说明接下来看什么。--check 与 --fail-on 可使它成为退出状态。", not: "warning：那时事情本身做成了。"),
        TopicText(
            "warning", "警告", "该完成的事完成了，但多花了 200 ms 以上，或者下次可能失败。图中的例子：第一个 SYN 丢失，建立连接因此多花了一秒。", causes: "标有 ! 的连接。",
            advice: "觉得慢时，或在它出错之前，看一看。", not: "error：那时有事情没有做成。"),
        TopicText(
            "note", "提示", "值得知道，但没有因此失败。图中的例子：关闭之后才到的 RST。（对报文段的注记是另一回事：它只说一个数据包。）", causes: "正常的连接也会有。", advice: "不必处理。",
            not: "对报文段的注记，例如 window-update。"),
    ]
}
