import Analysis
import Applications
import TCP

/// Findings about HTTP.
extension Chinese {
    func http(_ finding: Finding) -> [Text] {
        switch finding.kind {
        case .requestCrossedClose(let evidence): crossed(evidence)
        case .requestAfterClose(let exchange, let frame, let wasAnnounced, let fate):
            [
                "请求 #\(exchange) 在服务端关闭之后才发送：客户端已确认服务端的 FIN（第 \(frame) 帧），却仍然发送，"
                    + (fate == .refused ? "因此没有人读取它" : "没有得到响应"),
                (wasAnnounced ? "这次关闭预告过（Connection: close）" : "没有任何消息预告过这次关闭")
                    + "，而客户端的程序在再次使用套接字之前没有检查它。" + mayRepeat(fate),
            ]
        case .unansweredRequest(let evidence): unanswered(evidence)
        case .incomplete(let evidence): incomplete(evidence)
        case .serverError(let statuses):
            statuses.areRefusals
                ? ["服务端应答 \(list(statuses))：它表示不支持请求所要的功能"]
                : ["服务端应答 \(list(statuses))：服务端或其后端程序失败了", "原因见它的日志"]
        case .clientError(let statuses):
            if let frame = statuses.proxyHeader {
                [
                    "对 PROXY 协议头（第 \(frame) 帧）后面的请求，服务端应答 \(list(statuses))：它认为请求有误",
                    "它可能没有启用 PROXY 协议，把协议头当成了请求：检查它的设置，或让代理不发送协议头；否则就是请求本身有误",
                ]
            } else {
                ["服务端应答 \(list(statuses))：它认为请求有误"]
            }
        case .slow(let exchange, let time, let times, let isUnanswered): slow(exchange, time, times, isUnanswered)
        case .violation(let violation, let exchange, let isRequest, let values, let more):
            [
                violationFact(violation, exchange, isRequest, values)
                    + (more == 0 ? "" : "；另有 \(more) 个\(isRequest ? "请求" : "响应")也是如此")
            ]
        case .unsolicitedResponse(let exchange, let status, let more):
            [
                "响应 #\(exchange)（\(status)）没有对应的请求：客户端发送的内容都已得到响应"
                    + (more == 0 ? "" : "；另有 \(more) 个响应也是如此")
            ]
                + (status == 408 ? ["服务端以此说明它没有等到请求；客户端不可把它当作响应"] : [])
        case .strayBytes(let stray): self.stray(stray)
        case .invalidStartLine(let line):
            [
                "\(end(line.sender))在应有" + (line.sender == .client ? "请求行（RFC 9112 §3）" : "状态行（RFC 9112 §4）")
                    + "的地方发送了“\(secrets.shown(content: line.line, limit: 80))”：这不是起始行，消息无法读取"
            ]
        default: []
        }
    }

    /// What the message says where it is against the rule: both values where two contradict each other.
    private func violationFact(_ violation: Violation, _ exchange: Int, _ isRequest: Bool, _ values: [String]) -> Text {
        let meaning = meaning(of: violation, isRequest)
        let subject: Text = "\(isRequest ? "请求" : "响应") #\(exchange) "
        let fact = subject + meaning + (violation.section.map { "（\(ChineseQuantity.sections($0))）" } ?? "")
        guard !values.isEmpty else { return fact }
        let quoted = values.map { "“\(secrets.shown(evidence: $0, of: violation, limit: 80))”" as Text }
        let first = quoted.dropLast().map(\.self).joined(separator: "、")
        return fact + "。原文是" + (quoted.count > 1 ? first + "和" : first) + (quoted.last ?? "")
    }

    private func stray(_ stray: StrayBytes) -> [Text] {
        let count: Text = (stray.isMore ? "至少 " : "") + bytes(stray.count)
        switch stray.follows {
        case .answerToHEAD:
            return [
                "\(end(stray.sender))在 #\(stray.exchange) 对 HEAD 的响应之后又发送了 \(count)，而这种响应没有消息体（RFC 9110 §9.3.2）："
                    + "客户端会把它们当作下一个响应"
            ]
        case .status(let status):
            return [
                "\(end(stray.sender))在 #\(stray.exchange) 的响应 \(status) 之后又发送了 \(count)，而这种响应没有消息体（RFC 9112 §6.3）："
                    + "客户端会把它们当作下一个响应"
            ]
        case .message:
            return [
                "\(end(stray.sender))在一个消息（#\(stray.exchange)）之后发送了 \(count)，不属于任何消息：所声明的长度太短，"
                    + "或有人想借此夹带一个消息（RFC 9112 §11.2）"
            ]
        }
    }

