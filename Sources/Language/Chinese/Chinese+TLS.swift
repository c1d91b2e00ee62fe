public import Analysis
public import Applications
import TCP

/// TLS: what the two ends agreed on, what came when, and what went wrong.
extension Chinese {
    // MARK: - The agreement

    public func agreement(_ story: ProtocolHistory) -> Text? {
        guard let tls = story.tls, let version = tls.versionName else { return nil }
        var parts: [Text] = [Text(code: version)]
        if let suite = tls.suite { parts.append(Text(code: suite.shownName)) }
        if let group = tls.groupName { parts.append(Text(code: group)) }
        if let chosen = tls.chosenProtocol { parts.append("ALPN \(secrets.shown(chosen, limit: 40))") }
        if let isResumed = tls.isResumed, tls.isFinished || tls.isEncrypted {
            parts.append(isResumed ? "恢复了先前的会话" : "完整握手")
        }
        if let frame = tls.retryFrame { parts.append("在 HelloRetryRequest 之后（第 \(frame) 帧）") }
        switch tls.earlyData {
        case .none: break
        case .offered: parts.append("提出了早期数据（0-RTT）")
        case .accepted: parts.append("早期数据（0-RTT）被接受")
        case .rejected: parts.append("早期数据（0-RTT）被拒绝，因此要重新发送")
        }
        if tls.hello?.hasEncryptedHello == true { parts.append("提出了 Encrypted Client Hello：真正的名称可能被隐藏") }
        if tls.renegotiations > 0 { parts.append("重新协商 \(tls.renegotiations) 次") }
        if tls.keyUpdates > 0 { parts.append("更新密钥 \(tls.keyUpdates) 次") }
        if let certificate = tls.serverCertificates.first { parts.append(describe(certificate)) }
        if let certificate = tls.clientCertificates.first { parts.append("客户端的" + describe(certificate)) }
        return parts.joined(separator: "，")
    }

    private func describe(_ certificate: TLSCertificate) -> Text {
        let name = certificate.names.first ?? certificate.subject ?? ""
        var text: Text = "证书 \(secrets.shown(name, limit: 80))"
        if let issuer = certificate.issuer { text += "，由 \(secrets.shown(issuer, limit: 60)) 签发" }
        if let end = certificate.notAfter { text += "，有效期至 \(code: TLSCertificate.day(end))" }
        return text
    }

    /// How far the content could be read.
    func reading(of tls: TLSFacts) -> Text? {
        guard let extent = tls.decryption.extent else { return nil }
        if extent == .all { return "内容已解密" }
        let reason: Text =
            switch tls.decryption.obstacle {
            case .noSecrets?: extent == .none ? "没有它的密钥" : "其余部分没有密钥"
            case .noHandshake?: "握手未被捕获，无从得知该用哪些密钥"
            case .unknownCipher?: "不支持它的密码套件"
            case .wrongSecrets?: "密钥不符"
            case .badRecord?: "有一条记录损坏"
            case .notTLS?: "其后的字节不是 TLS"
            case .limit?: "达到本程序的上限"
            case .missingBytes?, nil: "抓包中缺少字节"
            }
        return extent == .none ? "内容已加密（\(reason)）" : "内容只解密了一部分（\(reason)）"
    }

    func sentence(for bound: TLSBound) -> Text {
        switch bound {
        case .earlyData: "服务端接受之前到达的早期数据（0-RTT）超过所能保留的数量：其余的没有读取"
        case .handshakeMessage: "一条 TLS 握手消息超过所能读取的长度：不知道它的内容"
        case .handshakeBytes: "TLS 握手超过为生成密钥所能保留的长度：没有解密"
        case .recordSearch: "缺少开头的字节中，为寻找 TLS 记录或它的编号已尝试太多：其余的没有解密"
        case .sessions: "密钥日志中连接的数量超过握手未被捕获时所能尝试的数量：最先写入的没有尝试"
        case .certificates: "一端发送的证书超过所能说明的数量：最后的没有读取"
        case .alerts: "TLS 警报超过所能说明的数量"
        }
    }

    func sentence(for bound: HTTP2Bound) -> Text {
        switch bound {
        case .controlFrame: "一个 HTTP/2 控制帧超过所能读取的长度：不知道它末尾的内容"
        case .frameSearch: "缺口之后，在能够确定下一个 HTTP/2 帧之前到达的数据太多：在它之前的帧可能没有读取"
        case .fieldBytes: "HTTP/2 的头部字段展开后远大于传来的字节，因此没有全部读取"
        case .kinds: "HTTP/2 的设置、复位或错误的种类超过所能说明的数量"
        }
    }

