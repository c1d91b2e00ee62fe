import Wire

/// A block of a pcapng file where it lies in the reader's buffer, whole: from its type to its second length.
///
/// Valid until the next block is asked for.
@safe struct RawBlock {
    let type: UInt32
    let isBigEndian: Bool
    /// It has a number, as a packet has.
    let isFrame: Bool
    /// At least 12 bytes, and a multiple of 4.
    let bytes: UnsafeRawBufferPointer

    init(type: UInt32, isBigEndian: Bool, isFrame: Bool, bytes: UnsafeRawBufferPointer) {
        self.type = type
        self.isBigEndian = isBigEndian
        self.isFrame = isFrame
        unsafe self.bytes = bytes
    }

    /// Where its body ends, and its second length begins.
    var bodyEnd: Int { unsafe bytes.count - 4 }

    func number16(_ at: Int) -> UInt16 {
        let value = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self)
        return isBigEndian ? UInt16(bigEndian: value) : UInt16(littleEndian: value)
    }

    func number32(_ at: Int) -> UInt32 {
        let value = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
        return isBigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
    }

    /// Where its options begin; nil where a block of its kind has none that we know of, or contradicts itself.
    var optionsStart: Int? {
        let start: Int
        switch type {
        case PCAPNGReader.BlockType.section: start = 24
        case PCAPNGReader.BlockType.interface: start = 16
        case PCAPNGReader.BlockType.enhancedPacket, PCAPNGReader.BlockType.obsoletePacket:
            guard bodyEnd >= 28 else { return nil }
            start = 28 + (Int(number32(20)) + 3) & ~3
        default: return nil
        }
        return start <= bodyEnd ? start : nil
    }

    /// Where further options go: behind those that it has, whose end may be marked there. Where these contradict themselves, before them, so that
    /// a reader finds what it found before.
    ///
    /// - Returns: `lacksEnd` where no end is marked, and nothing follows.
    func placeForOptions(from start: Int) -> (at: Int, lacksEnd: Bool) {
        var at = start
        while at + 4 <= bodyEnd {
            if number16(at) == 0 { return (at, false) }
            let next = at + 4 + (Int(number16(at + 2)) + 3) & ~3
            guard next <= bodyEnd else { return (start, false) }
            at = next
        }
        return (at, true)
    }

    /// Whether it has just this option already, which is in its byte order.
    func has(_ option: [UInt8]) -> Bool {
        guard let start = optionsStart, option.count >= 4 else { return false }
        let end = placeForOptions(from: start).at
        var at = start
        while at + 4 <= end {
            let next = at + 4 + (Int(number16(at + 2)) + 3) & ~3
            if next - at == option.count, unsafe bytes[at..<next].elementsEqual(option) { return true }
            at = next
        }
        return false
    }

    /// Where the bytes of the frame lie that a packet block holds.
    func place(of info: FrameInfo) -> Range<Int> {
        let start = min(bodyEnd, type == PCAPNGReader.BlockType.simplePacket ? 12 : 28)
        return start..<min(bodyEnd, start + info.range.count)
    }

    /// The header of a section without what a part of a capture says in it.
    func sectionWithoutParts() -> [UInt8] {
        guard let start = optionsStart else { return unsafe Array(bytes) }
        var result = unsafe Array(bytes[..<start])
        let place = placeForOptions(from: start)
        var at = start
        while at + 4 <= place.at {
            let next = at + 4 + (Int(number16(at + 2)) + 3) & ~3
            let value = unsafe UnsafeRawBufferPointer(rebasing: bytes[min(at + 4, next)..<min(next, bodyEnd)])
            let code = number16(at)
            let isOurs =
                unsafe (code == PartOption.text || code == PartOption.bytes)
                && PartOption.read(value, isBigEndian: isBigEndian) != nil
            if !isOurs { unsafe result += bytes[at..<next] }
            at = next
        }
        unsafe result += bytes[place.at..<bytes.count]
        var length: [UInt8] = []
        BlockOptions.append(UInt32(clamping: result.count), isBigEndian, to: &length)
        result.replaceSubrange(4..<8, with: length)
        result.replaceSubrange(result.count - 4..<result.count, with: length)
        return result
    }
}

extension PCAPNGReader {
    /// Calls `body` with each block, and with what is known of it if it is a frame, until the end of the file, its damage, or `body` returns false.
    /// Other blocks were read by then.
    func forEachBlock(_ body: (RawBlock, FrameInfo?) -> Bool) {
        let batch = FrameBatch(file: 0, firstNumber: 1)
        while let block = nextBlock(isFirst: true) {
            let range = block.body.lowerBound - 8..<block.body.upperBound + 4
            let isFrame = isFrame(block)
            if isFrame {
                batch.begin(limit: 1)
                guard add(block, to: batch) else { return }
            } else {
                guard apply(block) else { return }
            }
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer.bytes)[range])
            let raw = unsafe RawBlock(type: block.type, isBigEndian: isBigEndian, isFrame: isFrame, bytes: bytes)
            guard body(raw, isFrame ? batch.last : nil) else { return }
            buffer.take(upTo: range.upperBound)
        }
    }

    /// Calls `body` with each block, whatever it is, until the end of the file, its damage, or `body` returns false.
    func forEachBlock(_ body: (RawBlock) -> Bool) {
        while let block = nextBlock(isFirst: true) {
            let range = block.body.lowerBound - 8..<block.body.upperBound + 4
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer.bytes)[range])
            guard unsafe body(RawBlock(type: block.type, isBigEndian: isBigEndian, isFrame: isFrame(block), bytes: bytes)) else {
                return
            }
            buffer.take(upTo: range.upperBound)
        }
    }
}
