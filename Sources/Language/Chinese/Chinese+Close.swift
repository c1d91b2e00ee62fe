import Analysis
import TCP
import Wire

/// Findings about resets and about the close.
extension Chinese {
    func reset(_ finding: Finding) -> [Text] {
        switch finding.kind {
        case .resetAfterClose(let by, let times):
            [
                "连接结束之后，\(end(by))又发送了 \(times) 个 RST：来得晚，但无害",
                "它的套接字已经不在，对仍然到来的报文段就这样应答",
            ]
        case .connectionForgotten(let by, let idle, let bytes, _): forgotten(by, idle, bytes)
        case .dataAfterClose(let evidence):
            evidence.isSuspicious ? [dataAfterClose(evidence)[0], ifInjected(evidence.by)] : dataAfterClose(evidence)
        case .resetWithDataOutstanding(let evidence): outstanding(evidence)
        case .closedByReset(let evidence): closedByReset(evidence)
        case .resetSuspicious(let reset): suspicious(reset)
        case .resetNotAcceptable(let ignored, let check): notAcceptable(ignored, check)
        case .resetChallenged(let ignored) where ignored.follows != nil:
            [
                "\(end(ignored.sender))发送的 RST 在抓包中位于它之前刚发送的内容（第 \(ignored.follows ?? 0) 帧）前面：按发送的次序，它结束了连接",
                "抓包中报文段的次序与发送的次序不同",
            ]
        case .resetChallenged(let ignored):
            [
                "\(end(ignored.sender))发送了 \(ignored.seen.count) 次 RST，它在窗口之内，序号却不是期望的那个"
                    + "（\(code: ignored.sequence)，期望 \(code: ignored.expected)）：接收方以质询确认（challenge ACK）应答，连接继续（RFC 5961）",
                "它是盲目伪造的，或者发送者在它之前用过的最后 \(ignored.beyond) 个序号（数据或 FIN）没有到达抓包点",
            ]
        default: []
        }
    }

    private func forgotten(_ by: Role, _ idle: Int64?, _ bytes: Int) -> [Text] {
        var fact: Text = "\(end(by))以 RST 应答，好像（已经）不认识这条连接"
        if let idle { fact += "；此前 \(time(idle)) 没有任何数据包" }
        if bytes > 0 { fact += "；\(end(by.peer))的 \(ChineseQuantity.exactBytes(bytes))没有被接收" }
        var cause: Text = "它重新启动过，或关闭了连接而\(end(by.peer))没有得知，"
        cause += "或途中的设备（负载均衡、防火墙或 NAT）丢失了连接状态，并以它的名义应答"
        if idle ?? 0 >= 60_000_000_000 {
            cause += "。空闲这么久，途中丢失状态的可能性大：让保活探测比它的空闲超时更频繁"
        }
        return [fact, cause]
    }

    /// `；其中写着“…”`: what a RST carries.
    func says(_ text: [UInt8]) -> Text { text.isEmpty ? "" : "；其中写着“\(secrets.shown(content: text, limit: 100))”" }

