public import Wire

extension Connection {
    /// What findings ask of the path of what one end sends.
    public struct DirectionFacts: Sendable {
        /// Segments with payload, repeated ones included.
        public var dataSegments = 0
        /// The largest payload that was acknowledged, and the largest that waits for it, in bytes.
        public var largestAcknowledged = 0
        public var largestWaiting = 0
        /// The largest segment that the peer takes; Ethernet's usual size where its SYN is not known.
        public var maximumSegment = 1460
        /// How far the peer has acknowledged.
        public var reached: SequenceNumber?
        /// The latest segment of the peer with ACK, RSTs aside.
        public var heard: Peer.LastACK?
        /// The longest block beyond its ACK that the peer selectively acknowledged last, in bytes; 0 if there is none.
        public var longestSACKBlock = 0
    }

    public func facts(sentBy role: Role) -> DirectionFacts {
        let progress = self[role].progress
        let peer = self[role.peer]
        var facts = DirectionFacts()
        facts.dataSegments = Int(progress.dataSegments)
        facts.largestAcknowledged = Int(progress.largestAcknowledged)
        facts.largestWaiting = Int(progress.largestWaiting)
        if let size = peer.synOptions?.maximumSegmentSize { facts.maximumSegment = max(1, Int(size)) }
        facts.reached = peer.acknowledged
        facts.heard = peer.lastACK
        facts.longestSACKBlock = peer.longestBlock(beyond: peer.acknowledged)
        return facts
    }
}
