import TCP

/// Whether a capture takes frames twice as a rule: most of both directions, each copy at once behind its original. No path doubles what arrives and also what is
/// only about to leave; a mirror port of two ports does, and a capture on two devices of the host.
struct CaptureDoubling {
    /// Fewer copies are no rule.
    private static let least = 2

    private var fromClient = (packets: 0, copies: 0)
    private var fromServer = (packets: 0, copies: 0)

    mutating func add(_ packets: [PathPacket], copies: [CapturedCopies.Copy], from sender: Role) {
        let atOnce = copies.count(where: \.isAtOnce)
        if sender == .client {
            fromClient = (fromClient.packets + packets.count, fromClient.copies + atOnce)
        } else {
            fromServer = (fromServer.packets + packets.count, fromServer.copies + atOnce)
        }
    }

    var isTheRule: Bool {
        [fromClient, fromServer].allSatisfy { $0.copies >= Self.least && 2 * $0.copies >= $0.packets }
    }

    /// Of the two captures, at the end of the client and at that of the server.
    static func ends(_ all: [(client: PacketPairing, server: PacketPairing)]) -> (client: Bool, server: Bool) {
        var (client, server) = (CaptureDoubling(), CaptureDoubling())
        for pairing in all {
            client.add(pairing.client.sent, copies: pairing.client.copies.sent, from: .client)
            client.add(pairing.server.arrived, copies: pairing.server.copies.arrived, from: .server)
            server.add(pairing.client.arrived, copies: pairing.client.copies.arrived, from: .client)
            server.add(pairing.server.sent, copies: pairing.server.copies.sent, from: .server)
        }
        return (client.isTheRule, server.isTheRule)
    }
}