    private func crossed(_ evidence: Finding.CrossedCloseEvidence) -> [Text] {
        let sign: Text = evidence.isReset ? "RST" : "FIN"
        let number = "（第 \(evidence.closeFrame) 帧）" as Text
        var fact: Text = "请求 #\(evidence.exchange) 与服务端的关闭在途中交错：请求到达之前，服务端已经发送 \(sign)\(number)"
        if let quiet = evidence.closedAfter {
            fact = "服务端空闲 \(time(quiet)) 后关闭了连接，请求 #\(evidence.exchange) 与它的 \(sign)\(number)在途中交错：请求到达服务端之前，\(sign) 已经发送"
        }
        var cause: Text = (evidence.fate == .refused ? "它的程序没有看到这个请求。" : "") + mayRepeat(evidence.fate) + "。代理把这种情况报告为 502"
        if evidence.wasAnnounced {
            cause += "。这次关闭预告过（Connection: close）：此后客户端不应再发送请求"
        } else if evidence.closedAfter != nil {
            cause = "服务端的保持连接时间到了。" + cause
            cause += "。让客户端的空闲超时短于服务端的"
        }
        return [fact, cause]
    }

    /// Whether a request that met a close may be sent again, and what shows it.
    private func mayRepeat(_ fate: Finding.RequestFate) -> Text {
        switch fate {
        case .refused: "可以在新连接上重发这个请求"
        case .acknowledged, .partlyAcknowledged:
            "服务端的 TCP 仍然确认了它\(fate == .acknowledged ? "" : "的一部分")，因此程序可能读到了它：只有可以做两次的请求才可重发（RFC 9110 §9.2.2）"
        case .notAcknowledged:
            "服务端没有确认它的任何字节，也没有以 RST 应答：程序是否得到它无从得知，因此只有可以做两次的请求才可重发（RFC 9110 §9.2.2）"
        }
    }

    /// Why the server did not answer a client that gave up.
    private func cause(_ evidence: Finding.UnansweredEvidence) -> Text {
        switch evidence.fate {
        case .notAcknowledged, .partlyAcknowledged, .refused:
            "服务端\(evidence.fate == .partlyAcknowledged ? "只确认了它的一部分" : "没有确认它的任何字节")：它或对它的确认在途中丢失或来迟了，或客户端等得不够久。"
                + "在服务端抓包可知它是否到达"
        case .acknowledged where evidence.waited < Finding.slow:
            "客户端没有再等：用户或程序让它停止，或它的超时太短；或服务端或它背后的程序太慢"
        case .acknowledged: "服务端或它背后的程序太慢或卡住：看它的日志，可知是否收到请求"
        }
    }

    /// `请求 #1 `, `请求 #1 和 #2 `, `请求 #1 至 #9 `, `请求 #1 及另外 4 个请求`.
    private func subject(_ evidence: Finding.UnansweredEvidence) -> Text {
        let (first, last, count) = (evidence.exchange, evidence.last, evidence.count)
        if count == 1 { return "请求 #\(first) " }
        if count == 2 { return "请求 #\(first) 和 #\(last) " }
        return last - first == count - 1 ? "请求 #\(first) 至 #\(last) " : "请求 #\(first) 及另外 \(count - 1) 个请求"
    }

    private func unanswered(_ evidence: Finding.UnansweredEvidence) -> [Text] {
        var fact: Text = subject(evidence) + "一直没有得到响应"
        let waited = time(evidence.waited)
        if evidence.answerIsUnreadable {
            return ["请求 #\(evidence.exchange) 没有得到 HTTP 响应：服务端发送的不是 HTTP", "在那里监听的并不是想要的程序，或途中有设备以它的名义应答"]
        }
        guard let ender = evidence.ender else { return [fact] }
        let how = how(ender)
        if let closing = evidence.closing {
            fact += "：\(waited) 后\(end(ender.role))\(how)（第 \(ender.frame) 帧）"
            return [
                fact,
                "对请求 #\(closing) 的响应已经预告关闭（Connection: close）：服务端不再处理其后的任何请求（RFC 9112 §9.6），"
                    + "因此后面的请求可以在新连接上重发",
            ]
        }
        if ender.role == .client {
            let slow = cause(evidence)
            if let follower = evidence.follower {
                fact += "：\(waited) 后客户端\(how)（第 \(ender.frame) 帧），随后服务端没有响应就"
                fact += "\(self.how(follower))（第 \(follower.frame) 帧）\(says(follower.text))"
                if evidence.waited >= Finding.slow || evidence.fate != .acknowledged { return [fact, slow] }
                return [
                    fact, "许多服务端把已关闭的客户端当作已经离开，虽然它可能只是发送完毕：让客户端等到响应再关闭。或是服务端失败：见它的日志",
                ]
            }
            fact += "：客户端等了 \(waited) 后放弃，并\(how)（第 \(ender.frame) 帧）\(says(ender.text))"
            return [fact, slow]
        }
        fact += "：\(waited) 后服务端\(how)（第 \(ender.frame) 帧）\(says(ender.text))"
        if evidence.fate == .notAcknowledged || evidence.fate == .partlyAcknowledged {
            return [
                fact,
                "那时它还没有确认\(evidence.fate == .partlyAcknowledged ? "全部请求" : "这个请求")，因此程序可能没有得到它：看途中丢失了什么；否则见它的日志",
            ]
        }
        return [fact, "它的程序在处理时失败或被停止，或拒绝这样的请求：见它的日志"]
    }

