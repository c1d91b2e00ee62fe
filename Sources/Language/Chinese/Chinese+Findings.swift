public import Analysis
import Applications
import TCP
public import Wire

extension Chinese {
    public func healthy(_ verdict: Verdict) -> Text {
        if verdict.hitsBound { return "读取到的部分未发现异常" }
        if case .healthyAsCaptured = verdict.headline { return "捕获到的部分未发现异常" }
        return "未发现异常"
    }

    public func headline(_ verdict: Verdict) -> Text {
        if case .finding(let finding) = verdict.headline { return parts(of: finding).first ?? Text(code: finding.name) }
        return healthy(verdict)
    }

    public func brief(of finding: Finding) -> Text {
        parts(of: finding).first.map { "\($0) [\(code: finding.name)]" } ?? "[\(code: finding.name)]"
    }

    public func reference(to finding: Finding, at frame: Int) -> Text { "见第 \(frame) 帧 [\(code: finding.name)]" }

    public func sentence(for finding: Finding) -> Text { parts(of: finding).joined(separator: "。") }

    /// The sentences of a finding: the fact with its consequence, the cause as far as it is proven, and what to do next.
    private func parts(of finding: Finding) -> [Text] {
        switch finding.kind {
        case .refused, .unansweredSYN, .icmpError, .synRetransmitted, .synACKRetransmitted, .step3NotAccepted,
            .handshakeUnfinished, .aborted, .oldConnectionAnswers, .handshakeACKWrong, .splitHandshake, .step3NotCaptured,
            .portReuse, .windowScaleUnknown:
            opening(finding)
        case .resetAfterClose, .connectionForgotten, .dataAfterClose, .resetWithDataOutstanding, .closedByReset, .resetSuspicious,
            .resetNotAcceptable, .resetChallenged:
            reset(finding)
        case .finNeverAcknowledged, .peerVanished, .closeWait, .halfClosedFor, .closeACKWrong, .captureEnded:
            close(finding)
        case .loss, .retransmissionTimeoutStall, .filledHole, .spuriousRetransmission, .pathMTU, .zeroWindowStall, .windowShrunk,
            .delayedACKStall, .optionsMissing, .overlapConflict:
            path(finding)
        case .requestCrossedClose, .requestAfterClose, .unansweredRequest, .incomplete, .serverError, .clientError, .slow,
            .violation, .unsolicitedResponse, .strayBytes, .invalidStartLine:
            http(finding)
        case .protocolMismatch(let mismatch): self.mismatch(mismatch)
        case .tlsAlert(let alert, let tls): self.alert(alert, tls)
        case .http2(let finding): http2(finding)
        case .tls(let problem, let facts): tls(problem, facts)
        case .webSocketViolation(let violation, let answer): self.violation(violation, answer)
        }
    }

    // MARK: - Opening

