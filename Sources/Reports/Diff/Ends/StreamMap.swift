/// What becomes of the sequence numbers of one end between A and B: something is added to all of them, and where bytes are put in or taken out on
/// the way, something else from there on.
struct StreamMap {
    /// From these numbers on, at A and at B; modulo 2^32.
    struct Change: Equatable {
        var first: UInt32
        var second: UInt32
    }

    /// What is added at first.
    let shift: UInt32
    private(set) var changes: [Change] = []

    init(shift: UInt32 = 0, changes: [Change] = []) {
        self.shift = shift
        self.changes = changes
    }

    mutating func add(_ change: Change) { changes.append(change) }

    /// The number at B.
    func callAsFunction(_ number: UInt32) -> UInt32 {
        guard let change = changes.last(where: { Int32(bitPattern: number &- $0.first) >= 0 }) else { return number &+ shift }
        return number &+ (change.second &- change.first)
    }

    /// From B to A.
    var reversed: StreamMap {
        StreamMap(shift: 0 &- shift, changes: changes.map { Change(first: $0.second, second: $0.first) })
    }

    /// Whether nothing is added anywhere.
    var isNone: Bool { shift == 0 && changes.isEmpty }
}