    private func how(_ ender: Finding.Ender) -> Text { ender.isReset ? "复位了连接" : "关闭了连接" }

    private func incomplete(_ evidence: Finding.IncompleteEvidence) -> [Text] {
        let what: Text = evidence.isRequest ? "请求" : "响应"
        let sender: Role = evidence.isRequest ? .client : .server
        var fact: Text = "\(what) #\(evidence.exchange) 不完整："
        if evidence.isWithinHead {
            fact += "它在头部中途结束"
        } else if let total = evidence.total {
            // The largest number that is known stands for all that are larger.
            fact += "消息体\(total == .max ? "超过 \(total - 1)" : "共 \(total)") 字节，只传输了 \(evidence.bytes) 字节"
        } else {
            fact += "没有最后一个分块就结束了，消息体传输了 \(ChineseQuantity.exactBytes(evidence.bytes))"
        }
        guard let ender = evidence.ender else { return [fact] }
        let how = how(ender)
        if evidence.wasSentWhole {
            return [
                fact + "，\(end(sender.peer))的 ACK 停在其余部分之前；\(end(ender.role))\(how)（第 \(ender.frame) 帧）",
                "从序号看，\(end(sender))已经全部发送：其余部分在途中丢失，也没有再来。看途中是什么丢弃了数据包",
            ]
        }
        if evidence.wentOn {
            let then: Text = evidence.follower.map { "，而\(end($0.role))没有发完就\(self.how($0))（第 \($0.frame) 帧）" } ?? ""
            return [
                fact + "；它还在到来时，\(end(ender.role))已经关闭（第 \(ender.frame) 帧）\(then)",
                "\(end(sender))在发送时失败，或把对方的关闭当作不再需要，虽然对方可能只是发送完毕。已有的部分不可当作全部（RFC 9112 §8）",
            ]
        }
        if ender.role == sender {
            return [
                fact + "；\(end(sender))\(how)（第 \(ender.frame) 帧）",
                "\(end(sender))的程序在发送时失败，或声明的比实有的多。已有的部分不可当作全部（RFC 9112 §8）",
            ]
        }
        if sender == .server {
            return [
                fact + "；客户端在最后一部分之后 \(time(evidence.waited)) 放弃，并\(how)（第 \(ender.frame) 帧）",
                "服务端或它背后的程序停止了发送，或客户端不要其余的部分",
            ]
        }
        if evidence.waited >= Finding.slow {
            return [
                fact + "；客户端 \(time(evidence.waited)) 没有再发送，服务端\(how)（第 \(ender.frame) 帧）",
                "客户端中途停止，服务端的超时到了；或服务端没有说明就不再接收其余的部分（大小限制、失败）。看客户端的程序当时在做什么；另一种情况见服务端的日志",
            ]
        }
        return [
            fact + "；服务端在最后一部分之后 \(time(evidence.waited)) \(how)（第 \(ender.frame) 帧）",
            "它没有等待其余的部分：超时、大小限制，或失败。见它的日志",
        ]
    }

    private func slow(_ exchange: Int, _ time: Int64, _ times: Int, _ isUnanswered: Bool) -> [Text] {
        if isUnanswered { return ["抓包结束时，请求 #\(exchange) 已等待响应 \(self.time(time))"] }
        return [
            "服务端处理请求 #\(exchange) 用了 \(self.time(time))，不计网络的时间" + (times > 1 ? "；有 \(times) 个响应用了一秒以上" : ""),
            "服务端的程序或它背后的程序在这里慢：见它的日志",
        ]
    }

    /// `503（2 次）、500`.
    private func list(_ statuses: Finding.Statuses) -> Text {
        statuses.counts.map { $0.count > 1 ? "\($0.status)（\($0.count) 次）" : "\($0.status)" }.joined(separator: "、")
    }
}
