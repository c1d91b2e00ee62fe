/// The section of a capture that is being split: what each part needs of it once a packet of the section goes there.
struct PartSection {
    /// Bytes of interfaces, processes, names and secrets that are held of a section at most.
    static let maximumBytes = 64 << 20

    /// Counted from 1 over all captures.
    let number: Int
    let isBigEndian: Bool
    /// Its header, and that with the names of all captures, for a part that begins with it.
    let header: [UInt8]
    let firstHeader: [UInt8]
    private(set) var blocks: [[UInt8]] = []
    private var bytes = 0

    init(number: Int, isBigEndian: Bool, header: [UInt8], firstHeader: [UInt8]) {
        self.number = number
        self.isBigEndian = isBigEndian
        self.header = header
        self.firstHeader = firstHeader
    }

    /// Adds a block; false where it is too much.
    mutating func add(_ block: [UInt8]) -> Bool {
        guard bytes + block.count <= Self.maximumBytes else { return false }
        bytes += block.count
        blocks.append(block)
        return true
    }
}