    private func opening(_ finding: Finding) -> [Text] {
        switch finding.kind {
        case .refused(let tries, let resets, let over):
            [
                "服务端以 RST 拒绝了连接"
                    + (tries > resets
                        ? "；\(time(over)) 内试了 \(tries) 次，其中 \(resets) 次如此，其余没有应答"
                        : tries > 1 ? "；\(time(over)) 内试了 \(tries) 次，都是如此" : ""),
                "该端口没有程序监听，或防火墙拒绝。检查服务是否在运行、监听在哪个地址",
            ]
        case .unansweredSYN(let tries, let over, let stray?):
            [
                (tries == 1 ? "发送了一个 SYN" : "\(time(over)) 内发送了 \(tries) 个 SYN")
                    + "，所请求的地址没有应答：应答来自 \(code: stray.from.address)（第 \(stray.frame) 帧，ack = x+1），连接没有建立",
                "客户端只接受来自所请求地址的应答。服务端或它前面的设备用自己的另一个地址应答，或只在一个方向上转换地址：检查应答的路由",
            ]
        case .unansweredSYN(let tries, let over, nil):
            [
                (tries == 1 ? "发送了一个 SYN" : "\(time(over)) 内发送了 \(tries) 个 SYN") + "，毫无应答：连接没有建立",
                "服务端停机或不可达，或防火墙丢弃了数据包。在服务端抓包，看 SYN 是否到达",
            ]
        case .icmpError(let evidence): icmp(evidence)
        case .synRetransmitted(let evidence): synRetransmitted(evidence)
        case .synACKRetransmitted(let times, let over, false):
            [
                "服务端又发送了 \(times) 次 SYN-ACK，最后一次在第一次之后 \(time(over))",
                "客户端发送的报文段不在抓包中，因此无从得知是它应答太慢，还是 SYN-ACK 或对它的应答丢失了",
            ]
        case .synACKRetransmitted(let times, let over, true):
            [
                "第三次握手到来之前，服务端又发送了 \(times) 次 SYN-ACK，最后一次在第一次之后 \(time(over))",
                "SYN-ACK 或客户端对它的应答丢失了，或客户端应答太慢；在另一端抓包可知是哪一种",
            ]
        case .step3NotAccepted(let evidence): step3(evidence)
        case .handshakeUnfinished(let waited, let synsAfter):
            [
                "服务端应答了 SYN，此后 \(time(waited)) 内客户端没有报文段确认它：连接没有建立，服务端会保留一段时间的半开连接",
                synsAfter > 0
                    ? "此后客户端又发送了 \(synsAfter) 次 SYN，可见它想建立连接：SYN-ACK 到不了它那里（返回途中的防火墙或错误路由），或它不接受。在客户端抓包可知 SYN-ACK 是否到达"
                    : "SYN-ACK 没有到达客户端，或客户端本来就不想建立连接（扫描，或以假地址进行的 SYN 洪泛）。在客户端抓包可知 SYN-ACK 是否到达",
            ]
        case .aborted(_, let frame?, _):
            [
                "连接建立之前，客户端就已关闭（第 \(frame) 帧的 FIN），随后连接被复位",
                "客户端的程序在连接过程中放弃了，因此连接上什么也没有做",
            ]
        case .aborted(.client, nil, _):
            [
                "服务端刚应答，客户端就以 RST 放弃了连接，没有发送任何数据",
                "健康检查或端口扫描会这样做，也可能是程序在连接过程中放弃了",
            ]
        case .aborted(.server, nil, true):
            [
                "服务端的 RST 先结束了这次连接尝试，它的 SYN-ACK 在那之后才到",
                "同一个 TCP 不会这样应答：途中有设备以服务端的名义拒绝（防火墙），或抓包中两者的先后与线路上不同",
            ]
        case .aborted(.server, nil, false):
            [
                "服务端应答了 SYN，又在连接建立之前以 RST 收回了应答",
                "它的程序关闭了监听套接字，或途中代它应答的设备发现无法到达它",
            ]
        case .oldConnectionAnswers(let times, let connect, let outcome): oldConnection(times, connect, outcome)
        case .handshakeACKWrong(let check, let frame?): [explained(check, frame), reason(check)]
        case .handshakeACKWrong(let check, nil):
            [
                "握手中有一个等式不成立\(numbers(check))（标为“\(code: words.wrong)”）",
                otherAnswer(check) + "发送它的一方没有遵守协议，或两端之间有设备改写序号。"
                    + (check?.rule.isAboutACK == false
                        ? "序号若在接收方的窗口之内，TCP 会接受它，否则以 ACK 应答（RFC 9293 §3.10.7.4）。" : "符合规范的 TCP 会以 RST 应答，或将其忽略。")
                    + "在中间设备的两侧抓包，对照两侧的序号和确认号",
            ]
        case .splitHandshake:
            [
                "拆分握手：服务端没有以 SYN-ACK 应答，而是发送了自己的 SYN",
                "RFC 9293 允许这样做，但防火墙可能当作攻击",
            ]
        case .step3NotCaptured: ["第三次握手未被捕获；有数据传输，可见它确实发生了"]
        case .portReuse: ["同样的地址和端口刚被另一条连接用过"]
        case .windowScaleUnknown: ["没有捕获到 SYN，窗口扩大因子无从得知，因此不能以字节说明窗口"]
        default: []
        }
    }

