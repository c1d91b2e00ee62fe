import Foundation

/// Two captures of the two ends of one path, made of one capture: when each packet leaves, how long it takes, and what the clocks say.
struct PathTimes {
    var client: EditedCapture
    var server: EditedCapture

    /// The capture's packets of TCP, one behind the other: each is sent 1 ms after the last one was there. Requests are a minute apart.
    ///
    /// - Parameters:
    ///   - took: seconds that a packet takes, by its index and its direction.
    ///   - clock: what the server's clock says at a time, in seconds.
    init(
        _ path: String, took: (Int, _ isToServer: Bool) -> Double = { _, _ in 0.01 },
        client clientClock: (Double) -> Double = { $0 },
        server clock: (Double) -> Double
    ) throws {
        var original = try EditedCapture(path)
        for i in original.frames.indices.reversed() where !original.isTCP(i) { original.remove(at: i) }
        original.countsMicroseconds()
        client = original
        server = original
        var now = 1.0
        for i in original.frames.indices {
            let isToServer = !original.isFromServer(i)
            if isToServer, original.frames[i].count > original.headerLength(of: i) { now += 60 }
            let there = now + took(i, isToServer)
            client.set(time: clientClock(isToServer ? now : there), of: i)
            server.set(time: clock(isToServer ? there : now), of: i)
            now = there + 0.001
        }
    }

    func write(in folder: EditedFolder) throws -> [String] {
        try [client.write("client.pcap", in: folder), server.write("server.pcap", in: folder)]
    }
}
