import Wire

/// A pcapng file (draft-ietf-opsawg-pcapng), whose packets are used where they lie.
///
/// libpcap stops at interfaces that differ in link type or snap length and at sections of another byte order, and hands on no interface,
/// comment or option.
@safe final class PCAPNGReader: FrameReader {
    /// Warnings of one file at most.
    static let maximumWarnings = 16

    enum BlockType {
        static let section: UInt32 = 0x0a0d_0d0a
        static let interface: UInt32 = 1
        static let obsoletePacket: UInt32 = 2
        static let simplePacket: UInt32 = 3
        static let nameResolution: UInt32 = 4
        static let statistics: UInt32 = 5
        static let enhancedPacket: UInt32 = 6
        static let decryptionSecrets: UInt32 = 10
        /// Apple's: a process, which packets name by its place among these.
        static let process: UInt32 = 0x8000_0001

        /// Records that are no packets, but that Wireshark numbers as frames: the systemd journal, sysdig events and custom blocks.
        static func isNumberedRecord(_ type: UInt32) -> Bool {
            switch type {
            case 9, 0x204, 0x208, 0x216, 0x217, 0x219, 0x221, PartOption.block, 0x4000_0bad: true
            default: false
            }
        }

        static func isFrame(_ type: UInt32) -> Bool {
            switch type {
            case obsoletePacket, simplePacket, enhancedPacket: true
            default: isNumberedRecord(type)
            }
        }
    }

    /// A block that lies in the buffer: its type, and where its body lies.
    struct Block {
        var type: UInt32
        var body: Range<Int>
    }

    /// What the header of a packet block says.
    private struct PacketHeader {
        var interface: Int
        /// nil where the block has no time.
        var units: UInt64?
        var captured: Int
        var wire: Int
    }

    let buffer: BlockBuffer
    // The bounds of `Limits`, read once: `nextBlock` asks for each packet.
    private let maximumBlockLength, maximumKeptBytes: Int
    let maximumInterfaces, maximumTextLength, maximumTextBytes: Int
    private(set) var isBigEndian = false
    private var hasSection = false
    /// Sections begun so far.
    private(set) var section = 0
    var interfaces: [CaptureInterface] = []
    /// What packets need of these, by the same index.
    var clocks: [InterfaceClock] = []
    /// Processes of the section, in the order of their blocks.
    var processes: [(id: Int, name: String?)] = []
    /// Bytes of the names and comments of these.
    var textBytes = 0
    /// Bodies of the blocks that map addresses to names, and of those that hold keys, kept for whoever needs them.
    private(set) var nameResolutions: [[UInt8]] = []
    private(set) var decryptionSecrets: [[UInt8]] = []
    private var keptBytes = 0
    /// What could not be kept or read, each once.
    private(set) var warnings: [CaptureWarning] = []
    /// The last time that a packet had: that of those that have none.
    private var lastTime = Timestamp(nanoseconds: 0)
    /// Packets whose time is none that a `Timestamp` can hold: they are as those without one.
    private(set) var timesOutOfRange = 0
    private(set) var end = CaptureFile.End.whole
    /// What the file says of where its packets came from, if it is a part of captures that were split.
    private(set) var part = PartReading()

    /// - Parameter prefix: bytes at the file's beginning that were taken from the source already.
    init(_ source: DecompressedSource, prefix: [UInt8], limits: Limits) {
        buffer = BlockBuffer(source, prefix: prefix, largest: 1 << 18)
        maximumBlockLength = limits.blockBytes
        maximumKeptBytes = limits.keptBlockBytes
        maximumInterfaces = limits.interfaces
        maximumTextLength = limits.interfaceTextLength
        maximumTextBytes = limits.interfaceTextBytes
    }

    func read(into batch: FrameBatch) {
        defer { unsafe batch.block = buffer.block }
        while !batch.isFull, let block = nextBlock(isFirst: batch.isEmpty) {
            if isFrame(block) {
                guard add(block, to: batch) else { return }
            } else {
                // What changes how packets are read waits for the next batch, so that one batch has one section.
                if !batch.isEmpty, changesReading(block.type) { return }
                guard apply(block) else { return }
            }
            buffer.take(upTo: block.body.upperBound + 4)
        }
    }

