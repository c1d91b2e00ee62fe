extension ChineseTopics {
    /// Where causes and advice are alike: the program that made the message, or somebody who smuggles requests.
    static let violations = [
        TopicText(
            "http-length-and-transfer-encoding", "同时有 Content-Length 和 Transfer-Encoding", "接收者可能读出不同的结尾：请求走私。",
            causes: "产生消息的程序有误，或有人想把请求走私过代理。", advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "重复的 Content-Length：那个大家读法一样。"),
        TopicText(
            "http-conflicting-lengths", "互相矛盾的 Content-Length", "无从得知消息在哪里结束。", causes: "产生消息的程序有误，或有人想把请求走私过代理。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "http-repeated-length：那时几个值相同。"),
        TopicText(
            "http-repeated-length", "重复的 Content-Length", "大家读法一样，但仍违反规则。", causes: "程序和代理各加了一次这个字段。", advice: "让其中之一不再添加。",
            not: "http-conflicting-lengths：那时几个值不同。"),
        TopicText(
            "http-invalid-length", "不是数字的 Content-Length", "无从得知消息在哪里结束。", causes: "产生消息的程序有误，或有人想把请求走私过代理。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "长度为 0：那是有效的，表示没有消息体。"),
        TopicText(
            "http-chunked-not-last", "chunked 不是最后一个传输编码", "请求的结尾无从得知；响应以连接关闭为结尾。", causes: "产生消息的程序有误，或有人想把请求走私过代理。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "Content-Encoding：它不决定消息在哪里结束。"),
        TopicText(
            "http-unknown-transfer-coding", "未知的传输编码", "不认识它的接收者无法继续读。", causes: "产生消息的程序有误，或有人想把请求走私过代理。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "Content-Encoding（gzip、br）：这些名称属于那里。"),
        TopicText(
            "http-transfer-encoding-in-1.0", "HTTP/1.0 中的 Transfer-Encoding", "HTTP/1.0 没有它：接收者可能忽略。",
            causes: "产生消息的程序有误，或有人想把请求走私过代理。", advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "HTTP/1.1：在那里 chunked 很平常。"),
        TopicText(
            "http-framing-without-content", "不可能有消息体却有长度字段", "出现在 1xx、204 或对 CONNECT 的应答中。", causes: "程序给每个应答都加上这些字段。",
            advice: "让它不要添加；接收者会忽略它们。", not: "对 HEAD 的应答，或 304：它们可以有 Content-Length，而没有消息体。"),
        TopicText(
            "http-bare-cr", "单独的 CR", "有的接收者在那里断行，有的不断。", causes: "产生消息的程序有误，或有人想把请求走私过代理。", advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。",
            not: "http-bare-lf：几乎所有接收者读法一样。"),
        TopicText(
            "http-bare-lf", "只以 LF 结尾的行", "接收者可以接受。", causes: "手工拼行的脚本或小型设备。", advice: "让程序以 CR LF 结束每一行。",
            not: "http-bare-cr：那才危险。"),
        TopicText(
            "http-whitespace-before-colon", "字段名与冒号之间的空白", "有的接收者会读出另一个名称：请求走私。", causes: "产生消息的程序有误，或有人想把请求走私过代理。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "冒号之后的空白：那很平常。"),
        TopicText(
            "http-whitespace-after-start-line", "第一个字段之前的空白", "有的接收者跳过这一行，有的当成字段。", causes: "产生消息的程序有误，或有人想把请求走私过代理。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "http-obsolete-folding：那时这一行是上一个字段的续行。"),
        TopicText(
            "http-obsolete-folding", "折成多行的字段", "已废弃：接收者必须拒绝，或把各行连起来。", causes: "老程序，或把很长的值折行的程序。", advice: "让它把字段写在一行里。",
            not: "http-whitespace-after-start-line：那时前面还没有字段。"),
        TopicText(
            "http-line-without-colon", "没有冒号的头部行", "它不是字段。", causes: "产生消息的程序有误，或有人想把请求走私过代理。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "空行：它表示头部结束。"),
        TopicText(
            "http-invalid-field-name", "含非法字符的字段名", "接收者读法不一。", causes: "产生消息的程序有误，或有人想把请求走私过代理。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "大小写：字段名不区分大小写。"),
        TopicText(
            "http-invalid-field-value", "含 NUL、CR 或 LF 的字段值", "接收者可能把它截断。", causes: "产生消息的程序有误，或有人想把请求走私过代理。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "ASCII 之外的字节：那是允许的，但最好避免。"),
        TopicText(
            "http-missing-host", "HTTP/1.1 缺少 Host", "服务端必须回应 400。", causes: "手写的脚本或小程序；为 HTTP/1.0 写的客户端。",
            advice: "让客户端发送 Host。", not: "HTTP/1.0：那时不需要 Host。"),
        TopicText(
            "http-repeated-host", "不止一个 Host", "代理与后面的服务端可能各取一个。", causes: "产生消息的程序有误，或有人想把请求走私过代理。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "X-Forwarded-Host 之类：那是别的字段。"),
        TopicText(
            "http-invalid-host", "无效的 Host", "服务端必须回应 400。", causes: "产生消息的程序有误，或有人想把请求走私过代理。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "空的 Host：目标没有主机名时是允许的。"),
        TopicText(
            "http-invalid-target", "不属于四种形式的请求目标", "接收者的猜法可能不同。", causes: "客户端没有对空格等字符编码；或有人想迷惑代理。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "http-client-error：路径不存在，形式仍可能是有效的。"),
        TopicText(
            "http-invalid-start-line", "不是起始行的起始行", "文字会显示它，并说明是否仍被读取。", causes: "手工拼写的程序，连接上混入了别的数据，或消息体比 Content-Length 长。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "protocol-mismatch：那时整条连接说的都是别的协议。"),
        TopicText(
            "http-invalid-chunk", "读不出大小的分块", "无从得知消息在哪里结束。", causes: "产生消息的程序有误，或有人想把请求走私过代理。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "大小为 0 的分块：那是有效的，表示最后一块。"),
        TopicText(
            "http-head-too-large", "头部超出本程序的上限", "不再当作 HTTP 读下去。", causes: "越积越多的 Cookie，或攻击。",
            advice: "看最长的字段；多数服务端在 8 到 32 KiB 处就以 431 拒绝。", not: "服务端的上限：这里说的是本程序的上限。"),
        TopicText(
            "http-broken-content-coding", "无法解码的消息体", "与 Content-Encoding 不符，或已损坏。", causes: "程序声明了编码却没有使用，或压缩数据被截断、改动。",
            advice: "查产生它的程序；代理和后面的服务端都应当拒绝它。", not: "http-incomplete：那时缺少字节；这里字节都在，却解不出来。"),
        TopicText(
            "http-content-too-large", "消息体超出本程序的上限", "不再解码；小消息解出巨大内容是一种攻击。", causes: "极易压缩的内容，或攻击（解压炸弹）。",
            advice: "在整个解码之前，先看解码后有多大。", not: "状态 413：那是服务端自己的应答。"),
        TopicText(
            "http-zstd-window-too-large", "zstd 消息体的窗口超过 8 MiB", "浏览器等接收方会拒绝它，尽管数据可能没有错。",
            causes: "程序用为文件准备的高压缩级别或长距离模式压缩，没有考虑 HTTP。",
            advice: "压缩时窗口不超过 8 MiB（zstd：级别不超过 19，不用 --long）。", not: "http-broken-content-coding：那时数据解不出来。"),
    ]
}
