import PacketScript
import Testing

@testable import Wire

@Suite struct FragmentTests {
    /// Eight bytes a fragment, whose values are their offset divided by 8.
    private func fragment(_ index: Int, of count: Int, identification: UInt32 = 1, length: Int = 8) -> (Fragment, [UInt8]) {
        let key = Fragment.Key(
            source: IPAddress(ipv4: 1), destination: IPAddress(ipv4: 2), network: 0, identification: identification, ipProtocol: 6
        )
        let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: length)
        return (Fragment(key: key, offset: index * 8, isLast: index == count - 1, range: 0..<length), bytes)
    }

    private func add(
        _ index: Int, of count: Int, identification: UInt32 = 1, length: Int = 8, to reassembler: inout FragmentReassembler
    ) -> [UInt8]? {
        let (fragment, bytes) = fragment(index, of: count, identification: identification, length: length)
        return reassembler.add(fragment, bytes.span, at: Timestamp(nanoseconds: 0))
    }

    private static let orders: [[Int]] = {
        let forward = Array(0..<20)
        let mixed = [3, 1, 0, 2] + forward.dropFirst(4)
        return [forward, forward.reversed(), mixed, forward.filter { $0 % 2 == 0 } + forward.filter { $0 % 2 == 1 }]
    }()

    @Test(arguments: orders) func anyOrder(_ order: [Int]) {
        var reassembler = FragmentReassembler()
        for index in order.dropLast() { #expect(add(index, of: 20, to: &reassembler) == nil) }
        let whole = order.last.flatMap { add($0, of: 20, to: &reassembler) }
        #expect(whole == (0..<20).flatMap { [UInt8](repeating: UInt8($0), count: 8) })
        #expect(reassembler.overlapping == 0)
    }

    /// Of bytes that come twice the first are kept, and the overlap is counted.
    @Test func theFirstBytesAreKept() {
        var reassembler = FragmentReassembler()
        #expect(add(1, of: 4, to: &reassembler) == nil)
        #expect(add(3, of: 4, to: &reassembler) == nil)
        let whole = add(0, of: 4, length: 32, to: &reassembler)
        let expected: [UInt8] = [0, 1, 0, 3].flatMap { [UInt8](repeating: $0, count: 8) }
        #expect(whole == expected)
        #expect(reassembler.overlapping == 1)
    }

    /// Twice as many fragments of one datagram are twice the work, even if they come again and again and its end is known.
    @Test(arguments: [true, false]) func workGrowsWithTheNumberOfFragments(_ isRepeated: Bool) {
        func work(_ count: Int) -> Int {
            var reassembler = FragmentReassembler()
            _ = add(count, of: count + 1, length: 8, to: &reassembler)
            for i in 1..<count { _ = add(isRepeated ? 1 + i % 2 : i, of: count + 1, length: 400, to: &reassembler) }
            return reassembler.work
        }
        #expect(work(500) <= work(250) * 9 / 4)
    }

    /// Datagrams that are whole again and again under one key leave nothing behind.
    @Test func workGrowsWithTheNumberOfDatagrams() {
        func work(_ count: Int) -> Int {
            var reassembler = FragmentReassembler()
            for i in 0..<count {
                _ = add(0, of: 2, identification: 7, to: &reassembler)
                _ = add(1, of: 2, identification: 7, to: &reassembler)
                _ = add(0, of: 2, identification: UInt32(100 + i), to: &reassembler)
            }
            return reassembler.work
        }
        #expect(work(20_000) <= work(10_000) * 9 / 4)
    }

    @Test func heldBytesAreBounded() {
        var reassembler = FragmentReassembler()
        for i in 0..<10_000 { _ = add(1, of: 3, identification: UInt32(i), length: 2000, to: &reassembler) }
        #expect(reassembler.droppedByLimit > 5000)
    }
}
