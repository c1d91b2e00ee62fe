import Analysis
import TCP

extension Chinese {
    public func sentence(for failure: CheckFailure) -> Text {
        switch failure {
        case .notOpened(.partial): "握手没有完成：连接没有建立"
        case .notOpened(let outcome), .handshakeIncomplete(let outcome): sentence(for: outcome)
        case .finNotAcknowledged(let finFrame, let rule, let expected, let last):
            "第 \(finFrame) 帧的 FIN 没有得到确认：\(code: rule) 应为 \(code: expected)，最后的 ACK 是 \(code: last)"
        case .finding(let finding):
            "\(code: severity(finding.severity)) \(code: finding.name)：\(sentence(for: finding))"
        case .closeIncomplete(let outcome): sentence(for: outcome)
        }
    }

    public func place(file: Text?, _ connection: Int?, frame: Int?, _ text: Text) -> Text {
        let position = connection == nil && frame == nil ? "" : position(connection, frames: frame.map { [$0] } ?? []) + "："
        return (file.map { "\($0)：" } ?? "") + position + text
    }

    public func position(_ connection: Int?, frames: [Int]) -> Text {
        let parts: [Text?] = [
            connection.map { "连接 \($0)" }, frames.isEmpty ? nil : "第 \(list(frames.map { "\($0)" })) 帧",
        ]
        return parts.compactMap(\.self).joined(separator: "，")
    }

    private func sentence(for outcome: HandshakeOutcome) -> Text {
        switch outcome {
        case .complete, .simultaneous: "握手完整"
        case .refused: "握手被拒绝"
        case .aborted: "握手被 RST 中止"
        case .unanswered: "握手没有得到应答"
        case .split: "握手被拆分：只有一方以 SYN-ACK 应答"
        case .partial: "抓包中的握手不完整"
        case .notCaptured: "握手未被捕获"
        }
    }

    private func sentence(for outcome: CloseOutcome) -> Text {
        switch outcome {
        case .simultaneous, .threeStep, .fourStep: "关闭完整"
        case .reset: "连接被复位，而不是正常关闭"
        case .incomplete: "抓包中的关闭不完整"
        case .none: "抓包中连接没有关闭"
        }
    }
}
