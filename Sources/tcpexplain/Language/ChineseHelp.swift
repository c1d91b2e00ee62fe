/// The help in Chinese. A test asks for a text of each option that the argument parser knows.
struct ChineseHelp: HelpWords {
    let overview = "概述："
    let usage = "用法："
    let mainUsage = "tcpexplain [<选项>] [<抓包文件> ...]"
    let colon = "："

    func abstract(of command: String) -> String { Self.abstracts[command] ?? "" }
    func discussion(of command: String) -> String { command == Options.name ? Self.discussion : Self.discussions[command] ?? "" }
    func title(_ title: String) -> String { Self.titles[title] ?? title }

    func text(of entry: HelpListing.Entry, in command: String) -> String {
        let text = Self.texts(of: command)[entry.key] ?? Self.common[entry.key] ?? entry.text
        let added =
            (entry.values.isEmpty ? [] : ["可取：\(entry.values.joined(separator: "、"))"])
            + (entry.initial.map { ["默认：\($0)"] } ?? [])
        return added.isEmpty ? text : "\(text)（\(added.joined(separator: "；"))）"
    }

    /// The texts of a command's options and arguments by their keys.
    static func texts(of command: String) -> [String: String] { command == Options.name ? options : subcommands[command] ?? [:] }

    /// What all commands have.
    static let common = ["--help": "显示帮助。"]

    static let titles = [
        "ARGUMENTS": "参数", "OPTIONS": "选项",
        "WHICH CONNECTIONS AND EXCHANGES: ALL OF THESE HOLD AT ONCE, ONE GIVEN TWICE IS EITHER":
            "选择连接和请求：各选项须同时满足；同一选项给出两次，满足其一即可",
        "HOW IT LOOKS": "显示方式", "PAGES AND PICTURES": "网页和图",
    ]

    static let abstracts = [
        "tcpexplain": "逐个数据包解释抓包中的 TCP 和 HTTP，并给出证明。",
        "explain": "某个步骤、状态、标志位、选项、注记、发现、检查、阶段或指标是什么意思。",
        "lesson": "内置的课程，逐个数据包地讲；加上 --quiz 则提问。",
        "test": "目录中的每个抓包文件，与它旁边的期望文件对照。",
        "split": "把抓包分成几部分，每条连接都完整地在其中一部分里。",
        "diff": "两份抓包有何不同：同一件事的两次运行，或一条路径的两端。",
        "schema": "输出 --format ndjson 所写记录的 JSON Schema。",
        "mcp": "通过标准输入和标准输出，让 AI 助手查阅抓包（Model Context Protocol）。",
    ]

    private static let discussions = [
        "explain": """
        不给名称，则分组列出全部名称。

        示例：
          tcpexplain explain wave-2
          tcpexplain explain TIME_WAIT
          tcpexplain explain 第二次挥手
          tcpexplain explain 'ack = x+1'
        """,
        "lesson": """
        不给名称，则列出全部课程。Enter 看下一个数据包，b 退回一个，a 显示其余全部，? 解释这个数据包（? 名称 则解释该名称），q 退出。

        示例：
          tcpexplain lesson normal
          tcpexplain lesson --quiz half-close
        """,
        "test": """
        NAME.pcap 的期望文件是同一目录中的 NAME.expect.yaml（或 .yml、.json）；目录中只有一个抓包文件时，也可以是 expect.yaml。
        TLS 以 NAME.keylog 解密；目录中只有一个抓包文件时，也可以是 keys.log。

        退出状态：0 全部符合期望；1 有不符合的；2 有文件无法读取，或没有可做的测试。
        """,
        "split": """
        目录中将有 part-0000.pcapng、part-0001.pcapng 等；没有数据包的部分不写出。每个数据包仍是原来的那个块，并注明来自哪个抓包文件、在其中是第几个：\
        tcpexplain 会读出这些（记录中的 file 和 file_frame）。部分的数目相同，同一连接每次都到同一部分；所以可以逐个文件地拆分归档，\
        再把各文件中编号相同的部分一起分析。

        隧道按最内层的报文段划分，IP 分片随其数据报，ICMP 差错随其引用的内容；不是 TCP 的都在第 0 部分。

        示例：
          tcpexplain split --by connection --parts 8 --out parts capture.pcap
          tcpexplain --summary parts/part-0003.pcapng
        """,
        "diff": """
        连接按服务端和第一个请求对应，再按先后；请求按方法和 URL 对应，不论在哪条连接上。所说的不同有：连接怎样建立和关闭、发现、请求与响应、状态码、大小、内容、头部字段，\
        以及至少长 100 ms 并且是另一个的两倍的时间。含有时间、标识符或敏感信息的字段（Date、Age、Expires、Last-Modified、Cookie、Set-Cookie、Authorization，\
        以及两边的值都含有时刻、UUID 或十位以上数字的）只看有没有，不比较值。

        两份抓包中有相同的连接时（--ends），它们来自一条路径的两端；地址转换、时钟和序号的差别已考虑在内。\
        判断的依据是两次运行不会相同之处：初始序号、双方的时间戳、TLS 的随机数、IPv4 标识；路径把这些都改掉时，请给出 --ends。数据包按编号、选项和数据一一对应，\
        并指出途中哪些丢失、延迟、乱序、被改动（MSS、选项、TTL、ECN、窗口、数据），或由中间的设备插入。\
        行宽不小于 74 列时，按 A 的时钟注明数据包在两端的时间。时钟的漂移和跳变会注明并扣除。\
        在一端被抓到两次的帧、经过却没有抓到的数据包，以及早于或晚于另一份抓包的数据包会注明，不算不同。

        退出状态：0 没有不同；1 有不同；2 没有分析任何内容；3 输入已损坏，其中没有不同，或输出无法写出。

        示例：
          tcpexplain diff before.pcap after.pcap
          tcpexplain diff client.pcap server.pcap
          tcpexplain diff --no-times before.pcap after.pcap && echo "相同"
        """,
        "mcp": "只读取所给目录（包括其中的目录）里的抓包文件；不写任何文件，敏感信息一律遮盖。每个回答都有长度上限，截断之处会注明。",
    ]

    let manual = ManualWords(
        sections: ("名称", "概要", "描述", "退出状态", "环境变量", "参见"),
        synopsis: ("选项", "抓包文件", "网卡", "过滤器"),
        statuses: [
            ("0", "已分析，所要求的检查全部通过。"), ("1", "*--check* 或 *--fail-on* 未通过，或有期望不成立。"),
            ("2", "没有分析任何内容：用法有误、文件不存在、过滤器有误、无法写入输出、没有权限。"),
            ("3", "只分析了一部分：输入已损坏或被截断、网卡消失、输出的存储空间已满。"),
        ],
        variables: [
            ("LC_ALL, LC_MESSAGES, LANG", "语言和可用的字符。"), ("COLUMNS", "文本的宽度。"), ("NO_COLOR, TERM=dumb", "不用颜色。"),
            ("PAGER", "在终端上显示输出的分页程序；没有设置则用 less。"), ("TZ", "没有注明时区的时间所用的时区。"),
        ])
}
