import Language
import Reports

/// What a reader of a report is told of a rule.
extension Chinese {
    var nothingToCheck: Text { "没有可检查的 TCP 连接" }

    func causes(_ text: Text) -> Text { "原因：\(text)" }
    func advice(_ text: Text) -> Text { "怎么办：\(text)" }

    func title(of rule: CheckRule) -> Text {
        switch rule {
        case .handshake: "连接已建立"
        case .close: "抓包中有完整的关闭过程"
        case .damagedInput: "抓包文件没有损坏"
        case .nothingToCheck: "有可检查的 TCP 连接"
        }
    }

    func explanation(of rule: CheckRule) -> Text {
        switch rule {
        case .handshake:
            "连接没有建立（被拒绝、被中止或没有应答）时 --check 不通过；用 --strict 时，抓包中没有完整的握手也不通过。怎么办：看握手的各帧；"
                + "`tcpexplain explain refused` 和 `tcpexplain explain unanswered-syn` 说明可能的原因。"
        case .close: "抓包中没有双方的 FIN 及对它们的确认时 --strict 不通过。怎么办：抓到连接结束为止，或不用 --strict。"
        case .damagedInput: "抓包文件被截断或损坏时 --strict 不通过：其余部分的内容无从得知。怎么办：重新抓包。"
        case .nothingToCheck: "什么都没检查会被当成通过。怎么办：看抓包中是否有这些流量，是否被过滤器或选择条件排除。"
        }
    }

    func title(of rule: ExpectationRule) -> Text {
        switch rule {
        case .connections: "连接数与期望相符"
        case .select: "期望的 select 选中了它所说的连接"
        case .handshake: "连接按期望建立"
        case .close: "连接按期望关闭"
        case .closedBy: "由期望的一端先关闭"
        case .openedWithin: "连接在期望的时间内建立"
        case .retransmissions: "重传的报文段数与期望相符"
        case .findingsNone: "没有不应有的级别的发现"
        case .findingsHave: "有期望的发现"
        case .findingsNot: "没有不应有的发现"
        case .exchanges: "有期望的请求与响应"
        case .exchangesExactly: "没有期望之外的请求与响应"
        case .method: "请求方法与期望相符"
        case .target: "请求目标与期望相符"
        case .status: "响应状态码与期望相符"
        case .headers: "响应头字段与期望相符"
        case .contentSHA256: "响应内容与期望相符"
        case .contentBytes: "响应内容的长度与期望相符"
        case .firstByteWithin: "响应在期望的时间内开始"
        }
    }

    func explanation(of rule: ExpectationRule) -> Text {
        switch rule {
        case .connections: "--expect 文件的 connections：抓包中 TCP 连接的个数，或最小和最大个数。"
        case .select:
            "没有选中任何连接，或选中了不止一个而没说是哪一个，是 --expect 文件的错误：这条期望没有与任何连接比较，退出状态为 2。怎么办：写出"
                + "确实存在的 server，用 nth 指明是哪一个，或用 every: true；或看抓包中为什么没有这条连接。"
        case .handshake:
            "--expect 文件的 handshake：complete、simultaneous、split、refused、aborted、unanswered、partial 或 not-captured；"
                + "docs/labels.md 给出定义。"
        case .close:
            "--expect 文件的 close：four-step、three-step、simultaneous、reset、incomplete 或 none；docs/labels.md 给出定义。"
        case .closedBy: "--expect 文件的 closed_by：谁的 FIN 或 RST 先到；都没有则为 none。"
        case .openedWithin: "--expect 文件的 opened_within：从第一个 SYN 到第三次握手的时间；抓包中缺了其中之一就无从得知。"
        case .retransmissions: "--expect 文件的 retransmissions：带有 retransmission 标注的数据包数（tcpexplain explain retransmission）。"
        case .findingsNone: "--expect 文件的 findings.none：不应有发现的级别（error、warning、note）。"
        case .findingsHave: "--expect 文件的 findings.have：应有的发现的名称；docs/findings.md 列出了全部。"
        case .findingsNot: "--expect 文件的 findings.not：不应有的发现的名称；docs/findings.md 列出了全部。"
        case .exchanges: "--expect 文件的 exchanges：按顺序的 HTTP 请求与响应；除非 exchanges_exactly 为 true，其间可以有别的。"
        case .exchangesExactly: "--expect 文件的 exchanges_exactly：除 exchanges 之外没有别的请求与响应。"
        case .method: "--expect 中 exchanges 一项的 method：请求方法，或列表中的任何一个。"
        case .target: "--expect 中 exchanges 一项的 target：请求行中的目标，或斜杠之间的正则表达式。"
        case .status: "--expect 中 exchanges 一项的 status：状态码、一类状态码（如 5xx）、列表中的任何一个；absent 表示不应有响应。"
        case .headers: "--expect 中 exchanges 一项的 headers：响应头字段；文本、斜杠之间的正则表达式；absent 表示不应有这个字段。"
        case .contentSHA256: "--expect 中 exchanges 一项的 content_sha256：响应内容去掉编码后的 SHA-256，即 --extract 写出的内容。"
        case .contentBytes: "--expect 中 exchanges 一项的 content_bytes：响应内容在去掉内容编码之前的字节数。"
        case .firstByteWithin: "--expect 中 exchanges 一项的 first_byte_within：从请求的第一个字节到响应的第一个字节的时间。"
        }
    }
}
