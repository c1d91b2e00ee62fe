/// What each option does, by the name that `HelpListing` gives it.
extension ChineseHelp {
    static let options = look.merging(
        [
            "<capture>": "pcap 或 pcapng 文件，未压缩，或用 gzip、zstd 压缩；“-”是标准输入。与 -r 一起时：是一个过滤器。",

            // Which connections and exchanges
            "--connection": "只看这条连接（以下各项都可重复给出）；它结束后就不再读取。",
            "--host": "只看有一端是这台主机的连接：地址、网络（10.0.0.0/8），或 Host、TLS 中的名称。",
            "--port": "只看有一端是这个端口的连接。",
            "--sni": "只看连往这个名称或其下级名称的 TLS 连接。",
            "--url": "只看 URL 中有这段文字、或与 /正则表达式/ 匹配的 HTTP 请求。",
            "--method": "只看用这个方法的 HTTP 请求。",
            "--status": "只看状态码是这个、或属于这一类的 HTTP 请求：404、5xx。",
            "--finding": "只看有这种发现的连接（docs/findings.md）。",
            "--severity": "只看最严重的发现不低于这一级的连接：note、warning、error。",
            "--after": "只看此时及以后仍在进行的：开始之后的秒数、时刻、日期和时刻（按 TZ，或注明与 UTC 的差），或 1970 年以来的秒数。",
            "--before": "只看此时及以前已经开始的。",

            // What is read
            "-r": "读取这个抓包文件（可重复）；其余的词是过滤器。",
            "--keep-order": "按给出的顺序读取各抓包文件，而不按第一个数据包的先后。",
            "--filter": "只看匹配的数据包，用 libpcap 的过滤语言。帧的编号不变。",
            "--interface": "在这个网卡上抓包，直到 Ctrl-C；其余的词是一个过滤器。“any”是所有网卡。",
            "--list-interfaces": "列出网卡及其状态和地址。",
            "--count": "读取这么多数据包后停止。",
            "--duration": "实时抓包：这么多秒后停止。",
            "--snapshot-length": "实时抓包：每个数据包最多取这么多字节（262144）。",
            "--no-promiscuous-mode": "实时抓包：只取发自或发往本机的数据包。",
            "--write": "实时抓包：同时把抓到的数据包保存下来。",
            "--file-size": "与 -w 一起：每写这么多百万字节就换一个文件。",
            "--file-count": "与 -C 一起：只留这么多文件，覆盖最旧的。",
            "--max-connections": "最多同时保留的连接数（262144；1 到 4000000）；超出时结束空闲最久的。每条连接占用几 KB。",
            "--max-memory": "最多为抓包内容保留的字节数（512M；64K 到 1024G，K、M、G 是 1024 及其平方、立方）；超出时放弃最旧的。",
            "--buffer-size": "实时抓包：内核缓冲区的大小，以 MiB 计（32）。",
            "--user": "以 root 运行时：一切打开之后变为这个用户（nobody）。输出文件属于调用 sudo 的用户。",
            "--keylog": "用这个密钥日志（SSLKEYLOGFILE 所指的文件）中的密钥解密 TLS（可重复）。pcapng 文件中自带的密钥会直接使用。",

            // What is shown
            "--summary": "每条连接一行。不解码消息体，除非 --fail-on、--finding 或 --severity 要查找问题。",
            "--verbose": "显示每条连接的全部信息，正常的也不例外：协商了什么、每次请求与响应、各项指标。",
            "--explain":
                "brief：结论和发现；teach：还讲每个数据包证明了什么、为什么（在终端上，不指定时对最初几条连接这样讲）；expert：全部数字、选项、时间和 RFC 章节。",
            "--requests": "每个 HTTP 请求一行。",
            "--sort":
                "给 --summary 或 --requests 排序：start 开始时间、duration 持续时间、bytes 字节数、latency 延迟（响应最慢的在前）、severity 严重程度（最严重的在前）。保留最前的 262144 行。",
            "--only-problems": "只看有问题的连接，一结束就显示；最后列出哪些最严重。",
            "--packets": "按抓包的顺序，来一个数据包就显示一个。",
            "--follow": "显示一条连接两个方向上还原的字节流，特殊字符转义。",
            "--follow-raw": "原样输出一条连接某一方向上还原的字节流。",
            "--format": "text：文本；ndjson：每行一个 JSON 对象；csv：每条连接、每次请求与响应一行；markdown：用于合并请求（pull request）。",
            "--with-addresses": "数据包、请求与响应的记录中也写明两端的地址和端口，请求与响应还写明时间。",
            "--borders": "另外写出每条连接何时存在、结束时是否仍保留，以及各抓包文件读得如何（docs/archives.md）。",
            "--no-packets": "只写连接、请求与响应的记录，不写数据包的。",
            "--lang": "语言：en（English）或 zh；不给出则按 LC_ALL、LC_MESSAGES 或 LANG。",
            "--show-secrets": "显示密码、令牌和 cookie；否则遮盖为 ***。（--extract 和 --follow-raw 从不遮盖。）",

            // What is written
            "--extract": "把每个 HTTP 消息解码后的消息体写到这个目录中的一个文件里，并附索引（index.ndjson）。不覆盖任何文件。",
            "--har": "把 HTTP 请求与响应写成 HTTP Archive（HAR 1.2）。",
            "--html": "写成一个网页，显示全部：连接、时序图、曲线、请求与响应。它不从别处加载任何内容。",
            "--svg": "把一条连接的时序图画成 SVG：所选连接中发现最严重的那条（--connection N）。",
            "--mermaid": "同样的内容，写成 Mermaid 时序图，代码托管平台会画出它。",
            "--annotate": "把抓包逐字节另写成 pcapng，并在这些数据包上加注释：握手或挥手的步骤、未通过的检查、消息的开头、发现。",
            "--junit": "把检查、发现和期望的结果写成 JUnit XML 报告。",
            "--sarif": "把发现和失败写成 SARIF 2.1.0 日志。",
            "--github": "输出工作流命令，GitHub 会把它们显示为标注。",

            // For scripts
            "--check": "若有等式不成立、有确定欠缺的确认、有连接没能建立（被拒绝、无应答），或没有 TCP 连接，则退出状态为 1。",
            "--fail-on": "即 --check，并且有发现也算失败：error、warning 或 note（这一级及更严重的），或发现的名称，以逗号分隔。",
            "--strict": "与 --check 一起：有任何欠缺的确认、抓包中的建立或关闭不完整、输入已损坏，也算失败。",
            "--expect": "若抓包不符合这个文件（YAML 或 JSON）中的期望，则退出状态为 1（docs/ci.md）。",
            "--record-expect": "按抓包中的实际情况写出这样一个文件，略去每次运行都不同的内容，输出到标准输出。",
            "--version": "显示版本。",
            "--help": "显示帮助；-h 是简短的。",
        ]) { $1 }

