public import TCP

/// A SYN-ACK that acknowledges a SYN which was sent to another address: the two are halves of one attempt.
public struct StrayAnswer: Sendable {
    /// Who sent it.
    public var from: Endpoint
    public var frame: Int
}

/// SYN-ACKs to which the capture has no SYN, the latest ones. They are known by the client's address and port, and by all 32 bits of the number that
/// they acknowledge.
struct StrayAnswers {
    private struct Key: Hashable {
        var client: Endpoint
        var acknowledgment: UInt32
    }

    /// At most so many are remembered.
    private static let maximum = 256

    private var known: [Key: StrayAnswer] = [:]
    private var order: [Key] = []
    private var oldest = 0

    /// Takes a connection that began with such a SYN-ACK: the SYN's may be reported before it ends.
    mutating func note(_ connection: Connection) {
        guard !connection.stepFrames.has(.handshake1), !connection.sawPayload, let frame = connection.stepFrames[1],
            let acknowledged = connection.server.acknowledged
        else { return }
        let key = Key(client: connection.endpoint(of: .client), acknowledgment: acknowledged.rawValue)
        guard known.updateValue(StrayAnswer(from: connection.endpoint(of: .server), frame: frame), forKey: key) == nil else {
            return
        }
        if order.count < Self.maximum {
            order.append(key)
        } else {
            known[order[oldest]] = nil
            order[oldest] = key
            oldest = (oldest + 1) % Self.maximum
        }
    }

    var isEmpty: Bool { known.isEmpty }

    /// The answer to the SYN of a connection that got none itself.
    func answer(to connection: Connection) -> StrayAnswer? {
        guard !known.isEmpty, let x = connection.handshake.x else { return nil }
        return known[Key(client: connection.endpoint(of: .client), acknowledgment: x.advanced(by: 1).rawValue)]
    }
}