    private func synRetransmitted(_ evidence: Finding.SYNEvidence) -> [Text] {
        if evidence.isTooSoon {
            return ["SYN 在第一份之后 \(time(evidence.waited)) 内又被捕获了 \(evidence.times) 次", cause(evidence)]
        }
        var fact: Text = "SYN 重传了 \(evidence.times) 次"
        if evidence.refusals > 0 { fact += "，此前有 \(evidence.refusals) 个 RST 拒绝了它" }
        if evidence.withECN > 0 { fact += "，最后一次不再请求 ECN，才得到应答" }
        if let connect = evidence.connect {
            fact += "：建立连接用了 \(time(connect))"
            if evidence.waited > 0 { fact += "，其中 \(time(evidence.waited)) 在等待重试" }
        } else if evidence.waited > 0 {
            fact += "，历时 \(time(evidence.waited))"
        }
        return [fact, cause(evidence)]
    }

    private func cause(_ evidence: Finding.SYNEvidence) -> Text {
        if evidence.firstWasAnswered { return "从时间戳看，应答针对的是第一份 SYN：应答来迟了，或丢失过一次" }
        if evidence.withECN > 0 {
            return "请求 ECN 的 \(evidence.withECN) 个 SYN（标志位 ECE 和 CWR）"
                + (evidence.refusals > 0 ? "被 RST 拒绝" : "没有得到应答")
                + "，不带它的那个被接受：途中的设备或服务端不放行这样的 SYN，或只是碰巧"
                + (evidence.refusals > 0 ? "被拒绝" : "丢失") + "。开启和关闭 ECN 各连接一次即可分辨（Linux：net.ipv4.tcp_ecn）"
        }
        if evidence.refusals > 0 {
            return "有设备或程序拒绝了这个客户端的某些 SYN，却接受其他的：比较它们的不同（ECN 标志位、选项），并看服务端的负载"
        }
        if evidence.isTooSoon {
            return "没有哪个 TCP 这么快就重传 SYN（RFC 6298 §2：一秒之后）：抓包中这一帧有两份（例如同时在途中两处抓包），或途中有设备又发送了一次"
        }
        if evidence.connect != nil, evidence.waited == 0 {
            return "SYN 重传之前，服务端已经应答：它的 SYN-ACK，或客户端对它的应答，在抓包点与客户端之间丢失或来迟了"
        }
        return "SYN 或对它的应答丢失了，或有设备丢弃第一种 SYN（比较它们的标志位和选项，例如 ECN）。在服务端抓包可知第一个 SYN 是否到达"
    }

    private func explained(_ check: Equation?, _ frame: Int) -> Text {
        "握手中有一个序号与此前捕获的不符\(numbers(check))（标为“\(code: words.wrong)”），第 \(frame) 帧说明了原因：没有问题"
    }

    private func reason(_ check: Equation?) -> Text {
        if case .ackIsX? = check?.rule { return "它属于同一对端口上更早的连接：客户端没有接受它，服务端正确的应答建立了连接" }
        return "抓包中报文段的次序与发送的次序不同，或缺少报文段：这个序号所计的内容当时已经发送"
    }

    /// What a number of the handshake may belong to, where it is none of this attempt's.
    private func otherAnswer(_ check: Equation?) -> Text {
        switch check?.rule {
        case .ackIsX: "它应答的是同一对端口上更早的连接，或"
        case .ackIsY: "它应答的是服务端的另一个 SYN-ACK（SYN cookie 使每个 SYN-ACK 的序号不同），或"
        default: ""
        }
    }

    private func step3(_ evidence: Finding.Step3Evidence) -> [Text] {
        var facts: [Text] = []
        if evidence.synACKs > 0 {
            facts.append("第三次握手已经发出，它却又发送了 \(evidence.synACKs) 次 SYN-ACK，最晚在第一次之后 \(time(evidence.over))")
        }
        if evidence.dataTries > 0 {
            facts.append(
                "客户端最先的 \(bytes(evidence.dataBytes))在 \(time(evidence.dataOver)) 内发送了 \(evidence.dataTries) 次，它没有应答")
        }
        let outcome: Text =
            evidence.wasAcceptedLater
            ? "；后来连接继续进行" : evidence.isLeftOpen ? "：抓包结束时，对它来说连接还没有建立" : "：对它来说连接没有建立"
        let verb: Text = evidence.wasAcceptedLater || evidence.isLeftOpen ? "服务端起初没有接受第三次握手" : "服务端不接受第三次握手"
        return ["\(verb)：\(facts.joined(separator: "；"))\(outcome)", cause(evidence)]
    }

