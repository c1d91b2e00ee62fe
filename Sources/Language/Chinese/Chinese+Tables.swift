import Analysis

/// What tables say.
extension Chinese {
    public var headings: TableHeadings {
        TableHeadings(
            start: "开始", duration: "历时", client: "客户端", server: "服务器", handshake: "握手", close: "关闭", by: "关闭方",
            packets: "数据包", clientBytes: "客户端字节", serverBytes: "服务器字节", requests: "HTTP", status: "状态码", slowest: "最慢响应",
            findings: "结论", method: "方法", wait: "响应等待", bytes: "字节", frame: "帧", url: "URL", states: "状态", rate: "速率",
            ended: "已结束：")
    }

    public func failedChecks(_ count: Int) -> Text { "\(count) 个等式不成立" }
    public func missingBytes(_ count: Int) -> Text { "缺 \(count) 字节" }
    public func rate(_ bytes: Int) -> Text { "\(ChineseQuantity.roughBytes(bytes))/秒" }

    public func rowsLeftOut(_ count: Int, kept: Int) -> Text { "另有 \(count) 行未列出：最多保留 \(kept) 行" }

    public func liveCounts(_ counts: LiveCounts) -> Text {
        "\(counts.packets) 个数据包（每秒 \(counts.packetRate) 个，\(ChineseQuantity.roughBytes(counts.byteRate))），\(counts.open) 个连接打开，"
            + "\(counts.ended) 个已结束，丢弃 \(counts.dropped) 个数据包"
    }

    public func lastFinding(_ name: String?, connection: Int) -> Text {
        name.map { "最近的结论：[\(connection)] \(code: $0)" } ?? "尚无结论"
    }

    public func alikeLeftOut(_ count: Int) -> Text {
        "另有 \(count) 个连接未列出：它们的结论与上面同一服务器的三个连接相同；用 --finding 名称 --host 服务器 可全部列出"
    }
}
