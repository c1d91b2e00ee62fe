import Wire

/// What a section says of its interfaces and processes, and the options in which blocks say it.
extension PCAPNGReader {
    /// Calls `body` with each option's code and where its value lies, until it returns false.
    func forEachOption(in range: Range<Int>, _ body: (UInt16, Range<Int>) -> Bool) {
        var at = range.lowerBound
        while at + 4 <= range.upperBound {
            let code = number16(at)
            let size = Int(number16(at + 2))
            guard code != 0, at + 4 + size <= range.upperBound else { return }
            guard body(code, at + 4..<at + 4 + size) else { return }
            at += 4 + (size + 3) & ~3
        }
    }

    /// A text ends at its first zero, where there is one.
    func text(_ range: Range<Int>) -> Range<Int> {
        let end = range.first { unsafe buffer.bytes[$0] == 0 }
        return range.lowerBound..<(end ?? range.upperBound)
    }

    private func keptText(_ value: Range<Int>) -> String? {
        let range = text(value)
        let kept = range.lowerBound..<min(range.upperBound, range.lowerBound + maximumTextLength)
        guard textBytes + kept.count <= maximumTextBytes else {
            warn(.interfaceTexts)
            return nil
        }
        textBytes += kept.count
        return unsafe String(
            decoding: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer.bytes)[kept]), as: UTF8.self)
    }

    func addInterface(_ body: Range<Int>) {
        let start = body.lowerBound
        var interface = CaptureInterface(
            linkType: LinkType(rawValue: UInt32(number16(start))), snapLength: Int(number32(start + 4)))
        var resolution = InterfaceClock.Resolution.decimal(6)
        var offset: Int64 = 0
        forEachOption(in: start + 8..<body.upperBound) { code, value in
            switch (code, value.count) {
            case (1, _): if interface.comment == nil { interface.comment = keptText(value) }
            case (2, _): if interface.name == nil { interface.name = keptText(value) }
            case (9, 1...):
                let byte = unsafe buffer.bytes[value.lowerBound]
                let exponent = Int(byte & 0x7f)
                resolution = byte & 0x80 != 0 ? .binary(exponent) : .decimal(exponent)
            case (14, 8):
                let first = UInt64(number32(value.lowerBound))
                let second = UInt64(number32(value.lowerBound + 4))
                offset = Int64(bitPattern: isBigEndian ? first << 32 | second : second << 32 | first)
            default: break
            }
            return true
        }
        interfaces.append(interface)
        clocks.append(
            InterfaceClock(
                linkType: interface.linkType, snapLength: interface.snapLength, resolution: resolution, offset: offset))
    }

    /// Apple's block: the process's number, and its name among the options.
    func addProcess(_ body: Range<Int>) {
        guard body.count >= 4 else { return }
        guard processes.count < maximumInterfaces else { return warn(.origins) }
        var name: String?
        forEachOption(in: body.lowerBound + 4..<body.upperBound) { code, value in
            if code == 2, name == nil { name = keptText(value) }
            return name == nil
        }
        processes.append((Int(number32(body.lowerBound)), name))
    }

    /// Whether frames have an origin worth telling: several interfaces, processes, or link types that name them.
    var tellsOrigins: Bool {
        !processes.isEmpty || clocks.count > 1
            || clocks.first.map { $0.linkType == .linuxCooked2 || $0.linkType == .pktap } ?? false
    }

    /// What the section says of an interface and of a process, which is given by its place plus 1, or as 0.
    func origin(interface: Int, process: Int) -> FrameOrigin {
        var origin = FrameOrigin()
        if clocks.count > 1, interfaces.indices.contains(interface) {
            origin.interfaceName = interfaces[interface].name
            if origin.interfaceName == nil { origin.interfaceIndex = interface }
        }
        if process > 0, processes.indices.contains(process - 1) {
            origin.processName = processes[process - 1].name
            origin.processID = processes[process - 1].id
        }
        return origin
    }

    /// A time in the units of the first interface.
    func units(of time: Timestamp) -> UInt64 { clocks.first?.units(of: time) ?? UInt64(clamping: time.nanoseconds / 1000) }
}
