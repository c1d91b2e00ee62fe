import Wire

/// A connection as random as captures are: mostly plain transfer, now and then anything else that can stand in a segment.
public struct RandomSegments: Sendable {
    public private(set) var packets: [PacketScript.Packet] = []

    private var random: SplitMix
    private var time: Int64 = 1_000_000_000_000
    /// What each end sends next, and the other end's number that it has acknowledged.
    private var next: [UInt32]
    private var acknowledged: [UInt32]
    private var window: [UInt16] = [500, 500]
    private let usesTimestamps: Bool
    private var stamp: UInt32 = 7

    public init(seed: UInt64) {
        random = SplitMix(state: seed)
        next = [UInt32.random(in: 0 ... .max, using: &random), UInt32.random(in: 0 ... .max, using: &random)]
        acknowledged = [0, 0]
        usesTimestamps = Bool.random(using: &random)
        if seed % 4 != 0 { open() }
        acknowledged = [next[1], next[0]]
        for _ in 0..<Int.random(in: 30...160, using: &random) { step() }
    }

    private mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }

    private mutating func open() {
        send(0, "S")
        next[0] &+= 1
        send(1, "SA", acknowledging: next[0])
        next[1] &+= 1
        if roll(8) != 0 { send(0, "A", acknowledging: next[1]) }
    }

    private mutating func step() {
        let side = roll(2)
        let other = 1 - side
        time += Int64(roll(40) == 0 ? roll(900_000_000) : roll(3_000_000))
        if roll(60) == 0 { time -= Int64(roll(2_000_000)) }
        switch roll(40) {
        case 0..<18: sendData(side)
        case 18..<30:
            acknowledged[side] = next[other]
            send(side, "A", acknowledging: next[other])
        case 30: send(side, "A", acknowledging: acknowledged[side])
        case 31: send(side, "A", acknowledging: acknowledged[side], at: next[side] &- 1)
        case 32: repeatPacket()
        case 33: next[side] &+= UInt32(roll(3000))
        case 34: window[side] = [0, 0, 1, 500, 65535][roll(5)]
        case 35: send(side, "A", acknowledging: acknowledged[side] &+ UInt32(roll(5000)))
        case 36: send(side, "PA", acknowledging: next[other], at: next[side] &- UInt32(roll(3000)), length: roll(2000))
        case 37: if roll(6) == 0 { finish(side) }
        case 38: if roll(12) == 0 { send(side, roll(2) == 0 ? "R" : "RA", acknowledging: next[other]) }
        default: if roll(8) == 0 { send(side, ["S", "SA", "UPA", "A"][roll(4)], acknowledging: next[other]) }
        }
    }

    private mutating func sendData(_ side: Int) {
        if roll(3) == 0 { acknowledged[side] = next[1 - side] }
        let length = [1, 7, 100, 1448, 1448, 1460, 4000][roll(7)]
        let isLost = roll(30) == 0
        if !isLost {
            if roll(12) == 0 {
                send(side, "PA", acknowledging: acknowledged[side], length: length, isDamaged: true)
                if roll(3) == 0 { send(1 - side, "A", acknowledging: next[side]) }
            }
            if roll(24) != 0 { send(side, "PA", acknowledging: acknowledged[side], length: length) }
        }
        next[side] &+= UInt32(length)
    }

    private mutating func finish(_ side: Int) {
        send(side, "FA", acknowledging: next[1 - side])
        next[side] &+= 1
    }

    /// One of the last packets again, as it was or with one byte changed.
    private mutating func repeatPacket() {
        guard let packet = packets.suffix(20).randomElement(using: &random) else { return }
        var bytes = packet.bytes
        if roll(3) == 0 { bytes[bytes.count - 1] ^= 1 }
        append(bytes)
    }

    private mutating func send(
        _ side: Int, _ flags: String, acknowledging: UInt32 = 0, at sequence: UInt32? = nil, length: Int = 0,
        isDamaged: Bool = false
    ) {
        var segment = SegmentBytes()
        segment.isFromClient = side == 0
        segment.identification = UInt16(truncatingIfNeeded: packets.count + 1)
        for letter in flags {
            if let bit = Array("FSRPAU").firstIndex(of: letter) { segment.flags |= 1 << UInt8(bit) }
        }
        segment.sequence = sequence ?? next[side]
        segment.acknowledgment = acknowledging
        segment.window = window[side]
        segment.options = options(flags, side)
        let texts = ["GET /a HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"]
        if length > 1000, roll(6) == 0 {
            segment.payload = Array(texts[side].utf8) + .init(repeating: 120, count: length - texts[side].utf8.count)
        } else {
            segment.payload = .init(repeating: UInt8(truncatingIfNeeded: 97 + side), count: length)
        }
        stamp &+= UInt32(roll(3))
        var bytes = segment.frame
        // One byte of the payload changed; the checksum stays that of the right one.
        if isDamaged { bytes[bytes.count - 1] ^= 2 }
        append(bytes)
    }

    private mutating func options(_ flags: String, _ side: Int) -> [UInt8] {
        func number(_ value: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } }
        var options: [UInt8] = usesTimestamps ? [1, 1, 8, 10] + number(stamp) + number(stamp &- UInt32(roll(2))) : []
        if flags.contains("S") { options += roll(4) == 0 ? [] : [2, 4, 5, 180, 4, 2, 3, 3, 7] }
        if flags == "A", roll(12) == 0 {
            let left = acknowledged[side] &+ UInt32(roll(3000))
            options += [5, 10] + number(left) + number(left &+ UInt32(roll(2000)))
        }
        return options
    }

    private mutating func append(_ bytes: [UInt8]) {
        let number = packets.count + 1
        let info = FrameInfo(
            number: number, numberInFile: number, file: 0, time: Timestamp(nanoseconds: time), wireLength: bytes.count,
            linkType: .ethernet)
        packets.append(PacketScript.Packet(info: info, bytes: bytes))
    }
}