    private func outstanding(_ evidence: Finding.ResetEvidence) -> [Text] {
        let by = evidence.by
        let what = evidence.exchange.map { "（属于\(by == .server ? "请求" : "响应") #\($0)）" as Text } ?? ""
        let bytes = ChineseQuantity.exactBytes(evidence.bytes) + what
        let fact: Text = "\(end(by))发送 RST 时，\(end(by.peer))发送的 \(bytes)还没有得到确认"
        if let farewell = evidence.farewell {
            return [fact + "：那是\(name(of: farewell))\(says(evidence.text))", "没有人等待它，应用数据也没有丢失"]
        }
        if evidence.isSuspicious {
            let came: Text = "以\(end(by))的名义发送的 RST 到来时，\(end(by.peer))发送的 \(bytes)还没有得到确认"
            return [came + says(evidence.text), ifInjected(by)]
        }
        if evidence.hasCrossed {
            return [
                "\(end(by.peer))发送的 \(bytes)与\(end(by))的 RST 在途中交错，或在它之后才到：就抓包所见，这些数据丢失了\(says(evidence.text))",
                evidence.refusesStep3
                    ? refusal : "它的程序以 RST 关闭（SO_LINGER 为 0，或还有未读的数据），或被杀死，或途中有设备以它的名义结束了连接。看那一端程序的日志可知是哪一种",
            ]
        }
        if evidence.refusesStep3 { return [fact + says(evidence.text), refusal] }
        if let lost = evidence.lostFor {
            return [
                fact + "；从它的确认看，这些数据 \(time(lost)) 都没有到达\(says(evidence.text))",
                "路径丢失了它们，\(end(by))放弃了等待：在路径上的不同地点抓包，可知丢在哪里",
            ]
        }
        return [
            fact + "：就抓包所见，这些数据丢失了\(says(evidence.text))",
            "它的程序没有读完就关闭，或被杀死，或途中有设备以它的名义结束了连接。看那一端程序的日志可知是哪一种",
        ]
    }

    /// Why a server answers step 3 with a RST.
    private var refusal: Text {
        "它的 accept 队列已满，并且被设为这样回应（Linux：net.ipv4.tcp_abort_on_overflow），或它的 SYN cookie 已过期，或它关闭了监听套接字，"
            + "或途中以它的名义应答的设备（负载均衡、SYN 代理）后面没有服务端"
    }

    private func closedByReset(_ evidence: Finding.ResetEvidence) -> [Text] {
        let by = evidence.by
        if let stopped = evidence.stopped, let total = stopped.total {
            return [
                "服务端以 \(evidence.status) 应答请求 #\(stopped.exchange)，并在其消息体共 \(total) 字节、只传输了 \(stopped.bytes) 字节时发送 RST"
                    + says(evidence.text),
                "它没有接收其余的部分：大小限制、失败，或程序没有读完就应答。这样的 RST 还可能使客户端来不及读到响应（RFC 9112 §9.6）",
            ]
        }
        if evidence.answersUnknownSYNACK {
            return [
                "客户端以 RST 应答了服务端的 SYN-ACK：抓包中没有发往这个地址的 SYN\(says(evidence.text))",
                "它没有向这个地址发起连接，而这个地址替另一个地址应答（同一主机的另一个地址，或只在一个方向上的地址转换）；或它已经放弃",
            ]
        }
        if let fast = evidence.fastClose {
            var how: Text = ""
            if fast.frame != evidence.frame {
                how = "（第 \(fast.frame) 帧），\(end(by))" + (fast.sender == by ? "随后发送 RST" : "按规定以 RST 应答")
            }
            return [
                "\(end(fast.sender))以 MP_FASTCLOSE 立即关闭整个 Multipath TCP 连接\(how)\(says(evidence.text))",
                "它的程序没有等进行中的传输完成就关闭，或被杀死；所有子流随之结束（RFC 8684 §3.5）",
            ]
        }
        if evidence.refusesStep3 {
            return ["服务端以 RST 应答了第三次握手：对它来说，连接从未建立\(says(evidence.text))", refusal]
        }
        if evidence.isSuspicious {
            return [
                "以\(end(by))的名义发送的 RST 结束了连接" + (evidence.isError ? "，进行中的传输没有完成" : "") + says(evidence.text), ifInjected(by),
            ]
        }
        return [
            "\(end(by))以 RST "
                + (evidence.isError
                    ? "结束连接，进行中的传输没有完成"
                    : evidence.ownFIN.map { "结束连接，此前已发送 FIN（第 \($0) 帧）：它没有等关闭完成" } ?? "而不是 FIN 结束连接") + says(evidence.text),
            "它的程序关闭时还有未读的数据（带 ACK 的 RST 仍会确认这些数据），或特意要求这样（SO_LINGER 设为 0），或被杀死"
                + (evidence.idle ?? 0 >= 60_000_000_000
                    ? "；也可能是空闲 \(time(evidence.idle ?? 0)) 之后，途中的设备（负载均衡、防火墙或 NAT）丢弃了连接状态，并以它的名义结束了连接" : ""),
        ]
    }

