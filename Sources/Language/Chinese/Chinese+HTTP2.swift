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
                "客户端同时打开了 \(queue.limit) 个请求，这是服务端允许的上限（SETTINGS_MAX_CONCURRENT_STREAMS），另外 \(queue.requests) 个请求都在前一个刚结束时才发送"
                    + (queue.duration > 0 ? "，前后历时 \(time(queue.duration))" : ""),
                "在此之前它们在客户端里排队，任何一次请求的用时都看不到这段等待：让服务端允许更多的流，或让客户端使用更多的连接",
            ]
        }
    }

    // MARK: - Resets

    private func reset(_ reset: HTTP2Facts.Reset) -> [Text] {
        var fact: Text = "\(end(reset.sender))以 \(code: reset.code.name) 复位了"
        fact += reset.count == 1 ? "流 \(reset.stream)" : " \(reset.count) 个流（第一个是流 \(reset.stream)）"
        if let exchange = reset.exchange { fact += "，即请求 #\(exchange)" }
        fact += "（第 \(reset.firstFrame) 帧）"
        if reset.responseWasComplete {
            fact += "，此时响应已经完整：只是不再需要请求的其余部分"
        } else {
            fact += reset.isOfRequest && reset.sender == .client ? "，此时还没有任何响应" : through(reset)
        }
        return [fact] + meaning(of: reset.code, by: reset.sender)
    }

    private func through(_ reset: HTTP2Facts.Reset) -> Text {
        let what: Text = reset.isOfRequest ? "请求" : "响应"
        if let announced = reset.announced { return "，此时\(what)内容的 \(announced) 字节中已传输 \(reset.bytes) 字节" }
        if reset.isOfRequest, reset.bytes == 0 { return "，代替了响应" }
        return "，此时\(what)内容已传输 \(ChineseQuantity.exactBytes(reset.bytes))"
    }

    /// RFC 9113 §7.
    private func meaning(of code: HTTP2ErrorCode, by role: Role) -> [Text] {
        let subject = end(role)
        switch code.rawValue {
        case 0: return []
        case 2: return ["\(subject)因自身的原因失败：请看它的日志"]
        case 7: return ["它没有被处理，可以重发（RFC 9113 section 8.7）"]
        case 8:
            return role == .client
                ? ["客户端不再需要它：超时，或用户、程序放弃了"] : ["服务端不再需要它：原因见它的日志"]
        case 11: return ["\(subject)认为另一端造成的负担过重：请看它的限制"]
        case 13: return ["必须改用 HTTP/1.1 重发这个请求"]
        case 1, 3, 5, 6, 9: return ["\(subject)认为另一端发送的内容违反规则，但抓包中看不出来：请看它的日志"]
        default: return []
        }
    }

    // MARK: - GOAWAY

    private func goAway(_ goAway: HTTP2Facts.GoAway) -> [Text] {
        var fact: Text = "\(end(goAway.sender))以 GOAWAY 结束了 HTTP/2 连接，错误码 \(code: goAway.code.name)（第 \(goAway.frame) 帧）"
        if goAway.sender == .server {
            fact += goAway.lastStream >= 1 << 30 ? "，但仍接受请求" : "；它可能处理过的最后一个流是 \(goAway.lastStream)"
        }
        if !goAway.debug.isEmpty { fact += "。它说明：“\(secrets.shown(content: goAway.debug, limit: 120))”" }
        var sentences = [fact]
        if goAway.code == .noError {
            if goAway.unprocessed.isEmpty, goAway.sender == .server {
                sentences.append("这是正常的关闭：它正在停止服务，或达到了一个连接的上限")
            }
        } else {
            sentences += goAway.code.rawValue == 11
                ? ["它认为另一端造成的负担过重：请看它的限制"] : ["它认为另一端发送的内容有错：请看它的日志"]
        }
        let count = goAway.unprocessed.count + goAway.moreUnprocessed
        if count > 0 {
            let numbers = goAway.unprocessed.prefix(6).map { "#\($0)" as Text }.joined(separator: "、")
            sentences.append(
                "此后的 \(count) 个请求（\(numbers)\(count > 6 ? " 等" : "")）没有被处理，可以在新连接上重发（RFC 9113 section 6.8）")
        }
        return sentences
    }

    // MARK: - Flow control

    private func stall(_ stall: HTTP2Facts.Stall) -> [Text] {
        let reader = end(stall.sender.peer)
        var fact: Text = "\(end(stall.sender))有 \(time(stall.duration)) 不能"
        if let stream = stall.stream { fact += "在流 \(stream) 上发送任何内容" } else { fact += "在任何流上发送内容" }
        fact += "（从第 \(stall.fromFrame) 帧"
        fact += stall.toFrame.map { "到第 \($0) 帧）" } ?? "直到最后）"
        if let exchange = stall.exchange { fact += "，而 #\(exchange) 的内容还没有发完" }
        fact += "：\(stall.stream == nil ? "连接" : "该流")的流量控制窗口已用完，\(reader)没有放开"
        if stall.times > 1 { fact += "；这样的情况有 \(stall.times) 次" }
        return [
            fact,
            "\(reader)的程序没有读取，或它的窗口对这条路径来说太小：看看它如何处理内容，以及"
                + (stall.stream == nil ? "连接的窗口" : " SETTINGS_INITIAL_WINDOW_SIZE") + "（RFC 9113 section 6.9）",
        ]
    }

    // MARK: - Against the rules

    private func fault(_ fault: HTTP2Facts.Fault, _ unprocessed: Int) -> [Text] {
        let sender = end(fault.sender)
        var fact: Text = "\(sender)\(act(fault.fault))（第 \(fault.frame) 帧"
        if fault.fault.stream != 0 { fact += "，流 \(fault.fault.stream)" }
        if fault.count > 1 { fact += "，共 \(fault.count) 次，这是第一次" }
        fact += "；\(code: fault.fault.section)）"
        var sentences = [fact]
        let other = end(fault.sender.peer)
        if let answer = fault.answer {
            var text: Text = "\(other)\(answer.isGoAway ? "以 GOAWAY 结束了连接" : "复位了该流")"
            text += "，错误码 \(code: answer.code.name)（第 \(answer.frame) 帧）"
            if !answer.debug.isEmpty { text += "：“\(secrets.shown(content: answer.debug, limit: 120))”" }
            if unprocessed > 0 { text += "；\(unprocessed) 个请求没有被处理" }
            sentences.append(text)
        } else {
            sentences.append(
                "另一端必须放弃\(fault.fault.isOfConnection ? "连接" : "该流")（\(code: fault.fault.code.name)）")
        }
        sentences.append("这是\(sender)程序的错误：请修正或升级它")
        return sentences
    }

    private func act(_ fault: HTTP2Fault) -> Text {
        switch fault.kind {
        case .preface: "没有以 HTTP/2 连接应有的内容开始（客户端的连接前言和一个 SETTINGS 帧）"
        case .frameTooLarge(let header, let allowed):
            "发送了 \(header.payloadLength) 字节的 \(name(of: header)) 帧，而另一端最多接受 \(allowed) 字节"
        case .frameLength(let header): "发送了 \(header.payloadLength) 字节的 \(name(of: header)) 帧，它不能有这个长度"
        case .frameStream(let header):
            header.stream == 0
                ? "在流 0 上发送了 \(name(of: header)) 帧，而它必须指明一个流" : "在一个流上发送了 \(name(of: header)) 帧，而它是关于连接的"
        case .padding(let header): "发送的 \(name(of: header)) 帧中填充比它的字节还多"
        case .interruptedBlock(let header): "发送了 \(name(of: header)) 帧，而这里必须是头部块的其余部分（CONTINUATION）"
        case .continuationAlone: "发送了没有接续任何内容的 CONTINUATION 帧"
        case .settingValue(let setting):
            "把 \(code: setting.kind?.name ?? "SETTINGS") 设为 \(setting.value)，这不是允许的值"
        case .compression(let failure): "发送的头部字段无法解压：\(reason(failure))"
        case .zeroIncrement: "发送了增量为 0 的 WINDOW_UPDATE"
        case .windowOverflow: "把流量控制窗口放大到超过 2^31-1 字节"
        case .pushByClient: "发送了 PUSH_PROMISE，而只有服务端可以发送"
        case .pushDisabled: "发送了 PUSH_PROMISE，而客户端已经关闭推送（SETTINGS_ENABLE_PUSH）"
        case .streamNumber(let previous): "打开的流，其编号属于另一端，或不大于前一个（\(previous)）"
        case .idleStream(let kind): "在从未打开的流上发送了 \(code: kind.name) 帧"
        case .endedStream(let kind): "在自己已结束的流上发送了 \(code: kind.name) 帧"
        case .windowExceeded(let bytes): "发送的内容超出流量控制窗口 \(ChineseQuantity.exactBytes(bytes))"
        case .malformed(let malformation): malformed(malformation)
        case .missingPseudo(let name): "发送的消息没有 \(code: name)"
        case .pseudoOfConnect: "发送的 CONNECT 请求带有 :scheme 或 :path，这是不允许的"
        case .emptyPath: "发送的请求 :path 为空"
        case .trailers: "发送的尾部字段没有结束该流，或含有伪头部字段"
        case .interimEndsStream: "以临时响应（1xx）结束了流"
        case .switchingProtocols: "以 101（Switching Protocols）响应，HTTP/2 没有它"
        case .contentLength(let announced, let actual):
            "发送了 \(ChineseQuantity.exactBytes(actual))内容，而 Content-Length 为 \(announced)"
        }
    }

    private func name(of header: HTTP2FrameHeader) -> Text {
        header.kind.map { Text(code: $0.name) } ?? "类型 \(header.type) 的"
    }

    private func malformed(_ malformation: HTTP2FieldSection.Malformation) -> Text {
        func shown(_ name: [UInt8]) -> Text { "“\(secrets.shown(content: name, limit: 40))”" }
        switch malformation {
        case .name(let name): return "发送的字段名\(shown(name))含有大写字母或不允许的字符"
        case .value(let name): return "发送的字段\(shown(name))的值含有不允许的字符"
        case .connectionSpecific(let name): return "发送了字段\(shown(name))，它只用于 HTTP/1 的连接，这里不允许"
        case .te: return "发送的 TE 字段不是 “trailers”"
        case .latePseudo(let name): return "在其他字段之后发送了\(shown(name))"
        case .unknownPseudo(let name): return "发送了这里不存在的伪头部字段\(shown(name))"
        case .repeatedPseudo(let name): return "发送了两次\(shown(name))"
        }
    }

    private func reason(_ failure: HPACKDecoder.Failure) -> Text {
        switch failure {
        case .index(let index): "引用了表中不存在的第 \(index) 项"
        case .integer: "其中一个数没有结尾"
        case .huffman: "其中一个字符串不是 Huffman 编码"
        case .cutShort: "在一个字段中间结束"
        case .tableSize(let size): "把表的大小设为 \(size)，超过另一端允许的值"
        case .lateTableSize: "在字段之后改变了表的大小"
        case .missingTableSize: "没有以另一端要求的较小的表开始"
        }
    }

    // MARK: - Exchanges

    /// What the line of an exchange says besides; empty for HTTP/1.
    func http2(_ exchange: Exchange) -> Text {
        guard let http2 = exchange.http2 else { return "" }
        var text: Text = "；流 \(http2.stream)"
        if let promiser = http2.pushedBy { text += "，由 #\(promiser) 推送" }
        if let call = http2.grpc { text += grpc(call, exchange) }
        if let webSocket = http2.webSocket {
            text += "，WebSocket：客户端 \(webSocket.client.frames) 帧，服务端 \(webSocket.server.frames) 帧"
        }
        if let reset = http2.reset { text += "，被\(end(reset.sender))以 \(code: reset.code.name) 复位（第 \(reset.frame) 帧）" }
        if http2.isUnprocessed { text += "，没有被处理：可以重发" }
        let heads = [exchange.request?.head, exchange.response?.head].compactMap { $0 }
        if heads.contains(where: { $0.http2?.fieldsAreComplete == false }) {
            text += "，部分字段无从得知：抓包中缺少它们所引用的内容"
        }
        return text
    }

    private func grpc(_ call: GRPCCall, _ exchange: Exchange) -> Text {
        var text: Text = "，gRPC"
        if let names = exchange.request?.head.path.flatMap(GRPCCall.names) {
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
