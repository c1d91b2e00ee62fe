import Analysis
import Applications
import TCP

/// HTTP/2: findings, and what an exchange has besides.
extension Chinese {
    func http2(_ finding: HTTP2Finding) -> [Text] {
        switch finding {
        case .reset(let reset): self.reset(reset)
        case .goAway(let goAway): self.goAway(goAway)
        case .stall(let stall): self.stall(stall)
        case .fault(let fault, let unprocessed): self.fault(fault, unprocessed)
        case .queue(let queue):
            [
                "客户端一直同时打开 \(queue.limit) 个请求，正是服务端允许的上限（SETTINGS_MAX_CONCURRENT_STREAMS）；另有 \(queue.requests) 个请求，都在前一个结束的那一刻才发出"
                    + (queue.duration > 0 ? "，历时 \(duration(queue.duration))" : ""),
                "此前它们在客户端排队，任何一次请求的耗时都不含这段等待。让服务端允许更多的流，或让客户端使用更多连接",
            ]
        }
    }

    // MARK: - Resets

    private func reset(_ reset: HTTP2Facts.Reset) -> [Text] {
        var fact: Text = "\(end(reset.sender))复位了"
        fact += reset.count == 1 ? "流 \(reset.stream)" : " \(reset.count) 个流（第一个是 \(reset.stream)）"
        if let exchange = reset.exchange { fact += "（请求 #\(exchange)）" }
        fact += "，错误码 \(code: reset.code.name)（第 \(reset.firstFrame) 帧）"
        if reset.responseWasComplete {
            fact += "，当时响应已完整：只是不再需要请求的其余部分"
        } else if reset.isOfRequest, reset.bytes == 0 || reset.sender == .client {
            fact += "，当时还没有响应"
        } else {
            let what: Text = reset.isOfRequest ? "请求" : "响应"
            fact +=
                reset.announced.map { "，当时\(what)的消息体 \($0) 字节中已传输 \(reset.bytes) 字节" as Text }
                ?? "，当时\(what)的消息体已传输 \(reset.bytes) 字节"
        }
        return [fact] + meaning(of: reset.code, by: reset.sender)
    }

    /// RFC 9113 §7.
    private func meaning(of code: HTTP2ErrorCode, by role: Role) -> [Text] {
        switch code.rawValue {
        case 2: ["\(end(role))因自身原因失败：看它的日志"]
        case 7: ["该请求没有被处理，可以重新发送（RFC 9113 §8.7）"]
        case 8: role == .client ? ["客户端不再需要它：到了时限，或用户、程序放弃了"] : ["服务端不再需要它：看它的日志"]
        case 11: ["\(end(role))认为对方造成的负担过重：检查它的各项上限"]
        case 13: ["该请求必须通过 HTTP/1.1 重新发送"]
        case 1, 3, 5, 6, 9: ["\(end(role))认为对方发送的内容违反规则，而抓包中看不出：看它的日志"]
        default: []
        }
    }

    // MARK: - GOAWAY

    private func goAway(_ goAway: HTTP2Facts.GoAway) -> [Text] {
        var fact: Text = "\(end(goAway.sender))以 GOAWAY 结束了 HTTP/2 连接，错误码 \(code: goAway.code.name)（第 \(goAway.frame) 帧）"
        if goAway.sender == .server {
            fact += goAway.lastStream >= 1 << 30 ? "，但仍接受请求" : "；可能处理过的最后一个流是 \(goAway.lastStream)"
        }
        if !goAway.debug.isEmpty { fact += "。附加说明：“\(secrets.shown(content: goAway.debug, limit: 120))”" }
        var sentences = [fact]
        if goAway.code == .noError {
            if goAway.unprocessed.isEmpty, goAway.sender == .server { sentences.append("这是有序的关闭：服务端要停机，或达到了单条连接的上限") }
        } else {
            sentences.append(goAway.code.rawValue == 11 ? "它认为对方造成的负担过重：检查它的各项上限" : "它认为对方发送的内容有错：看它的日志")
        }
        let count = goAway.unprocessed.count + goAway.moreUnprocessed
        if count > 0 {
            let numbers = goAway.unprocessed.prefix(6).map { "#\($0)" as Text }.joined(separator: "、")
            sentences.append("其后的 \(count) 个请求（\(numbers)\(count > 6 ? " 等" : "")）没有被处理，可以在新的连接上重新发送（RFC 9113 §6.8）")
        }
        return sentences
    }

