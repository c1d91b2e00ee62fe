/// What the head of a frame, and a setting, must be.
extension HTTP2Reader {
    /// Holds the header of a frame against the rules.
    mutating func judge(_ frame: HTTP2FrameHeader) {
        if expectsSettings {
            expectsSettings = false
            if frame.kind != .settings || frame.has(HTTP2FrameHeader.acknowledgment) { note(.preface) }
        }
        if isCertain, largestIsKnown, frame.payloadLength > largestFrame {
            note(.frameTooLarge(frame, allowed: largestFrame), stream: frame.stream)
        }
        if isInBlock {
            if frame.kind != .continuation || frame.stream != block.stream {
                note(.interruptedBlock(frame), stream: block.stream)
                isInBlock = false
                decoder.lose()
            }
        } else if frame.kind == .continuation {
            if isCertain { note(.continuationAlone, stream: frame.stream) }
        }
        let mayBeZero: Bool
        switch frame.kind {
        case .data?, .headers?, .priority?, .reset?, .pushPromise?, .continuation?: mayBeZero = false
        case .settings?, .ping?, .goAway?:
            if frame.stream != 0 { note(.frameStream(frame), stream: frame.stream) }
            mayBeZero = true
        default: mayBeZero = true
        }
        if frame.stream == 0, !mayBeZero { note(.frameStream(frame)) }
        let isLengthRight: Bool
        switch frame.kind {
        case .priority?: isLengthRight = frame.payloadLength == 5
        case .reset?, .windowUpdate?: isLengthRight = frame.payloadLength == 4
        case .ping?: isLengthRight = frame.payloadLength == 8
        case .goAway?: isLengthRight = frame.payloadLength >= 8
        case .settings?:
            isLengthRight =
                frame.has(HTTP2FrameHeader.acknowledgment) ? frame.payloadLength == 0 : frame.payloadLength % 6 == 0
        default: isLengthRight = true
        }
        if !isLengthRight { note(.frameLength(frame), stream: frame.stream) }
    }

    /// RFC 9113 §6.5.2.
    mutating func judge(_ setting: HTTP2Setting) {
        let isRight =
            switch setting.kind {
            case .enablePush?: setting.value == 0 || setting.value == 1 && sender == .client
            case .initialWindowSize?: setting.value < 1 << 31
            case .maxFrameSize?: setting.value >= 1 << 14 && setting.value < 1 << 24
            case .enableConnectProtocol?: setting.value <= 1
            default: true
            }
        if !isRight { note(.settingValue(setting)) }
    }
}
