extension Topics {
    /// What articles and tools call topics besides their names and titles, as `plain` has it; a word may stand for several.
    static let aliases: [String: [String]] = {
        let handshake = ["handshake-1", "handshake-2", "handshake-3"]
        let waves = ["wave-1", "wave-2", "wave-3", "wave-4"]
        var aliases = [
            "threewayhandshake": handshake, "三次握手": handshake, "握手": handshake, "四次挥手": waves, "挥手": waves,
            "synack": ["handshake-2"], "synrecv": ["SYN_RCVD"], "synreceived": ["SYN_RCVD"], "estab": ["ESTABLISHED"],
            "2msl": ["TIME_WAIT"], "msl": ["TIME_WAIT"], "半关闭": ["half-closed-for", "FIN_WAIT_2"],
            "halfclose": ["half-closed-for", "FIN_WAIT_2"], "超时重传": ["retransmission", "retransmission-timeout-stall"],
            "x": ["handshake-1"], "y": ["handshake-2"], "初始序号": ["handshake-1"], "isn": ["handshake-1"], "u": ["wave-1"],
            "v": ["wave-2"], "w": ["wave-3"], "synend": ["SYN_SENT"], "三次挥手": ["three-step"], "长连接": ["stage-7"],
            "短连接": ["stage-7"], "心跳": ["keep-alive"], "七个阶段": (1...7).map { "stage-\($0)" },
            "滑动窗口": ["in_flight", "window-full"],
            "接收窗口": ["zero-window", "window-full", "window-update", "window scale"], "快重传": ["fast-retransmission"],
            "rtt": ["handshake", "by_ack", "by_timestamp"], "roundtrip": ["handshake", "by_ack", "by_timestamp"],
            "往返时间": ["handshake", "by_ack", "by_timestamp"], "rto": ["retransmission-timeout-stall"],
            "mtu": ["path-mtu"],
        ]
        for (i, sign) in ["①", "②", "③", "④", "⑤", "⑥", "⑦"].enumerated() { aliases[sign] = ["stage-\(i + 1)"] }
        return aliases
    }()
}
