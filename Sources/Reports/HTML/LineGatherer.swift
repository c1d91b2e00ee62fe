/// A JSON record on its way into a list of records: it can be opened again, so that members are added behind those of another writer.
final class LineGatherer {
    private final class Bytes { var all: [UInt8] = [] }

    private let bytes = Bytes()
    /// Where the record is written.
    let output: OutputBuffer

    init() {
        output = OutputBuffer { [bytes] piece in bytes.all.append(copying: piece, in: 0..<piece.count) }
    }

    /// Opens the object that was written last, so that members can follow: without its brace and the end of its line.
    func reopen() {
        output.flush()
        while let last = bytes.all.popLast(), last != UInt8(ascii: "}") {}
        // Whether a comma is due follows from the byte that was written last.
        if let last = bytes.all.popLast() { output.append(last) }
    }

    /// Ends the object and its line, and hands over all that was written.
    func take() -> [UInt8] {
        output.flush()
        defer { bytes.all = [] }
        return bytes.all
    }
}
