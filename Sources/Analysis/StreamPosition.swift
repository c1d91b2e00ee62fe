import Wire

/// Where bytes of one direction stand in its stream, and the segment that carried them.
struct StreamPosition {
    var frame: Int
    var time: Timestamp
    /// How far the segment acknowledged the other direction, as an offset in that stream.
    var acknowledgedOffset: Int
    /// Where in its stream the first of the bytes is.
    var offset: Int
    /// Whether the stream was seen from its first byte on.
    var beginIsKnown: Bool
}