    private func cause(_ evidence: Finding.Step3Evidence) -> Text {
        if evidence.lacksTimestamps {
            return "客户端的报文段没有双方 SYN 商定的时间戳，服务端会丢弃这样的报文段（RFC 7323 §3.2）：看是什么删除了这个选项"
        }
        return "服务端的 accept 队列已满（程序接受连接不够快），或第三次握手在抓包点之后丢失"
            + (evidence.clientIsSilent ? "，或服务端要等到数据才接受连接（TCP_DEFER_ACCEPT），而客户端到那时还没有发送数据" : "")
            + (evidence.mayBeLost ? "，或路径丢失了客户端的数据包：没有得到第三次握手的服务端大约一秒后会重传 SYN-ACK，而它没有" : "")
            + (evidence.fullSize.map { "，或带 \($0) 字节数据的数据包无法通过（某条链路的 MTU 较小；降低 MSS 可知）" } ?? "")
            + "。在服务端看监听队列溢出的计数（nstat：TcpExtListenOverflows），可知是不是队列的原因"
    }

    private func oldConnection(_ times: Int, _ connect: Int64?, _ outcome: Finding.AttemptOutcome) -> [Text] {
        let fact: Text = "服务端有 \(times) 次以另一条连接的 ACK 应答 SYN"
        let cost: Text = connect.map { "建立连接因此用了 \(time($0))" } ?? "这条连接后来继续进行"
        let end: Text =
            switch outcome {
            case .opened: cost
            case .failed: "这条连接没有建立"
            case .leftOpen: "抓包结束时，这条连接还没有建立"
            }
        return [
            fact + "：\(end)",
            "它还保留着同一对端口的旧连接（RFC 9293 §3.10.7.4，质询确认）：客户端已经关闭或忘记了那条连接（崩溃或重启过），"
                + "或过早重用端口。让客户端换用端口，让服务端用保活探测检查空闲的连接并关闭它们",
        ]
    }

    private func icmp(_ evidence: Finding.ICMPEvidence) -> [Text] {
        var fact = icmpError(evidence.error, from: evidence.from)
        if evidence.count > 1 { fact += "（\(evidence.count) 次）" }
        if evidence.endedAttempt { fact += "：连接没有建立" }
        if !evidence.error.isFatal {
            fact += evidence.isSolved ? "；发送方改用能通过的数据包" : "；发送方必须发送更小的数据包"
        }
        if let small = evidence.smallTimeToLive {
            let range: Text = small.count == 1 ? "\(small.lowerBound)" : "\(small.lowerBound) 到 \(small.upperBound)"
            return [fact, "客户端发送的报文段 TTL 只有 \(range)，到不了远处：traceroute 用这种办法查找途中的路由器"]
        }
        if case .timeExceeded = evidence.error.kind { return [fact, "路由器之间在兜圈子（路由环路），或途中的路由器比它的 TTL 允许的多"] }
        return [fact]
    }

    /// `：ack 应为 x+1 = 7，实为 8，大了 1`.
    func numbers(_ check: Equation?) -> Text { check.map { "：\(failure($0))" } ?? "" }

    public func icmpError(_ error: ICMPError, from router: IPAddress) -> Text {
        let what: Text =
            switch error.kind {
            case .networkUnreachable: "网络不可达"
            case .hostUnreachable: "主机不可达"
            case .protocolUnreachable: "协议不可达"
            case .portUnreachable: "端口不可达"
            case .prohibited: "被过滤规则禁止"
            case .timeExceeded: "途中 TTL 耗尽"
            case .fragmentationNeeded(let mtu): "数据包太大" + (mtu.map { "：下一跳最多接受 \($0) 字节" } ?? "")
            case .other: "出错"
            }
        return "\(code: router) 报告：\(what)（ICMP\(router.isIPv6 ? "v6" : "") 类型 \(Int(error.type))，代码 \(Int(error.code))）"
    }
}
