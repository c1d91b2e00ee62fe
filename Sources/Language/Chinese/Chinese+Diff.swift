import Analysis
import TCP

/// 两次抓包 A 与 B 的不同。
extension Chinese {
    public func sentence(for difference: RunDifference) -> Text {
        switch difference.kind {
        case .connection(let isInFirst): "只有 \(isInFirst ? "A" : "B") 有这条连接"
        case .exchange(let isInFirst): "只有 \(isInFirst ? "A" : "B") 有这次请求与响应"
        case .handshake(let first, let second): "握手：A \(code: first.rawValue)，B \(code: second.rawValue)"
        case .close(let first, let second): "关闭：A \(words(for: first))，B \(words(for: second))"
        case .failedChecks(let first, let second): "不成立的等式：A \(first) 个，B \(second) 个"
        case .finding(let name, let severity, let isInFirst):
            "发现：只有 \(isInFirst ? "A" : "B") 有 \(code: name)（\(code: self.severity(severity))）"
        case .status(let first, let second): "状态码：A \(status(first))，B \(status(second))"
        case .content(let ofRequest, let first, let second):
            "\(ofRequest ? "请求" : "响应")的消息体：A \(bytes(first))，B \(bytes(second))"
        case .otherBytes(let ofRequest, let count): "\(ofRequest ? "请求" : "响应")的消息体：都是 \(bytes(count))，内容不同"
        case .field(let ofRequest, let name, let first, let second):
            "\(ofRequest ? "请求" : "响应")的字段 \(secrets.shown(name))：A \(value(first))，B \(value(second))"
        case .complete(let ofRequest, let isFirst, let isSecond):
            "\(ofRequest ? "请求" : "响应")：A \(isFirst ? "完整" : "不完整")，B \(isSecond ? "完整" : "不完整")"
        case .time(let phase, let first, let second): "\(words(for: phase))：A \(duration(first))，B \(duration(second))"
        }
    }

    public func commentsLeftOut(_ count: Int) -> Text {
        "有 \(count) 条注释没有写出，因为最多只保存这么多：没有注释的数据包也可能有话可说"
    }

    public var unknownRequest: Text { "（没有抓到请求）" }

    /// 过长的值会截短。
    private func value(_ value: String?) -> Text { value.map { "\(secrets.shown($0, limit: 80))" } ?? "没有" }

    private func status(_ status: Int?) -> Text { status.map { "\($0)" } ?? "没有响应" }

    private func words(for close: RunDifference.Close) -> Text {
        "\(code: close.outcome.rawValue)\(close.by.map { "（\(end($0))）" } ?? "")"
    }

    private func words(for phase: RunDifference.Phase) -> Text {
        switch phase {
        case .connect: "建立连接用时"
        case .wait: "响应开始之前等待"
        case .response: "响应用时"
        }
    }

    public func counts(connections: Int, exchanges: Int) -> Text { "\(connections) 条连接，\(exchanges) 次请求与响应" }

    public func summary(_ counts: DiffCounts) -> Text {
        var parts: [Text] = []
        if counts.pairs > 0 {
            parts.append(
                counts.same == counts.pairs
                    ? "两边的 \(counts.pairs) 条连接相同" : "两边都有的 \(counts.pairs) 条连接中，\(counts.pairs - counts.same) 条不同")
        }
        if counts.onlyInFirst > 0 { parts.append("只在 A 中的有 \(counts.onlyInFirst) 个") }
        if counts.onlyInSecond > 0 { parts.append("只在 B 中的有 \(counts.onlyInSecond) 个") }
        if parts.isEmpty { parts.append("两边都没有 TCP 连接") }
        if counts.leftOut > 0 { parts.append("\(counts.leftOut) 个没有比较，因为最多只保存这么多") }
        if counts.fieldsLeftOut > 0 { parts.append("\(counts.fieldsLeftOut) 次请求与响应的字段没有比较，因为最多只保存这么多") }
        return self.parts(parts)
    }
}
