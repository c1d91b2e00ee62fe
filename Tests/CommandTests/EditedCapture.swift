import Foundation

/// A pcap file of Ethernet, IPv4 and TCP, frame by frame.
struct EditedCapture {
    var header: Data
    var frames: [Data] = []
    private var heads: [Data] = []

    init(_ path: String) throws {
        let file = try Data(contentsOf: Command.root.appending(path: path))
        header = file.prefix(24)
        var at = 24
        while at + 16 <= file.count {
            let length = Int(file[at + 8]) | Int(file[at + 9]) << 8
            heads.append(Data(file[at..<at + 16]))
            frames.append(Data(file[at + 16..<at + 16 + length]))
            at += 16 + length
        }
    }

    /// The same frame once more, right behind it or later by so many microseconds.
    mutating func double(_ index: Int, after microseconds: UInt32) {
        frames.insert(frames[index], at: index + 1)
        heads.insert(heads[index], at: index + 1)
        let start = heads[index + 1].startIndex + 4
        let time = (0..<4).reduce(0 as UInt32) { $0 | UInt32(heads[index + 1][start + $1]) << UInt32(8 * $1) } &+ microseconds
        for k in 0..<4 { heads[index + 1][start + k] = UInt8(truncatingIfNeeded: time >> UInt32(8 * k)) }
    }

    mutating func append(_ other: EditedCapture) {
        frames += other.frames
        heads += other.heads
    }

    mutating func remove(at index: Int) {
        frames.remove(at: index)
        heads.remove(at: index)
    }

    /// Sets the clock of the capture forward, from a frame on.
    mutating func add(seconds: UInt32, from first: Int = 0) {
        for i in heads.indices where i >= first {
            let start = heads[i].startIndex
            let time = (0..<4).reduce(0 as UInt32) { $0 | UInt32(heads[i][start + $1]) << UInt32(8 * $1) } &+ seconds
            for k in 0..<4 { heads[i][start + k] = UInt8(truncatingIfNeeded: time >> UInt32(8 * k)) }
        }
    }

    /// Makes it a file of microseconds, whatever it was; its times are to be set then.
    mutating func countsMicroseconds() {
        header.replaceSubrange(header.startIndex..<header.startIndex + 4, with: [0xd4, 0xc3, 0xb2, 0xa1])
    }

    /// Sets the time of a frame, in seconds since 2026, to the microsecond.
    mutating func set(time: Double, of index: Int) {
        let start = heads[index].startIndex
        let microseconds = UInt64((time * 1_000_000).rounded())
        for k in 0..<4 {
            heads[index][start + k] = UInt8(truncatingIfNeeded: (1_767_225_600 + microseconds / 1_000_000) >> UInt64(8 * k))
            heads[index][start + 4 + k] = UInt8(truncatingIfNeeded: (microseconds % 1_000_000) >> UInt64(8 * k))
        }
    }

    func number(_ at: Int, of index: Int) -> UInt32 {
        frames[index][at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func set(_ number: UInt32, at: Int, of index: Int) {
        for i in 0..<4 { frames[index][at + i] = UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * i)) }
    }

    func headerLength(of index: Int) -> Int { 34 + Int(frames[index][46] >> 4) * 4 }

    /// Sets the IP length and both checksums right.
    mutating func mend(_ index: Int) {
        var frame = frames[index]
        let length = frame.count - 14
        frame[16] = UInt8(length >> 8)
        frame[17] = UInt8(length & 255)
        frame[24...25] = Data([0, 0])
        frame[24...25] = Self.sum(frame[14..<34])
        frame[50...51] = Data([0, 0])
        let pseudo = frame[26..<34] + Data([0, 6, UInt8((length - 20) >> 8), UInt8((length - 20) & 255)])
        frame[50...51] = Self.sum(pseudo + frame[34...])
        frames[index] = frame
    }

    private static func sum(_ bytes: Data) -> Data {
        var sum: UInt32 = 0
        for (i, byte) in bytes.enumerated() { sum += i % 2 == 0 ? UInt32(byte) << 8 : UInt32(byte) }
        while sum >> 16 > 0 { sum = sum & 0xffff + sum >> 16 }
        return Data([UInt8(~sum >> 8 & 255), UInt8(~sum & 255)])
    }

    func write(_ name: String, in folder: EditedFolder) throws -> String {
        var file = header
        for (head, frame) in zip(heads, frames) {
            var head = head
            for at in [8, 12] {
                head[head.startIndex + at] = UInt8(frame.count & 255)
                head[head.startIndex + at + 1] = UInt8(frame.count >> 8)
            }
            file += head + frame
        }
        let path = folder.path + "/" + name
        try file.write(to: URL(filePath: path))
        return path
    }

    func isTCP(_ index: Int) -> Bool { frames[index].count >= 54 && frames[index][23] == 6 }
    func isFromServer(_ index: Int) -> Bool { frames[index][34...35] == Data([0, 80]) }

    /// Where an option of a TCP header begins.
    func option(_ kind: UInt8, of index: Int) -> Int? {
        var at = 54
        let end = headerLength(of: index)
        while at < end, frames[index][at] != 0 {
            if frames[index][at] == kind { return at }
            at += frames[index][at] == 1 ? 1 : max(2, Int(frames[index][at + 1]))
        }
        return nil
    }

    /// Adds to the numbers of both ends, wherever they stand; to the addresses; what else each run draws anew.
    mutating func change(client: UInt32, server: UInt32, address: UInt8 = 0, clock: UInt32 = 0, identification: UInt32 = 0) {
        for i in frames.indices where isTCP(i) {
            let (own, other) = isFromServer(i) ? (server, client) : (client, server)
            set(number(38, of: i) &+ own, at: 38, of: i)
            if frames[i][47] & 16 != 0 { set(number(42, of: i) &+ other, at: 42, of: i) }
            if let sack = option(5, of: i) {
                for at in stride(from: sack + 2, to: sack + Int(frames[i][sack + 1]), by: 4) {
                    set(number(at, of: i) &+ other, at: at, of: i)
                }
            }
            if clock != 0, let stamp = option(8, of: i) {
                set(number(stamp + 2, of: i) &+ clock, at: stamp + 2, of: i)
                if number(stamp + 6, of: i) != 0 { set(number(stamp + 6, of: i) &+ clock, at: stamp + 6, of: i) }
            }
            for at in [28, 32] { frames[i][at] &+= address }
            if identification != 0, frames[i][18...19] != Data([0, 0]) {
                let value = UInt32(frames[i][18]) << 8 | UInt32(frames[i][19])
                let new = (value &+ identification) & 0xffff
                frames[i][18] = UInt8(new >> 8)
                frames[i][19] = UInt8(new & 255)
            }
            mend(i)
        }
    }

    /// Turns an option into padding in all packets.
    mutating func remove(option kind: UInt8) {
        for i in frames.indices where isTCP(i) {
            guard let at = option(kind, of: i) else { continue }
            for k in at..<at + Int(frames[i][at + 1]) { frames[i][k] = 1 }
            mend(i)
        }
    }
}

/// A folder that goes with the test.
final class EditedFolder {
    private let url = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-ends-\(UUID().uuidString)")
    var path: String { url.path(percentEncoded: false) }

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }
}
