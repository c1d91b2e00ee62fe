import Wire

/// What each end has acknowledged.
extension Connection {
    /// Moves the sender's acknowledgment forward, and notes whether the peer's FIN is covered.
    func noteAcknowledgment(_ segment: Segment, from sender: Role) {
        if let fin = self[sender].fin, fin.frame == segment.frame, let before = self[sender.peer].covered,
            before.isAtOrBeyond(fin.number.advanced(by: 1))
        {
            self[sender].finIsAcknowledged = true
        }
        guard segment.hasACK, !segment.isRST else { return }
        let number = segment.acknowledgment
        let before = self[sender].covered ?? self[sender.peer].initialSequence
        self[sender].covered = before.map { $0.precedes(number) ? number : $0 } ?? number
        if let fin = self[sender.peer].fin, number.isAtOrBeyond(fin.number.advanced(by: 1)) {
            self[sender.peer].finIsAcknowledged = true
        }
    }

    /// What the segment's ACK newly covers.
    func acknowledgment(by segment: Segment, from sender: Role) -> Acknowledged? {
        guard segment.hasACK, !segment.isRST else { return nil }
        let begin = self[sender.peer].initialSequence
        // The first ACK of a side counts from the peer's initial sequence number, and says nothing if that is not known.
        guard let before = self[sender].covered ?? begin, before.precedes(segment.acknowledgment) else { return nil }
        func covers(_ number: SequenceNumber) -> Bool {
            number.isAtOrBeyond(before) && number.precedes(segment.acknowledgment)
        }
        let syn = begin.map(covers) ?? false
        let fin = (self[sender.peer].fin?.number).map(covers) ?? false
        let count = before.distance(to: segment.acknowledgment) - (syn ? 1 : 0) - (fin ? 1 : 0)
        return Acknowledged(bytes: count, syn: syn, fin: fin)
    }
}