    // MARK: - Flow control

    private func stall(_ stall: HTTP2Facts.Stall) -> [Text] {
        let reader = end(stall.sender.peer)
        var fact: Text =
            "\(end(stall.sender))在\(stall.stream.map { "流 \($0) 上" as Text } ?? "所有流上")有 \(duration(stall.duration)) 不能发送任何数据"
        fact += "（从第 \(stall.fromFrame) 帧" + (stall.toFrame.map { "到第 \($0) 帧）" as Text } ?? "直到最后）")
        if let exchange = stall.exchange { fact += "，当时 #\(exchange) 还有内容要发送" }
        fact += "：\(stall.stream == nil ? "连接" : "该流")的流量控制窗口已用尽，\(reader)没有再扩大它"
        if stall.times > 1 { fact += "；这样的情况共 \(stall.times) 次" }
        return [
            fact,
            "\(reader)的程序没有读取，或它的窗口对这条路径太小：检查它如何处理内容，以及"
                + (stall.stream == nil ? "连接窗口" : " SETTINGS_INITIAL_WINDOW_SIZE") + "（RFC 9113 §6.9）",
        ]
    }

    // MARK: - Against the rules

    private func fault(_ fault: HTTP2Facts.Fault, _ unprocessed: Int) -> [Text] {
        var fact: Text = "\(end(fault.sender))\(act(fault.fault))（第 \(fault.frame) 帧"
        if fault.fault.stream != 0 { fact += "，流 \(fault.fault.stream)" }
        if fault.count > 1 { fact += "，共 \(fault.count) 次" }
        fact += "；\(ChineseQuantity.sections(fault.fault.section))）"
        var sentences = [fact]
        if let answer = fault.answer {
            var text: Text = "\(end(fault.sender.peer))"
            text += answer.isGoAway ? "以 GOAWAY 结束了连接" : "复位了该流"
            text += "，错误码 \(code: answer.code.name)（第 \(answer.frame) 帧）"
            if !answer.debug.isEmpty { text += "：“\(secrets.shown(content: answer.debug, limit: 120))”" }
            if unprocessed > 0 { text += "；\(unprocessed) 个请求没有被处理" }
            sentences.append(text)
        } else {
            sentences.append("对方必须放弃\(fault.fault.isOfConnection ? "该连接" : "该流")（\(code: fault.fault.code.name)）")
        }
        sentences.append("这是\(end(fault.sender))程序的缺陷：请修正或升级它")
        return sentences
    }

    private func act(_ fault: HTTP2Fault) -> Text {
        switch fault.kind {
        case .preface: "没有以 HTTP/2 的连接前言开头（客户端的固定字节和 SETTINGS 帧）"
        case .frameTooLarge(let header, let allowed):
            "发送了 \(header.payloadLength) 字节的 \(name(of: header)) 帧，而对方最多接受 \(allowed) 字节"
        case .frameLength(let header): "发送了 \(header.payloadLength) 字节的 \(name(of: header)) 帧，这种帧不能是这个长度"
        case .frameStream(let header):
            header.stream == 0 ? "在流 0 上发送了 \(name(of: header)) 帧，而它必须指明一个流" : "在一个流上发送了 \(name(of: header)) 帧，而它属于整条连接"
        case .padding(let header): "发送的 \(name(of: header)) 帧中，填充比帧本身还长"
        case .interruptedBlock(let header): "在必须继续发送字段块（CONTINUATION）时发送了 \(name(of: header)) 帧"
        case .continuationAlone: "发送了不接续任何内容的 CONTINUATION 帧"
        case .settingValue(let setting): "把 \(code: setting.kind?.name ?? "SETTINGS") 设为 \(setting.value)，这不是允许的值"
        case .compression(let failure): "发送的字段无法解压：\(reason(failure))"
        case .zeroIncrement: "发送了增量为 0 的 WINDOW_UPDATE"
        case .windowOverflow: "把流量控制窗口扩大到超过 2^31-1 字节"
        case .pushByClient: "发送了 PUSH_PROMISE，而只有服务端可以发送"
        case .pushDisabled: "发送了 PUSH_PROMISE，而客户端已将其关闭（SETTINGS_ENABLE_PUSH）"
        case .streamNumber(let previous): "打开的流编号属于对方，或不大于前一个（\(previous)）"
        case .idleStream(let kind): "在从未打开的流上发送了 \(code: kind.name) 帧"
        case .endedStream(let kind): "在自己已结束的流上发送了 \(code: kind.name) 帧"
        case .windowExceeded(let bytes): "发送的数据比流量控制窗口允许的多 \(bytes) 字节"
        case .malformed(let malformation): malformed(malformation)
        case .missingPseudo(let name): "发送的消息缺少 \(code: name)"
        case .pseudoOfConnect: "发送的 CONNECT 请求带有 :scheme 或 :path，而它不能有"
        case .emptyPath: "发送的请求 :path 为空"
        case .trailers: "发送的尾部字段没有结束该流，或含有伪头部字段"
        case .interimEndsStream: "以临时响应（1xx）结束了流"
        case .switchingProtocols: "以 101（Switching Protocols）响应，而 HTTP/2 没有这个状态码"
        case .contentLength(let announced, let actual): "发送了 \(actual) 字节的消息体，而 Content-Length 是 \(announced)"
        }
    }

