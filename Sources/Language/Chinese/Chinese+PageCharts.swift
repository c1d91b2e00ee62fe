/// Labels of a page.
extension Chinese {
    public func label(_ label: PageExchangeLabel) -> String {
        switch label {
        case .exchangeNumber: "#"
        case .exchangeMethod: "方法"
        case .exchangeUrl: "目标"
        case .exchangeStatus: "状态码"
        case .exchangeFrames: "帧"
        case .exchangeSent: "发送"
        case .exchangeReceived: "接收"
        case .exchangeWait: "等待"
        case .exchangeTook: "总计"
        case .exchangesLeftOut: "略去了此连接的 {0} 个请求与响应：页面容量有限。"
        case .request: "请求"
        case .response: "响应"
        case .frames: "帧"
        case .notCaptured: "抓包中没有。"
        case .incomplete: "不完整。"
        case .fieldUnknown: "（其 HPACK 表项未被抓到）"
        case .content: "内容："
        case .decodedTo: "解码后 {0}"
        case .firstBytes: "本页含前 {0}"
        case .indented: "已缩进以便阅读：与所发送的内容相比，只有词法单元之间的空白不同。"
        case .imageAlt: "内容为图像（{0}）"
        case .partConnect: "建立连接"
        case .partTls: "TLS"
        case .partRequest: "请求"
        case .partWait: "等待"
        case .partResponse: "响应"
        case .waterfallTitle: "瀑布图"
        case .waterfallHelp: "抓包期间的所有请求与响应：每条连接的首个请求前是建立连接和 TLS。点击可打开。"
        case .waterfallLeftOut: "显示 {1} 个中的前 {0} 个。"
        }
    }

    public func label(_ label: PagePlotLabel) -> String {
        switch label {
        case .plotSequence: "序号随时间"
        case .plotFlight: "在途字节与窗口"
        case .plotRtt: "往返时间（按 ACK）"
        case .plotThroughput: "每秒字节"
        case .sender: "发送方"
        case .zoomHelp: "拖动可移动，Ctrl 加滚轮或 + − 可缩放，方向键可移动，0 显示全部。"
        case .zoomIn: "放大"
        case .zoomOut: "缩小"
        case .zoomReset: "显示全部"
        case .keySegment: "报文段"
        case .keyRepeated: "重传"
        case .keyAck: "已确认"
        case .keyWindow: "窗口边界"
        case .keySack: "SACK"
        case .keyGap: "其前有空缺"
        case .keyFlight: "在途"
        case .keyAllowed: "窗口"
        case .keyRtt: "往返"
        case .keyRate: "每秒字节"
        case .noPlot: "没有可画的：没有时间，或没有数据。"
        case .plotSummary: "{0}：{1} 个点，从 {2} 到 {3}"
        }
    }
}
