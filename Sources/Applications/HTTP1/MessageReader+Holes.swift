/// Bytes that are missing, and the end of a stream.
extension MessageReader {
    /// What a hole in the stream did to the message being read.
    public enum Hole: Sendable {
        /// All of it is certainly content of the message, which goes on behind it.
        case insideContent
        /// The message is lost from here on, if there was one; of a head that was being read, this much is known. Of content of known length
        /// so much was still to come.
        case lost(MessageHead?, left: Int?)
        /// Nothing was being read.
        case nothing
    }

    /// That many bytes are missing here. If they are not certainly content, the reader searches for the next message.
    public mutating func skip(_ count: Int) -> Hole {
        allowsSimple = false
        switch state {
        case .length(let left) where UInt64(count) <= left:
            state = .length(left - UInt64(count))
            return .insideContent
        case .chunkData(let left) where UInt64(count) <= left:
            state = left == UInt64(count) ? .chunkEnd : .chunkData(left - UInt64(count))
            return .insideContent
        case .untilClose:
            return .insideContent
        case .opaque:
            return .nothing
        default:
            let left: UInt64? =
                switch state {
                case .length(let left), .chunkData(let left): left
                default: nil
                }
            let head = takePartialHead()
            search()
            return .lost(head, left: left.map { Int(clamping: $0) })
        }
    }

    /// Whether the message being read is whole, with nothing behind it seen yet; then it is at its end.
    public mutating func endIfWhole() -> Bool {
        guard state == .length(0) else { return false }
        finishMessage()
        return true
    }

    /// The stream ended. Whether that completes the message being read.
    public var endCompletesMessage: Bool { state == .untilClose || state == .length(0) }
}
