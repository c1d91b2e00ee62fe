import Language

/// What is told while a run goes on.
extension Chinese {
    func sentence(for notice: Notice) -> Text {
        switch notice {
        case .capture(let error): sentence(for: error)
        case .leftOut(let warning, let file): "\(captureName(file))：\(sentence(for: warning))"
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
        case .unconfined(let names): "本机内核不提供 \(list(names.map(outside)))：特权已放弃，但 SECURITY.md 的承诺不能全部做到"
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
        case .sums(let sums, let connections): "\(connections) 条连接，\(sums) 个等式，全部成立"
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
