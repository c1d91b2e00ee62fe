import Wire

/// Many connections that do nothing but open, or fail to: as scans and refusals have them, and now and then with something odd about them.
public struct RandomOpenings: Sendable {
    public private(set) var packets: [PacketScript.Packet] = []

    private var random: SplitMix
    private var frames: [(time: Int64, bytes: [UInt8])] = []

    /// Who sends what: the client's letters are capitals.
    private static let scripts = [
        "S", "S ra", "S sa", "S sa R", "S sa A", "S sa A RA", "S sa A R", "S sa A r", "S sa A FA", "S sa A FA r", "S S sa A",
        "S ra S ra", "S sa A fa", "S sa sa", "S sa A r r",
    ]

    public init(seed: UInt64) {
        random = SplitMix(state: seed)
        // Hosts that answer alike, as most do.
        let windows: [UInt16] = [64240, 65535, 501]
        for i in 0..<300 {
            let apart: Int64 = seed % 2 == 0 ? 20_000_000 : 3_000_000_000
            connect(port: UInt16(10_000 + i % 260), at: Int64(i) * apart, windows[roll(3)])
        }
        for (i, frame) in frames.sorted(by: { $0.time < $1.time }).enumerated() {
            let info = FrameInfo(
                number: i + 1, numberInFile: i + 1, file: 0, time: Timestamp(nanoseconds: 1_000_000_000_000 + frame.time),
                wireLength: frame.bytes.count, linkType: .ethernet)
            packets.append(PacketScript.Packet(info: info, bytes: frame.bytes))
        }
    }

    private mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &random) }

    private mutating func connect(port: UInt16, at start: Int64, _ window: UInt16) {
        var next = [UInt32.random(in: 0 ... .max, using: &random), UInt32.random(in: 0 ... .max, using: &random)]
        var time = start + Int64(roll(1_000_000))
        let gap: Int64 = [100_000, 30_000_000, 99_999_999, 100_000_001, 900_000_000, 1_000_000_000, 5_120_000_000][roll(7)]
        let isOdd = roll(6) == 0
        for letters in Self.scripts[roll(Self.scripts.count)].split(separator: " ") {
            var segment = SegmentBytes()
            segment.isFromClient = letters.first?.isUppercase == true
            segment.clientPort = port
            segment.serverHost = UInt8(1 + roll(2) * (isOdd ? 1 : 0))
            for letter in letters.uppercased() {
                if let bit = Array("FSRPAU").firstIndex(of: letter) { segment.flags |= 1 << UInt8(bit) }
            }
            let side = segment.isFromClient ? 0 : 1
            segment.sequence = next[side]
            segment.acknowledgment = segment.flags & 16 != 0 ? next[1 - side] : 0
            segment.window = segment.flags & 4 != 0 ? 0 : window
            if segment.flags & 2 != 0 { segment.options = [2, 4, 5, 180, 4, 2, 1, 3, 3, 7, 1, 1] }
            if isOdd { distort(&segment) }
            frames.append((time, segment.frame))
            if segment.flags & 3 != 0 { next[side] &+= 1 }
            time += gap == 30_000_000 ? Int64(roll(60_000_000)) : gap
        }
    }

    private mutating func distort(_ segment: inout SegmentBytes) {
        switch roll(9) {
        case 0: segment.timeToLive = [1, 50, 61, 128][roll(4)]
        case 1: segment.window = [0, 1, 8192][roll(3)]
        case 2: segment.sequence &+= UInt32(roll(3))
        case 3: segment.acknowledgment &+= UInt32(roll(3))
        case 4: segment.isDamaged = true
        case 5: segment.options = [8, 10, 0, 0, 0, 1, 0, 0, 0, 0]
        case 6: segment.options = [2, 4, 2, 24]
        case 7: segment.identification = UInt16(roll(65_536))
        default: break
        }
    }
}
