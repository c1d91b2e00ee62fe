public import Analysis
import Applications
public import TCP
import Wire

extension Chinese {
    // MARK: - How it opened

    public func opening(_ connection: Connection) -> Text {
        let tries: Text = connection.synTries > 1 ? "，共发送 \(connection.synTries) 个 SYN" : ""
        switch connection.handshakeOutcome {
        case .complete:
            let taken: Text = connection.handshake.connectTime.map { "，用时 \(time($0))" } ?? ""
            let wrong: Text = connection.openingChecksFailed ? "；但有等式不成立" : "；各等式成立"
            return "三次握手完成\(taken)\(tries)\(wrong)"
        case .simultaneous: return "同时打开：双方都发送了 SYN，也都应答了对方的 SYN"
        case .split: return "拆分握手：双方都发送了 SYN，但只有一方以 SYN-ACK 应答"
        case .refused: return "被拒绝：服务端以 RST 应答 SYN\(tries)；该端口没有程序监听，或防火墙拒绝"
        case .aborted: return "被中止：第三次握手之前出现了 RST"
        case .unanswered where connection.client.acknowledged != nil:
            return "抓包中没有服务端一方；它必定应答过，因为客户端确认了它"
        case .unanswered: return "无应答：发送了 \(connection.synTries) 个 SYN，服务端毫无回应"
        case .partial: return partial(connection)
        case .notCaptured where connection.mayContinue: return "无从得知：它可能是先前不再跟踪的一条连接的后续"
        case .notCaptured: return "未被捕获：抓包在握手之后才开始"
        }
    }

    private func partial(_ connection: Connection) -> Text {
        let frames = connection.stepFrames
        let seen = (0..<3).filter { frames[$0] != nil }.map { ChineseQuantity.ordinal($0 + 1) }
        let missing = (0..<3).filter { frames[$0] == nil }.map { ChineseQuantity.ordinal($0 + 1) }
        var meaning: Text = connection.sawPayload ? "；有数据传输，可见握手确实完成了" : ""
        if connection.stepFrames.has([.handshake1, .handshake2]), !connection.sawPayload {
            meaning = "；没有客户端的报文段确认 SYN-ACK"
        }
        return "握手不完整：捕获了第\(seen.joined(separator: "、"))次握手，缺第\(missing.joined(separator: "、"))次\(meaning)"
    }

    public func agreement(_ connection: Connection) -> Text? {
        let sides = [(Role.client, connection.client.synOptions), (Role.server, connection.server.synOptions)]
        let texts = sides.compactMap { role, options -> Text? in
            guard let options else { return nil }
            var parts: [Text] = []
            if let size = options.maximumSegmentSize { parts.append("MSS \(size)") }
            if let scale = options.windowScale { parts.append("窗口扩大因子 \(scale)（×\(1 << min(Int(scale), 14))）") }
            if options.sackPermitted { parts.append("SACK") }
            if options.timestamps != nil { parts.append("时间戳") }
            if options.fastOpen { parts.append("Fast Open") }
            if options.multipath { parts.append("Multipath TCP") }
            return "\(end(role))：" + (parts.isEmpty ? "没有选项" : parts.joined(separator: "、"))
        }
        if let client = connection.client.synOptions, let server = connection.server.synOptions {
            let unused: [Text] = [
                (client.windowScale == nil) != (server.windowScale == nil) ? "窗口扩大因子" : nil,
                client.sackPermitted != server.sackPermitted ? "SACK" : nil,
                (client.timestamps == nil) != (server.timestamps == nil) ? "时间戳" : nil,
            ].compactMap { (name: Text?) in name }
            if !unused.isEmpty {
                return texts.joined(separator: "；") + "；只有一方提出，因而未启用：" + unused.joined(separator: "、")
            }
        }
        return texts.isEmpty ? nil : texts.joined(separator: "；")
    }

    // MARK: - What crossed it

    public func transfer(_ event: ConnectionEvent) -> Text {
        let client = event.connection.clientFlow.stream
        let server = event.connection.serverFlow.stream
        if client.distinctBytes + server.distinctBytes + client.missingBytes + server.missingBytes == 0 { return "没有数据" }
        var text: Text = "客户端发送 \(bytes(client.distinctBytes))，服务端发送 \(bytes(server.distinctBytes))"
        let missing = [(Role.client, client.missingBytes), (Role.server, server.missingBytes)].filter { $0.1 > 0 }
        if !missing.isEmpty {
            text +=
                "；\(lack(event.connection.gaveUpHole))"
                + missing.map { "\(end($0.0))的 \(bytes($0.1))" as Text }.joined(separator: "、")
        }
        if event.exchanges > 0 { text += "；\(event.exchanges) 次 HTTP 请求与响应" }
        return text
    }

    /// What a hole that was given up held may have come later.
    func lack(_ mayBeUnread: Bool) -> Text { mayBeUnread ? "没有读取，或抓包中缺少" : "抓包中缺少" }

