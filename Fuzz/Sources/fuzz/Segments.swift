/// Segments of connections between two hosts, as frames of Ethernet and IPv4.
struct Segments {
    private(set) var frames: [[UInt8]] = []
    var serverPort = 80

    init(serverPort: Int = 80) { self.serverPort = serverPort }

    private static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    mutating func add(
        fromClient: Bool, port: Int, sequence: Int, acknowledgment: Int, flags: UInt8, window: Int = 65_535,
        payload: [UInt8] = [], options: [UInt8] = []
    ) {
        var padded = Array(options.prefix(40))
        while padded.count % 4 != 0 { padded.append(1) }
        let ports = fromClient ? Self.big(port, 2) + Self.big(serverPort, 2) : Self.big(serverPort, 2) + Self.big(port, 2)
        let segment =
            ports + Self.big(sequence, 4) + Self.big(acknowledgment, 4) + [UInt8(5 + padded.count / 4) << 4, flags]
            + Self.big(window, 2) + [0, 0, 0, 0] + padded + payload
        let addresses: [UInt8] = fromClient ? [10, 0, 0, 1, 10, 0, 0, 2] : [10, 0, 0, 2, 10, 0, 0, 1]
        frames.append(
            [UInt8](repeating: 2, count: 12) + [8, 0, 0x45, 0] + Self.big(20 + segment.count, 2)
                + [UInt8(truncatingIfNeeded: frames.count >> 8), UInt8(truncatingIfNeeded: frames.count), 0, 0, 64, 6, 0, 0]
                + addresses
                + segment)
    }

    /// A segment that was there again, as it was.
    mutating func again(_ index: Int) { if !frames.isEmpty { frames.append(frames[index % frames.count]) } }

    mutating func open(port: Int = 40_000) {
        add(fromClient: true, port: port, sequence: 100, acknowledgment: 0, flags: 2)
        add(fromClient: false, port: port, sequence: 500, acknowledgment: 101, flags: 0x12)
        add(fromClient: true, port: port, sequence: 101, acknowledgment: 501, flags: 0x10)
    }
}