    /// The cause of what an injected RST did.
    private func ifInjected(_ by: Role) -> Text {
        "如果那个 RST 是注入的（见 reset-suspicious），\(end(by))的程序就没有问题：原因在于发送它的一方"
    }

    /// What says good-bye.
    private func name(of farewell: Finding.Farewell) -> Text {
        switch farewell {
        case .tlsAlert: "一端关闭时发送的 TLS 警报（close_notify）"
        case .otherTLSAlert: "一个 TLS 警报"
        case .perhapsTLSAlert: "与关闭时的 TLS 警报（close_notify）一样长的数据"
        case .webSocketClose: "WebSocket 的关闭帧"
        }
    }

    private func dataAfterClose(_ evidence: Finding.AfterCloseEvidence) -> [Text] {
        let by = evidence.by
        var fact: Text = "\(end(by))已经关闭"
        if let waited = evidence.waited, by == .client { fact += "（请求发出 \(time(waited)) 之后）" }
        fact += "，而\(end(by.peer))在\(end(by))的 FIN 之后 \(time(evidence.after)) 又发来 \(ChineseQuantity.exactBytes(evidence.bytes))，"
        fact += "\(end(by))以 RST 应答"
        if let farewell = evidence.farewell {
            return [fact + "：那是\(name(of: farewell))", "没有人等待它，应用数据也没有丢失"]
        }
        if evidence.wasAtOnce {
            return [
                fact,
                "客户端没有等待应答就关闭了。服务端应答的是关闭之前收到的内容，或一得知关闭就作出了应答：问题不在服务端" + (evidence.wasWanted ? "，而这个响应丢失了" : ""),
            ]
        }
        if evidence.hadCrossed {
            let crossed = fact + "：发送它们时，\(end(by.peer))还不知道对方已关闭"
            if evidence.wasWanted, by == .client {
                return [crossed, "响应还在途中，客户端就放弃了：请比较客户端的超时与服务端所需的时间"]
            }
            return [crossed, "在途中的数据丢失了；" + (evidence.wasWanted ? "\(end(by))没有读完就关闭" : "看不出\(end(by))还需要它们")]
        }
        let what: Text =
            !evidence.wasWanted ? "但对方的程序已经关闭" : by == .client ? "但这个响应已经没有人要" : "但这个请求已经没有人读取"
        return [
            fact,
            "\(end(by.peer))还在发送，\(what)：它太慢，或没有留意对方已关闭"
                + (by == .client && evidence.wasWanted ? "。代理把这种情况记为 499。请比较客户端的超时与服务端所需的时间" : ""),
        ]
    }

    private func notAcceptable(_ ignored: Incidents.IgnoredReset, _ check: Equation?) -> [Text] {
        let count = ignored.seen.count
        if let check {
            return [
                "\(end(ignored.sender))发送了 \(count) 个客户端必须忽略的 RST：它不是对这个 SYN 的应答，\(failure(check))",
                "它是伪造的，或属于另一条连接；真正的应答也到了",
            ]
        }
        if ignored.lacksACK {
            return [
                "客户端等待对其 SYN 的应答时，\(end(ignored.sender))发送了 \(count) 个没有 ACK 的 RST：客户端必须忽略它（RFC 9293 §3.10.7.3）",
                "它属于另一条连接，由有缺陷的 TCP 发出，或根本不是那一端发的",
            ]
        }
        var fact: Text = "\(end(ignored.sender))发送了 \(count) 个接收方必须忽略的 RST：序号是 \(code: ignored.sequence)"
        fact +=
            ignored.expected == ignored.limit
            ? ""
            : ignored.expected == ignored.limit.advanced(by: -1)
                ? "，而只有 \(code: ignored.expected) 才算数"
                : "，而 \(code: ignored.expected) 到 \(code: ignored.limit.advanced(by: -1)) 才算数"
        if ignored.rounds >= 2 {
            return [
                fact,
                "这是循环：每个 RST 得到一个 ACK，ACK 又得到下一个 RST，共 \(ignored.rounds + 1) 次。两端对连接的状态看法不一；"
                    + "其中一方算错了 RST 的序号",
            ]
        }
        return [fact, "它来得太晚，属于另一条连接，由有缺陷的 TCP 发出，或根本不是那一端发的"]
    }