    /// How it looks, for all commands that have these.
    private static let look = [
        "--time": "时间：relative（从连接开始算起；表格中从第一个数据包算起）、delta（从上一行算起）、absolute（按 TZ 的时区）、utc。",
        "--width": "一行的列数（默认是终端的，或 COLUMNS，或 100）。",
        "--ascii": "只用 ASCII 字符画图。",
        "--wide/--no-wide": "宽度不定的字符（线条、箭头、带圈数字）在这个终端上可能占两列：画图时不用它们（终端的区域设置为中文、日文或韩文时，默认如此）。",
        "--no-pager": "不分页（在终端上默认由 PAGER 或 less 分页）。",
        "--color": "颜色：auto、always 或 never。颜色所说的，文字或符号也都说了。",
    ]

    static let subcommands = [
        "explain": ["<name>": "输出中的名称，不分大小写；也可以是它的中文名。", "--lang": language],
        "lesson": ["<name>": "课程的名称。", "--quiz": "隐去标注，提问步骤、确认号、状态和原因。", "--lang": language],
        "test": [
            "<folder>": "目录；其中的目录也包括在内。", "--update": "按抓包中的实际情况重新写出期望文件，并显示有何变化。",
            "--jobs": "同时读取的抓包文件数（默认与处理器数相同）。", "--lang": language,
        ],
        "split": [
            "<capture>": "pcap 或 pcapng 文件，未压缩或已压缩；“-”是标准输入。", "--by": "什么要留在同一部分中。",
            "--parts": "分成几部分：1 到 4096。", "--out": "放各部分的目录；没有则建立。", "--force": "替换已有的各部分。",
            "--keep-order": "按给出的顺序读取各抓包文件，而不按第一个数据包的先后。",
            "--name": "数据包所注明的来源，代替抓包文件的路径；每个抓包文件给出一次。",
            "--keys": "只要这个文件所列连接的数据包；每行一个键，如 --borders 所写。", "--lang": language,
        ],
        "diff": look.merging([
            "<capture>": "两个抓包文件。", "--ends": "两份抓包来自一条路径的两端。", "--runs": "两份抓包来自两次运行。", "--no-times": "时间不论多长都不算不同。",
            "--format": "text：文本；ndjson：每行一个 JSON 对象。",
            "--keylog": "用这个密钥日志中的密钥解密 TLS（可重复）。", "--show-secrets": "显示密码、令牌和 cookie；否则遮盖为 ***。", "--lang": language,
        ]) { $1 },
        "schema": [:],
        "mcp": ["<folder>": "有抓包文件的目录。"],
    ]

    private static let language = "en 或 zh（不给出则按 LC_ALL、LC_MESSAGES、LANG）。"
}
