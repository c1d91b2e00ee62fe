import Capture
import Language

/// What is told while a run goes on.
extension Chinese {
    func sentence(for error: CaptureError) -> Text {
        switch error {
        case .missing(let file): "\(outside(file))：没有这个文件或目录"
        case .system(let file, let reason): "\(outside(file))：\(why(reason))"
        case .isDirectory(let file): "\(outside(file))：是目录；请给出其中的抓包文件"
        case .empty(let file): "\(outside(file))：文件是空的，不是抓包文件"
        case .notACapture(let file): "\(outside(file))：既不是 pcap 也不是 pcapng（未压缩，或用 gzip、zstd 压缩）"
        case .unsupportedLinkType(let file, let type, let name):
            "\(outside(file))：链路类型 \(type.rawValue)\(name.map { "（\(outside($0))）" } ?? " ")尚不支持；不读取它的数据包"
        case .filter(let expression, let reason): "过滤器“\(outside(expression))”：\(outside(reason))"
        case .headerCutShort(let file): "\(outside(file))：在文件首部中途截断，还没有到第一个数据包"
        case .headerDamaged(let file, let reason): "\(outside(file))：文件首部已损坏：\(why(reason))"
        case .cutShort(let file, let packet): "\(outside(file))：在第 \(packet) 个数据包中途截断"
        case .damaged(let file, let packet, let reason): "\(outside(file))：在第 \(packet) 个数据包处损坏：\(why(reason))"
        case .compression(let file, let reason): "\(outside(file))：\(why(reason))"
        case .noDevice(let name): "\(outside(name))：没有这个网卡；tcpexplain -D 列出全部网卡"
        case .permission(let device): "\(outside(device))：没有抓包的权限"
        case .device(let name, let reason): "\(outside(name))：\(why(reason))"
        }
    }

    func sentence(for warning: CaptureWarning) -> Text {
        switch warning {
        case .interfaceTexts: "其余网卡的名称和注释被略去：一个区段中超过 1 MiB"
        case .namesAndSecrets: "其余的名称解析和解密密钥被略去：文件中超过 16 MiB"
        case .origins: "不再区分其余的网卡和进程：文件中超过 4096 个"
        case .undescribedInterface(let interface, let packet):
            "第 \(packet) 个数据包属于第 \(interface) 号网卡，而区段中没有描述它：不读取该网卡的数据包"
        }
    }

    func sentence(for notice: Notice) -> Text {
        switch notice {
        case .capture(let error): sentence(for: error)
        case .leftOut(let warning, let file): "\(outside(file))：\(sentence(for: warning))"
        case .readInOtherOrder(let captures):
            "按第一个数据包的先后读取各抓包文件：\(list(captures.map(outside)))（--keep-order 按给出的顺序读取）"
        case .listening(let interface, let linkType, let snapLength):
            "正在监听 \(outside(interface))（\(outside(linkType))，抓取长度 \(snapLength)）"
        case .interfaceGone(let interface, let reason):
            "\(outside(interface))：\(reason.map(outside) ?? "网卡已停用")；报告到那时为止的内容"
        case .droppedByKernel(let count, let size):
            "内核丢弃了 \(count) 个数据包：增大 --buffer-size（现在是 \(size) MiB）、使用过滤器或减小抓取长度（-s）会有帮助"
        case .split(let packets, let captures, let parts, let folder):
            "\(captures) 个抓包的 \(packets) 个数据包，分成 \(parts) 个部分，在 \(outside(folder)) 中"
        case .keyLogUnreadable(let path): "--keylog \(outside(path))：无法读取"
        case .keyLogEmpty(let path): "--keylog \(outside(path))：是空的"
        case .keyLogsFull: "--keylog：密钥多于所能保留的数量，最后的没有读取"
        case .droppedByInterface(let count): "网卡丢弃了 \(count) 个数据包"
        }
    }

    func sentence(for result: CheckResult) -> Text {
        switch result {
        case .failure(let text): "检查：\(text)"
        case .moreFailures(let count): "检查：另有 \(count) 处"
        case .nothingToCheck: "检查：\(nothingToCheck)"
        case .failed: "检查未通过"
        case .passed(let held): "检查通过：" + parts(held.map(words(for:)))
        }
    }

    private func words(for held: CheckResult.Held) -> Text {
        switch held {
        case .sums(let sums, let connections): "\(connections) 个连接，\(sums) 个等式，全部成立"
        case .expectations(let count): "\(count) 个期望全部成立"
        }
    }

    func sentence(for progress: ReadingProgress) -> Text {
        let rate: Text = "\(Quantity.roughBytes(progress.rate))/s"
        guard let whole = progress.whole else { return "\(Quantity.roughBytes(progress.bytes))，\(rate)" }
        return
            "[\(code: whole.bar)] \(whole.percent) %  \(Quantity.roughBytes(progress.bytes)) / \(Quantity.roughBytes(whole.bytes))"
            + (whole.left.map { "，还需 \(Quantity.duration($0))" } ?? "") + "，\(rate)"
    }
}
