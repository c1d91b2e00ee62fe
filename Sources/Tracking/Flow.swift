/// What one end of a connection sent, as far as it takes memory of its own: bytes, samples, and its last segments.
public final class Flow {
    struct Contents {
        var stream = Reassembler()
        var figures = Figures()
        var recent = RecentSegments()
    }

    // One member: whoever deals with all of it asks for exclusive access once.
    var contents: Contents

    init(_ contents: Contents = Contents()) { self.contents = contents }

    public var stream: Reassembler {
        @inline(__always)
        get { contents.stream }
        @inline(__always)
        _modify { yield &contents.stream }
    }

    public internal(set) var figures: Figures {
        @inline(__always)
        get { contents.figures }
        @inline(__always)
        _modify { yield &contents.figures }
    }

    var recent: RecentSegments {
        @inline(__always)
        get { contents.recent }
        @inline(__always)
        _modify { yield &contents.recent }
    }

    /// Frees the bytes to compare copies with, the samples, and the last segments: those are too old for a frame captured twice.
    func forgetWhatWasTold() { contents.forgetWhatWasTold() }
}

extension Flow.Contents {
    fileprivate mutating func forgetWhatWasTold() {
        stream.forgetHistory()
        figures = Figures()
        recent.clear()
    }
}
