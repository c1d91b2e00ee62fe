import Wire

/// A pcapng file (draft-ietf-opsawg-pcapng): our own reader, since libpcap stops at interfaces that differ in link type or
/// snap length and at sections of another byte order, and hands on no interface, comment or option.
@safe final class PCAPNGReader {
    /// Blocks longer than this are damage.
    static let maximumBlockLength = 16 << 20
    /// Bytes of name resolution and decryption secrets kept at most.
    static let maximumKeptBytes = 16 << 20

    /// Interfaces of one section at most.
    static let maximumInterfaces = 65_536

    private enum BlockType {
        static let section: UInt32 = 0x0a0d_0d0a
        static let interface: UInt32 = 1
        static let obsoletePacket: UInt32 = 2
        static let simplePacket: UInt32 = 3
        static let nameResolution: UInt32 = 4
        static let enhancedPacket: UInt32 = 6
        static let decryptionSecrets: UInt32 = 10
        /// Records that are no packets, but that Wireshark numbers as frames: the systemd journal and sysdig events.
        static let numberedRecords: Set<UInt32> = [9, 0x204, 0x208, 0x216, 0x217, 0x219, 0x221]
    }

    private let source: DecompressedSource
    private var prefix: [UInt8]
    private var block: UnsafeMutableRawBufferPointer
    private var isBigEndian = false
    private var hasSection = false
    private(set) var interfaces: [CaptureInterface] = []
    /// Bodies of the blocks that map addresses to names, and of those that hold keys, kept for whoever needs them.
    private(set) var nameResolutions: [[UInt8]] = []
    private(set) var decryptionSecrets: [[UInt8]] = []
    private var keptBytes = 0
    private(set) var end = CaptureFile.End.whole

    init(_ source: DecompressedSource, prefix: [UInt8]) {
        self.source = source
        self.prefix = prefix
        unsafe block = .allocate(byteCount: 1 << 16, alignment: 16)
    }

    deinit { unsafe block.deallocate() }

    /// The next frame; nil at the end, or where the file is cut short or damaged (see `end`).
    func next() -> CaptureFile.RawFrame? {
        while true {
            guard let (type, length) = readBlock() else { return nil }
            switch type {
            case BlockType.section:
                interfaces = []
            case BlockType.interface:
                guard length >= 8 else { return damaged("an interface block of \(length) bytes") }
                guard interfaces.count < Self.maximumInterfaces else {
                    return damaged("more than \(Self.maximumInterfaces) interfaces in one section")
                }
                interfaces.append(interface(length))
            case BlockType.enhancedPacket:
                return enhancedPacket(length)
            case BlockType.obsoletePacket:
                return obsoletePacket(length)
            case BlockType.simplePacket:
                return simplePacket(length)
            case BlockType.nameResolution:
                if let kept = keep(length) { nameResolutions.append(kept) }
            case BlockType.decryptionSecrets:
                if let kept = keep(length) { decryptionSecrets.append(kept) }
            case let type where BlockType.numberedRecords.contains(type):
                return unsafe CaptureFile.RawFrame(
                    bytes: UnsafeRawBufferPointer(block)[0..<0].rebased, time: Timestamp(nanoseconds: 0), wireLength: 0,
                    linkType: LinkType(rawValue: 0xffff))
            default:
                break  // unknown blocks are skipped
            }
        }
    }

    // MARK: - Blocks

    /// Reads the next block's body into `block`; gives its type and the body's length.
    private func readBlock() -> (type: UInt32, length: Int)? {
        let got = fill(from: 0, count: 8)
        if got == 0 { return nil }
        guard got == 8 else {
            end = .cutShort
            return nil
        }
        var type = number32(0)
        if type == BlockType.section || type == BlockType.section.byteSwapped {
            // The byte-order magic behind the length says how to read both.
            guard fill(from: 8, count: 4) == 4 else {
                end = .cutShort
                return nil
            }
            isBigEndian = true
            switch number32(8) {
            case 0x1a2b_3c4d: break
            case 0x4d3c_2b1a: isBigEndian = false
            default:
                end = .damaged("a section header without byte-order magic")
                return nil
            }
            hasSection = true
            type = BlockType.section
        }
        let already = type == BlockType.section ? 4 : 0
        let total = Int(number32(4))
        // A length is a multiple of 4; writers that forget the padding are read anyway.
        let padded = (total + 3) & ~3
        guard total >= 12 + already, padded <= Self.maximumBlockLength, hasSection else {
            end = .damaged("a block of \(total) bytes")
            return nil
        }
        let body = padded - 12
        if unsafe body + 4 > block.count { grow(to: body + 4) }
        // The block's magic is read already: it lies at 8, and moves to the body's beginning.
        if already > 0 { for i in 0..<4 { unsafe block[i] = block[8 + i] } }
        guard fill(from: already, count: body + 4 - already) == body + 4 - already else {
            end = .cutShort
            return nil
        }
        return (type, body)
    }

