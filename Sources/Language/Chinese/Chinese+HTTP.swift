public import Analysis
import Applications
import TCP
import Wire

extension Chinese {
    // MARK: - Exchanges

    public func exchange(_ exchange: Exchange) -> Text {
        var text: Text = "#\(exchange.number)  " + request(of: exchange)
        let arrow: Text = text.string.last == "）" ? "→ " : " → "
        for (i, interim) in exchange.interim.enumerated() {
            text += "\(i == 0 ? arrow : " → ")" + (interim.head.status == 0 ? "1xx" : "\(interim.head.status)")
        }
        guard let response = exchange.response else {
            if exchange.responseIsInvalid { return text + " →（服务端发送的不是 HTTP 响应）" }
            if exchange.isUnpaired { return text + http2(exchange) + " →（没有与响应配对：等待的请求太多）" }
            if let reason = exchange.responseUnread { return text + " →（响应在\(place(of: reason))而未读取的部分，或无法与其他响应分清）" }
            return text + http2(exchange) + (exchange.responseIsUnknown ? " →（缺少字节：响应在其中，或无法与其他响应分清）" : " →（没有捕获到响应）")
        }
        if response.head.isSimple {
            text += (exchange.interim.isEmpty ? arrow : " → ") + "HTTP/0.9"
        } else {
            text += (exchange.interim.isEmpty ? arrow : " → ") + "\(response.head.status)"
            if response.head.http2 == nil { text += " \(secrets.shown(response.head.lossless.reason, limit: 40))" }
        }
        if let location = response.head.lossless.fields.first("location") {
            text += "，转到 \(secrets.shown(location, limit: 60))"
        }
        text += "，\(content(response))"
        if response.headIsPartial { text += "（头部不完整，因此无法跟踪消息体）" }
        if response.missingBytes > 0 { text += "（\(lack(exchange.bytesMayBeUnread)) \(bytes(response.missingBytes))）" }
        if response.isKnownUnfinished, !response.headIsPartial { text += "，不完整" }
        if let trailers = response.trailers { text += "，\(trailers.lineCount) 个尾部字段" }
        let first = min(exchange.request?.firstFrame ?? .max, response.firstFrame)
        text += first == response.lastFrame ? "；第 \(first) 帧" : "；第 \(first)-\(response.lastFrame) 帧"
        return text + pace(exchange) + expectation(exchange) + http2(exchange)
    }

    private func place(of reason: UnreadReason) -> Text {
        switch reason {
        case .bound: "超出本程序上限"
        case .brokenFraming: "不合规则的分块行之后"
        }
    }

    private func request(of exchange: Exchange) -> Text {
        guard let request = exchange.request else {
            if exchange.isUnsolicited { return "（没有请求）" }
            if exchange.isUnpaired { return "（没有与请求配对：等待的太多）" }
            if let reason = exchange.requestUnread, !exchange.requestIsInvalid {
                return "（请求在\(place(of: reason))而未读取，或没有捕获到）"
            }
            return exchange.requestIsInvalid ? "（客户端发送的不是 HTTP 请求，或被截断）" : "（没有捕获到请求）"
        }
        var text: Text =
            "\(secrets.shown(request.head.lossless.method, limit: 24)) \(secrets.shown(targetOf: request.head, limit: 60))"
        let head = request.head.lossless
        if let host = head.authority ?? head.fields.first("host"), !English.holdsScheme(head.target),
            head.target != host
        {
            text += "，主机 \(secrets.shown(value: host, of: "host", limit: 40))"
        }
        if request.contentBytes > 0 {
            text += "（发送 \(content(request))\(request.isKnownUnfinished ? "，不完整" : "")）"
        }
        return text
    }

    private func pace(_ exchange: Exchange) -> Text {
        let timing = exchange.timing
        guard let wait = timing.wait else {
            let isEarly = exchange.request.flatMap { request in exchange.response.map { English.isEarly($0, request) } }
            return isEarly == true ? "，请求尚未发完就已响应" : ""
        }
        var text: Text = "，\(time(wait)) 后响应"
        // On a longer path it matters how much of that was the path.
        if let think = timing.think, let trip = exchange.roundTripToServer, trip >= 1_000_000, wait > 0 {
            text += "（其中服务端处理 \(time(think))）"
        }
        if let idle = exchange.idleBefore, idle >= 1_000_000_000 { text += "，距前一次 \(time(idle))" }
        return text
    }

