import Applications
import TCP

/// Bytes that stand where a message must be, and are none.
extension HTTP1Connection {
    /// Invalid start lines kept until it is clear that the connection speaks HTTP, at most.
    private static let maximumInvalidLines = 4

    /// What stands where a message must begin is none.
    ///
    /// - Parameter line: the line in a start line's place, if it was meant as one.
    func noteOther(_ line: [UInt8]?, _ role: Role) {
        let direction = direction(role)
        beginStray(role)
        direction.strayIsReported = line != nil
        if let line, let start = direction.start, role == .server || !mayHaveChanged(at: start) {
            report(line, role, start.frame)
        }
        if role == .client { clientIsOther = true } else { serverIsOther = true }
        if direction.reader.isOpaque { endStray(role, isMore: true) }
    }

    private func beginStray(_ role: Role) {
        let direction = direction(role)
        direction.strayStart = direction.start
        direction.strayIsReported = false
        direction.strayIsAwaited = false
        guard role == .server, let start = direction.start, let index = firstUnansweredIndex() else { return }
        direction.strayIsAwaited = exchanges[index].request != nil && exchanges[index].requestOffset < start.acknowledgedOffset
    }

    /// Bytes that belong to no message are at their end: the next message begins, or the stream ended.
    ///
    /// - Parameter isFollowed: by a message, which they may only have been in the way of.
    func endStray(_ role: Role, isMore: Bool = false, isFollowed: Bool = false) {
        let direction = direction(role)
        guard let start = direction.strayStart else { return }
        direction.strayStart = nil
        let (count, line) = direction.reader.takeStray()
        if isMore, isHTTP { outputs.append(.bound(.searchedBytes)) }
        guard !direction.strayIsReported, count > 0 else { return }
        if role == .client, mayHaveChanged(at: start) { return }
        if direction.messages > 0, direction.strayIsAwaited, !isFollowed {
            report(line, role, start.frame)
        } else if direction.messages > 0 {
            outputs.append(
                .strayBytes(
                    StrayBytes(
                        sender: role, count: count, isMore: isMore, frame: start.frame, line: line,
                        exchange: direction.last.exchange, follows: direction.last.follows)))
        } else if detector?.name(of: StreamEnd(role)) == nil,
            StartLine.isMeant(line) || role == .server && isText(line) && client.messages > 0
        {
            report(line, role, start.frame)
        }
    }

    /// The client asked for another protocol or a tunnel, and the capture lacks what the server said to that: what follows may be that.
    private func mayHaveChanged(at start: StreamPosition) -> Bool {
        if let changeAsked, start.acknowledgedOffset > changeAsked.acknowledged { return true }
        guard server.messages == 0, server.start == nil, let request = exchanges.last?.request?.head else { return false }
        return request.method == "CONNECT" || request.fields.first("upgrade") != nil
    }

    /// Printable characters alone, and more than a few: no greeting of a protocol that speaks in bytes.
    private func isText(_ line: [UInt8]) -> Bool {
        line.count > 1 && line.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
    }

    private func report(_ line: [UInt8], _ role: Role, _ frame: Int) {
        let invalid = InvalidStartLine(sender: role, line: Array(line.prefix(InvalidStartLine.maximumLength)), frame: frame)
        if isHTTP {
            outputs.append(.invalidStartLine(invalid))
        } else if invalidLines.count < Self.maximumInvalidLines {
            invalidLines.append(invalid)
        }
    }

    /// The stream of a direction ends in what may be no message: whatever stands there is none.
    func endStrayLine(_ role: Role) {
        let direction = direction(role)
        if direction.reader.isInStartLine {
            beginStray(role)
            direction.reader.rejectAtEnd()
        }
        endStray(role)
    }
}
