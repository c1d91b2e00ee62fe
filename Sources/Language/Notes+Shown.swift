import TCP

extension Notes {
    /// Those that get a line each: where a narrower note says it all, the wider one gets none.
    var shownOneByOne: [Notes] {
        (0..<UInt32(Notes.names.count)).filter { rawValue >> $0 & 1 == 1 }.map { Notes(rawValue: 1 << $0) }.filter { note in
            if note == .retransmission { return isDisjoint(with: [.fastRetransmission, .spuriousRetransmission]) }
            // A SYN or FIN sent again within a round trip: by Wireshark's definition out of order, by its number sent again.
            return note != .outOfOrder || !contains(.retransmission)
        }
    }
}
