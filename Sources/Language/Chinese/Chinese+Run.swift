public import Analysis

/// The end of a run.
extension Chinese {
    public func summary(_ summary: RunSummary, files: Int) -> [Text] {
        var line: Text = "\(summary.packets) 个数据包：TCP \(summary.tcpPackets) 个"
        if summary.otherPackets > 0 { line += "，其他 \(summary.otherPackets) 个" }
        if summary.malformedPackets > 0 { line += "，格式错误 \(summary.malformedPackets) 个" }
        if summary.filteredPackets > 0 { line += "，被过滤器排除 \(summary.filteredPackets) 个" }
        if let drops = summary.drops {
            line += "；内核丢弃 \(drops.byKernel) 个，网卡丢弃 \(drops.byInterface) 个"
        }
        if let selected = summary.selected { return [line + stopping(summary), selection(selected, of: summary)] }
        var second: Text = "\(summary.connections) 条连接"
        if summary.connections > 0 {
            let isClean = summary.findings.errors + summary.findings.warnings == 0
            second += "：" + (isClean && summary.quality[.boundHit] > 0 ? "读取到的部分" : "") + verdicts(summary.findings)
        }
        second += "；\(summary.exchanges) 次 HTTP 请求与响应；"
        second += sums(passed: summary.checksPassed, failed: summary.checksFailed)
        return [line + stopping(summary), second]
    }

    /// `检验 6 个等式：全部成立`.
    func sums(passed: Int, failed: Int) -> Text {
        let checks = passed + failed
        let text: Text = "检验 \(checks) 个等式"
        if checks == 0 { return text }
        return text + (failed == 0 ? "，全部成立" : "，\(failed) 个不成立")
    }

    /// `1 条有问题，2 条有警告，其余 5 条既无问题也无警告`.
    func verdicts(_ findings: FindingSummary) -> Text {
        var parts: [Text] = []
        if findings.errors > 0 { parts.append("\(findings.errors) 条有问题") }
        if findings.warnings > 0 { parts.append("\(findings.warnings) 条有警告") }
        let rest = findings.notes + findings.none
        if parts.isEmpty { return "未发现问题" }
        if rest > 0 { parts.append("其余 \(rest) 条既无问题也无警告") }
        return parts.joined(separator: "，")
    }

    /// `选出 120 条连接中的 3 条：1 条有问题，其余 2 条既无问题也无警告；4 次 HTTP 请求与响应；检验 9 个等式，全部成立`.
    func selection(_ selected: RunSummary.Selected, of summary: RunSummary) -> Text {
        var text: Text = "选出 \(summary.connections) 条连接中的 \(selected.connections) 条"
        if selected.connections > 0 {
            text += "：" + verdicts(selected.findings)
        } else if summary.connections > 0 {
            text += "：没有一条符合所有条件"
        }
        text += "；\(selected.exchanges) 次 HTTP 请求与响应；"
        return text + sums(passed: selected.checksPassed, failed: selected.checksFailed)
    }

    /// Where the reading stopped before the end of the captures.
    func stopping(_ summary: RunSummary) -> Text {
        summary.stoppedAt.map { "；所要的内容在第 \($0) 帧已结束，之后不再读取" } ?? ""
    }

    public func ranking(_ worst: [ConnectionProblems], of total: Int) -> Text {
        let named = worst.map { problems -> Text in
            var parts: [Text] = []
            if problems.errors > 0 { parts.append("问题 \(problems.errors)") }
            if problems.warnings > 0 { parts.append("警告 \(problems.warnings)") }
            return parts.isEmpty ? "\(problems.connection)" : "\(problems.connection)（\(parts.joined(separator: "，"))）"
        }
        let more: Text = total > worst.count ? "，另有 \(total - worst.count) 条" : ""
        return "\(total) 条连接有问题或警告，从最严重的起：\(named.joined(separator: "、"))\(more)"
    }

    public func sentence(for shared: FindingSummary.Shared) -> Text {
        let server: Text = shared.server.address.isIPv6 ? "[\(code: shared.server.address)]" : "\(code: shared.server.address)"
        return "到 \(server):\(shared.server.port) 的 \(shared.count) 条连接都有 \(code: shared.name)（连接 "
            + shared.examples.map { "\($0)" as Text }.joined(separator: "、")
            + (shared.count > shared.examples.count ? " 等）" : "）")
    }

    public func sentence(for scan: FindingSummary.Scan) -> Text {
        "\(code: scan.client) 有 \(scan.handshakes) 次握手没有完成，涉及 \(scan.hosts) 台主机的 \(scan.ports) 个端口"
            + "（连接 \(scan.firstConnection) 到 \(scan.lastConnection)）：这是扫描"
    }

    public func sentence(for item: CaptureQuality.Item, count: Int) -> Text {
        switch item {
        case .capturedTwice:
            "\(count) 帧看来是其他帧的副本（序号相同，时间紧挨；镜像端口或同时抓多块网卡会使同一帧捕获两次以上）：分析时不计"
        case .oneDirection:
            "\(count) 条连接只有一个方向：另一端做了什么无从得知，只知道它必定发送过什么"
        case .beganInMiddle:
            "\(count) 条连接在抓包之前已经开始：哪一方是客户端由推断得出，握手和窗口扩大因子无从得知"
        case .endedEarly:
            "\(count) 条连接在抓包结束时仍然打开：如何关闭无从得知"
        case .snapLength:
            "抓取长度截断了 \(count) 个数据包的数据：序号不受影响，但其中的内容无从得知"
        case .offload:
            "\(count) 个报文段大于 MSS（卸载）：抓包点在网卡切分之前，或在网卡合并之后，因此丢包和数据包的个数与线路上的不同"
        case .boundHit: "\(count) 条连接达到了本程序的上限：超出的部分没有读取或没有比较，也不作判断"
        case .fragmentsLetGo: "\(count) 个分片的 IP 数据报在收齐之前被放弃，因为同时未收齐的太多：所缺少的字节可能在其中"
        case .loopbackChecksum:
            "\(count) 个数据包没有正确的校验和，这在本机内部的通信中很平常：内核不填写它"
        case .checksumOffload:
            "\(count) 个数据包的校验和错误，但没有损坏的迹象：网卡在抓包点之外填写校验和或合并报文段（校验和卸载、接收卸载），或抓包事后被改动"
        case .corruption:
            "\(count) 个数据包在途中损坏（校验和错误）：接收方会丢弃它，因此以同样字节的另一个副本（如果有）为准"
        case .timeOrder:
            "\(count) 帧的时间早于前一帧：时间以及依赖先后顺序的结论不太可靠"
        case .lostByCapture:
            "\(bytes(count))已被接收，但抓包时遗漏，不在抓包中：其中的内容无从得知"
        }
    }
}
