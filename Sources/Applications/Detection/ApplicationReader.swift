/// Reads one application protocol from the two streams of a connection.
///
/// A protocol has a folder of its own, a type that conforms to this, and one line in `ApplicationProtocol.all`.
/// Bytes come in the order of each stream, cut anywhere: a reader gives the same facts for the same streams.
public protocol ApplicationReader: AnyObject {
    /// Takes the next bytes of an end; `frame` is the number of the frame that carried them.
    func receive(_ bytes: Span<UInt8>, from end: StreamEnd, frame: Int)
    /// That many bytes of an end are missing from the capture.
    func skip(_ count: Int, from end: StreamEnd)
    /// Nothing that comes from this end can add to what is known.
    func isOver(_ end: StreamEnd) -> Bool
    /// What is known so far.
    var facts: ApplicationFacts { get }
}

/// What the reader of an application protocol found out.
public enum ApplicationFacts: Sendable {
    case tls(TLSFacts)
}