    public func figures(_ connection: Connection) -> Text? {
        var parts: [Text] = []
        let duration = connection.lacksTime ? 0 : connection.end.nanoseconds(since: connection.start)
        for (role, flow) in [(Role.client, connection.clientFlow), (Role.server, connection.serverFlow)] {
            // Timestamps also time what was sent again, where ACKs leave open which copy they are for.
            let times = flow.roundTrips
            if let least = times.least, let median = times.median, let greatest = times.greatest, flow.stream.distinctBytes > 0 {
                parts.append(
                    time(least) == time(greatest)
                        ? "\(end(role))的数据在 \(time(median)) 后得到确认"
                        : "\(end(role))的数据在 \(time(least)) 到 \(time(greatest)) 后得到确认，半数在 \(time(median)) 之内"
                )
            }
            if let again = sentAgain(by: role, connection) { parts.append(again) }
            // Small exchanges have no pace worth telling.
            if flow.stream.distinctBytes >= English.leastPaceBytes, duration > 0 {
                parts.append(pace(role, flow, duration))
            }
        }
        if let gap = connection.idleTimes.largestGap, gap.duration >= 100_000_000 {
            parts.append("最长停顿 \(time(gap.duration))，在第 \(gap.frame) 帧之前")
        }
        if let idle = connection.idleTimes.idleBeforeClose, idle >= 1_000_000_000 {
            parts.append("开始关闭之前有 \(time(idle)) 没有数据")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "；")
    }

    /// What was sent again, and what of it the capture has twice: what was lost before the point of capture it has once.
    private func sentAgain(by role: Role, _ connection: borrowing Connection) -> Text? {
        let flow = connection[flow: role]
        let twice = max(0, flow.payloadBytes - flow.stream.distinctBytes)
        let again = connection.sentAgain(by: role)
        guard again.segments > 0 else { return twice == 0 ? nil : "\(end(role))的数据重传了 \(bytes(twice))" }
        let text: Text = "\(end(role))的数据重传了 \(again.segments) 个报文段、\(bytes(again.bytes))"
        if twice == again.bytes || connection.gaveUpHole { return text }
        return text + (twice == 0 ? "，首次发送不在抓包中" : "，其中 \(bytes(twice))在抓包中出现两次")
    }

    private func pace(_ role: Role, _ flow: Flow, _ duration: Int64) -> Text {
        func perSecond(_ bytes: Int) -> Text {
            let rate = Double(bytes) * 1e9 / Double(duration)
            return ChineseQuantity.roughBytes(rate < 1e18 ? Int(rate) : .max) + "/s"
        }
        let repeated = flow.payloadBytes - flow.stream.distinctBytes
        var text: Text = "\(end(role))平均发送 \(perSecond(flow.payloadBytes))"
        if repeated > 0 { text += "（不计重传为 \(perSecond(flow.stream.distinctBytes))）" }
        return text + "，在途字节最多 \(bytes(flow.mostInFlight))"
    }

    // MARK: - How it closed

    public func closing(_ event: ConnectionEvent) -> Text {
        let connection = event.connection
        let frames = connection.stepFrames
        let first: Text = frames[3].map { "（第 \($0) 帧的 FIN）" } ?? ""
        let closer: Text = connection.closedBy.map { "\(end($0))先关闭\(first)" } ?? "哪一方先关闭无从得知"
        switch connection.closeOutcome {
        case .fourStep: return "\(closer)，四次挥手；两个 FIN 都得到确认"
        case .threeStep: return "\(closer)，三个报文段（第二、三次挥手合并）；两个 FIN 都得到确认"
        case .simultaneous: return "同时关闭：两个 FIN 在途中交错，都得到确认"
        case .reset where connection.handshakeOutcome == .refused: return "连接没有建立"
        case .reset:
            let by: Text = connection.resetBy.map { end($0) } ?? "不知哪一方"
            var after: Text = ""
            if let fin = frames[3], fin <= connection.incidents?.reset?.frame ?? .max {
                after = connection.closedBy == connection.resetBy ? "在自己的 FIN 之后" : "在对方发送 FIN 之后"
            }
            if event.findings.contains(where: { if case .resetSuspicious = $0.kind { true } else { false } }) {
                return "复位：以\(by)的名义\(after)发送的 RST（可能是注入的）使连接立即结束"
            }
            return "复位：\(by)\(after)发送了 RST，连接立即结束"
        case .incomplete:
            let seen = (3..<7).filter { frames[$0] != nil }.map { ChineseQuantity.ordinal($0 - 2) }
            return "\(closer)，但关闭不完整：四次挥手中捕获了第\(seen.joined(separator: "、"))次"
        case .none:
            return switch event.ending {
            case _ where connection.handshakeOutcome == .unanswered && connection.client.acknowledged == nil: "连接没有建立"
            case .end: "没有关闭：抓包结束时连接仍然打开"
            case .idle: "没有关闭：长时间没有数据包，因空闲太久不再跟踪"
            case .limit: "没有关闭：为给其他连接腾出空间，不再跟踪"
            case .reuse: "没有关闭：同一对端口又用于新的连接"
            default: "没有关闭"
            }
        }
    }
}
