import Applications
import TCP
import Wire

/// Reads the two streams of a connection as one protocol: those of TCP, or those that TLS carried.
///
/// `HTTP1Connection` is the first one that a pair of streams is given to: it finds out what they are. What it finds to be another protocol
/// that has a reader, it hands to that from the protocol's first byte on (`HTTP1Connection+Successor`).
/// Offsets of positions count the bytes of these streams without a break; `StreamPosition.shift` leads from them to those of TCP.
protocol ApplicationConnection: AnyObject {
    /// Takes bytes of one direction that are next in order.
    func receive(_ bytes: Span<UInt8>, in range: Range<Int>, from role: Role, at position: StreamPosition) -> ApplicationEffects
    /// `count` bytes of one direction are missing, before stream offset `end`.
    func skip(_ count: Int, before end: Int, from role: Role) -> ApplicationEffects
    /// A direction ended, everything before it in order.
    func end(of role: Role) -> ApplicationEffects
    /// The connection ended: what is not complete stays so.
    func finish() -> ApplicationEffects
    /// Too much is held over all connections: what waits is given up.
    func giveUpWaiting() -> ApplicationEffects
    /// Nothing that comes from this end can add to what is known.
    func isOver(_ role: Role) -> Bool
    /// Bytes held.
    var heldBytes: Int { get }
    /// What was found, in order, until `clearOutputs`.
    var outputs: [ApplicationOutput] { get }
    func clearOutputs()
    /// Exchanges found.
    var exchangeCount: Int { get }
    /// The protocol by name, and what it says of itself.
    var identity: OtherProtocol { get }
    /// Which protocols were found inside, one after the other; nil if this one carries none.
    var inside: ProtocolHistory? { get }
}

/// What every reader of a connection's streams needs to know of the connection.
struct ConnectionSetting {
    /// The number of the TCP connection.
    var number: Int
    /// The round trip between the point of capture and the server.
    var roundTripToServer: Int64?
    /// Where content goes; nil if nobody wants it.
    var forwarder: ContentForwarder?
    /// Somebody wants to know of messages as they begin and end, and not of exchanges alone.
    var wantsMessages: Bool
    /// As they end, too.
    var wantsMessageEnds = true
    /// Somebody wants to see the bytes that TLS carries.
    var wantsStreams = false
    /// What TLS is decrypted with; nil for not at all.
    var decryptor: TLSDecryptor?
    /// In one place for all connections: it is large.
    var bounds = SharedLimits(Limits())
    var limits: Limits { bounds.value }
    /// The streams were inside TLS.
    var isSecure = false
    /// Exchanges of the connection that were found before these streams began: the first one here has the next number.
    var exchangesBefore = 0

    /// The setting of what comes after, or lies inside, streams in which so many exchanges were found.
    func following(_ exchanges: Int) -> ConnectionSetting {
        var next = self
        next.exchangesBefore += exchanges
        return next
    }
}