    private func grow(to count: Int) {
        let doubled = unsafe 2 * block.count
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, doubled), alignment: 16)
        unsafe larger.copyMemory(from: UnsafeRawBufferPointer(block))
        unsafe block.deallocate()
        unsafe block = larger
    }

    private func fill(from start: Int, count: Int) -> Int {
        var filled = 0
        while filled < count, !prefix.isEmpty {
            unsafe block[start + filled] = prefix.removeFirst()
            filled += 1
        }
        return filled
            + (unsafe source.readAll(into: UnsafeMutableRawBufferPointer(rebasing: block[start + filled..<start + count])))
    }

    private func number32(_ at: Int) -> UInt32 {
        let value = unsafe block.loadUnaligned(fromByteOffset: at, as: UInt32.self)
        return isBigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
    }

    private func number16(_ at: Int) -> UInt16 {
        let value = unsafe block.loadUnaligned(fromByteOffset: at, as: UInt16.self)
        return isBigEndian ? UInt16(bigEndian: value) : UInt16(littleEndian: value)
    }

    private func damaged(_ reason: String) -> CaptureFile.RawFrame? {
        end = .damaged(reason)
        return nil
    }

    private func keep(_ length: Int) -> [UInt8]? {
        guard keptBytes + length <= Self.maximumKeptBytes else { return nil }
        keptBytes += length
        return unsafe Array(block[0..<length])
    }

    // MARK: - Options

    /// Calls `body` with each option's code and where its value lies.
    private func forEachOption(from start: Int, to length: Int, _ body: (UInt16, Range<Int>) -> Void) {
        var at = start
        while at + 4 <= length {
            let code = number16(at)
            let size = Int(number16(at + 2))
            guard code != 0, at + 4 + size <= length else { return }
            body(code, at + 4..<at + 4 + size)
            at += 4 + (size + 3) & ~3
        }
    }

    private func text(_ range: Range<Int>) -> String {
        unsafe String(decoding: UnsafeRawBufferPointer(rebasing: block[range]).prefix { $0 != 0 }, as: UTF8.self)
    }

    private func interface(_ length: Int) -> CaptureInterface {
        var interface = CaptureInterface(
            linkType: LinkType(rawValue: UInt32(number16(0))), snapLength: Int(number32(4)))
        forEachOption(from: 8, to: length) { code, value in
            switch (code, value.count) {
            case (1, _): interface.comment = text(value)
            case (2, _): interface.name = text(value)
            case (9, 1...):
                let resolution = unsafe block[value.lowerBound]
                let exponent = Int(resolution & 0x7f)
                interface.resolution = resolution & 0x80 != 0 ? .binary(min(exponent, 64)) : .decimal(min(exponent, 19))
            case (14, 8):
                let first = UInt64(number32(value.lowerBound))
                let second = UInt64(number32(value.lowerBound + 4))
                interface.offset = Int64(bitPattern: isBigEndian ? first << 32 | second : second << 32 | first)
            default: break
            }
        }
        return interface
    }

    // MARK: - Packets

    private func packet(
        interface index: Int, units: UInt64?, captured: Int, wire: Int, at start: Int, _ length: Int
    ) -> CaptureFile.RawFrame? {
        guard start + captured <= length else { return damaged("\(captured) captured bytes in a block of \(length)") }
        var comment: String?
        forEachOption(from: start + (captured + 3) & ~3, to: length) { code, value in
            if code == 1, comment == nil { comment = text(value) }
        }
        let interface = interfaces.indices.contains(index) ? interfaces[index] : nil
        return unsafe CaptureFile.RawFrame(
            bytes: UnsafeRawBufferPointer(rebasing: block[start..<start + captured]),
            time: units.flatMap { interface?.time($0) } ?? Timestamp(nanoseconds: 0), wireLength: max(wire, captured),
            linkType: interface?.linkType ?? LinkType(rawValue: 0xffff), interface: index, comment: comment)
    }

    private func enhancedPacket(_ length: Int) -> CaptureFile.RawFrame? {
        guard length >= 20 else { return damaged("a packet block of \(length) bytes") }
        return packet(
            interface: Int(number32(0)), units: UInt64(number32(4)) << 32 | UInt64(number32(8)),
            captured: Int(number32(12)), wire: Int(number32(16)), at: 20, length)
    }

    private func obsoletePacket(_ length: Int) -> CaptureFile.RawFrame? {
        guard length >= 20 else { return damaged("a packet block of \(length) bytes") }
        return packet(
            interface: Int(number16(0)), units: UInt64(number32(4)) << 32 | UInt64(number32(8)),
            captured: Int(number32(12)), wire: Int(number32(16)), at: 20, length)
    }

    /// A packet of interface 0 without a timestamp; how much was captured follows from the snap length.
    private func simplePacket(_ length: Int) -> CaptureFile.RawFrame? {
        guard length >= 4 else { return damaged("a packet block of \(length) bytes") }
        let wire = Int(number32(0))
        let snapLength = interfaces.first.map { $0.snapLength == 0 ? Int.max : $0.snapLength } ?? Int.max
        return packet(
            interface: 0, units: nil, captured: min(wire, snapLength, length - 4), wire: wire, at: 4, length)
    }
}

extension Slice<UnsafeRawBufferPointer> {
    fileprivate var rebased: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(rebasing: self) }
}