    /// Reads to the end of the file for its secrets alone: they may stand behind the packets that they are for.
    func readSecrets() {
        while let block = nextBlock(isFirst: true) {
            if block.type == BlockType.decryptionSecrets, let kept = keep(block.body) { decryptionSecrets.append(kept) }
            buffer.take(upTo: block.body.upperBound + 4)
        }
    }

    func changePart(_ change: (inout PartReading) -> Void) { change(&part) }

    /// Whether a block has a number of its own, as a packet has; the one behind a part of a capture has none.
    func isFrame(_ block: Block) -> Bool {
        BlockType.isFrame(block.type) && (block.type != PartOption.block || !isEnd(block.body))
    }

    private func changesReading(_ type: UInt32) -> Bool { type == BlockType.section || type == BlockType.interface }

    /// Takes a block that is no packet; false where the file is damaged.
    func apply(_ block: Block) -> Bool {
        switch block.type {
        case BlockType.section:
            interfaces = []
            clocks = []
            processes = []
            section += 1
            textBytes = 0
            readPart(ofSection: block.body)
        case BlockType.interface:
            guard block.body.count >= 8 else { return damaged(.shortInterfaceBlock(block.body.count)) }
            guard interfaces.count < maximumInterfaces else {
                return damaged(.tooManyInterfaces(most: maximumInterfaces))
            }
            addInterface(block.body)
        case BlockType.process: addProcess(block.body)
        case PartOption.block: readEnd(block.body)
        case BlockType.nameResolution:
            if let kept = keep(block.body) { nameResolutions.append(kept) }
        case BlockType.decryptionSecrets:
            if let kept = keep(block.body) { decryptionSecrets.append(kept) }
        default:
            break  // unknown blocks are skipped
        }
        return true
    }

    // MARK: - Blocks

    /// The next block, whole in the buffer, or nil at the end of the file.
    ///
    /// - Parameter isFirst: whether the buffer may be read anew; else the end of what lies in it is an end, too.
    func nextBlock(isFirst: Bool) -> Block? {
        guard has(8, isFirst) else {
            if isFirst, !buffer.available.isEmpty { end = .cutShort }
            return nil
        }
        var type = number32(buffer.available.lowerBound)
        let isSection = type == BlockType.section || type == BlockType.section.byteSwapped
        if isSection {
            // A section changes the byte order: it waits for the next batch.
            guard isFirst, beginSection() else { return nil }
            type = BlockType.section
        }
        let total = Int(number32(buffer.available.lowerBound + 4))
        // A length is a multiple of 4; writers that forget the padding are read anyway.
        let padded = (total + 3) & ~3
        guard total >= (isSection ? 16 : 12), padded <= maximumBlockLength, hasSection else {
            if isFirst { end = .damaged(.blockLength(total)) }
            return nil
        }
        guard has(padded, isFirst) else {
            if isFirst { end = .cutShort }
            return nil
        }
        let start = buffer.available.lowerBound
        return Block(type: type, body: start + 8..<start + padded - 4)
    }

    private func has(_ count: Int, _ mayRead: Bool) -> Bool {
        buffer.available.count >= count || mayRead && buffer.ensure(count)
    }

    /// Reads the byte order of a section from the magic number behind its length; false where there is none.
    private func beginSection() -> Bool {
        guard buffer.ensure(12) else {
            end = .cutShort
            return false
        }
        isBigEndian = true
        switch number32(buffer.available.lowerBound + 8) {
        case 0x1a2b_3c4d: break
        case 0x4d3c_2b1a: isBigEndian = false
        default: return damaged(.unknownByteOrder)
        }
        hasSection = true
        return true
    }

    @inline(__always)
    func number32(_ at: Int) -> UInt32 {
        let value = unsafe buffer.bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
        return isBigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
    }

