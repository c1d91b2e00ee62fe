import Applications
import TCP

/// Bytes at the beginning of a client's stream that may be a header of the PROXY protocol: until it is certain what they are,
/// nothing else reads them.
final class Preamble {
    var reader = ProxyHeaderReader()
    /// Pieces that belong to the stream itself if there is no header; that is certain after 107 bytes at most.
    private(set) var held: [(bytes: [UInt8], position: StreamPosition)] = []

    /// Where in its stream they begin.
    let offset: Int

    init(at offset: Int) { self.offset = offset }

    func hold(_ piece: Span<UInt8>, _ position: StreamPosition) {
        var bytes: [UInt8] = []
        bytes.append(copying: piece, in: 0..<piece.count)
        held.append((bytes, position))
    }

    /// A header has begun: the pieces are part of it.
    func forget() { held = [] }
}
