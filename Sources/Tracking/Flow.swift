/// What one end of a connection sent, as far as it takes memory of its own: bytes, samples, and its last segments.
///
/// It belongs to a slot, whose next connection uses it again.
public final class Flow {
    public var stream = Reassembler()
    public internal(set) var figures = Figures()
    var recent = RecentSegments()

    init() {}

    init(copying other: Flow) {
        stream = other.stream
        figures = other.figures
        recent = other.recent
    }

    /// Frees the bytes to compare copies with, the samples, and the last segments: those are too old for a frame captured twice.
    func forgetWhatWasTold() {
        stream.forgetHistory()
        figures = Figures()
        recent.clear()
    }

    /// Frees everything.
    func clear() {
        stream = Reassembler()
        figures = Figures()
        recent.clear()
    }
}
