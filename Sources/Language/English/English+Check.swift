import Analysis
import TCP

extension English {
    public func sentence(for failure: CheckFailure) -> Text {
        switch failure {
        case .notOpened(.partial): "the handshake was not finished: the connection never opened"
        case .notOpened(let outcome), .handshakeIncomplete(let outcome): sentence(for: outcome)
        case .finNotAcknowledged(let finFrame, let rule, let expected, let last):
            "the FIN of frame \(finFrame) is not acknowledged: \(code: rule) must be \(code: expected), the last ACK is \(code: last)"
        case .finding(let finding): "\(code: finding.severity.rawValue) \(code: finding.name): \(sentence(for: finding))"
        case .closeIncomplete(let outcome): sentence(for: outcome)
        }
    }

    public func place(file: Text?, _ connection: Int?, frame: Int?, _ text: Text) -> Text {
        let position = connection == nil && frame == nil ? "" : position(connection, frames: frame.map { [$0] } ?? []) + ": "
        return (file.map { "\($0): " } ?? "") + position + text
    }

    public func position(_ connection: Int?, frames: [Int]) -> Text {
        let numbers = list(frames.map { "\($0)" })
        let parts: [Text?] = [
            connection.map { "connection \($0)" }, frames.isEmpty ? nil : "\(frames.count == 1 ? "frame" : "frames") \(numbers)",
        ]
        return list(parts.compactMap(\.self))
    }

    private func sentence(for outcome: HandshakeOutcome) -> Text {
        switch outcome {
        case .complete, .simultaneous: "the handshake is complete"
        case .refused: "the handshake was refused"
        case .aborted: "the handshake was aborted by a RST"
        case .unanswered: "the handshake was not answered"
        case .split: "the handshake was split: only one end answered with SYN-ACK"
        case .partial: "the handshake is only in part in the capture"
        case .notCaptured: "the handshake was not captured"
        }
    }

    private func sentence(for outcome: CloseOutcome) -> Text {
        switch outcome {
        case .simultaneous, .threeStep, .fourStep: "the close is complete"
        case .reset: "the connection was reset instead of closed"
        case .incomplete: "the close is only in part in the capture"
        case .none: "the connection was not closed in the capture"
        }
    }
}
