import Analysis

/// What tables say.
extension Chinese {
    public var headings: TableHeadings {
        TableHeadings(
            start: "开始", duration: "历时", client: "客户端", server: "服务端", handshake: "握手", close: "关闭", by: "先关闭",
            packets: "数据包", clientBytes: "客户端字节", serverBytes: "服务端字节", requests: "http", status: "状态码",
            slowest: "最慢响应", findings: "发现", method: "方法", wait: "响应用时", bytes: "字节", frame: "帧", url: "URL",
            states: "状态", rate: "速率", ended: "已结束：", place: "位置", finding: "发现", what: "内容",
            expected: "应为", actual: "实为")
    }

    public func failedChecks(_ count: Int) -> Text { "\(count) 个等式不成立" }
    public func missingBytes(_ count: Int) -> Text { "缺 \(count) 字节" }

    public func rate(_ bytes: Int) -> Text { "\(ChineseQuantity.roughBytes(bytes))/s" }

    public func rowsLeftOut(_ count: Int, kept: Int) -> Text { "另有 \(count) 行略去：最多排序 \(kept) 行，它们排在其后" }

    public func liveCounts(_ counts: LiveCounts) -> Text {
        "\(counts.packets) 个数据包（每秒 \(counts.packetRate) 个，\(ChineseQuantity.roughBytes(counts.byteRate))/s），"
            + "\(counts.open) 条连接打开，\(counts.ended) 条已结束，丢弃 \(counts.dropped) 条"
    }

    public func lastFinding(_ name: String?, connection: Int) -> Text {
        name.map { "最近的发现：[\(connection)] \(code: $0)" } ?? "还没有发现"
    }

    public func alikeLeftOut(_ count: Int) -> Text {
        "另有 \(count) 条连接，其发现在上面同一服务端的三条连接中已经列出：用 --finding NAME --host SERVER 可全部列出"
    }
}
