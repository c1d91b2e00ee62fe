public import Analysis
import Applications
public import TCP
public import Wire

/// The Chinese phrasebook: the same facts, numbers and order as the English one.
public struct Chinese: Phrasebook {
    public let secrets: Secrets
    public var language: LanguageName { .zh }

    public init(secrets: Secrets = Secrets()) { self.secrets = secrets }

    public var words: Words {
        Words(
            connection: "连接", client: "客户端", server: "服务端", path: "路径", frame: "帧", time: "时间",
            steps: ["第一次握手", "第二次握手", "第三次握手", "第一次挥手", "第二次挥手", "第三次挥手", "第四次挥手"], afterStep: " ",
            rolesInferred: "抓包中没有 SYN：哪一方是客户端由推断得出",
            opened: "建立", agreed: "协商", offered: "提议", exchanged: "传输", closed: "关闭", problem: "问题", warning: "警告",
            note: "提示", bound: "上限", acknowledges: "新确认", wrong: "不成立", damaged: "损坏的报文段", unscaled: "报文中的原始值：抓包中没有扩大因子",
            stage: "阶段",
            comment: "注释",
            stages: ["建立 TCP 连接", "客户端发送请求", "发送请求头", "服务端响应", "发送响应头", "发送响应数据", "关闭或保持连接"])
    }

    /// One of the two ends.
    func end(_ role: Role) -> Text { role == .client ? "客户端" : "服务端" }
    func end(_ end: StreamEnd) -> Text { end == .client ? "客户端" : "服务端" }

    // MARK: - Packets

    public func meaning(of notes: Notes) -> [Text] {
        notes.shownOneByOne.map(meaning(ofOne:))
    }

    private func meaning(ofOne note: Notes) -> Text {
        switch note {
        case .retransmission: "重传：此前发送过，现在再次发送"
        case .fastRetransmission: "快速重传：重复确认表明有数据缺失，于是立即重传"
        case .spuriousRetransmission: "不必要的重传：已被确认，却再次发送"
        case .outOfOrder: "乱序：后面的字节先到"
        case .previousSegmentNotCaptured: "此前的报文段未被捕获，或尚未到达"
        case .ackedUnseenSegment: "已被确认但未被捕获：确认了抓包中没有的字节"
        case .duplicateACK: "重复确认：与上一个 ACK 相同，接收方在报文段乱序或重复到达时这样做"
        case .keepAlive: "保活探测：询问对方是否还在"
        case .keepAliveACK: "保活应答"
        case .zeroWindow: "零窗口：接收缓冲区已满，请对方暂停发送"
        case .zeroWindowProbe: "零窗口探测：询问是否又有空间"
        case .zeroWindowProbeACK: "零窗口探测的应答：仍然没有空间"
        case .windowFull: "窗口已满：接收方允许的数据量至此用完"
        case .windowUpdate: "窗口更新：接收方允许的数据量有变化"
        case .portReuse: "端口重用：同一对端口上的新连接取代了前一条连接"
        case .simultaneousOpen: "同时打开：双方都发送了 SYN"
        case .fastOpen: "Fast Open：SYN 中带有数据"
        case .dataAfterFIN: "同一方在 FIN 之后又发送了数据"
        case .resetNotAcceptable: "这个 RST 在窗口之外：接收方必须忽略它"
        case .resetChallenged: "这个 RST 的序号不是接收方期望的下一个：接收方回复 ACK，连接继续"
        case .overlapConflict: "这些字节与此前的副本不同；以第一份为准"
        case .badChecksum: "TCP 校验和错误"
        case .truncated: "被抓取长度截断：抓包中没有它的全部数据"
        case .urgent: "紧急数据"
        case .duplicateFrame: "重复捕获的帧（由序号和时间可知）：线路上并没有多出一个报文段"
        default: ""
        }
    }

    public func failure(_ check: Equation) -> Text {
        let name = check.rule.description
        let side = Text(code: name.prefix(3))
        let distance = check.expected.distance(to: check.actual)
        let how: Text = distance > 0 ? "大了 \(distance)" : "小了 \(-distance)"
        return "\(side) 应为 \(code: name.dropFirst(6)) = \(code: check.expected)，实为 \(code: check.actual)，\(how)"
    }

    public func run(_ run: SegmentRun) -> Text {
        var parts: [Text] = ["\(run.segments) 个报文段"]
        if run.clientBytes > 0 { parts.append("客户端发送 \(bytes(run.clientBytes))") }
        if run.serverBytes > 0 { parts.append("服务端发送 \(bytes(run.serverBytes))") }
        if run.pureACKs > 0 { parts.append("\(run.pureACKs) 个纯 ACK") }
        if run.heads > 0 { parts.append("\(run.heads) 个 HTTP 报文") }
        let notes = run.notes.sorted { $0.key < $1.key }.map { "\($0.value) × \(code: Notes.names[$0.key])" as Text }
        return parts.joined(separator: "，") + (notes.isEmpty ? "" : "；" + notes.joined(separator: "、"))
    }

    public func origin(_ origin: FrameOrigin) -> Text {
        var parts: [Text] = []
        if let name = origin.interfaceName {
            parts.append("捕获于网卡 \(secrets.shown(name, limit: 80))")
        } else if let index = origin.interfaceIndex {
            parts.append("捕获于第 \(index) 号网卡")
        }
        switch (origin.processName, origin.processID) {
        case (let name?, let id?): parts.append("进程 \(secrets.shown(name, limit: 80))（\(id)）")
        case (let name?, nil): parts.append("进程 \(secrets.shown(name, limit: 80))")
        case (nil, let id?): parts.append("进程 \(id)")
        case (nil, nil): break
        }
        return parts.joined(separator: "，")
    }

    public func sentence(for warning: Warning) -> Text {
        switch warning {
        case .fragmentsDropped(let count):
            "\(count) 个分片的 IP 数据报未及重组就被放弃：同时未完成的太多"
        case .fragmentsOverlapped(let count):
            "\(count) 个 IP 数据报的分片互相重叠：保留先到的字节，接收方的做法可能不同"
        case .closedConnectionLimit(let count):
            "\(count) 个已关闭的连接没有保留满 4 分钟，因为关闭的连接太多：此后到来的数据包算作新连接"
        case .connectionLimit(let count):
            "\(count) 个空闲的连接被放弃，给其他连接让出位置"
        case .bound(let connection, let bound): "连接 \(connection)：\(sentence(for: bound))"
        case .boundTotal(let bound, let connections): "\(connections) 条连接（前几个已列出）：\(sentence(for: bound))"
        case .memoryLimit(let connection, let bytes):
            "连接 \(connection)：达到内存上限，因此放弃了为它保留的 \(ChineseQuantity.bytes(bytes))：等待响应的请求、缺口之后提前到达的数据、正在解码的内容"
        case .memoryLimitTotal(let connections, let budget):
            "达到内存上限（\(ChineseQuantity.bytes(budget))，--max-memory）：\(connections) 次放弃了为某条连接保留的内容，最早的先放弃"
        case .waitingExchangeLimit(let count):
            "\(count) 次请求与响应被略去：等待连接结束的太多"
        case .decodingLimit(let count):
            "\(count) 个消息没有解码：同时解码的太多"
        case .leftOpen(let count):
            "\(count) 条尚未结束的连接没有显示：按 Ctrl-C 后 100 毫秒内就要结束；SIGTERM 会等它们显示完"
        }
    }
}
