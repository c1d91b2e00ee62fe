/// What one end of a connection sent: its bytes in order, and figures of how they went.
public struct Flow: Sendable {
    public var stream = Reassembler()
    public internal(set) var figures = Figures()
    /// Its latest print in the `DuplicateFilter`; 0 for none.
    var latestPrint: UInt32 = 0

    init() {}

    /// Frees what no straggler needs: the bytes to compare copies with, and the figures.
    mutating func forgetWhatWasTold() {
        stream.forgetHistory()
        figures = Figures()
    }
}
