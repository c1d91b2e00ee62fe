import Wire

/// The slots in which connections are worked on, and who is to rest next.
///
/// A hand goes round the slots as in the clock algorithm for pages of memory: whoever was used since it came by last stays.
@usableFromInline final class Desk {
    @usableFromInline let slots = Slab<Connection>()
    /// How many slots there are before others have to rest.
    let usual: Int
    private let seats = Slab<Seat>()
    private var free: [Int] = []
    private var hand = 0
    /// Where `tidy` was last.
    private var broom = 0
    /// Connections that had to forget the bytes to compare copies with.
    private(set) var forgotten = 0
    /// So many connections keep up to 32 KiB each, however quiet they are.
    private static let many = 4096
    /// How many slots that cannot rest the hand may pass.
    private var credit = 0

    private struct Seat {
        /// nil for a free slot.
        var owner: ConnectionID?
        var wasUsed = false
    }

    init(slots: Int) { usual = slots }

    /// Marks a slot as used just now.
    @inline(__always)
    func use(_ slot: Int) { seats[slot].wasUsed = true }

    /// A slot for `owner`: a free one, or else a new one.
    func take(for owner: ConnectionID) -> Int {
        let slot = free.popLast() ?? slots.count
        if slot == slots.count {
            slots.append(.none)
            seats.append(Seat())
        }
        seats[slot] = Seat(owner: owner, wasUsed: true)
        return slot
    }

    /// A slot is no longer in use.
    func leave(_ slot: Int) {
        seats[slot].owner = nil
        free.append(slot)
    }

    /// Whether the next one at work needs somebody else to rest.
    var mustMakeRoom: Bool { free.isEmpty && slots.count >= usual }

    /// The next connection that has not been used for a round; nil if it is hard to find.
    ///
    /// Each packet pays for one slot that the hand passes because it was used; of those that cannot rest it may pass eight a call, and saves
    /// what it does not need.
    func next() -> ConnectionID? {
        credit = min(credit + 8, slots.count)
        for _ in 0..<2 * slots.count {
            hand = hand + 1 < slots.count ? hand + 1 : 0
            guard let owner = seats[hand].owner else { continue }
            if seats[hand].wasUsed {
                seats[hand].wasUsed = false
            } else if slots[hand].canRest {
                return owner
            } else if credit == 0 {
                return nil
            } else {
                credit -= 1
            }
        }
        return nil
    }

    /// Looks at the next slot, if there are many: who has been quiet for long at `time` keeps no bytes to compare copies with.
    func tidy(at time: Timestamp) {
        guard slots.count > Self.many else { return }
        broom = broom + 1 < slots.count ? broom + 1 : 0
        guard seats[broom].owner != nil, time.nanoseconds(since: slots[broom].end) > Connection.remembering else { return }
        if slots[broom].forgetHistory() { forgotten += 1 }
    }
}

extension Connection {
    /// What lies in a new slot.
    fileprivate static var none: Connection {
        let nowhere = Endpoint(address: .init(ipv4: 0), port: 0)
        return Connection(
            number: 0, key: ConnectionKey(low: nowhere, high: nowhere, network: 0), at: .init(nanoseconds: 0), clientFlow: Flow(),
            serverFlow: Flow())
    }
}