    /// How `Expect: 100-continue` went (RFC 9110 §10.1.1).
    private func expectation(_ exchange: Exchange) -> Text {
        guard let request = exchange.request, request.head.expectsContinue else { return "" }
        if let interim = exchange.interim.first(where: { $0.head.status == 100 }) {
            let waited = interim.firstTime.nanoseconds(since: request.headTime)
            return "；客户端先询问（Expect），" + (exchange.lacksTime ? "" : "\(time(waited)) 后") + "得到继续的答复"
        }
        guard let sent = request.contentTime else { return "；客户端先询问（Expect），得到这个响应后没有发送消息体" }
        let waited = sent.nanoseconds(since: request.headTime)
        return "；客户端先询问（Expect），没有得到继续的答复，" + (exchange.lacksTime ? "" : "\(time(waited)) 后")
            + "自行发送了消息体"
    }

    public func briefExchange(_ exchange: Exchange) -> Text {
        guard let request = exchange.request, let response = exchange.response else { return self.exchange(exchange) }
        var text: Text =
            "\(secrets.shown(request.head.lossless.method, limit: 24)) \(secrets.shown(targetOf: request.head, limit: 40)) → "
        text += response.head.isSimple ? "HTTP/0.9" : "\(response.head.status)"
        if response.headIsPartial {
            text += "，头部不完整"
        } else {
            text += "，\(content(response))"
            if response.missingBytes > 0 { text += "（\(lack(exchange.bytesMayBeUnread)) \(bytes(response.missingBytes))）" }
            if response.isKnownUnfinished { text += "，不完整" }
        }
        if let wait = exchange.wait { text += "，\(time(wait)) 后响应" }
        return text
    }

    public func exchanges(_ totals: ExchangeTotals) -> Text {
        var text: Text = "\(totals.count) 次 HTTP 请求与响应："
        text += totals.statuses.map { status, count in
            switch status {
            case ExchangeTotals.notPaired: "\(count) 个请求没有与响应配对" as Text
            case 0: "\(count) 次没有响应" as Text
            default: "\(count) × \(status)" as Text
            }
        }.joined(separator: "，")
        if let slowest = totals.slowest { text += "；最慢的（#\(slowest.exchange)）在 \(time(slowest.wait)) 后响应" }
        return text
    }

    /// `842 字节的 text/html（gzip，解码后 4 KiB）`.
    func content(_ message: Message) -> Text {
        var text = bytes(message.contentBytes)
        let fields = message.head.lossless.fields
        if message.contentBytes > 0, let type = fields.first("content-type") {
            let name = Substring(type.utf8.prefix { $0 != UInt8(ascii: ";") })
            text += "的 \(secrets.shown(String(name), limit: 40))"
        }
        let codings = fields.contentCodings.joined(separator: ", ")
        guard !codings.isEmpty, message.contentBytes > 0 else { return text }
        text += "（\(secrets.shown(codings, limit: 40))"
        if let decoded = message.decodedBytes {
            text += "，解码后 \(bytes(decoded))"
            switch message.decoding {
            case .broken?: text += "，其后数据已损坏"
            case .stopped?: text += "，在上限处停止"
            case .cutShort?: text += "，只到捕获到的部分"
            case .complete?, .left?, nil: break
            }
        } else if message.decoding == .left {
            text += message.hasTooManyCodings ? "，没有解码：编码层数太多" : "，没有解码：同时解码的太多"
        }
        return text + "）"
    }

    public func messageEnd(_ message: Message) -> Text? {
        guard message.contentBytes > 0 else { return nil }
        var text: Text = "消息体：" + content(message)
        if English.isText(message), !message.preview.isEmpty {
            text +=
                "：“\(secrets.shown(content: message.preview, limit: 120))\(message.preview.count == Message.previewLength ? "..." : "")”"
        }
        return text
    }

    // MARK: - The connection

