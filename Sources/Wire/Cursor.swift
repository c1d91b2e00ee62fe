/// How far the reading of a frame has come, and how far it may go.
struct Cursor {
    /// The next byte to read.
    var offset: Int
    /// The end of what was captured and belongs here, by the lengths of the headers so far.
    var end: Int
    /// The end of what was on the wire and belongs here; beyond `end` where the snap length cut the frame.
    var wireEnd: Int
    /// The end of the datagram by its own header, which may claim more than the frame had.
    var claimedEnd = Int.max

    /// The stop to report if fewer than `count` bytes are left, else nil.
    @inline(__always)
    func lacks(_ count: Int, _ layer: DecodeStop.Layer) -> DecodeStop? {
        if offset + count <= end { return nil }
        return DecodeStop(layer, offset + count <= wireEnd ? .cutBySnapLength : .endsInside, at: offset)
    }

    /// Ends the view where a header says that its content ends, if that is earlier.
    @inline(__always)
    mutating func limit(to newEnd: Int) {
        wireEnd = min(wireEnd, newEnd)
        end = min(end, newEnd)
    }
}

/// What the header just read says comes next.
enum NextHeader {
    /// A frame that begins as a capture of this link type does.
    case link(LinkType)
    case etherType(UInt16)
    case internet
    case ipProtocol(UInt8)
    case ethernet
    case llc
    case ppp
    case mpls
    case ieee80211
    /// A frame of IEEE 802.11 whose first two bytes may be swapped.
    case wirelessFrame
    case frameRelay
    /// Frames of IEEE 802.11 in one (A-MSDU).
    case aggregate
    case done(Dissection.Outcome)

    static func stop(_ stop: DecodeStop) -> NextHeader { .done(.malformed(stop)) }
}
