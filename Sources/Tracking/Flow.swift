/// What one end of a connection sent, as far as it takes memory of its own: bytes, samples, and its last segments.
public final class Flow {
    public var stream = Reassembler()
    public internal(set) var figures = Figures()
    var recent = RecentSegments()

    /// Frees the bytes to compare copies with, the samples, and the last segments: those are too old for a frame captured twice.
    func forgetWhatWasTold() {
        stream.forgetHistory()
        figures = Figures()
        recent = RecentSegments()
    }
}
