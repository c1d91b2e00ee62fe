public import Capture

/// Why a capture cannot be read, or not to its end.
extension English {
    public func sentence(for error: CaptureError) -> Text {
        switch error {
        case .missing(let file): "\(name(file)): No such file or directory"
        case .system(let file, let reason): "\(name(file)): \(Text(outside: reason))"
        case .isDirectory(let file): "\(name(file)): is a directory; name the captures in it"
        case .empty(let file): "\(name(file)): the file is empty, so it is no capture"
        case .notACapture(let file): "\(name(file)): neither pcap nor pcapng (plain, or compressed by gzip or zstd)"
        case .unsupportedLinkType(let file, let type, let known):
            "\(name(file)): link type \(type.rawValue)\(known.map { " (\(Text(outside: $0)))" } ?? "") is not known yet; its packets "
                + "are not read"
        case .filter(let expression, let reason): "filter \"\(Text(outside: expression))\": \(words(for: reason))"
        case .headerCutShort(let file): "\(name(file)): cut short in the file header, before the first packet"
        case .headerDamaged(let file, let reason): "\(name(file)): the file header is damaged: \(words(for: reason))"
        case .cutShort(let file, let packet): "\(name(file)): cut short in the middle of packet \(packet)"
        case .damaged(let file, let packet, let reason): "\(name(file)): damaged at packet \(packet): \(words(for: reason))"
        case .compression(let file, let reason): "\(name(file)): \(words(for: reason))"
        case .noDevice(let device): "\(Text(outside: device)): no such interface; tcpexplain -D lists them"
        case .permission(let device): "\(Text(outside: device)): no permission to capture"
        case .device(let device, let reason): "\(Text(outside: device)): \(Text(outside: reason))"
        case .devices(let reason): "interfaces: \(Text(outside: reason))"
        }
    }

    public func sentence(for warning: CaptureWarning) -> Text {
        switch warning {
        case .interfaceTexts: "further names and comments of interfaces are left out: one section has more than 1 MiB of them"
        case .namesAndSecrets:
            "further name resolution and decryption secrets are left out: the file has more than 16 MiB of them"
        case .origins: "further interfaces and processes are not told: the file has more than 4096 of them"
        case .undescribedInterface(let interface, let packet):
            "packet \(packet) is of interface \(interface), which its section does not describe: packets of that interface are not read"
        case .timesOutOfRange(let count):
            "\(Quantity.count(count, "packet")) \(count == 1 ? "has a time" : "have times") before 1677 or after 2262: \(count == 1 ? "it is" : "they are") read as without a time"
        }
    }

    public func captureName(_ name: String) -> Text { self.name(name) }

    private func name(_ file: String) -> Text {
        file == CaptureInput.standardInput ? "standard input" : Text(outside: file)
    }

    private func words(for fault: CaptureFault) -> Text {
        switch fault {
        case .words(let words): Text(outside: words)
        case .compressedDataCutShort(let compression): "the \(code: compression.rawValue) data is cut short"
        case .compressedDataDamaged(let compression, let words):
            "the \(code: compression.rawValue) data is damaged\(words.map { ": \(Text(outside: $0))" } ?? "")"
        case .windowTooLarge(let most):
            "its zstd window is larger than \(Quantity.roughBytes(most)), which is what is held of one; read it by: zstd -dc --long=31 FILE | tcpexplain -"
        case .libraryUnavailable(let library): "\(code: library) could not be started"
        case .blockLength(let count): "a block of \(Quantity.count(count, "byte"))"
        case .shortInterfaceBlock(let count): "an interface block of \(Quantity.count(count, "byte"))"
        case .tooManyInterfaces(let most): "more than \(most) interfaces in one section"
        case .shortPacketBlock(let count): "a packet block of \(Quantity.count(count, "byte"))"
        case .capturedBeyondBlock(let captured, let block): "\(captured) captured bytes in a block of \(block)"
        case .unknownByteOrder: "a section header without byte-order magic"
        case .packetLength(let length, let most): "invalid packet capture length \(length), bigger than maximum of \(most)"
        case .filterDoesNotFit: "it does not fit this link type"
        }
    }
}
