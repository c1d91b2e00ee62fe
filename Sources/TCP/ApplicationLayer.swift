public import Wire

/// What reads the ordered bytes of one connection.
///
/// Calls come in the order of the streams: `receive` and `skip` for each direction from its first byte on, `end` at most once for each
/// direction, behind its last byte, and `finish` once, when the connection is reported. Bytes are borrowed for the call.
public protocol ApplicationLayer: AnyObject {
    /// Takes bytes of one direction that are next in order. Returns the stages that they belong to.
    func receive(_ bytes: Span<UInt8>, in range: Range<Int>, from role: Role, _ position: StreamPosition) -> Stages
    /// How many of the next bytes of a direction are content that is only counted, and behind which the message goes on. The caller may count
    /// them itself, as content of the request or of the response, and tells of all of them by `pass` before it calls anything else.
    func passableContent(from role: Role) -> Int
    /// Takes the count of such bytes; the last of them came in this frame.
    func pass(_ count: Int, from role: Role, in frame: Int, at time: Timestamp)
    /// `count` bytes of one direction are not in the capture; the next byte is at `end` in the stream.
    func skip(_ count: Int, before end: Int, from role: Role)
    /// A direction ended with its FIN, everything before it in order.
    func end(of role: Role)
    /// The connection has ended: what is not complete stays so.
    func finish()
    /// Too many bytes are held over all connections: what waits here is dropped.
    func dropWaiting()
    /// Has what it needs to take bytes of a direction fetched into the cache: 0 what 1 reads to find the rest.
    func prefetch(_ step: Int, for role: Role)
    /// Bytes held of messages that are not complete.
    var heldBytes: Int { get }
}
