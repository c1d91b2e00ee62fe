import Analysis
import TCP
import Wire

/// Findings about the path and the windows.
extension Chinese {
    func path(_ finding: Finding) -> [Text] {
        switch finding.kind {
        case .loss(let evidence): loss(evidence)
        case .retransmissionTimeoutStall(let evidence): timeout(evidence, finding)
        case .filledHole(let evidence): filledHole(evidence, finding.frames)
        case .spuriousRetransmission(let duration, let sender, let times):
            [
                "\(end(sender))等了 \(time(duration)) 后重传了一个报文段\(times > 1 ? "（这样的等待有 \(times) 次）" : "")，"
                    + "其实第一份已经到达",
                "第一份或对它的 ACK 来迟了（路径对有些数据包的延迟远大于其他数据包），或 ACK 在返回途中丢失，可能连同携带它的数据一起丢失",
            ]
        case .pathMTU(let evidence): pathMTU(evidence)
        case .zeroWindowStall(let evidence): zeroWindow(evidence)
        case .windowShrunk(let bytes, let beyond, let reader):
            [
                "\(end(reader))收回了已经通告的窗口中的 \(bytes) 字节，而超出新边界的 \(beyond) 字节已经发送：它的 TCP 会丢弃这些字节，必须重传",
                "不应收缩窗口（RFC 9293 §3.8.6）：它的 TCP 没有足够的内存留给这条连接，或实现有误",
            ]
        case .delayedACKStall(let duration, let times, let sender):
            [
                "\(end(sender))有 \(times) 次在一个小报文段迟来的确认之后立即发送下一个，总计 \(time(duration))",
                "Nagle 算法和延迟确认在互相等待，或程序恰好以这样的间隔写入。若是前者，关闭其中一个（\(end(sender))可设置 TCP_NODELAY），或一次写完",
            ]
        case .optionsMissing(let times, let sender):
            [
                "\(end(sender))的 \(times) 个报文段没有时间戳，而双方的 SYN 已商定使用：接收方可以丢弃它们（RFC 7323 §3.2）",
                "途中有设备删除了这个选项，或冒充\(end(sender))应答",
            ]
        case .overlapConflict(let bytes, let isDecided):
            [
                "重复发送的 \(ChineseQuantity.exactBytes(bytes))前后不同："
                    + (isDecided ? "第一份在另一份到来之前已得到确认，因此接收方的程序读到的是第一份" : "接收方的程序读到哪一份取决于它的 TCP；这里显示第一份"),
                "途中有设备改动或伪造数据包，或有人想欺骗旁观者",
            ]
        default: []
        }
    }

    private func timeout(_ evidence: Finding.TimeoutEvidence, _ finding: Finding) -> [Text] {
        let asked: Text = evidence.wasAskedFor ? "，尽管重复 ACK 或 SACK 早已要求重传" : "，其间没有任何报文段要求重传"
        let fact: Text =
            "\(end(evidence.sender))在第 \(finding.frames.last ?? 0) 帧重传了第 \(finding.frames.first ?? 0) 帧的\(evidence.isFIN ? " FIN" : "数据")，隔了 "
            + "\(time(evidence.duration))" + asked + (evidence.times > 1 ? "；这样的等待有 \(evidence.times) 次" : "")
        if evidence.wasDamaged { return [fact, "第一份在途中损坏（校验和错误），接收方因此丢弃了它：网线、端口或设备有问题"] }
        return [
            fact,
            evidence.wasAskedFor
                ? "报文段丢失了。要求重传的 ACK 太少，没能让它更早重传，或先前重传的那一份也丢失了"
                : evidence.isUnanswered
                    ? "抓包结束之前没有收到对它的确认：它或对它的确认丢失了，或\(end(evidence.sender.peer))不再应答" : "报文段或对它的确认丢失了，而后续数据太少，没能更早发现",
        ]
    }

    private func zeroWindow(_ evidence: Finding.ZeroWindowEvidence) -> [Text] {
        let reader = evidence.reader
        var probes: Text = evidence.probes > 0 ? "（探测了 \(evidence.probes) 次" : ""
        if evidence.probes > 0 { probes += evidence.probesAreUnanswered ? "，没有任何回应）" : "）" }
        let effect: Text =
            evidence.isIdle ? "；没有迹象表明\(end(reader.peer))当时有数据要发送" : "，\(end(reader.peer))无法发送数据" + probes
        let fact: Text =
            "\(end(reader))的窗口关闭了 \(time(evidence.duration))\(toTheEnd(evidence))" + effect
        if evidence.isEmpty {
            return [fact + blocked(evidence), "此前没有数据到来，缓冲区不会是满的：途中有设备以它的名义应答（SYN 代理），它的 TCP 缺少内存，或它不要数据"]
        }
        return [
            fact + blocked(evidence),
            (evidence.filled > 1
                ? "\(end(reader.peer))在 \(time(evidence.filledOver)) 内有 \(evidence.filled) 次把窗口用到最后一个字节：传输在那些时候也受它限制。" : "")
                + "\(end(reader))的缓冲区满了：它的程序\(evidence.isLasting ? "没有读取数据" : "读取数据不够快")。看看它当时在做什么",
        ]
    }

