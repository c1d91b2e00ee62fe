/// Labels of a page.
extension Chinese {
    public func label(_ label: PageConnectionLabel) -> String {
        switch label {
        case .connection: "连接"
        case .client: "客户端"
        case .server: "服务端"
        case .rolesInferred: "客户端是推断的"
        case .story: "经过"
        case .showFrames: "帧"
        case .agreed: "协商结果"
        case .missing: "未抓到"
        case .handshakeTime: "握手往返时间"
        case .filterOf: "Wireshark 过滤器"
        case .bytes: "字节"
        case .views: "视图"
        case .tabLadder: "时序图"
        case .tabExchanges: "HTTP 请求与响应"
        case .tabPlots: "曲线图"
        case .ladderLabel: "连接 {0} 的时序图"
        case .ladderHelp:
            "时间向下，每个数据包一行。箭头下降的距离是估计的半个往返时间，以该行到下一行的时间为尺度（有上下限；未测得往返时间时都相同）；交叉的箭头同时在途，确认号可以证明。指针停在数据包上可查看全部字段，点击则保留；方向键可移动。"
        case .plotsEnd: "曲线画到其中第一个（第 {0} 帧）之前为止。"
        case .packetsLeftOut: "略去了此连接的 {0} 个数据包：页面容量有限。"
        case .frameAndTime: "帧，秒"
        case .run: "{0} 个数据包：客户端 {1} 字节，服务端 {2} 字节"
        }
    }

    public func label(_ label: PagePacketLabel) -> String {
        switch label {
        case .packet: "数据包"
        case .frame: "帧"
        case .time: "时间"
        case .elapsed: "自开始"
        case .direction: "方向"
        case .flags: "标志"
        case .window: "窗口"
        case .length: "长度"
        case .captured: "抓到 {0}"
        case .step: "步骤"
        case .sum: "校验"
        case .acknowledges: "确认"
        case .states: "状态"
        case .stage: "阶段"
        case .reason: "依据"
        case .checksum: "校验和"
        case .checksumRight: "正确"
        case .checksumUnknown: "未知"
        case .checksumDamaged: "错误：途中损坏"
        case .checksumNotOnTheWire: "抓包中错误，并非线路上的值"
        case .interface: "接口"
        case .process: "进程"
        case .comment: "注释"
        case .wireshark: "Wireshark："
        case .copy: "复制"
        case .close: "关闭"
        }
    }
}