    public func timeline(_ timeline: Timeline) -> Text? {
        guard let tls = timeline.tls else { return nil }
        var parts: [Text] = []
        if let connect = timeline.connect { parts.append("TCP 连接 \(ChineseQuantity.duration(connect))") }
        parts.append("TLS 握手 \(ChineseQuantity.duration(tls))")
        if let request = timeline.request { parts.append("请求首字节在 \(ChineseQuantity.duration(request))") }
        if let response = timeline.response { parts.append("响应首字节在 \(ChineseQuantity.duration(response))") }
        return parts.joined(separator: "，")
    }

    // MARK: - The ladder

    public func tls(_ event: TLSEvent) -> Text {
        switch event.kind {
        case .message(let type, let isProtected):
            return "TLS \(code: TLSHandshakeMessage.name(of: type))" + (isProtected ? "（已解密）" : "")
        case .clientHello(let name, let protocols):
            var text: Text = "TLS ClientHello"
            if let name { text += "，服务端名称 \(secrets.shown(name, limit: 60))" }
            if !protocols.isEmpty { text += "，提出 \(secrets.shown(protocols.joined(separator: ", "), limit: 40))" }
            return text
        case .serverHello(let version, let suite, let isRetryRequest):
            if isRetryRequest { return "TLS HelloRetryRequest" }
            return "TLS ServerHello：\(code: TLSFacts.name(of: version) ?? "未知版本")，\(code: suite.shownName)"
        case .certificate(let name):
            guard let name else { return "TLS Certificate" }
            return "TLS Certificate：\(secrets.shown(name, limit: 60))"
        case .changeCipherSpec: return "TLS ChangeCipherSpec：此后加密"
        case .encryptedHandshake: return "TLS 握手消息，已加密（Finished）"
        case .encryptedAlert: return "TLS 警报，已加密"
        case .alert(let alert):
            if alert.number == 0 { return "TLS close_notify" }
            return "TLS 警报：\(code: alert.name ?? "\(alert.number)")，\(code: alert.levelName)"
        case .earlyData: return "TLS 早期数据（0-RTT）"
        }
    }

    // MARK: - Findings

    func tls(_ problem: TLSProblem, _ tls: TLSFacts) -> [Text] {
        switch problem {
        case .handshakeUnfinished(let last, let closer): return unfinished(last, closer, tls)
        case .notARecord(let record):
            return [
                "\(end(record.sender))在第 \(record.frame) 帧发送了不是 TLS 记录的字节：“\(secrets.shown(content: record.bytes, limit: 80))”",
                "另一端必须放弃这条连接：发送它的程序有错，或两者之间有设备改动或插入了字节",
            ]
        case .notOffered(let what):
            let chosen: Text =
                switch what {
                case .version(let version): "版本 \(code: TLSFacts.name(of: version) ?? String(version, radix: 16))"
                case .suite(let suite): "密码套件 \(code: suite.shownName)"
                }
            return [
                "服务端选择了客户端没有提出的\(chosen)", "客户端必须放弃这条连接（RFC 8446 §4.1.3）：错在服务端，或两者之间的设备",
            ]
        case .certificateOutOfDate(let certificate, let isExpired):
            let name = certificate.names.first ?? certificate.subject ?? ""
            let date = (isExpired ? certificate.notAfter : certificate.notBefore).map { TLSCertificate.day($0) } ?? ""
            return [
                isExpired
                    ? "抓包时服务端的证书 \(secrets.shown(name, limit: 80)) 已经过期：有效期至 \(code: date)"
                    : "抓包时服务端的证书 \(secrets.shown(name, limit: 80)) 尚未生效：从 \(code: date) 起有效",
                "请更新证书，或校准时钟",
            ]
        case .truncated(let sender, let cutsContent):
            return [
                "\(end(sender))关闭连接时没有发送 TLS close_notify" + (cutsContent ? "，而内容尚未结束：无法知道是否已全部发送" : ""),
                cutsContent ? "以连接关闭作为结束标志的内容，可能在途中被截断（RFC 8446 §6.1）" : "许多程序都这样做；没有内容因此被截断",
            ]
        case .badRecord(let sender, let count):
            return [
                "\(end(sender))的 \(count) 条 TLS 记录无法解密：认证标签或 MAC 校验不通过", "字节在加密之后被改动，或发送方生成有误；它们不作为内容显示",
            ]
        }
    }

    private func unfinished(_ last: TLSHandshakeMessage?, _ closer: StreamEnd?, _ tls: TLSFacts) -> [Text] {
        var fact: Text = "TLS 握手没有完成，"
        if tls.clientSentData || tls.serverSentData {
            fact += "而\(end(tls.clientSentData ? StreamEnd.client : .server))却已经发送了应用数据"
        } else {
            fact += "因此没有传送应用数据"
        }
        if let last { fact += "：最后一条消息是\(message(last))" }
        if let closer { fact += (last == nil ? "：" : "，随后") + "\(end(closer))关闭了连接" }
        return [fact, "明文中看不出原因：请查看本应继续或已关闭的一端的日志"]
    }
}