    private func suspicious(_ reset: Incidents.Reset) -> [Text] {
        var reasons: [Text] = []
        if let odd = reset.oddTimeToLive {
            reasons.append("它的 TTL 是 \(odd.reset)，而那一方其他报文段的都是 \(odd.others)")
        }
        if let frame = reset.aliveAfter {
            reasons.append("那一方在第 \(frame) 帧继续通信，好像没有发过它")
        }
        return [
            "自称来自\(end(reset.sender))的 RST 可能是注入的：" + reasons.joined(separator: "；"),
            "路径上的某一方（负载均衡、防火墙、审查设备、攻击者）可能发送了它。在另一端抓包，看它是否真的从那里发出",
        ]
    }

    // MARK: - Close

    func close(_ finding: Finding) -> [Text] {
        switch finding.kind {
        case .finNeverAcknowledged(let evidence): unacknowledged(evidence)
        case .peerVanished(let evidence): vanished(evidence)
        case .closeWait(let by, let duration, let isLasting):
            [
                "\(end(by.peer))关闭之后，\(end(by))在 \(time(duration)) 内既没有发送数据，也没有关闭" + (isLasting ? "，直到抓包结束" : ""),
                "\(end(by))的程序没有关闭套接字（停在 CLOSE_WAIT）：泄漏、卡住，或在等别的事。看它打开的套接字和它正在做什么",
            ]
        case .halfClosedFor(let duration, let bytes, let by):
            [
                "半关闭持续 \(time(duration))：一端已经发完，\(end(by))"
                    + (bytes > 0 ? "又发送了 \(self.bytes(bytes))" : "没有再发送数据") + "，然后也关闭"
            ]
        case .closeACKWrong(let check):
            [
                "关闭过程中有一个等式不成立\(numbers(check))（标为“\(code: words.wrong)”）",
                "一方确认或使用了对方从未用过的编号。FIN 可能不算得到确认，于是会重传",
            ]
        case .captureEnded(let waiting, let after): captureEnded(waiting, after)
        default: []
        }
    }

    private func unacknowledged(_ evidence: Finding.FINEvidence) -> [Text] {
        let other = evidence.sender.peer
        var fact: Text = "\(end(evidence.sender))在第 \(evidence.frame) 帧的 FIN 一直没有得到确认"
        fact += evidence.tries > 1 ? "，虽然 \(time(evidence.over)) 内发送了 \(evidence.tries) 次" : ""
        fact += "：\(end(other))欠缺的确认是 \(code: evidence.rule) = \(code: evidence.expected)"
        if let last = evidence.last {
            fact += "，它最后的 ACK 是 \(code: last.number)（第 \(last.frame) 帧"
            fact += evidence.isProven ? "，并不是途中交错）" : "）"
        }
        if evidence.lacking > 0 {
            return [
                fact, "\(end(other))缺少它之前的 \(ChineseQuantity.exactBytes(evidence.lacking))，它们在途中丢失：在它们到来之前，无法确认这个 FIN",
            ]
        }
        var cause: Text = "FIN 的发送方会等待并重传"
        if evidence.tries == 1 { cause = "\(time(evidence.waited)) 内没有重传" }
        cause +=
            evidence.isProven
            ? "。此后\(end(other))仍有报文段到来，却不承认它：FIN 在途中丢失，或\(end(other))的 TCP 忽略了它；"
            : "。FIN 或对它的 ACK 丢失，或\(end(other))已经不在；"
        cause += "在\(end(other))抓包可知是哪一种"
        return [fact, cause]
    }

