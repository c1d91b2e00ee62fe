public import TCP
import Wire

/// 一条路径两端之间发生了什么。
extension Chinese {
    public func sentence(for event: PathEvent) -> Text {
        switch event.kind {
        case .lost(let bytes, let length):
            bytes < length
                ? "在去往\(end(event.sender.peer))的路上丢失：\(self.bytes(length))中的 \(bytes) 个"
                : bytes > 0 ? "在去往\(end(event.sender.peer))的路上丢失：\(self.bytes(bytes))" : "在去往\(end(event.sender.peer))的路上丢失"
        case .seenOnce(nil, let bytes, let length):
            "\(part(bytes, of: length))只有 \(letter(event)) 有：\(other(event)) 没有抓到，或丢失了，或在路上被注入"
        case .seenOnce(false, let bytes, let length):
            "\(part(bytes, of: length))只有 \(letter(event)) 有：丢失了，或 \(other(event)) 没有抓到"
        case .seenOnce(true, let bytes, let length):
            "到达了，而 \(part(bytes, of: length))\(other(event)) 没有：\(end(event.sender))发送时没有抓到，或在路上被注入"
        case .notCaptured(let bytes, let length): "\(bytes < length ? part(bytes, of: length) : "它")经过了 \(other(event))，而那里没有抓到"
        case .outside(let isBefore): "不作判断：那时 \(other(event)) 可能\(isBefore ? "还没有开始" : "已经停止")抓包"
        case .injected: "被注入：\(end(event.sender))没有发送它"
        case .duplicated: "又到达了一次"
        case .capturedTwice: "在 \(letter(event)) 处被抓到两次：不是另一个数据包"
        case .seenTwice: "\(letter(event)) 有两份：在路上被重复，或被抓到两次"
        case .resegmented: "它的字节由其他报文段送到"
        case .overtaken: "被后发的数据包超越（乱序）"
        case .delayed(let time, let isOfAll): "延迟：比\(isOfAll ? "" : "前后")最快的多 \(duration(time))"
        case .changed(let change): sentence(for: change)
        }
    }

    private func part(_ bytes: Int, of length: Int) -> Text {
        bytes < length ? "\(self.bytes(length))中的 \(bytes) 个" : ""
    }

    /// 有它的抓包，以及另一个。
    private func letter(_ event: PathEvent) -> Text { event.first == nil ? "B" : "A" }
    private func other(_ event: PathEvent) -> Text { event.first == nil ? "A" : "B" }

    private func sentence(for change: PathEvent.Change) -> Text {
        switch change {
        case .segmentSize(let sent, let arrived): "MSS 在路上被改：\(sent) 变为 \(arrived)"
        case .removed(let option): "选项在路上被去掉：\(code: option.name)"
        case .added(let option): "选项在路上被加上：\(code: option.name)"
        case .windowScale(let sent, let arrived): "窗口扩大因子在路上被改：\(sent) 变为 \(arrived)"
        case .window(let sent, let arrived): "窗口在路上被改：\(sent) 变为 \(arrived)"
        case .windows: "窗口在路上被改"
        case .timeToLive(let sent, let arrived, true): "TTL \(sent) 变为 \(arrived)，与其他数据包不同"
        case .timeToLive(let sent, let arrived, false): "TTL 在路上被改：\(sent) 变为 \(arrived)"
        case .congestion(let sent, let arrived):
            arrived == 3 ? "在路上被标记：拥塞（ECN \(sent) 变为 CE）" : "ECN 在路上被改：\(sent) 变为 \(arrived)"
        case .trafficClass(let sent, let arrived): "DSCP 在路上被改：\(sent) 变为 \(arrived)"
        case .flags(let sent, let arrived): "标志位在路上被改：\(names(of: sent)) 变为 \(names(of: arrived))"
        case .option(let option): "选项在路上被改：\(code: option.name)"
        case .optionLayout: "选项在路上被换了次序或填充"
        case .staleSACK: "SACK 没有随之转换：序号在路上被改，而其中仍是原来的序号"
        case .payloads, .payload(_, nil): "载荷在路上被改"
        case .payload(let length, let difference?):
            "载荷在路上被改：\(bytes(length))中的 \(difference.count ?? 0) 个，从\(place(difference))起"
        case .payloadLength(let sent, let arrived, let difference):
            "载荷在路上被改：\(bytes(sent))变为 \(arrived) 字节\(difference.map { "，从\(place($0))起不同" } ?? "")"
        case .checksum: "在路上损坏：发出时校验和正确"
        }
    }

    private func place(_ difference: PayloadDifference) -> Text {
        "第 \(difference.byte) 个字节\(difference.sequence.map { "（相对序号 \($0)）" } ?? "")"
    }

    private func names(of flags: TCPFlags) -> Text {
        Text(
            code: TCPFlags.names.enumerated().filter { flags.rawValue >> UInt16($0.offset) & 1 == 1 }.map(\.element).joined(
                separator: " "))
    }

    public func translated(_ role: Role, first: Text, second: Text) -> Text {
        "地址转换：\(end(role))在 A 处是 \(first)，在 B 处是 \(second)"
    }

    public func shifted(_ role: Role, by shift: UInt32) -> Text {
        "\(end(role))的序号在路上被改：B 处的\(shift < 1 << 31 ? "大 \(shift)" : "小 \(0 &- shift)")（模 2^32）"
    }

