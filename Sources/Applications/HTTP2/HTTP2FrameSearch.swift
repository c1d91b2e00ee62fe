/// Finds the next frame that is certain behind a hole: bytes that look like the header of a frame, at whose end another one stands, and so on.
public struct HTTP2FrameSearch {
    /// Bytes that are held at most, so that a frame which turns out to have begun in them can be read.
    private let maximumHeld: Int
    /// Places that may be the beginning of a frame, at most.
    private static let maximumCandidates = 16
    /// Frames in a row that make it certain; fewer do where the last one ends with a segment.
    private static let certain = 3

    private struct Candidate {
        var start: Int
        /// Where the next header must stand.
        var next: Int
        var frames = 1
        /// It stands at the beginning of a segment.
        var isAtPiece: Bool
    }

    private var bytes: [UInt8] = []
    /// How many bytes before these were given up.
    private var dropped = 0
    private var scanned = 0
    private var candidates: [Candidate] = []

    init(maximumHeld: Int) { self.maximumHeld = maximumHeld }

    /// Whether a place was given up that may have been the beginning of a frame, since too much came behind it.
    private(set) var hasGivenUp = false

    var heldBytes: Int { bytes.count }

    mutating func clear() { self = HTTP2FrameSearch(maximumHeld: maximumHeld) }

    /// Takes the next piece; returns the bytes from the first frame on once that is certain.
    mutating func find(in piece: Span<UInt8>, from sender: StreamEnd, largest: Int, highestStream: Int?) -> [UInt8]? {
        let pieceStart = dropped + bytes.count
        bytes += piece.copied(0..<piece.count)
        let end = dropped + bytes.count
        let held = bytes
        let span = held.span
        while scanned + HTTP2FrameHeader.length <= end {
            let header = HTTP2FrameHeader(span, at: scanned - dropped)
            if candidates.count < Self.maximumCandidates,
                header.isPlausible(from: sender, largest: largest, highestStream: highestStream)
            {
                let next = scanned + HTTP2FrameHeader.length + header.payloadLength
                candidates.append(Candidate(start: scanned, next: next, isAtPiece: scanned == pieceStart))
            }
            scanned += 1
        }
        var found: Int?
        for i in candidates.indices {
            while candidates[i].next + HTTP2FrameHeader.length <= end {
                let header = HTTP2FrameHeader(span, at: candidates[i].next - dropped)
                guard header.isPlausible(from: sender, largest: largest, highestStream: highestStream) else {
                    candidates[i].frames = 0
                    break
                }
                candidates[i].frames += 1
                candidates[i].next += HTTP2FrameHeader.length + header.payloadLength
                if candidates[i].frames >= Self.certain { break }
            }
            let candidate = candidates[i]
            let endsHere = candidate.next == end && candidate.frames > 0
            if candidate.frames >= Self.certain || endsHere && (candidate.frames > 1 || candidate.isAtPiece) {
                found = candidate.start
                break
            }
        }
        if let found { return Array(held[(found - dropped)...]) }
        candidates.removeAll { $0.frames == 0 }
        trim()
        return nil
    }

    /// Gives up what no candidate needs, and what is too much.
    private mutating func trim() {
        let end = dropped + bytes.count
        var keep = candidates.first?.start ?? max(dropped, end - HTTP2FrameHeader.length + 1)
        if end - keep > maximumHeld {
            keep = end - maximumHeld
            let before = candidates.count
            candidates.removeAll { $0.start < keep }
            if candidates.count < before { hasGivenUp = true }
            keep = candidates.first?.start ?? max(dropped, end - HTTP2FrameHeader.length + 1)
        }
        keep = min(keep, scanned)
        // What is kept moves: so only where that is less than what goes.
        guard keep > dropped, keep - dropped >= bytes.count / 2 else { return }
        bytes.removeFirst(keep - dropped)
        dropped = keep
    }

    /// Whether the first frame of a piece begins a request (true) or a response (false); nil if it is neither, or no frame.
    public static func beginsRequest(_ piece: Span<UInt8>) -> Bool? {
        if piece.count >= 14, piece.matches("PRI * HTTP/2.0", at: 0) { return true }
        guard piece.count > HTTP2FrameHeader.length else { return nil }
        let header = HTTP2FrameHeader(piece, at: 0)
        // HEADERS that are whole, without padding or priority: the first field is the method or the status of the static table.
        guard header.kind == .headers, header.flags & ~5 == 0, header.stream & 1 == 1,
            header.isPlausible(from: .client, largest: HTTP2FrameHeader.usualMaximum, highestStream: nil)
        else { return nil }
        switch piece[HTTP2FrameHeader.length] {
        case 0x82, 0x83: return true
        case 0x88...0x8e: return false
        default: return nil
        }
    }

    /// Whether a piece begins with a frame, where the other end is known to send frames: nothing in it speaks against that.
    public static func beginsWithFrame(_ piece: Span<UInt8>, from sender: StreamEnd, highestStream: Int) -> Bool {
        var at = 0
        while at + HTTP2FrameHeader.length <= piece.count {
            let header = HTTP2FrameHeader(piece, at: at)
            guard header.kind != nil,
                header.isPlausible(from: sender, largest: HTTP2FrameHeader.usualMaximum, highestStream: highestStream)
            else { return false }
            at += HTTP2FrameHeader.length + header.payloadLength
        }
        return at > 0
    }

    /// Whether a piece of a stream whose beginning is not known consists of frames.
    public static func looksLikeFrames(_ piece: Span<UInt8>, from sender: StreamEnd) -> Bool {
        var search = HTTP2FrameSearch(maximumHeld: HTTP2Bounds().searchBytes)
        guard piece.count >= HTTP2FrameHeader.length,
            HTTP2FrameHeader(piece, at: 0).isPlausible(from: sender, largest: HTTP2FrameHeader.usualMaximum, highestStream: nil)
        else { return false }
        return search.find(in: piece, from: sender, largest: HTTP2FrameHeader.usualMaximum, highestStream: nil)?.count
            == piece.count
    }
}
