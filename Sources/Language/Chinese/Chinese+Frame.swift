public import Analysis
public import TCP

/// What stands around a connection's story.
extension Chinese {
    public func severity(_ severity: Finding.Severity) -> String {
        switch severity {
        case .error: words.problem
        case .warning: words.warning
        case .note: words.note
        }
    }

    public func bytes(_ count: Int) -> Text { ChineseQuantity.bytes(count) }

    public func duration(_ nanoseconds: Int64) -> Text { ChineseQuantity.duration(nanoseconds) }

    public var decryptedStreams: Text { "已解密：TLS 所承载的内容，每条记录的标签或 MAC 都已核对" }

    public func missing(_ gap: CarriedGap) -> Text {
        switch gap {
        case .bytes(let count): "TLS 之内有 \(ChineseQuantity.exactBytes(count))缺失或未能解密"
        case .unknown: "TLS 之内有字节缺失或未能解密"
        }
    }

    public func missing(_ count: Int) -> Text { "抓包中缺少 \(ChineseQuantity.exactBytes(count))" }

    public func more(_ count: Int) -> Text { "另有 \(count) 个" }
    public func resultsLeftOut(_ count: Int) -> Text {
        "有 \(count) 个结果没有写出，因为最多只保存 1000 处不通过和 10000 条连接的发现"
    }

    public func extent(_ connection: Connection, from date: Text) -> Text {
        let packets: Text = "\(connection.client.packets + connection.server.packets) 个数据包"
        // Where the capture does not say when a packet came, there is nothing to say of times.
        if connection.lacksTime { return packets }
        let duration = connection.end.nanoseconds(since: connection.start)
        // A clock that went back says nothing of how long it took.
        return duration < 0 ? "\(date)，\(packets)" : "\(date)，\(packets)，历时 \(time(duration))"
    }

    public func legend(_ stages: [(tag: Text, name: Text)]) -> Text {
        let numbers: Text =
            "seq 和 ack 以各端的初始序号为起点计数（x = 0，y = 0），其后的长数字是报文中的原始序号；"
            + "ack\u{a0}70\u{a0}=\u{a0}1\u{a0}+\u{a0}69 表示新确认 69 字节；状态是该数据包之后的状态"
        return stages.isEmpty ? numbers : numbers + "；" + self.stages(stages)
    }

    public func stages(_ stages: [(tag: Text, name: Text)]) -> Text {
        "阶段：" + stages.map { "\($0.tag)\u{a0}\($0.name)" as Text }.joined(separator: "，")
    }

    public func labelled(_ label: Text, _ text: Text) -> Text { "\(label)：\(text)" }

    public func statement(of finding: Finding, withFrames: Bool) -> Text {
        let frames = finding.frames.map { "\($0)" as Text }.joined(separator: "、")
        let place: Text = withFrames ? "；第 \(frames) 帧" : ""
        return "\(paragraph(of: finding))[\(code: finding.name)\(place)]"
    }

    public func paragraph(of finding: Finding) -> Text { "\(sentence(for: finding))。" }

    public func later(_ connection: Int) -> Text { "连接 \(connection)，结论之后的数据包" }

    public func inBrackets(_ text: Text) -> Text { "（\(text)）" }

    public func parts(_ statements: [Text]) -> Text { statements.joined(separator: "；") }

    public func list(_ items: [Text]) -> Text { items.joined(separator: "、") }
}
