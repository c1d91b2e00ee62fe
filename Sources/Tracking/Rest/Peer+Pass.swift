import Wire

extension Peer {
    /// Goes through all members of the end that is `role`.
    @inline(__always)
    mutating func pass(_ pass: inout some MemberPass, as role: Role) {
        pass.optional(&state)
        pass.optional(&initialSequence, of: role)
        pass.flag(&sentSYN)
        pass.flag(&sentSYNACK)
        pass.number(&synCount)
        pass.number(&synPayload)
        pass.flag(&sentPayload)
        pass.optional(&synOptions, TCPOptions()) { $0.options(&$1, by: role) }
        pass.optional(&base, of: role)
        pass.optional(&sentEnd, of: role)
        pass.optional(&fin, SentFIN()) { $1.pass(&$0, of: role) }
        pass.flag(&finIsAcknowledged)
        pass.optional(&covered, of: role.peer)
        pass.optional(&acknowledged, of: role.peer)
        pass.optional(&lastACK, LastACK()) {
            $0.sequence(&$1.number, of: role.peer)
            $0.frame(&$1.frame, by: role)
            $0.time(&$1.time, by: role)
        }
        pass.number(&largestWindow)
        pass.moment(&lastSent, by: role)
        pass.optional(&timeToLive)
        pass.optional(&identifications.last)
        pass.number(&identifications.steps)
        pass.flag(&sentRightChecksum)
        pass.number(&offloadedChecksums)
        pass.number(&badChecksums)
        pass.number(&packets)
        loss.pass(&pass, of: role)
    }
}

extension Peer.SentFIN {
    @inline(__always)
    fileprivate mutating func pass(_ pass: inout some MemberPass, of role: Role) {
        pass.sequence(&number, of: role)
        pass.frame(&frame, by: role)
        pass.time(&time, by: role)
        pass.sequence(&acknowledgment, of: role.peer)
        pass.optionalFrame(&firstRepeat, by: role)
    }
}

extension MemberPass {
    @inline(__always)
    fileprivate mutating func optional(_ state: inout PeerState?) {
        var code = state.map { $0.rawValue + 1 } ?? 0
        unsigned(&code)
        state = code == 0 ? nil : PeerState(rawValue: code - 1)
    }

    /// The options of a segment that `role` sent.
    @inline(__always)
    fileprivate mutating func options(_ options: inout TCPOptions, by role: Role) {
        optional(&options.maximumSegmentSize)
        optional(&options.windowScale)
        flag(&options.sackPermitted)
        optional(&options.timestamps, .init()) {
            $0.stamp(&$1.value, by: role)
            $0.unsigned(&$1.echoReply)
        }
        flag(&options.fastOpen)
        flag(&options.multipath)
        number(&options.sackBlockCount)
        if options.sackBlockCount > 0 { blocks(&options.sackBlocks, of: role.peer) }
    }

    typealias Block = TCPOptions.SACKBlock

    /// What was selectively acknowledged of what `role` sends.
    @inline(__always)
    mutating func blocks(_ blocks: inout (Block, Block, Block, Block), of role: Role) {
        block(&blocks.0, of: role)
        block(&blocks.1, of: role)
        block(&blocks.2, of: role)
        block(&blocks.3, of: role)
    }

    @inline(__always)
    private mutating func block(_ block: inout Block, of role: Role) {
        sequence(&block.left, of: role)
        sequence(&block.right, of: role)
    }
}
