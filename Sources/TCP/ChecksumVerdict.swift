/// What a segment's TCP checksum says of it.
public enum ChecksumVerdict: UInt8, Sendable {
    /// It is right, or not known.
    case unsuspicious
    /// Wrong, and too few of its side's checksums were right to tell whether those in the capture are those on the wire.
    case untold
    /// Wrong on more payload than a segment can have: a network card joined several, and kept the checksum of the first.
    case joined
    /// Wrong, as are those of other segments of its side that were whole: the capture's checksums are at fault.
    case captureIsAtFault
    /// Wrong where its side's others are right: it was damaged on its way.
    case damaged
}