    @inline(__always)
    func number16(_ at: Int) -> UInt16 {
        let value = unsafe buffer.bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self)
        return isBigEndian ? UInt16(bigEndian: value) : UInt16(littleEndian: value)
    }

    private func damaged(_ reason: CaptureFault) -> Bool {
        end = .damaged(reason)
        return false
    }

    func warn(_ warning: CaptureWarning) {
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    private func keep(_ body: Range<Int>) -> [UInt8]? {
        guard keptBytes + body.count <= maximumKeptBytes else {
            warn(.namesAndSecrets)
            return nil
        }
        keptBytes += body.count
        return unsafe Array(buffer.bytes[body])
    }

    // MARK: - Packets

    /// Adds the frame of a block; false, with the reason in `end` if the batch is empty, where the block contradicts itself.
    func add(_ block: Block, to batch: FrameBatch) -> Bool {
        let body = block.body
        if BlockType.isNumberedRecord(block.type) {
            batch.append(
                body.lowerBound..<body.lowerBound, time: lastTime, wireLength: 0, linkType: LinkType(rawValue: 0xffff))
            batch.changeLast { $0.hasTime = false }
            return true
        }
        let headerLength = block.type == BlockType.simplePacket ? 4 : 20
        guard body.count >= headerLength else {
            return batch.isEmpty && damaged(.shortPacketBlock(body.count))
        }
        let header = packetHeader(block)
        let frame = body.lowerBound + headerLength..<body.lowerBound + headerLength + header.captured
        guard frame.upperBound <= body.upperBound else {
            return batch.isEmpty && damaged(.capturedBeyondBlock(captured: header.captured, block: body.count))
        }
        let clock = clocks.indices.contains(header.interface) ? clocks[header.interface] : nil
        let time = header.units.flatMap { clock?.time($0) }
        if let time { lastTime = time } else if clock != nil, header.units != nil { timesOutOfRange += 1 }
        batch.append(
            frame, time: lastTime, wireLength: max(header.wire, header.captured), linkType: clock?.linkType ?? .undescribed)
        let options = frame.lowerBound + (header.captured + 3) & ~3
        if header.interface != 0 || time == nil || options + 4 <= body.upperBound || part.isPart {
            batch.changeLast { info in
                if let index = part.sourceIndex { info.file += index }
                info.interface = header.interface
                info.hasTime = time != nil
                if options + 4 <= body.upperBound { readOptions(options..<body.upperBound, of: &info) }
            }
        }
        if clock == nil { noteUndescribed(header.interface, packet: batch.taken + batch.count) }
        return true
    }

    /// Warns at the first packet of each interface that is not described, up to a bound.
    private func noteUndescribed(_ interface: Int, packet: Int) {
        let isKnown = warnings.contains { if case .undescribedInterface(interface, _) = $0 { true } else { false } }
        if !isKnown, warnings.count < Self.maximumWarnings { warnings.append(.undescribedInterface(interface, packet: packet)) }
    }

    /// The first comment among a packet's options, and Apple's place of the process: of the one that it acts for, if there is one.
    private func readOptions(_ options: Range<Int>, of info: inout FrameInfo) {
        var comment: Range<Int>?
        var process: UInt32?
        forEachOption(in: options) { code, value in
            switch (code, value.count) {
            case (1, _): if comment == nil { comment = text(value) }
            case (0x8001, 4) where !processes.isEmpty: if process == nil { process = number32(value.lowerBound) }
            case (0x8003, 4) where !processes.isEmpty: process = number32(value.lowerBound)
            case (PartOption.bytes, _) where part.isPart: readPart(ofPacket: value, &info)
            default: break
            }
            return true
        }
        info.comment = comment
        // Until the batch is complete, the number of the process; then that of the whole origin.
        info.origin = process.map { Int($0) + 1 } ?? 0
    }

    @inline(__always)
    private func packetHeader(_ block: Block) -> PacketHeader {
        let at = block.body.lowerBound
        if block.type == BlockType.simplePacket {
            // A packet of interface 0 without a timestamp; how much was captured follows from the snap length.
            let wire = Int(number32(at))
            let snapLength = clocks.first.map { $0.snapLength == 0 ? Int.max : $0.snapLength } ?? Int.max
            return PacketHeader(interface: 0, units: nil, captured: min(wire, snapLength, block.body.count - 4), wire: wire)
        }
        let interface = block.type == BlockType.enhancedPacket ? Int(number32(at)) : Int(number16(at))
        return PacketHeader(
            interface: interface, units: UInt64(number32(at + 4)) << 32 | UInt64(number32(at + 8)),
            captured: Int(number32(at + 12)),
            wire: Int(number32(at + 16)))
    }
}
