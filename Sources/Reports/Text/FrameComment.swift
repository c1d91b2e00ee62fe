import Language
import Wire

/// The comment that a pcapng file holds on a frame, escaped, until the frame's packet comes.
struct FrameComment {
    private let frame: Int
    private let text: String

    init(_ bytes: Span<UInt8>, on frame: FrameInfo) {
        self.frame = frame.number
        var copy: [UInt8] = []
        copy.append(copying: bytes, in: 0..<bytes.count)
        text = Escaping.printable(copy, limit: 200)
    }

    /// The comment, if it is on this frame.
    func text(of frame: FrameInfo) -> String? { frame.number == self.frame ? text : nil }
}
