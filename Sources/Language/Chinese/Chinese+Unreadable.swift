public import Analysis
import Wire

/// Frames that could not be read.
extension Chinese {
    public func unreadable(_ frame: UnreadableFrame) -> Text {
        let header: Text = "\(code: Self.name(of: frame.stop.layer))首部"
        let place: Text = (frame.isReassembled ? "重组后数据报的" : "") + "第 \(frame.stop.offset) 字节"
        let why: Text =
            switch frame.stop.reason {
            case .cutBySnapLength: "从\(place)开始的 \(header)被抓取长度截断"
            case .endsInside: "在从\(place)开始的 \(header)中就结束了"
            case .wrongVersion(let version): "\(place)应是 IP 首部的开头，版本号却是 \(version)"
            case .impossibleLength(let length):
                "\(header)在\(place)说\(Self.measured(frame.stop.field))长 \(ChineseQuantity.exactBytes(length))，这不可能"
            case .tooDeep: "到\(place)为止，层层嵌套的首部太多"
            }
        return "第 \(frame.info.number) 帧无法解析：\(why)"
    }

    private static func measured(_ field: DecodeStop.Field?) -> Text {
        switch field {
        case .totalLength: "数据报"
        case .version, .headerLength, .length, nil: "自己"
        }
    }

    /// The name of a header, with a space behind one in Latin letters.
    private static func name(of layer: DecodeStop.Layer) -> String {
        switch layer {
        case .link: "链路层"
        case .ipv6Extension: "IP 扩展"
        default: English.name(of: layer) + " "
        }
    }
}
