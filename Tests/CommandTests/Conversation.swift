import Foundation

/// Packets of connections between two hosts, written as a pcap file (Ethernet, IPv4, checksums left out).
struct Conversation {
    private(set) var bytes: [UInt8] =
        [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0] + [UInt8](repeating: 0, count: 8) + [0, 0, 4, 0, 1, 0, 0, 0]
    /// The capture's clock, in microseconds.
    var time = 1_000_000
    private(set) var packets = 0

    /// One connection: the next number of each end.
    struct Ends {
        var port: Int
        var client = 101
        var server = 501
    }

    var data: Data { Data(bytes) }

    private static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func little(_ value: Int) -> [UInt8] { big(value, 4).reversed() }

    /// A frame as it is.
    mutating func frame(_ frame: [UInt8]) {
        time += 1000
        packets += 1
        bytes += Self.little(time / 1_000_000) + Self.little(time % 1_000_000)
        bytes += Self.little(frame.count) + Self.little(frame.count) + frame
    }

    /// An IPv4 packet.
    mutating func internet(
        _ payload: [UInt8], protocol number: UInt8 = 6, fromClient: Bool = true, identification: Int = 0, fragment: Int = 0
    ) {
        let addresses: [UInt8] = fromClient ? [10, 0, 0, 1, 10, 0, 0, 2] : [10, 0, 0, 2, 10, 0, 0, 1]
        frame(
            [UInt8](repeating: 2, count: 12) + [8, 0, 0x45, 0] + Self.big(20 + payload.count, 2) + Self.big(identification, 2)
                + Self.big(fragment, 2) + [64, number, 0, 0] + addresses + payload)
    }

    /// A segment.
    mutating func segment(
        fromClient: Bool, port: Int, _ sequence: Int, _ acknowledgment: Int, _ flags: UInt8, _ payload: [UInt8] = [],
        options: [UInt8] = []
    ) {
        let ports = fromClient ? Self.big(port, 2) + [0, 80] : [0, 80] + Self.big(port, 2)
        internet(
            ports + Self.big(sequence, 4) + Self.big(acknowledgment, 4) + [
                UInt8(5 + options.count / 4) << 4, flags, 0xff, 0xff, 0, 0, 0, 0,
            ]
                + options + payload, fromClient: fromClient)
    }

    /// A connection that opens.
    mutating func open(port: Int = 40_000) -> Ends {
        segment(fromClient: true, port: port, 100, 0, 2)
        segment(fromClient: false, port: port, 500, 101, 0x12)
        segment(fromClient: true, port: port, 101, 501, 0x10)
        return Ends(port: port)
    }

    /// Data in segments, and one acknowledgment of all of it.
    mutating func send(
        _ data: some Collection<UInt8>, fromClient: Bool, on ends: inout Ends, pieces: Int = 1400, acknowledges: Bool = true
    ) {
        var rest = data[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
            if fromClient {
                segment(fromClient: true, port: ends.port, ends.client, ends.server, 0x18, piece)
                ends.client += piece.count
            } else {
                segment(fromClient: false, port: ends.port, ends.server, ends.client, 0x18, piece)
                ends.server += piece.count
            }
        }
        guard acknowledges else { return }
        segment(
            fromClient: !fromClient, port: ends.port, fromClient ? ends.server : ends.client,
            fromClient ? ends.client : ends.server, 0x10)
    }

    /// Both ends close, the client first.
    mutating func close(_ ends: Ends) {
        segment(fromClient: true, port: ends.port, ends.client, ends.server, 0x11)
        segment(fromClient: false, port: ends.port, ends.server, ends.client + 1, 0x11)
        segment(fromClient: true, port: ends.port, ends.client + 1, ends.server + 1, 0x10)
    }
}
