import Testing
import Wire

@testable import Tracking

@Suite struct SlotTests {
    private static func syn(_ frame: Int) -> Segment {
        let info = FrameInfo(
            number: frame, numberInFile: frame, file: 0, time: Timestamp(nanoseconds: Int64(frame) * 1000), wireLength: 0,
            linkType: .ethernet)
        var segment = Segment(Dissection(), info, options: TCPOptions())
        segment.flags = .syn
        return segment
    }

    private static func open(_ number: Int, in table: ConnectionTable) -> ConnectionID {
        let low = Endpoint(address: IPAddress(ipv4: UInt32(number)), port: 1)
        let key = ConnectionKey(low: low, high: Endpoint(address: IPAddress(ipv4: .max), port: 80), network: 0)
        return table.open(syn(number), key: key, clientIsLow: true, rolesAreObserved: true, lowSent: true)
    }

    /// A flood takes few more slots than there are, however many connections cannot rest.
    @Test(arguments: [0, 400, 4000]) func aFloodRests(attended: Int) {
        let table = ConnectionTable(seed: 1, slots: 64)
        for number in 1..<attended + 1 { table[Self.open(number, in: table)].isAttended = true }
        for number in attended + 1...attended + 60_000 { _ = Self.open(number, in: table) }
        #expect(table.count == attended + 60_000)
        #expect(table.slotCount <= attended + max(64, attended / 2), "\(table.slotCount) slots")
    }
}
