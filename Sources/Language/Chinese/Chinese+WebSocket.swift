import Analysis
public import Applications
import TCP

/// WebSocket: what was sent, how it closed, and what is against RFC 6455.
extension Chinese {
    func webSocket(_ webSocket: ProtocolHistory.WebSocket) -> Text {
        var text: Text = "然后是 WebSocket"
        if let extensions = webSocket.extensions { text += "，扩展 \(secrets.shown(extensions, limit: 80))" }
        for (role, reader) in [(Role.client, webSocket.client), (Role.server, webSocket.server)] {
            let counts = WebSocketReader.Opcode.allCases.filter { reader.count($0) > 0 }.map {
                "\(reader.count($0)) 个 \(code: $0.name)" as Text
            }
            text += "；\(end(role))发送：" + (counts.isEmpty ? "没有帧" : counts.joined(separator: "、"))
            if reader.isInsideFrame, !reader.isBroken { text += "（另有一帧不完整）" }
            if reader.isBroken { text += "（其后不能读作帧）" }
        }
        let closes = [(Role.client, webSocket.client.close), (Role.server, webSocket.server.close)]
        if closes.allSatisfy({ $0.1 == nil }) { text += "；没有关闭帧" }
        for (role, close) in closes { if let close { text += "；\(end(role))关闭，\(closing(close))" } }
        return text
    }

    /// `代码 1002（协议错误）：“…”`
    private func closing(_ close: WebSocketClose) -> Text {
        guard let code = close.code else { return "没有代码" }
        var text: Text = "代码 \(code)\(closeMeaning(code))"
        if !close.reason.isEmpty { text += "：“\(secrets.shown(content: close.reason, limit: 130))”" }
        return text
    }

    /// RFC 6455 §7.4.1, and IANA's registry.
    func closeMeaning(_ code: Int) -> Text {
        switch code {
        case 1000: "（正常）"
        case 1001: "（一方离开）"
        case 1002: "（协议错误）"
        case 1003: "（不支持的数据）"
        case 1007: "（无效的数据）"
        case 1008: "（违反策略）"
        case 1009: "（消息太大）"
        case 1010: "（缺少扩展）"
        case 1011: "（服务端错误）"
        case 1012: "（服务端重启）"
        case 1013: "（请稍后再试）"
        case 1014: "（网关错误）"
        case 3000...3999: "（由库定义）"
        case 4000...4999: "（由应用定义）"
        default: ""
        }
    }

    public func webSocketFrame(_ frame: WebSocketReader.Frame) -> Text {
        var text: Text = "WebSocket \(code: frame.opcode.name)，\(bytes(Int(clamping: frame.length)))"
        if frame.isCompressed { text += "，已压缩" }
        if !frame.isFinal { text += "，后面还有" }
        if let code = frame.closeCode { text += "，代码 \(code)\(closeMeaning(code))" }
        if !frame.preview.isEmpty, !frame.isCompressed, frame.opcode == .text || frame.opcode == .close {
            text += "：“\(secrets.shown(content: frame.preview, limit: 120))”"
        }
        return text
    }

    func violation(_ violation: WebSocketViolation, _ answer: WebSocketClose?) -> [Text] {
        let sender = violation.sender
        var text: Text = "\(end(sender))\(fault(violation.kind))（第 \(violation.frame) 帧"
        if violation.count > 1 { text += "，共 \(violation.count) 次，这是第一次" }
        text += "；\(ChineseQuantity.sections(violation.section))）"
        let consequence: Text
        if let answer {
            consequence = "\(end(sender.peer))关闭，\(closing(answer))"
        } else if case .accept = violation.kind {
            consequence = "客户端必须放弃连接"
        } else {
            consequence = "\(end(sender.peer))必须放弃连接（代码 1002）"
        }
        return [text, consequence, remedy(violation)]
    }

    private func fault(_ kind: WebSocketViolation.Kind) -> Text {
        switch kind {
        case .notMasked: "发送了没有掩码的 WebSocket 帧，而客户端的每一帧都必须有掩码"
        case .masked: "发送了有掩码的 WebSocket 帧，而只有客户端可以使用掩码"
        case .reservedBits(let bits):
            "发送了设置保留位的 WebSocket 帧（"
                + [(4, "RSV1" as Text), (2, "RSV2"), (1, "RSV3")].filter { bits & UInt8($0.0) != 0 }.map(\.1).joined(
                    separator: "、")
                + "），而没有商定使用它们的扩展"
        case .unknownOpcode(let opcode): "发送了操作码为 \(code: opcode) 的 WebSocket 帧，而没有这个操作码"
        case .dataInsideMessage: "在前一条 WebSocket 消息的最后一帧之前开始了新消息"
        case .continuationOutsideMessage: "发送了延续帧，而没有开始过 WebSocket 消息"
        case .controlTooLong(let length):
            "发送了有 \(bytes(Int(clamping: length)))数据的 WebSocket 控制帧，而最多只能有 125 字节"
        case .controlFragmented: "发送了分片的 WebSocket 控制帧，这是不允许的"
        case .lengthTooLarge: "发送了长度最高位为 1 的 WebSocket 帧，而任何长度都不可如此"
        case .closeCode(let code): "以代码 \(code) 关闭 WebSocket，而这个代码不可发送"
        case .closeWithoutCode: "发送了只有 1 字节数据的 WebSocket 关闭帧，而代码占 2 字节"
        case .accept(let actual, let expected):
            (actual.map { "应答 WebSocket 握手的 Sec-WebSocket-Accept 是“\(secrets.shown($0, limit: 60))”" }
                ?? "应答 WebSocket 握手时没有 Sec-WebSocket-Accept") + "，而按客户端的密钥应为“\(code: expected)”"
        }
    }

    private func remedy(_ violation: WebSocketViolation) -> Text {
        switch violation.kind {
        case .reservedBits, .unknownOpcode, .lengthTooLarge:
            "\(end(violation.sender))的程序发送的不是帧，或使用了没有商定的扩展：看它在连接上写了什么"
        case .accept: "服务端，或它前面的缓存、代理，不是针对这个请求作的应答：看那里是什么在应答"
        default: "这是\(end(violation.sender))程序的缺陷：请修正或升级它"
        }
    }
}
