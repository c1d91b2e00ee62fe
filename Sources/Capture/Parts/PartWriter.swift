/// One part of captures that are split: a pcapng file that has of each section what its packets need.
final class PartWriter {
    let writer: BlockWriter
    /// The section that was begun last, by its number; 0 for none.
    private var section = 0
    private(set) var isBigEndian = false
    /// How many of the section's own blocks were written.
    private var written = 0
    var isEmpty: Bool { section == 0 }

    init(threshold: Int, write: @escaping (Span<UInt8>) -> Void) { writer = BlockWriter(threshold: threshold, write: write) }

    /// Writes what of the section is not there yet: its header, its interfaces, secrets and names.
    @inline(__always)
    func bring(_ current: borrowing PartSection) {
        if section == current.number, written == current.blocks.count { return }
        bringAll(copy current)
    }

    private func bringAll(_ current: PartSection) {
        if section != current.number {
            writer.append(block: section == 0 ? current.firstHeader : current.header)
            section = current.number
            isBigEndian = current.isBigEndian
            written = 0
        }
        while written < current.blocks.count {
            writer.append(block: current.blocks[written])
            written += 1
        }
    }

    func append(block: [UInt8]) { writer.append(block: block) }

    /// Adds the block that says when all captures ended.
    func append(end body: [UInt8]) {
        let padded = body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
        writer.append(type: PartOption.block, body: padded, isBigEndian: isBigEndian)
    }

    func flush() { writer.flush() }
}
