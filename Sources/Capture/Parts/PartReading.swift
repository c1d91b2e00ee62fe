public import Wire

/// What a part of captures that were split says of where its packets came from, as far as it was read.
struct PartReading {
    /// Names of captures that are kept at most, and bytes of them.
    static let maximumSources = 65_536
    static let maximumSourceBytes = 16 << 20

    /// The captures that were split, in their order.
    var sources: [String] = []
    private var sourceBytes = 0
    /// Which of them the packets of the section are from.
    var sourceIndex: Int?
    /// The latest time of all captures, and the lesser of their last two.
    var end: (last: Timestamp, clock: Timestamp)?

    var isPart: Bool { sourceIndex != nil }
    mutating func add(source: String) {
        guard sources.count < Self.maximumSources, sourceBytes + source.utf8.count <= Self.maximumSourceBytes else { return }
        sourceBytes += source.utf8.count
        sources.append(source)
    }
}

extension PCAPNGReader {
    /// Reads the names of the captures that were split, which stand in the header of the first section, before anything else is read.
    func readSources() {
        if section == 0, let block = nextBlock(isFirst: true), block.type == BlockType.section { readPart(ofSection: block.body) }
    }

    /// Reads what the header of a section says.
    func readPart(ofSection body: Range<Int>) {
        var sources: [String] = []
        var index: Int?
        guard body.count >= 16 else { return }
        forEachOption(in: body.lowerBound + 16..<body.upperBound) { code, value in
            guard code == PartOption.text || code == PartOption.bytes else { return true }
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer.bytes)[value])
            guard let (kind, at) = unsafe PartOption.read(bytes, isBigEndian: isBigEndian) else { return true }
            switch kind {
            case .source: unsafe sources.append(String(decoding: bytes[at...], as: UTF8.self))
            case .sourceIndex: index = unsafe PartOption.number(bytes, at: at).flatMap { Int(exactly: $0) }
            case .frame, .end: break
            }
            return true
        }
        changePart { part in
            if part.sources.isEmpty { for source in sources { part.add(source: source) } }
            part.sourceIndex = index.flatMap { part.sources.indices.contains($0) ? $0 : nil }
        }
    }

    /// Reads where a packet came from.
    func readPart(ofPacket value: Range<Int>, _ info: inout FrameInfo) {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer.bytes)[value])
        guard case (.frame, let at)? = unsafe PartOption.read(bytes, isBigEndian: isBigEndian),
            let number = unsafe PartOption.number(bytes, at: at), number > 0,
            let previous = unsafe PartOption.number(bytes, at: at + 8)
        else { return }
        info.numberInFile = Int(clamping: number)
        if previous != .min { info.previousTime = Timestamp(nanoseconds: previous) }
        if at + 16 < bytes.count, unsafe bytes[at + 16] & 1 == 1 { info.hasTime = false }
    }

    /// Whether a custom block is the one that says when the captures that were split ended.
    func isEnd(_ body: Range<Int>) -> Bool {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer.bytes)[body])
        return unsafe PartOption.read(bytes, isBigEndian: isBigEndian)?.kind == .end
    }

    /// Reads when the captures that were split ended.
    func readEnd(_ body: Range<Int>) {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer.bytes)[body])
        guard case (.end, let at)? = unsafe PartOption.read(bytes, isBigEndian: isBigEndian),
            let last = unsafe PartOption.number(bytes, at: at), let clock = unsafe PartOption.number(bytes, at: at + 8)
        else { return }
        changePart { $0.end = (Timestamp(nanoseconds: last), Timestamp(nanoseconds: clock)) }
    }
}

extension CaptureFile {
    /// The captures whose packets it holds, if it is a part of captures that were split; else none. Asked before it is read.
    public var sources: [String] {
        guard case .pcapng(let reader) = format else { return [] }
        reader.readSources()
        return reader.part.sources
    }

    /// The latest time of the captures that it is a part of, and the lesser of their last two times; known once it was read.
    public var partEnd: (last: Timestamp, clock: Timestamp)? {
        if case .pcapng(let reader) = format { reader.part.end } else { nil }
    }
}
