import TCP
import Wire

/// A step that a packet carries, and the number that it defines.
struct RowStep {
    /// Among the seven steps, from 0.
    var index: Int
    /// The number's name: x, y, u, v, w; nil where the step defines none.
    var letter: StaticString?
    var number: SequenceNumber
    /// The number, counted from the first of its sender; nil for x and y, which others count from.
    var relative: UInt32?
}

extension PacketRow {
    /// Calls `body` with each step, in their order.
    func forEachStep(_ body: (RowStep) -> Void) {
        let initial: StaticString = sender == .client ? "x" : "y"
        let finNumber = sequence.advanced(by: Int(length) + (flags.contains(.syn) ? 1 : 0))
        func step(_ index: Int, _ letter: StaticString?, _ number: SequenceNumber) {
            guard steps.contains(Steps(rawValue: 1 << UInt8(index))) else { return }
            let isBase = index < 2
            body(
                RowStep(
                    index: index, letter: letter, number: number,
                    relative: isBase ? nil : number.rawValue &- bases.sender.rawValue))
        }
        step(0, initial, sequence)
        step(1, initial, sequence)
        step(2, nil, sequence)
        step(3, "u", finNumber)
        step(4, "v", sequence)
        step(5, "w", finNumber)
        step(6, nil, sequence)
    }
}
