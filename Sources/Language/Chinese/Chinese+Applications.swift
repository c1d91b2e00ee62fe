public import Analysis
import Applications
import TCP

/// What a connection speaks before HTTP/1, instead of it, or after it.
extension Chinese {
    public func proxied(_ story: ProtocolHistory) -> Text? {
        guard let header = story.proxied else { return nil }
        let began: Text = "PROXY 协议第 \(header.version) 版（第 \(header.frame) 帧）："
        if header.isLocal { return began + "代理为自己而发（LOCAL），多半是检查服务端是否健康" }
        guard let source = header.source, let destination = header.destination else {
            return began + "代理没有说明转发的是谁的连接"
        }
        return began + "代理转发 \(secrets.shown(source, limit: 120)) 到 \(secrets.shown(destination, limit: 120)) 的连接"
    }

    public func protocols(_ story: ProtocolHistory) -> Text? {
        if let other = story.other {
            var text = describe(other, isUnderstood: story.mismatch == nil)
            if let started = story.startedTLS { text += "，然后是" + describe(started, isUnderstood: true) }
            return story.inside.flatMap { protocols($0) }.map { text + "；其中：" + $0 } ?? text
        }
        if let started = story.startedTLS {
            var text: Text = "未知协议的明文字节"
            if let upgrade = story.upgrade { text = "然后通过协议升级改用 \(secrets.shown(upgrade, limit: 40))" }
            if story.isTunnel { text = "隧道中：" + (story.inTunnel.map { describe($0, isUnderstood: true) } ?? text) }
            text += "，然后是" + describe(started, isUnderstood: true)
            return story.inside.flatMap { protocols($0) }.map { text + "；其中：" + $0 } ?? text
        }
        if let webSocket = story.webSocket { return self.webSocket(webSocket) }
        if let upgrade = story.upgrade { return "然后通过协议升级改用 \(secrets.shown(upgrade, limit: 40))" }
        if story.isTunnel {
            return "隧道中：" + (story.inTunnel.map { describe($0, isUnderstood: true) } ?? "未知协议的字节")
        }
        return nil
    }

    private func offer(_ protocols: [String]) -> Text {
        let offer = ShownNames(protocols)
        return "\(secrets.shown(offer.text, limit: ShownNames.limit))" + (offer.more > 0 ? "，另有 \(offer.more) 个" : "")
    }

    private func describe(_ other: OtherProtocol, isUnderstood: Bool) -> Text {
        var text = protocolName(other.name)
        guard let tls = other.tls else { return text }
        if let version = tls.versionName { text += "（\(code: version)）" }
        if let server = tls.hello?.serverName { text += "，服务端名称 \(secrets.shown(server, limit: 80))" }
        if let protocols = tls.hello?.protocols, !protocols.isEmpty {
            text += "，提出 \(offer(protocols))"
        }
        if !isUnderstood { return text + "，而服务端不使用它" }
        if let reading = reading(of: tls), tls.isEncrypted || tls.isIncomplete { return text + "；" + reading }
        if tls.isEncrypted || tls.isIncomplete { return text + "；内容已加密" }
        if tls.failure != nil { return text + "；握手失败" }
        return text + "；没有看到它的握手完成" + (tls.lastMessage.map { "：最后一条消息是\(message($0))" } ?? "")
    }

    func message(_ message: TLSHandshakeMessage) -> Text {
        "\(end(message.sender))的 \(code: message.name)（第 \(message.frame) 帧）"
    }

    /// The name of a protocol in words.
    func protocolName(_ name: String) -> Text {
        switch name {
        case "http": "明文 HTTP"
        case "rdp": "RDP（远程桌面）"
        case "mysql": "MySQL"
        case "postgresql": "PostgreSQL"
        case "telnet": "Telnet"
        case "bittorrent": "BitTorrent"
        default: Text(code: name.uppercased())
        }
    }

    // MARK: - Two protocols

    func mismatch(_ mismatch: ProtocolMismatch) -> [Text] {
        let client = mismatch.client
        let server = mismatch.server
        var text: Text = "两端使用不同的协议：客户端以\(beginning(of: client))开始，服务端"
        if let alert = mismatch.alert, server.name == "tls" {
            text += "以 TLS 警报 \(alertName(alert)) 应答（第 \(alert.frame) 帧）"
        } else if let answer = mismatch.answer {
            text +=
                "以\(spaced(protocolName(server.name ?? "")))应答：“\(secrets.shown(answer.line, limit: 80))”（第 \(server.frame) 帧）"
        } else {
            text += "以\(beginning(of: server, expected: client.name == "tls" ? "TLS" : "HTTP"))应答"
        }
        return [text, "双方互不理解，客户端的要求都没有得到处理", advice(client.name, server.name)]
    }

    /// A name among Chinese words: with a space on each side where it is Latin.
    private func spaced(_ name: Text) -> Text {
        func isLatin(_ character: Character?) -> Bool { character?.isASCII ?? false }
        let before: Text = isLatin(name.string.first) ? " " : ""
        return before + name + (isLatin(name.string.last) ? " " : "")
    }

