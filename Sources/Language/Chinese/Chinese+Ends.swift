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
        case .seenOnce: "只有 \(event.first == nil ? "B" : "A") 有：丢失了，或另一端没有抓到"
        case .injected: "被注入：\(end(event.sender))没有发送它"
        case .duplicated: "又到达了一次"
        case .capturedTwice: "在 \(event.first == nil ? "B" : "A") 处被抓到两次：不是另一个数据包"
        case .resegmented: "它的字节由其他报文段送到"
        case .overtaken: "被后发的数据包超越（乱序）"
        case .delayed(let time): "延迟：比最快的多 \(duration(time))"
        case .changed(let change): sentence(for: change)
        }
    }

    private func sentence(for change: PathEvent.Change) -> Text {
        switch change {
        case .segmentSize(let sent, let arrived): "MSS 在路上被改：\(sent) 变为 \(arrived)"
        case .removed(let option): "选项在路上被去掉：\(code: option.name)"
        case .added(let option): "选项在路上被加上：\(code: option.name)"
        case .windowScale(let sent, let arrived): "窗口扩大因子在路上被改：\(sent) 变为 \(arrived)"
        case .window(let sent, let arrived): "窗口在路上被改：\(sent) 变为 \(arrived)"
        case .timeToLive(let sent, let arrived): "TTL \(sent) 变为 \(arrived)，与其他数据包不同"
        case .congestion(let sent, let arrived):
            arrived == 3 ? "在路上被标记：拥塞（ECN \(sent) 变为 CE）" : "ECN 在路上被改：\(sent) 变为 \(arrived)"
        case .trafficClass(let sent, let arrived): "DSCP 在路上被改：\(sent) 变为 \(arrived)"
        case .flags(let sent, let arrived): "标志位在路上被改：\(names(of: sent)) 变为 \(names(of: arrived))"
        case .option(let option): "选项在路上被改：\(code: option.name)"
        case .optionLayout: "选项在路上被换了次序或填充"
        case .staleSACK: "SACK 没有随之转换：序号在路上被改，而其中仍是原来的序号"
        case .payload: "载荷在路上被改"
        case .checksum: "在路上损坏：发出时校验和正确"
        }
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
        let came = totals.arrived + totals.resegmented
        // What became of packets that only one end has is not known.
        let isKnown = came + totals.lost == totals.sent
        var parts: [Text] = ["\(totals.sent) 个数据包中\(isKnown ? "到达" : "可见到达") \(came) 个"]
        if totals.resegmented > 0 { parts.append("其中 \(totals.resegmented) 个在路上被切分或合并") }
        if totals.lost > 0 { parts.append("丢失 \(totals.lost) 个") }
        if totals.capturedTwice > 0 { parts.append("\(totals.capturedTwice) 帧被抓到两次") }
        if let hops = totals.hops, hops > 0 { parts.append("按 TTL 为 \(hops) 跳") }
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

    public func summary(_ summary: PathSummary) -> Text {
        var parts: [Text] = ["两端都有的连接 \(summary.connections) 个"]
        if summary.onlyInFirst > 0 { parts.append("只在 A 中的有 \(summary.onlyInFirst) 个") }
        if summary.onlyInSecond > 0 { parts.append("只在 B 中的有 \(summary.onlyInSecond) 个") }
        parts.append(
            summary.connections == 0
                ? "无法比较"
                : summary.events == 0 ? "\(summary.isTranslated ? "此外" : "")没有丢失，也没有改动" : "共 \(summary.events) 处丢失或改动")
        if summary.leftOut > 0 { parts.append("\(summary.leftOut) 个数据包没有比较，因为最多只保存这么多") }
        return self.parts(parts)
    }

    public func inAllPackets(_ change: PathEvent.Change, to role: Role) -> Text {
        "去往\(end(role))的全部数据包：\(sentence(for: change))"
    }

    public func run(_ run: PathRun) -> Text {
        var parts: [Text] = []
        if run.asSent > 0 {
            var part: Text = "\(run.asSent) 个数据包原样到达"
            if let took = run.took {
                part +=
                    took.lowerBound == took.upperBound
                    ? "，用时 \(duration(took.lowerBound))" : "，用时 \(duration(took.lowerBound)) 至 \(duration(took.upperBound))"
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
