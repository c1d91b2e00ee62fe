/// The short help, and what `--help` says before the options.
extension ChineseHelp {
    var short: String {
        """
        tcpexplain 解释抓包中的 TCP 和 HTTP，并给出证明。

          tcpexplain capture.pcap                  每条连接，逐个数据包
          tcpexplain --only-problems capture.pcap  只看有问题的，每类三个例子
          tcpexplain --summary --sort severity capture.pcap
                                                   每条连接一行，最严重的在前
          tcpexplain --requests --sort latency capture.pcap | head
                                                   最慢的 HTTP 请求
          tcpexplain --status 5xx --host shop.example capture.pcap
                                                   某台主机的错误背后是什么
          sudo tcpexplain -i eth0 port 80          网络上此刻的流量，直到 Ctrl-C
          tcpexplain --check capture.pcap          TCP 有失败则退出状态为 1

        读取什么    CAPTURE... | -r FILE... [FILTER] | -i INTERFACE [FILTER]
                    -D（列出网卡）  -f FILTER  -c COUNT  --keylog FILE
        显示什么    --summary  --requests  --packets  --only-problems  --follow N
                    --format ndjson|csv|markdown  --sort BY  --verbose
                    --explain brief|teach|expert
        选择哪些    --connection N  --host HOST  --port PORT  --sni NAME
                    --url TEXT|/REGEX/  --method NAME  --status 404|5xx
                    --finding NAME  --severity note|warning|error
                    --after TIME  --before TIME
        怎样显示    --time relative|delta|absolute|utc  --width N  --ascii
                    --color WHEN  --no-pager  --lang en|zh
        写入文件    -w FILE（实时抓包）  --html FILE  --svg FILE  --mermaid FILE
                    --annotate FILE  --har FILE  --extract FOLDER
        用于脚本    --check  --strict  --fail-on error|warning|note|NAME,...
                    --expect FILE  --junit FILE  --sarif FILE  --github
        子命令      explain [NAME]：解释步骤、状态、检查和注记的意思
                    lesson（课程）  diff A B  test FOLDER  split  schema  mcp FOLDER

        tcpexplain --help 说明一切：每个选项，符号、颜色和数字的意思，各种上限和
        退出状态。
        """
    }

    static let discussion = """
        对每个 TCP 数据包：它是握手或关闭的哪一步，等式是否成立（两边的数都显示），两端各处于什么状态。\
        对每条连接：怎样建立，传输了什么，怎样关闭。对每次 HTTP 请求与响应：由两个方向的字节流还原出来。

        示例：
          tcpexplain capture.pcap
          tcpexplain --only-problems capture.pcap
          tcpexplain --summary --sort severity capture.pcapng.gz
          tcpexplain --requests --sort latency capture.pcap | head -n 11
          tcpexplain --status 5xx --host shop.example capture.pcap
          tcpexplain -r capture.pcap port 80 and host 10.0.0.1
          tcpexplain -i eth0 port 80
          tcpexplain explain 第二次挥手
          tcpexplain --check capture.pcap && echo "等式全部成立"
          tcpexplain --format ndjson capture.pcap | jq -c 'select(.type == "connection")'

        怎样读：客户端在左，服务端在右，各自带着这个数据包之后的状态（RFC 9293）。箭头上是标志位和数据的字节数。\
        数字：x 和 y 是双方的初始序号，seq 和 ack 从它们数起；u 和 w 是两个 FIN 的序号，v 是确认第一个 FIN 的报文段的序号；\
        最后一个 = 之后是报文中的原始序号。符号：✓ 成立或正常，✗ 不成立或有错误，! 警告，或数据包有少见之处；\
        … 表示省略了数据包或文字；① 到 ⑦ 是 HTTP 请求的七个阶段。颜色把同样的意思再说一遍：青色来自客户端，品红色来自服务端，\
        红色是错误和 RST，黄色是警告，绿色是成立。（只有 ASCII 时：ok、XX、...、(1) 到 (7)。）

        宽度：终端的宽度、--width 或 COLUMNS，否则 100 列。表格放不下时略去最不重要的列；输出到管道时是完整的。\
        在终端上由 PAGER 或 less 分页显示。

        文档：README.zh.md（概要），docs/findings.md（每一种发现），docs/questions.md（十个故障的解释），\
        docs/peers.md（与其他工具的不同），在本程序的来源处。

        上限：提前到达的报文段在缺口之后保留，每个方向最多 4 MiB 或 4096 段；IP 分片最多 8 MiB；\
        最多 4096 个请求或 1 MiB 的请求头等待响应；所有连接合计最多 512 MiB（--max-memory），262,144 条连接（--max-connections）；\
        一张时序图最多 300 行，步骤等另加 50 行；消息体解码到 512 MiB 且不超过原来的 512 倍，同时最多 512 个；--extract 最多建立 100,000 个文件；\
        --har 每个消息最多 4 MiB，同时最多 128 MiB；--annotate 最多保留 16 MiB 的注释，把更多的注释和管道的内容（最多 16 GiB）存在 TMPDIR 中；\
        --html 最多 50,000 条连接，一条连接 4000 个数据包（有话可说的 8000 个，步骤另加 100 个），每个消息 64 KiB 的内容，192 MiB 的记录；--sort 保留 262,144 行。达到上限时，输出会注明。\
        空闲的连接会被结束：没有传过数据的 5 分钟后，传过数据的 2 小时后，已关闭的 4 分钟后。

        退出状态：0 已分析；1 --check 或 --fail-on 未通过；2 没有分析任何内容；3 只分析了一部分（输入已损坏）。
        """
}