    private func beginning(of end: EndProtocol, expected: Text = "HTTP") -> Text {
        let shown = secrets.shown(content: end.greeting, limit: 80)
        guard let name = end.name else { return "不是 \(expected) 的字节（“\(shown)”，第 \(end.frame) 帧）" }
        let name1 = protocolName(name)
        let before: Text = name1.string.first?.isASCII ?? false ? " " : ""
        return "\(before)\(name1)（" + (end.greeting.isEmpty ? "" : "“\(shown)”，") + "第 \(end.frame) 帧）"
    }

    private func advice(_ client: String?, _ server: String?) -> Text {
        switch (client, server) {
        case ("tls", "http"):
            "监听该端口的程序不使用 TLS：改用 http:// 而不是 https://，或改用有 TLS 的端口，或在那里启用 TLS"
        case ("http", "tls"): "监听该端口的程序要求 TLS：改用 https:// 而不是 http://，或改用没有 TLS 的端口"
        case ("http/2", "http"):
            "客户端没有协商就使用 HTTP/2（prior knowledge），而服务端在此只接受 HTTP/1：让客户端使用 HTTP/1.1，或在服务端启用 HTTP/2"
        case ("http", "http/2"): "服务端在该端口只接受 HTTP/2：让客户端使用 HTTP/2（gRPC 总是如此），或换一个端口"
        case ("tls", nil): "监听该端口的程序不使用 TLS，或途中有设备以它的名义应答：查明哪个端口有 TLS"
        case ("tls", _): "监听该端口的程序不以 TLS 开始（有些协议稍后才用 STARTTLS 启用）：查明哪个端口有 TLS"
        default: "客户端的地址或端口不对，或在那里监听的并不是想要的程序：比较两端的设置"
        }
    }

    // MARK: - TLS

    private func alertName(_ alert: TLSAlert) -> Text { "\(alert.name.map { "\(code: $0) " } ?? "")(\(alert.number))" }

    func alert(_ alert: TLSAlert, _ tls: TLSFacts) -> [Text] {
        var text: Text =
            "\(end(alert.sender))在第 \(alert.frame) 帧发送了 TLS 警报 \(alertName(alert))，级别 \(code: alert.levelName)"
        if let last = alert.after { text += "，在\(message(last))之后" }
        var sentences = [text]
        let sentData = tls.clientSentData || tls.serverSentData
        sentences.append(tls.isEncrypted ? "握手仍然继续" : "握手没有完成" + (sentData ? "" : "，因此没有传输任何应用数据"))
        if let frame = alert.closedIn, !alert.isOfTruncation(tls) {
            sentences.append("在此之前\(end(alert.sender.peer))已经关闭（第 \(frame) 帧），这个警报可能只是由此而来")
        } else if let meaning = meaning(of: alert, tls) {
            sentences.append(meaning)
        }
        return sentences
    }

    /// What an alert means, and what to look at (RFC 8446 §6.2).
    private func meaning(of alert: TLSAlert, _ tls: TLSFacts) -> Text? {
        let sender = end(alert.sender)
        let peer = end(alert.sender.peer)
        switch alert.number {
        case 40 where tls.clientHasNoCertificate && alert.sender == .server: return "服务端要求客户端证书，而客户端发送了空的列表：给客户端一个证书"
        case 40 where tls.suite != nil:
            return "密码套件已经商定，因此\(sender)不接受的是其后的内容（证书、签名或曲线）：见它的日志"
        case 40, 71:
            return "\(sender)不接受\(peer)提出的任何一种（密码套件、曲线、签名，或它要求的证书）：请比较两端各自允许什么"
        case 70: return "双方没有都允许的 TLS 版本：比较各自的最低和最高版本"
        case 42, 43, 46: return "\(sender)不接受\(peer)的证书：看那个证书，以及\(sender)的日志"
        case 44: return "\(peer)的证书已被吊销：请更换"
        case 45: return "\(peer)的证书已经过期或尚未生效：更新证书，或校准\(sender)的时钟"
        case 48: return "\(sender)不认识\(peer)证书的颁发者：\(peer)必须发送中间证书，或\(sender)需要信任该颁发者"
        case 49: return "\(sender)不允许\(peer)访问：看\(sender)的规则"
        case 112:
            let name: Text = tls.hello?.serverName.map { "“\(secrets.shown($0, limit: 80))”" } ?? ""
            return "\(sender)没有为客户端请求的名称\(name)（SNI）提供服务：看它配置了哪些名称"
        case 116: return "服务端要求客户端证书，而客户端没有发送：给客户端一个证书"
        case 120:
            let offered: Text = tls.hello.map { offer($0.protocols) } ?? ""
            return "\(sender)不支持客户端通过 ALPN 提出的任何协议" + (offered.isEmpty ? "" : "（\(offered)）") + "：比较两端的设置"
        case 86: return "客户端退回到比服务端所支持的更旧的版本：此前的尝试因别的原因失败"
        case 50 where alert.isOfTruncation(tls):
            return "此前\(peer)没有发送 close_notify 就关闭了：OpenSSL 3 把这样的结尾当作损坏。已发送的内容没有问题；让\(peer)关闭之前先发送 close_notify"
        case 10, 20, 21, 22, 47, 50, 51, 109, 110:
            return "\(sender)认为\(peer)发送的内容已损坏或违反规则：其中一个程序有缺陷，或两端之间有设备改动了内容"
        case 80: return "\(sender)因自身原因失败：看它的日志"
        default: return nil
        }
    }
}
