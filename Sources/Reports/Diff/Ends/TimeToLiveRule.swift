import Language

/// What the path does to the TTL of the packets of one direction, as those show that both ends have.
enum TimeToLiveRule: Equatable {
    /// Each loses so many: one at each router.
    case hops(Int)
    /// More than half lose so many, and the others do not.
    case mostly(Int)
    /// All arrive with this one, though they left with several, or with a lower one: no routers do that.
    case set(UInt8)
    /// There are no packets, or they have nothing in common.
    case none

    init(_ pairs: [(sent: UInt8, arrived: UInt8)]) {
        guard let first = pairs.first else {
            self = .none
            return
        }
        let arriveAlike = pairs.allSatisfy { $0.arrived == first.arrived }
        if arriveAlike, pairs.contains(where: { $0.sent != first.sent || $0.sent < $0.arrived }) {
            self = .set(first.arrived)
            return
        }
        var counts: [Int: Int] = [:]
        for pair in pairs { counts[Int(pair.sent) - Int(pair.arrived), default: 0] += 1 }
        guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), most.key >= 0, 2 * most.value > pairs.count
        else {
            self = .none
            return
        }
        self = most.value == pairs.count ? .hops(most.key) : .mostly(most.key)
    }

    /// What is to be told of a packet.
    func change(_ sent: UInt8, _ arrived: UInt8) -> PathEvent.Change? {
        switch self {
        case .hops: nil
        case .mostly(let usual): Int(sent) - Int(arrived) == usual ? nil : .timeToLive(sent, arrived, isUnlikeOthers: true)
        case .set, .none: sent == arrived ? nil : .timeToLive(sent, arrived, isUnlikeOthers: false)
        }
    }
}
