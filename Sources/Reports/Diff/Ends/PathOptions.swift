import Language
import Wire

/// The TCP options of a packet, byte for byte: at most 40 of them, without references.
struct PathOptions: Equatable {
    private var words: (UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0)
    private(set) var count: UInt8 = 0

    /// One option: its kind, and where its value lies.
    struct Item: Equatable {
        var kind: UInt8
        var value: Range<Int>
    }

    /// Finds the header before the payload by its numbers; without it, nil: the snap length cut it.
    init?(_ bytes: Span<UInt8>, before payload: Int, sequence: UInt32, acknowledgment: UInt32) {
        guard payload <= bytes.count else { return nil }
        for length in stride(from: 20, through: 60, by: 4) where length <= payload {
            let start = payload - length
            guard Int(bytes[start + 12] >> 4) * 4 == length, bytes.uint32(at: start + 4) == sequence,
                bytes.uint32(at: start + 8) == acknowledgment
            else { continue }
            for i in 0..<length - 20 { self[i] = bytes[start + 20 + i] }
            count = UInt8(length - 20)
            return
        }
        return nil
    }

    private subscript(word index: Int) -> UInt64 {
        get {
            switch index {
            case 0: words.0
            case 1: words.1
            case 2: words.2
            case 3: words.3
            default: words.4
            }
        }
        set {
            switch index {
            case 0: words.0 = newValue
            case 1: words.1 = newValue
            case 2: words.2 = newValue
            case 3: words.3 = newValue
            default: words.4 = newValue
            }
        }
    }

    private(set) subscript(index: Int) -> UInt8 {
        get { UInt8(truncatingIfNeeded: self[word: index / 8] >> UInt64(index % 8 * 8)) }
        set { self[word: index / 8] |= UInt64(newValue) << UInt64(index % 8 * 8) }
    }

    func uint32(at index: Int) -> UInt32 { (0..<4).reduce(0) { $0 << 8 | UInt32(self[index + $1]) } }

    static func == (a: PathOptions, b: PathOptions) -> Bool { a.count == b.count && a.words == b.words }

    /// In their order, without padding; a broken option ends them.
    var items: [Item] {
        var items: [Item] = []
        var i = 0
        while i < Int(count), self[i] != 0 {
            if self[i] == 1 {
                i += 1
                continue
            }
            guard i + 1 < Int(count) else { break }
            let length = Int(self[i + 1])
            guard length >= 2, i + length <= Int(count) else { break }
            items.append(Item(kind: self[i], value: i + 2..<i + length))
            i += length
        }
        return items
    }

    /// The blocks of a SACK option, as sent.
    func blocks(of item: Item) -> [(left: UInt32, right: UInt32)] {
        stride(from: item.value.lowerBound, to: item.value.upperBound - 7, by: 8).map { (uint32(at: $0), uint32(at: $0 + 4)) }
    }

    /// A block of bytes that had been acknowledged, or lie within the next block: what arrived twice (RFC 2883).
    func duplicate(acknowledgment: UInt32) -> (left: UInt32, right: UInt32)? {
        guard let item = items.first(where: { $0.kind == Self.sack }) else { return nil }
        let blocks = blocks(of: item)
        guard let first = blocks.first else { return nil }
        if Int32(bitPattern: first.right &- acknowledgment) <= 0 { return first }
        guard blocks.count > 1, Int32(bitPattern: first.left &- blocks[1].left) >= 0,
            Int32(bitPattern: blocks[1].right &- first.right) >= 0
        else { return nil }
        return first
    }

    static let sack: UInt8 = 5

    /// What the path did to the options, but for the few of a SYN whose values are compared by their meaning.
    ///
    /// - Parameter map: what becomes of the numbers that a SACK names.
    func changes(to arrived: PathOptions, _ map: StreamMap) -> [PathEvent.Change] {
        // Where numbers are changed, SACK must not be the same.
        guard !map.isNone || self != arrived else { return [] }
        var changes: [PathEvent.Change] = []
        let (before, after) = (items, arrived.items)
        var (sentKinds, arrivedKinds) = (Set<UInt8>(), Set<UInt8>())
        for item in before where sentKinds.insert(item.kind).inserted {
            guard let other = after.first(where: { $0.kind == item.kind }) else {
                changes.append(.removed(PathEvent.Option(item.kind)))
                continue
            }
            if let change = change(of: item, to: other, in: arrived, map) { changes.append(change) }
        }
        for item in after where arrivedKinds.insert(item.kind).inserted && !sentKinds.contains(item.kind) {
            changes.append(.added(PathEvent.Option(item.kind)))
        }
        let isMoved =
            before.map(\.kind) != after.map(\.kind) || before.map(\.value) != after.map(\.value) || count != arrived.count
        if changes.isEmpty, isMoved { changes.append(.optionLayout) }
        return changes
    }

    private func change(of item: Item, to other: Item, in arrived: PathOptions, _ map: StreamMap) -> PathEvent.Change? {
        let isSame = item.value.count == other.value.count && zip(item.value, other.value).allSatisfy { self[$0] == arrived[$1] }
        switch item.kind {
        // MSS and window scale are told with their numbers.
        case 2 where item.value.count == 2 && other.value.count == 2, 3 where item.value.count == 1 && other.value.count == 1:
            return nil
        case Self.sack:
            let (sent, came) = (blocks(of: item), arrived.blocks(of: other))
            let isTranslated =
                sent.count == came.count
                && zip(sent, came).allSatisfy { map($0.left) == $1.left && map($0.right) == $1.right }
            if isTranslated { return nil }
            return isSame ? .staleSACK : .option(PathEvent.Option(item.kind))
        default: return isSame ? nil : .option(PathEvent.Option(item.kind))
        }
    }
}
