import Wire

extension Peer {
    /// Takes over what the segment says of its sender.
    mutating func update(
        _ segment: Segment, windowShift: Int, isAcceptableReset: Bool, isDamaged: Bool
    ) {
        packets += 1
        if segment.checksumIsRight == true { countRightChecksum() }
        if segment.hasACK, !segment.isRST || isAcceptableReset {
            if acknowledged.map({ $0.precedes(segment.acknowledgment) }) ?? true { acknowledged = segment.acknowledgment }
            largestWindow = max(largestWindow, Int(segment.window ?? 0) << windowShift)
        }
        if segment.isRST { return }
        if let isRight = segment.checksumIsRight {
            if isDamaged { badChecksums += 1 } else if !isRight { offloadedChecksums += 1 }
            if isRight, segment.payloadLength > 0 { sentRightChecksum = true }
        }
        if segment.payloadLength > 0 || segment.isSYN || segment.isFIN {
            lastSent = (segment.frame, segment.time)
        } else if let sentEnd, sentEnd.precedes(segment.sequence) {
            // What was sent last is not in the capture.
            lastSent = nil
        }
        if base == nil { base = segment.isSYN ? segment.sequence : segment.sequence.advanced(by: -1) }
        if segment.isSYN {
            // One that the other end could not accept gives way.
            if initialSequence != nil, sentEnd == nil { base = segment.sequence }
            if initialSequence == nil || sentEnd == nil {
                initialSequence = segment.sequence
                synOptions = SYNOptions(segment.options)
            }
            if segment.hasACK {
                sentSYNACK = true
            } else {
                sentSYN = true
                synCount += 1
            }
            synPayload = max(synPayload, segment.payloadLength)
        } else if segment.payloadLength > 0 {
            sentPayload = true
        }
        if segment.hasACK {
            lastACK = LastACK(number: segment.acknowledgment, frame: segment.frame, time: segment.time)
        }
        // A SYN-ACK with another number is of another connection.
        if segment.isSYN, let initialSequence, segment.sequence != initialSequence, sentEnd != nil { return }
        if sentEnd.map({ $0.precedes(segment.end) }) ?? true { sentEnd = segment.end }
        guard segment.isFIN else { return }
        if fin == nil {
            fin = SentFIN(
                number: segment.payloadEnd, frame: segment.frame, time: segment.time, acknowledgment: segment.acknowledgment)
        } else if fin?.number == segment.payloadEnd, fin?.firstRepeat == nil {
            fin?.firstRepeat = segment.frame
        }
    }
}