    public func totals(_ totals: PathTotals, to role: Role) -> Text {
        let came = totals.arrived + totals.resegmented + totals.uncaptured
        // What became of packets that only one end has is not known.
        let isKnown = came + totals.lost == totals.sent
        var parts: [Text] = ["\(totals.sent) 个数据包中\(isKnown ? "到达" : "可见到达") \(came) 个"]
        if totals.resegmented > 0 { parts.append("其中 \(totals.resegmented) 个在路上被切分或合并") }
        if totals.lost > 0 { parts.append("丢失 \(totals.lost) 个") }
        if totals.uncaptured > 0 { parts.append("其中 \(totals.uncaptured) 个到达时没有抓到") }
        if totals.unsent > 0 { parts.append("另有 \(totals.unsent) 个到达，发送时没有抓到") }
        if totals.capturedTwice > 0 { parts.append("\(totals.capturedTwice) 帧被抓到两次") }
        if let hops = totals.hops, hops > 0 { parts.append("按 TTL 为 \(hops) 跳") }
        if let value = totals.timeToLive { parts.append("到达时 TTL 全为 \(value)，在路上被改") }
        if let slowest = totals.slowest, slowest > 0 { parts.append("最慢的比最快的多 \(duration(slowest))") }
        return "去往\(end(role))：\(parts.joined(separator: "，"))"
    }

    public func place(isFirst: Bool, _ summary: PathSummary) -> Text {
        summary.clientIsFirst.map { $0 == isFirst ? "在客户端一侧" : "在服务端一侧" } ?? "在一端"
    }

    public func clock(_ ahead: Int64, oneWay: Int64) -> Text {
        if ahead == 0 { return "时钟：如果两个方向用时相同，A 与 B 一致，单程 \(duration(oneWay))" }
        return
            "时钟：如果两个方向用时相同，B 比 A \(ahead < 0 ? "慢" : "快") \(Quantity.duration(abs(max(ahead, -.max)), beside: oneWay))，单程 \(duration(oneWay))"
    }

    public func motion(_ motion: ClockMotion) -> [Text] {
        if motion.isBeyondUse { return ["时钟：两者快慢相差太大，无法比较；数据包的时间只与其前后的相比"] }
        var texts: [Text] = []
        if let (rate, over) = motion.drift {
            texts.append(
                "时钟漂移：B 的时钟比 A 的\(rate < 0 ? "慢" : "快") \(Int(abs(rate).rounded())) ppm（观察了 \(duration(over))）；因此一个方向的数据包看似越来越慢，另一个方向的越来越快。"
                    + "所示时间已扣除它")
        }
        for step in motion.steps {
            texts.append(
                "时钟跳变：\(step.isOfFirst ? "A" : "B") 的时钟在 \(step.isOfFirst ? "A" : "B") 的第 \(step.frame) 帧之前相对 \(step.isOfFirst ? "B" : "A") 向\(step.by < 0 ? "后" : "前")调了 "
                    + "\(duration(abs(max(step.by, -.max))))；所示时间已扣除它")
        }
        return texts
    }

    public func summary(_ summary: PathSummary) -> Text {
        var parts: [Text] = ["两端都有的连接 \(summary.connections) 个"]
        if summary.onlyInFirst > 0 { parts.append("只在 A 中的有 \(summary.onlyInFirst) 个") }
        if summary.onlyInSecond > 0 { parts.append("只在 B 中的有 \(summary.onlyInSecond) 个") }
        if summary.outside > 0 { parts.append("早于或晚于另一份抓包的有 \(summary.outside) 个") }
        parts.append(
            summary.connections == 0
                ? "无法比较"
                : summary.events == 0 ? "\(summary.isTranslated ? "此外" : "")没有丢失，也没有改动" : "共 \(summary.events) 处丢失或改动")
        if summary.leftOut > 0 { parts.append("\(summary.leftOut) 个数据包没有比较，因为最多只保存这么多") }
        return self.parts(parts)
    }

    public func beyondOther(isInFirst: Bool) -> Text { "早于或晚于 \(isInFirst ? "B" : "A") 抓到的全部内容" }

    public func inAllPackets(_ change: PathEvent.Change, to role: Role) -> Text {
        "去往\(end(role))的全部数据包：\(sentence(for: change))"
    }

    public func run(_ run: PathRun) -> Text {
        var parts: [Text] = []
        if run.asSent > 0 {
            var part: Text = "\(run.asSent) 个数据包原样到达"
            if let took = run.took {
                let (least, most) = (duration(took.lowerBound), duration(took.upperBound))
                part += least.string == most.string ? "，用时 \(least)" : "，用时 \(least) 至 \(most)"
            }
            parts.append(part)
        }
        if run.resegmented > 0 { parts.append("\(run.resegmented) 个数据包的字节由其他数据包送到") }
        if run.onlyInFirst > 0 { parts.append("\(run.onlyInFirst) 个数据包只有 A 有") }
        if run.onlyInSecond > 0 { parts.append("\(run.onlyInSecond) 个数据包只有 B 有") }
        if run.capturedTwice > 0 { parts.append("\(run.capturedTwice) 帧被抓到两次") }
        return parts.joined(separator: "，")
    }
}
