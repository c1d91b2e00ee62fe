/// Blocks of pcapng on their way out: gathered here, and handed on in large pieces.
final class BlockWriter {
    /// Bytes that are gathered before they are handed on.
    private let threshold: Int
    private var gathered: [UInt8] = []
    private let write: (Span<UInt8>) -> Void

    init(threshold: Int = 1 << 18, write: @escaping (Span<UInt8>) -> Void) {
        self.threshold = threshold
        self.write = write
    }

    /// What was gathered since this was asked last; for a writer whose threshold is never reached.
    func take() -> [UInt8] {
        defer { gathered.removeAll(keepingCapacity: true) }
        return gathered
    }

    /// Hands on everything gathered so far.
    func flush() {
        guard !gathered.isEmpty else { return }
        // A span of the member itself does not get through the optimiser.
        unsafe gathered.withUnsafeBufferPointer { unsafe write($0.span) }
        gathered.removeAll(keepingCapacity: true)
    }

    // MARK: - Blocks

    /// A block as it is.
    func append(_ block: RawBlock) {
        unsafe gathered.append(contentsOf: block.bytes)
        flushIfLarge()
    }

    /// A block that is whole already.
    func append(block: [UInt8]) {
        gathered += block
        flushIfLarge()
    }

    /// A block with further options, which are in its byte order; as it is where it can have none.
    func append(_ block: RawBlock, adding options: [UInt8]) {
        gather(block, adding: options)
        flushIfLarge()
    }

    private func gather(_ block: RawBlock, adding options: [UInt8]) {
        guard !options.isEmpty, let start = block.optionsStart else {
            unsafe gathered.append(contentsOf: block.bytes)
            return
        }
        let place = block.placeForOptions(from: start)
        let added = options.count + (place.lacksEnd ? 4 : 0)
        let total = unsafe UInt32(clamping: block.bytes.count + added)
        unsafe gathered.append(contentsOf: block.bytes[0..<4])
        append(total, isBigEndian: block.isBigEndian)
        unsafe gathered.append(contentsOf: block.bytes[8..<place.at])
        gathered.append(contentsOf: options)
        if place.lacksEnd { append(0, isBigEndian: false) }
        unsafe gathered.append(contentsOf: block.bytes[place.at..<block.bodyEnd])
        append(total, isBigEndian: block.isBigEndian)
    }

    /// The header of a section, with further options, and with a length that is not told: it is known only when everything was written.
    ///
    /// - Parameter isPart: without what a part of a capture says of where it came from.
    func append(section block: RawBlock, adding options: [UInt8], isPart: Bool = false) {
        let start = gathered.count
        if isPart, block.optionsStart != nil {
            let bare = block.sectionWithoutParts()
            unsafe bare.withUnsafeBytes { bytes in
                unsafe gather(
                    RawBlock(type: block.type, isBigEndian: block.isBigEndian, isFrame: block.isFrame, bytes: bytes),
                    adding: options)
            }
        } else {
            gather(block, adding: options)
        }
        if gathered.count >= start + 24 {
            for i in start + 16..<start + 24 { gathered[i] = 0xff }
        }
        flushIfLarge()
    }

    /// A block of our own; `body` is a multiple of 4 bytes.
    func append(type: UInt32, body: [UInt8], isBigEndian: Bool = false) {
        let total = UInt32(clamping: body.count + 12)
        append(type, isBigEndian: isBigEndian)
        append(total, isBigEndian: isBigEndian)
        gathered.append(contentsOf: body)
        append(total, isBigEndian: isBigEndian)
        flushIfLarge()
    }

    /// A packet of interface 0.
    func append(_ packet: Span<UInt8>, _ header: NewPacket, options: [UInt8]) {
        let padding = (4 - packet.count % 4) % 4
        let optionBytes = options.isEmpty ? 0 : options.count + 4
        let total = UInt32(clamping: 32 + packet.count + padding + optionBytes)
        func ordered(_ number: UInt32) -> UInt32 { header.isBigEndian ? number.bigEndian : number.littleEndian }
        let words = (
            ordered(PCAPNGReader.BlockType.enhancedPacket), ordered(total), UInt32(0),
            ordered(UInt32(truncatingIfNeeded: header.units >> 32)), ordered(UInt32(truncatingIfNeeded: header.units)),
            ordered(UInt32(clamping: packet.count)), ordered(UInt32(clamping: header.wireLength))
        )
        unsafe withUnsafeBytes(of: words) { unsafe gathered.append(contentsOf: $0) }
        unsafe packet.withUnsafeBytes { unsafe gathered.append(contentsOf: $0) }
        for _ in 0..<padding { gathered.append(0) }
        if !options.isEmpty {
            gathered.append(contentsOf: options)
            append(0, isBigEndian: false)
        }
        append(total, isBigEndian: header.isBigEndian)
        flushIfLarge()
    }

    /// What the block of a packet says besides its bytes.
    struct NewPacket {
        var wireLength: Int
        /// When it was captured, in the units of its interface.
        var units: UInt64
        var isBigEndian = false
    }

    private func append(_ value: UInt32, isBigEndian: Bool) {
        let value = isBigEndian ? value.bigEndian : value.littleEndian
        unsafe withUnsafeBytes(of: value) { unsafe gathered.append(contentsOf: $0) }
    }

    private func flushIfLarge() {
        if gathered.count >= threshold { flush() }
    }
}
