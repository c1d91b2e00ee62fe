/// Packets of one end that the other end does not have as such: whose bytes they may have carried, and whose they have not, by their marks.
struct UnpairedPackets {
    private let marks: CarriedMarks
    /// By timestamp where the path keeps it: what is cut or joined keeps it too.
    private let ranges: [UInt32?: SequenceRanges]
    private let byPlace: [Range<Int>: [PathPacket]]
    /// By where they begin.
    private let ordered: [(place: Range<Int>, packet: PathPacket)]

    /// In one place no more are looked at.
    private static let mostInPlace = 16

    init(_ packets: [PathPacket], _ places: [Range<Int>], _ marks: CarriedMarks, where isUnpaired: (Int) -> Bool) {
        self.marks = marks
        var all: [UInt32?: [Range<Int>]] = [:]
        var byPlace: [Range<Int>: [PathPacket]] = [:]
        for (packet, (i, place)) in zip(packets, places.enumerated()) where isUnpaired(i) {
            all[marks.keepsTimestamps ? packet.timestamp : nil, default: []].append(place)
            if byPlace[place, default: []].count < Self.mostInPlace { byPlace[place, default: []].append(packet) }
        }
        ranges = all.mapValues { SequenceRanges($0) }
        self.byPlace = byPlace
        ordered = zip(places, packets).enumerated().filter { isUnpaired($0.offset) }.map(\.element)
            .sorted { $0.0.lowerBound < $1.0.lowerBound }
    }

    /// What of a packet of the other end is not in these. What lies in just its place, with another mark, is not that one but the same sent again.
    func gaps(_ packet: PathPacket, _ range: Range<Int>) -> [Range<Int>] {
        if let others = byPlace[range], others.allSatisfy({ marks.mark(of: $0) != marks.mark(of: packet) }) { return [range] }
        return ranges[marks.keepsTimestamps ? packet.timestamp : nil]?.gaps(in: range) ?? [range]
    }

    /// Whether one of these, which arrived, has bytes of a packet that was sent, in this range, and was sent later.
    func hasLater(_ sent: PathPacket, _ range: Range<Int>) -> Bool {
        var (low, high) = (0, ordered.count)
        while low < high {
            let middle = (low + high) / 2
            if ordered[middle].place.lowerBound < range.upperBound { low = middle + 1 } else { high = middle }
        }
        return ordered[..<low].suffix(Self.mostInPlace).contains {
            $0.place.overlaps(range) && marks.isLater($0.packet, than: sent)
        }
    }
}