    public func persistence(_ event: ConnectionEvent) -> Text? {
        let persistence = event.persistence
        guard persistence.requests > 0, let after = persistence.last else { return nil }
        let closer = event.connection.closedBy.map { end($0) }
        let atLeast: Text = persistence.uncertain > 0 ? "至少" : ""
        switch after {
        case .close where persistence.requests == 1:
            return "短连接：一个请求，随后" + (closer.map { "\($0)立即关闭" } ?? "关闭") + announcement(persistence)
        case .close where persistence.answered < persistence.requests:
            return "\(persistence.requests) 个请求中\(atLeast)有 \(persistence.answered) 个得到响应，最后一个响应之后关闭\(announcement(persistence))"
        case .close:
            return "长连接：保持连接，共 \(persistence.requests) 个请求，直到最后一个\(announcement(persistence))"
        case .keepAlive:
            var text: Text = "长连接：一条连接中有 \(persistence.requests) 个请求"
            if persistence.answered < persistence.requests { text += "，其中\(atLeast) \(persistence.answered) 个得到响应" }
            if let closer, event.connection.teardown.activeCloser != nil {
                text += "；没有消息预告关闭，由\(closer)决定关闭"
            }
            return text
        case .upgrade: return "\(persistence.requests) 个请求之后，连接改用另一种协议"
        case .tunnel: return "\(persistence.requests) 个请求之后，连接成为隧道"
        }
    }

    private func announcement(_ persistence: Persistence) -> Text {
        switch persistence.announcedBy {
        case .client?: "，如请求所预告（Connection: close，或没有 keep-alive 的 HTTP/1.0）"
        case .server?: "，如响应所预告（Connection: close，没有 keep-alive 的 HTTP/1.0，或以关闭为结尾的消息体）"
        case nil: ""
        }
    }

    // MARK: - Violations

    func meaning(of violation: Violation, _ isRequest: Bool) -> Text {
        switch violation {
        case .lengthAndTransferEncoding:
            "既有 Transfer-Encoding 又有 Content-Length：应以前者为准，只看后者的接收方会读出不同的消息，即请求走私"
        case .conflictingLengths:
            "有多个数值不同的 Content-Length：无法知道它在哪里结束" + (isRequest ? "，其后的内容不再读取" : "；消息体一直到连接关闭为止")
        case .repeatedLength: "重复了 Content-Length；数值相同，只算一次"
        case .invalidLength:
            "的 Content-Length 不是数字：无法知道它在哪里结束" + (isRequest ? "，其后的内容不再读取" : "；消息体一直到连接关闭为止")
        case .chunkedNotLast:
            "的 Transfer-Encoding 中，chunked 不是最后一个编码，或出现两次" + (isRequest ? "：服务端必须应答 400 并关闭" : "：消息体一直到连接关闭为止")
        case .unknownTransferCoding: "的传输编码没有登记"
        case .transferEncodingInHTTP10: "在 HTTP/1.0 中使用 Transfer-Encoding，而 HTTP/1.0 没有它：消息的分界因此不可信"
        case .framingWithoutContent: "说明了长度，而这种消息没有消息体"
        case .bareCR: "中有单独的 CR（后面没有 LF）：接收方可能把它当作行尾"
        case .bareLF: "的行以单独的 LF 而不是 CR LF 结尾；按行尾读取"
        case .whitespaceBeforeColon:
            "的字段名与冒号之间有空白：" + (isRequest ? "服务端必须应答 400，以防请求走私" : "空白会被删除")
        case .whitespaceAfterStartLine: "在起始行之后紧接着有以空白开头的行；略过不读"
        case .obsoleteFolding: "把一个字段折成几行，这种写法已废弃；按一行读取"
        case .lineWithoutColon: "的头部中有一行没有冒号"
        case .invalidFieldName: "的字段名中有不允许的字符"
        case .invalidFieldValue: "的字段值中有控制字符"
        case .missingHost: "没有 Host 字段，而 HTTP/1.1 要求它"
        case .repeatedHost: "有多个 Host 字段：服务端必须应答 400"
        case .invalidHost: "的 Host 不是主机和端口：服务端必须应答 400"
        case .invalidTarget: "的目标不属于四种形式之一，或不为它的方法所允许，或含有 URI 中不可出现的字节"
        case .invalidStartLine: "的起始行中空白或版本与规则不符：仍然读取，但并非所有接收方都会接受"
        case .incomplete: "在消息体结束之前就结束了：发送方先关闭，已有的部分不可当作全部"
        case .invalidChunk: "有不合规则的分块行：各接收方读出的内容可能不同，或其后什么也读不出"
        case .headTooLarge: "的头部或分块行超出本程序的上限；从下一条能确定的消息起继续读取"
        case .brokenContentCoding: "与所声明的编码不符：只能解码一部分"
        case .contentTooLarge: "解码后增长太多，在上限处停止（解压炸弹？）"
        case .windowTooLarge: "解码需要 8 MiB 以上的窗口，超过 zstd 作为内容编码所允许的大小：接收方不必解码，这里也没有解码"
        }
    }
}