    private func name(of header: HTTP2FrameHeader) -> Text {
        header.kind.map { Text(code: $0.name) } ?? "类型 \(header.type) 的"
    }

    private func malformed(_ malformation: HTTP2FieldSection.Malformation) -> Text {
        func shown(_ name: [UInt8]) -> Text { "“\(secrets.shown(content: name, limit: 40))”" }
        switch malformation {
        case .name(let name): return "发送了字段名\(shown(name))，字段名不能这样写（大写字母，或不允许的字符）"
        case .value(let name): return "发送的 \(shown(name)) 的值含有不允许的字符"
        case .connectionSpecific(let name): return "发送了字段 \(shown(name))，它属于 HTTP/1 的连接，这里不能有"
        case .te: return "发送的 TE 字段不是“trailers”"
        case .latePseudo(let name): return "在其他字段之后发送了 \(shown(name))"
        case .unknownPseudo(let name): return "发送了伪头部字段 \(shown(name))，而这里没有这个字段"
        case .repeatedPseudo(let name): return "两次发送了 \(shown(name))"
        }
    }

    private func reason(_ failure: HPACKDecoder.Failure) -> Text {
        switch failure {
        case .index(let index): "引用了表中不存在的第 \(index) 项"
        case .integer: "其中一个数没有结尾"
        case .huffman: "其中一个字符串不是哈夫曼编码"
        case .cutShort: "在一个字段中间结束"
        case .tableSize(let size): "把表的大小设为 \(size)，超过对方允许的值"
        case .lateTableSize: "在字段之后改变了表的大小"
        case .missingTableSize: "没有以对方要求的更小的表大小开头"
        }
    }

    // MARK: - Exchanges

    /// What the line of an exchange says besides; empty for HTTP/1.
    func http2(_ exchange: Exchange) -> Text {
        guard let http2 = exchange.http2 else { return "" }
        var text: Text = "；流 \(http2.stream)"
        if let promiser = http2.pushedBy { text += "，随 #\(promiser) 推送" }
        if let call = http2.grpc { text += grpc(call, exchange) }
        if let webSocket = http2.webSocket {
            text += "，WebSocket：客户端 \(webSocket.client.frames) 帧，服务端 \(webSocket.server.frames) 帧"
        }
        if let reset = http2.reset { text += "，被\(end(reset.sender))复位，错误码 \(code: reset.code.name)（第 \(reset.frame) 帧）" }
        if http2.isUnprocessed { text += "，没有被处理：可以重新发送" }
        let heads = [exchange.request?.head, exchange.response?.head].compactMap { $0 }
        if heads.contains(where: { $0.http2?.fieldsAreComplete == false }) { text += "，有些字段未知：抓包中缺少它们引用的内容" }
        return text
    }

    private func grpc(_ call: GRPCCall, _ exchange: Exchange) -> Text {
        var text: Text = "，gRPC"
        if let names = exchange.request?.head.lossless.path.flatMap(GRPCCall.names) {
            text += " \(secrets.shown(names.service, limit: 40)) 的 \(secrets.shown(names.method, limit: 40))"
        }
        text += "：发送 \(call.client.count) 条消息，收到 \(call.server.count) 条"
        guard let status = exchange.grpcStatus else { return text }
        text += "，状态 \(status.code)"
        if let name = GRPCCall.statusName(status.code) { text += " \(code: name)" }
        if let message = status.message, !message.isEmpty { text += "：“\(secrets.shown(message, limit: 80))”" }
        return text
    }
}