    private func vanished(_ evidence: Finding.VanishedEvidence) -> [Text] {
        let other = evidence.waiting.peer
        var what: Text = evidence.bytes > 0 ? ChineseQuantity.exactBytes(evidence.bytes) : ""
        if evidence.hasFIN { what += evidence.bytes > 0 ? "和 FIN" : "FIN" }
        var fact: Text = "\(end(other))失去联系：\(end(evidence.waiting))在 \(time(evidence.over)) 内"
        if evidence.isProbe {
            fact += "探测了 \(evidence.tries) 次，"
        } else {
            fact += "把 \(what)\(evidence.hasFIN ? " " : "")发送了 \(evidence.tries) 次，"
        }
        fact += evidence.lastHeard.map { "第 \($0) 帧之后没有任何回应" } ?? "没有任何回应"
        if evidence.resetFrame != nil { fact += "；最后它以 RST 放弃" }
        if let reported = evidence.reported {
            return [fact, "原因见 ICMP 差错：\(icmpError(reported.error, from: reported.from))"]
        }
        if evidence.damaged > 0, evidence.damaged + 1 >= evidence.tries {
            return [
                fact,
                "其中 \(evidence.damaged) 个数据包在途中损坏（校验和错误），接收方会丢弃它们，也不会应答：网线、端口或设备有问题。\(end(other))不一定停机",
            ]
        }
        var cause: Text = "\(end(other))已经停机，或它发出的、发给它的数据包在途中被丢弃"
        if let quiet = evidence.quiet, quiet >= 60_000_000_000 {
            cause = "在此之前 \(time(quiet)) 没有任何数据包：途中的防火墙或 NAT 可能丢失了状态；或\(end(other))已经停机。"
            cause += "更频繁的保活探测能分清两者，也能防止前者"
        } else if let size = evidence.fullSize {
            cause += "；或只有这么大的数据包被丢弃（某条链路的 MTU 较小）：\(end(evidence.waiting))的 \(size) 字节的报文段从未得到确认。"
            cause += "在更靠近\(end(other))的地方抓包，或降低 MSS，可知是哪一种"
        } else {
            cause += "。在更靠近\(end(other))的地方抓包可知是哪一种"
        }
        return [fact, cause]
    }

    private func captureEnded(_ waiting: Finding.Waiting, _ after: Int64) -> [Text] {
        let time = ChineseQuantity.duration(max(0, after))
        return switch waiting {
        case .synACK: ["抓包在 SYN 之后 \(time) 就结束了：还来不及应答"]
        case .step3: ["抓包在 SYN-ACK 之后 \(time) 就结束了：还来不及应答"]
        case .response(let exchange): ["抓包在请求 #\(exchange) 之后 \(time) 就结束了：还来不及响应"]
        case .restOfRequest(let exchange): ["抓包在请求 #\(exchange) 的最后一个字节之后 \(time) 就结束了：那时请求还不完整"]
        case .restOfResponse(let exchange, let bytes, let total):
            [
                "抓包在响应 #\(exchange) 的最后一个字节之后 \(time) 就结束了：那时响应还不完整，消息体传输了 \(bytes) 字节"
                    + (total.map { "（共 \($0) 字节）" } ?? "")
            ]
        case .finACK(let role): ["抓包在\(end(role))的 FIN 之后 \(time) 就结束了：还来不及确认"]
        case .data(let role): ["抓包在\(end(role))的数据之后 \(time) 就结束了：还来不及确认"]
        }
    }
}
