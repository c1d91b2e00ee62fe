/// Reads field blocks of one direction (RFC 7541), and keeps its dynamic table.
public struct HPACKDecoder {
    /// Why a block cannot be read. Each is a connection error COMPRESSION_ERROR (RFC 9113 §4.3).
    public enum Failure: Equatable, Sendable {
        /// An index that stands for no entry (RFC 7541 §2.3.3).
        case index(Int)
        /// An integer beyond any sense (§5.1).
        case integer
        /// A string that is no Huffman code (§5.2).
        case huffman
        /// The block ends inside a field.
        case cutShort
        /// The table size is above what the other end allows (§6.3).
        case tableSize(Int)
        /// The table size changes behind a field (§4.2).
        case lateTableSize
        /// The other end has lowered the table size, and the block does not begin with the new one (§4.2).
        case missingTableSize

        /// Where the rule stands in RFC 7541.
        public var section: String {
            switch self {
            case .index: "2.3.3"
            case .integer: "5.1"
            case .huffman, .cutShort: "5.2"
            case .tableSize: "6.3"
            case .lateTableSize, .missingTableSize: "4.2"
            }
        }
    }

    private(set) var table: HPACKTable
    /// The highest SETTINGS_HEADER_TABLE_SIZE that the other end has announced; nil if not all of them are known.
    private var allowedSize: Int? = 4096
    /// The other end has lowered the size to this, which the next block must say (RFC 7541 §4.2).
    private var owedSize: Int?

    public init(_ bounds: HTTP2Bounds = HTTP2Bounds()) { table = HPACKTable(maximumCapacity: bounds.tableBytes) }

    /// Bytes that it holds.
    public var heldBytes: Int { table.size }
    /// Entries that the encoder may refer to are not known.
    public var isLost: Bool { table.isLost }

    /// What was inserted is not known: bytes are missing, or must be given up.
    public mutating func lose() {
        table.lose()
        allowedSize = nil
        owedSize = nil
    }

    /// What the other end announces is not known any more.
    public mutating func allowAny() {
        allowedSize = nil
        owedSize = nil
    }

    /// The other end announced a table size.
    public mutating func allow(_ size: Int) { allowedSize = allowedSize.map { max($0, size) } }

    /// The encoder acknowledged that size: a lower one must come in its next block.
    public mutating func acknowledge(_ size: Int) {
        guard allowedSize != nil else { return }
        owedSize = size < table.capacity ? size : nil
    }

    /// Reads a block.
    ///
    /// - Parameter isCut: the capture has no more of it, so that what follows is unknown.
    public mutating func decode(_ block: Span<UInt8>, isCut: Bool, into section: inout HTTP2FieldSection) -> Failure? {
        var failure = readFields(block, into: &section)
        if isCut {
            if failure == .cutShort { failure = nil }
            section.isComplete = false
            lose()
        } else if failure != nil {
            section.isComplete = false
            lose()
        }
        return failure
    }

    private mutating func readFields(_ block: Span<UInt8>, into section: inout HTTP2FieldSection) -> Failure? {
        var at = 0
        var hasFields = false
        while at < block.count {
            let byte = block[at]
            if byte & 0xe0 == 0x20 {
                if hasFields { return .lateTableSize }
                guard let size = integer(block, &at, prefix: 5) else { return integerFailure(block, at) }
                if let allowedSize, size > allowedSize { return .tableSize(size) }
                if let owed = owedSize, size <= owed { owedSize = nil }
                table.resize(size)
                continue
            }
            if !hasFields, owedSize != nil {
                owedSize = nil
                return .missingTableSize
            }
            hasFields = true
            let failure = byte & 0x80 != 0 ? readIndexed(block, &at, &section) : readLiteral(block, &at, &section)
            if let failure { return failure }
        }
        return nil
    }

    /// RFC 7541 §6.1.
    private mutating func readIndexed(_ block: Span<UInt8>, _ at: inout Int, _ section: inout HTTP2FieldSection) -> Failure? {
        guard let index = integer(block, &at, prefix: 7) else { return integerFailure(block, at) }
        guard index > 0 else { return .index(0) }
        if index <= HPACKStaticTable.count {
            let entry = HPACKStaticTable.entry(index)
            section.add(name: entry.name[...], value: entry.value[...])
            return nil
        }
        switch table.entry(index - HPACKStaticTable.count) {
        case .known(let entry):
            section.add(
                name: entry.hasUnknownName ? nil : entry.bytes[..<entry.nameLength], value: entry.bytes[entry.nameLength...])
        case .lost: section.addUnknown()
        case .none: return .index(index)
        }
        return nil
    }

    /// RFC 7541 §6.2: with incremental indexing, without it, or never indexed.
    private mutating func readLiteral(_ block: Span<UInt8>, _ at: inout Int, _ section: inout HTTP2FieldSection) -> Failure? {
        let isInserted = block[at] & 0x40 != 0
        guard let index = integer(block, &at, prefix: isInserted ? 6 : 4) else { return integerFailure(block, at) }
        var entry = HPACKTable.Entry(bytes: [], nameLength: 0)
        if index == 0 {
            if let failure = readString(block, &at, &entry.bytes) { return failure }
        } else if index <= HPACKStaticTable.count {
            entry.bytes = HPACKStaticTable.entry(index).name
        } else {
            switch table.entry(index - HPACKStaticTable.count) {
            case .known(let named):
                entry.bytes = Array(named.bytes[..<named.nameLength])
                entry.hasUnknownName = named.hasUnknownName
            case .lost: entry.hasUnknownName = true
            case .none: return .index(index)
            }
        }
        entry.nameLength = entry.bytes.count
        if let failure = readString(block, &at, &entry.bytes) { return failure }
        section.add(
            name: entry.hasUnknownName ? nil : entry.bytes[..<entry.nameLength], value: entry.bytes[entry.nameLength...])
        if isInserted { table.insert(entry) }
        return nil
    }

    /// RFC 7541 §5.2.
    private func readString(_ block: Span<UInt8>, _ at: inout Int, _ output: inout [UInt8]) -> Failure? {
        guard at < block.count else { return .cutShort }
        let isHuffman = block[at] & 0x80 != 0
        guard let length = integer(block, &at, prefix: 7) else { return integerFailure(block, at) }
        guard length <= block.count - at else {
            at = block.count
            return .cutShort
        }
        let range = at..<at + length
        at = range.upperBound
        if isHuffman {
            // No code is shorter than five bits.
            return HPACKHuffman.decode(block, range, into: &output, limit: length * 8 / 5 + 1) ? nil : .huffman
        }
        output += block.copied(range)
        return nil
    }

    /// RFC 7541 §5.1. Nothing that a block of this size can mean needs more than 31 bits.
    private func integer(_ block: Span<UInt8>, _ at: inout Int, prefix: UInt8) -> Int? {
        let mask = UInt8(truncatingIfNeeded: (1 << Int(prefix)) - 1)
        var value = Int(block[at] & mask)
        at += 1
        guard value == Int(mask) else { return value }
        var shift = 0
        while at < block.count, shift <= 28 {
            let byte = block[at]
            at += 1
            value += Int(byte & 0x7f) << shift
            if byte & 0x80 == 0 { return value < 1 << 31 ? value : nil }
            shift += 7
        }
        return nil
    }

    private func integerFailure(_ block: Span<UInt8>, _ at: Int) -> Failure { at >= block.count ? .cutShort : .integer }
}
