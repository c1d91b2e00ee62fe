/// What one end of a connection sent: its bytes in order, and figures of how they went.
public struct Flow: Sendable {
    public var stream = Reassembler()
    public internal(set) var figures: Figures
    var passed = PassedContent()
    /// Its segments that the `DuplicateFilter` recorded, modulo 2^32.
    var recordedSegments: UInt32 = 0

    init(isMeasured: Bool) { figures = Figures(isMeasured: isMeasured) }

    /// Frees what no straggler needs: the bytes to compare copies with, and the figures.
    mutating func forgetWhatWasTold() {
        stream.forgetHistory()
        figures = Figures(isMeasured: figures.isMeasured)
    }
}