    private func toTheEnd(_ evidence: Finding.ZeroWindowEvidence) -> Text {
        evidence.isLasting ? "，直到最后" : ""
    }

    /// What a closed window kept from being sent.
    private func blocked(_ evidence: Finding.ZeroWindowEvidence) -> Text {
        if let exchange = evidence.unanswered { return "：请求 #\(exchange) 没有得到响应" }
        guard let cut = evidence.cut else { return "" }
        return "：\(cut.isRequest ? "请求" : "响应") #\(cut.exchange) 的消息体" + (cut.total.map { "共 \($0) 字节，" } ?? "")
            + "只传输了 \(cut.bytes) 字节"
    }

    private func filledHole(_ evidence: Finding.FilledHoleEvidence, _ frames: [Int]) -> [Text] {
        let (behind, filled) = (frames.first ?? 0, frames.last ?? 0)
        return [
            "\(end(evidence.sender))在第 \(behind) 帧之前的字节缺了 \(time(evidence.waited))，第 \(filled) 帧才把它们带来"
                + (evidence.times > 1 ? "；这样的等待有 \(evidence.times) 次" : ""),
            "它们的第一份在途中丢失，其后的数据在此期间无法读取。"
                + (evidence.wasAsked
                    ? "\(end(evidence.sender.peer))已要求重传：为此发送的副本或这些要求也丢失了，或\(end(evidence.sender))在等超时"
                    : "\(end(evidence.sender))在等超时"),
        ]
    }

    private func loss(_ evidence: Finding.LossEvidence) -> [Text] {
        let tenths = evidence.of > 0 ? (evidence.segments * 1000 + evidence.of / 2) / evidence.of : 0
        var fact: Text = "\(end(evidence.sender))的 \(evidence.of) 个报文段中有 \(evidence.segments) 个丢失并重传"
        let again = evidence.resent
        fact +=
            again.segments == evidence.segments
            ? "（\(tenths / 10).\(tenths % 10) %，\(bytes(again.bytes))）"
            : "（\(tenths / 10).\(tenths % 10) %）；总共重传了 \(again.segments) 个报文段、\(bytes(again.bytes))"
        if evidence.stalled > 0 { fact += "；因此停滞了 \(time(evidence.stalled))" }
        var ways: [Text] = []
        if evidence.byDuplicateACKs > 0 { ways.append("\(evidence.byDuplicateACKs) 次靠重复确认") }
        if evidence.bySACK > 0 { ways.append("\(evidence.bySACK) 次靠 SACK") }
        if evidence.byTimeout > 0 { ways.append("\(evidence.byTimeout) 次靠超时") }
        var causes: [Text] = ways.isEmpty ? [] : ["发现丢失的方式：\(ways.joined(separator: "，"))"]
        if evidence.damaged == 0, evidence.captured > 0, evidence.captured < evidence.segments {
            causes.append("其中 \(evidence.captured) 个的首次发送也在抓包中：在抓包点之后丢失，或被接收方丢弃")
        }
        if evidence.damaged > 0 {
            causes.append("其中 \(evidence.damaged) 个在途中损坏（校验和错误），被接收方丢弃：网线、端口或设备有问题")
        }
        if let size = evidence.stuckSize {
            causes.append(
                "带 \(size) 字节数据的报文段此前能通过，现在不再通过，而在它们之后发送的较小的（不超过 \(evidence.passed) 字节）能到达：数据包此后可能改走另一条路径，"
                    + "其中某条链路的 MTU 较小，却没有 ICMP 差错报文告知\(end(evidence.sender))；也可能只是碰巧丢失。降低 MSS 可知是哪一种")
        } else if evidence.damaged < evidence.segments {
            causes.append(
                "从\(end(evidence.sender))到\(end(evidence.sender.peer))的路径丢弃数据包：队列已满、链路不良或被限速。在路径的各处抓包，可知丢在哪里")
        }
        return [fact] + causes
    }

    private func pathMTU(_ evidence: Finding.PathMTUEvidence) -> [Text] {
        let other = evidence.sender.peer
        var fact: Text
        if evidence.tries > 0 {
            fact = "\(end(evidence.sender))的 \(evidence.size) 字节的报文段从未到达：\(time(evidence.over)) 内试了 \(evidence.tries) 次"
            if evidence.passed > 0 { fact += "，而较小的（不超过 \(evidence.passed) 字节）能通过" }
        } else {
            fact = "\(end(evidence.sender))的 \(evidence.size) 字节从未到达，而其后较小的报文段（\(evidence.passed) 字节）到了："
            fact += "\(end(other))的 ACK 停在那里 \(time(evidence.over))"
        }
        var cause: Text = "大数据包在\(end(evidence.sender))发出的路上被丢弃，而\(end(evidence.sender))并不知情："
        if let mtu = evidence.mtu {
            cause += "有路由器报告数据包不得超过 \(mtu) 字节"
        } else {
            cause += "途中有 MTU 较小的链路（隧道、VPN），而通告此事的 ICMP 差错报文被过滤了"
        }
        return [fact, cause + "。请放行 ICMP 差错，调小 MSS（MSS clamping），或让发送方探测（RFC 4821）"]
    }

    func time(_ nanoseconds: Int64) -> Text { ChineseQuantity.duration(nanoseconds) }
}
