/// A bound that the HTTP/2 of a connection hit, so that something of it was not read or is not told.
public enum HTTP2Bound: Int, CaseIterable, Sendable {
    /// The length of a frame of settings, or of GOAWAY.
    case controlFrame
    /// Kinds of settings, resets and faults that are told.
    case kinds
    /// Bytes behind a hole that are held while the next frame is searched for.
    case frameSearch
    /// What field blocks unpack to, in relation to what came.
    case fieldBytes
}
