/// How far the readers of HTTP/2 grow with what they read. `Limits` has the values that a run goes by.
public struct HTTP2Bounds: Sendable {
    /// Bytes of a field block as it is sent, and of the names and values in it; what is beyond is not kept.
    public var sectionBytes = 256 << 10
    /// Field lines of a block.
    public var sectionLines = 4096
    /// Bytes that the field blocks of a direction may unpack to, and how many times what came of them once it is more than `unpackedFreely`. Each
    /// field counts 32 bytes besides, as in RFC 7541 §4.1.
    public var unpackedFreely = 1 << 20
    public var unpackedRatio = 512
    /// Bytes of a block that are kept beyond that: what a message is about comes first in it.
    public var sectionBytesBeyond = 1 << 10
    /// Bytes of a dynamic table (RFC 7541 §4.1). An encoder may be allowed more: then its oldest entries are lost here.
    public var tableBytes = 128 << 10
    /// Bytes that are held behind a hole, so that a frame which turns out to have begun in them can be read.
    public var searchBytes = 128 << 10
    /// Bytes of a frame that is gathered and is none of a field block; what is behind them is passed over.
    public var controlBytes = 16 << 10

    public init() {}
}
