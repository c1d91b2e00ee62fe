public import Capture

/// Why a capture cannot be read, or not to its end.
extension Chinese {
    public func sentence(for error: CaptureError) -> Text {
        switch error {
        case .missing(let file): "\(name(file))：没有这个文件或目录"
        case .system(let file, let reason): "\(name(file))：\(why(reason))"
        case .isDirectory(let file): "\(name(file))：是目录；请给出其中的抓包文件"
        case .empty(let file): "\(name(file))：文件是空的，不是抓包文件"
        case .notACapture(let file): "\(name(file))：既不是 pcap 也不是 pcapng（未压缩，或用 gzip、zstd 压缩）"
        case .unsupportedLinkType(let file, let type, let known):
            "\(name(file))：链路类型 \(type.rawValue)\(known.map { "（\(Text(outside: $0))）" } ?? " ")尚不支持；不读取它的数据包"
        case .filter(let expression, let reason): "过滤器“\(Text(outside: expression))”：\(words(for: reason))"
        case .headerCutShort(let file): "\(name(file))：在文件首部中途截断，还没有到第一个数据包"
        case .headerDamaged(let file, let reason): "\(name(file))：文件首部已损坏：\(words(for: reason))"
        case .cutShort(let file, let packet): "\(name(file))：在第 \(packet) 个数据包中途截断"
        case .damaged(let file, let packet, let reason): "\(name(file))：在第 \(packet) 个数据包处损坏：\(words(for: reason))"
        case .compression(let file, let reason): "\(name(file))：\(words(for: reason))"
        case .noDevice(let device): "\(Text(outside: device))：没有这个网卡；tcpexplain -D 列出全部网卡"
        case .permission(let device): "\(Text(outside: device))：没有抓包的权限"
        case .device(let device, let reason): "\(Text(outside: device))：\(why(reason))"
        case .devices(let reason): "无法列出网卡：\(why(reason))"
        }
    }

    public func sentence(for warning: CaptureWarning) -> Text {
        switch warning {
        case .interfaceTexts: "其余网卡的名称和注释被略去：一个区段中超过 1 MiB"
        case .namesAndSecrets: "其余的名称解析和解密密钥被略去：文件中超过 16 MiB"
        case .origins: "不再区分其余的网卡和进程：文件中超过 4096 个"
        case .undescribedInterface(let interface, let packet):
            "第 \(packet) 个数据包属于第 \(interface) 号网卡，而区段中没有描述它：不读取该网卡的数据包"
        case .timesOutOfRange(let count): "\(count) 个数据包的时间早于 1677 年或晚于 2262 年：按没有时间的数据包读取"
        }
    }

    public func captureName(_ name: String) -> Text { self.name(name) }

    private func name(_ file: String) -> Text {
        file == CaptureInput.standardInput ? "标准输入" : Text(outside: file)
    }

    private func words(for fault: CaptureFault) -> Text {
        switch fault {
        case .words(let words): why(words)
        case .compressedDataCutShort(let compression): "\(code: compression.rawValue) 数据被截断"
        case .compressedDataDamaged(let compression, let words):
            "\(code: compression.rawValue) 数据已损坏\(words.map { "：\(why($0))" } ?? "")"
        case .windowTooLarge(let most):
            "它的 zstd 窗口大于所能保留的 \(Quantity.roughBytes(most))；请这样读取：zstd -dc --long=31 FILE | tcpexplain -"
        case .libraryUnavailable(let library): "\(code: library) 无法启动"
        case .blockLength(let count): "一个 \(count) 字节的块"
        case .shortInterfaceBlock(let count): "一个只有 \(count) 字节的网卡块"
        case .tooManyInterfaces(let most): "一个区段中有超过 \(most) 个网卡"
        case .shortPacketBlock(let count): "一个只有 \(count) 字节的数据包块"
        case .capturedBeyondBlock(let captured, let block): "\(block) 字节的块中声称有 \(captured) 字节的数据包"
        case .unknownByteOrder: "区段首部没有说明字节序"
        case .packetLength(let length, let most): "数据包长度 \(length) 无效，超过上限 \(most)"
        case .filterDoesNotFit: "它不适用于这种链路类型"
        }
    }
}
