import Testing
import Wire

@testable import Tracking

/// A connection that has rested is the one that went to rest, down to its last member.
@Suite struct RestTests {
    private static let flags: [TCPFlags] = [
        .syn, [.syn, .ack], .ack, .ack, .ack, [.ack, .psh], [.fin, .ack], .fin, .rst, [.rst, .ack], [.syn, .fin], [.ack, .urg],
        [],
    ]

    /// A segment that may well belong, but need not.
    private static func segment(_ frame: Int, _ time: Int64, _ random: inout SplitMix) -> (Segment, lowSent: Bool) {
        let info = FrameInfo(
            number: frame, numberInFile: frame, file: 0, time: Timestamp(nanoseconds: time), wireLength: 0, linkType: .ethernet)
        var options = TCPOptions()
        if Bool.random(using: &random) { options.maximumSegmentSize = .random(in: 500...1460, using: &random) }
        if Bool.random(using: &random) { options.windowScale = .random(in: 0...15, using: &random) }
        options.sackPermitted = .random(using: &random)
        if Bool.random(using: &random) {
            options.timestamps = .init(
                value: .random(in: 0 ... .max, using: &random), echoReply: .random(in: 0...9, using: &random))
        }
        if Int.random(in: 0..<5, using: &random) == 0 {
            options.sackBlockCount = .random(in: 1...2, using: &random)
            (options.sackBlocks.0.left, options.sackBlocks.0.right) = (number(&random), number(&random))
            if options.sackBlockCount == 2 {
                (options.sackBlocks.1.left, options.sackBlocks.1.right) = (number(&random), number(&random))
            }
        }
        var segment = Segment(Dissection(), info, options: options)
        segment.flags = pick(flags, &random)
        segment.sequence = number(&random)
        segment.acknowledgment = segment.hasACK ? number(&random) : SequenceNumber(0)
        segment.window = pick([0, 0, 512, 64240, nil], &random)
        segment.checksum = .random(in: 0 ... .max, using: &random)
        segment.checksumIsRight = pick([true, true, false, nil], &random)
        segment.identification = .random(in: 0...3, using: &random)
        segment.timeToLive = pick([64, 255], &random)
        // Payload that is not handed on, so that it is not held.
        segment.payloadLength = pick([0, 0, 0, 1, 700], &random)
        return (segment, .random(using: &random))
    }

    private static func pick<T>(_ choices: [T], _ random: inout SplitMix) -> T {
        choices[Int.random(in: choices.indices, using: &random)]
    }

    private static func number(_ random: inout SplitMix) -> SequenceNumber {
        SequenceNumber(UInt32.max - 500).advanced(by: pick([0, 0, 1, 2, 701, 702, 703, 40_000], &random))
    }

    private static func key(_ port: UInt16, isIPv6: Bool) -> ConnectionKey {
        let (low, high) =
            isIPv6
            ? (IPAddress(high: 0x2001_0db8 << 32, low: 1), IPAddress(high: 0x2001_0db8 << 32, low: 2))
            : (IPAddress(ipv4: 0x0a00_0001), IPAddress(ipv4: 0x0a00_0002))
        return ConnectionKey(
            low: Endpoint(address: low, port: port), high: Endpoint(address: high, port: 80),
            network: isIPv6 ? 0 : UInt32(port) & 1)
    }

    private static func text(_ connection: Connection) -> String {
        var text = ""
        dump(connection, to: &text)
        return text
    }

    @Test(arguments: 0..<60) func nothingIsLost(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed))
        let table = ConnectionTable(seed: 1, slots: 4)
        var rests = 0
        var time: Int64 = 1_700_000_000_000_000_000
        for frame in 1...400 {
            time += Self.pick([0, 400_000, 30_000_000, 900_000_000, -5_000_000], &random)
            let (segment, lowSent) = Self.segment(frame, time, &random)
            let key = Self.key(.random(in: 1000..<1006, using: &random), isIPv6: seed % 2 == 1)
            let id: ConnectionID
            var isDuplicate = false
            switch table.admit(segment, key: key, lowSent: lowSent) {
            case .existing(let known, let duplicate): (id, isDuplicate) = (known, duplicate)
            case .settled(let known): id = known
            case .new(let old, _):
                if let old { table.release(old) }
                id = table.open(segment, key: key, clientIsLow: lowSent, rolesAreObserved: segment.isSYN, lowSent: lowSent)
            }
            _ = table[id].take(segment, lowSent: lowSent, isDuplicate: isDuplicate, notes: [])
            if Int.random(in: 0..<30, using: &random) == 0 {
                table[id].isReported = true
                table[id].forgetWhatWasTold()
            }
            #expect(table.find(key) == id)
            let before = Self.text(table[id])
            let standing = table[id].standing
            table.rest(id)
            if table.isAtWork(id) { continue }
            rests += 1
            #expect(table.find(key) == id)
            let resting = try #require(table.standing(of: id))
            #expect(resting == standing)
            table.wake(id)
            #expect(Self.text(table[id]) == before)
        }
        #expect(rests > 50)
        let numbers = try table.ids.map { try #require(table.standing(of: $0)).number }
        #expect(numbers == numbers.sorted())
        for id in table.ids { table.release(id) }
        #expect(table.count == 0)
    }
}
