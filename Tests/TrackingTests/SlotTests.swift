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

    /// With many connections, those that were quiet for long keep no bytes to compare copies with.
    @Test func manyQuietConnectionsForget() {
        let table = ConnectionTable(seed: 1, slots: 64)
        let bytes: [UInt8] = .init(repeating: 7, count: 1000)
        for number in 1...5000 {
            var segment = Self.syn(number)
            segment.flags = .ack
            segment.payloadLength = bytes.count
            segment.capturedLength = bytes.count
            let id = Self.open(number, in: table)
            table[id].isAttended = true
            _ = table[id].clientFlow.stream.take(bytes.span, in: 0..<bytes.count, of: segment)
        }
        for number in 5001...5100 { _ = Self.open(number, in: table) }
        #expect(table.forgotten == 0)
        for number in 300_000_001...300_004_000 { _ = Self.open(number, in: table) }
        #expect(table.forgotten > 3000)
        let kept = Array(table.ids).filter { table.isAtWork($0) && table[$0].clientFlow.stream.hasHistory }.count
        #expect(kept + table.forgotten == 5000)
    }
}
