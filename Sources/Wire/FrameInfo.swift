/// What the capture says of a frame besides its bytes.
public struct FrameInfo: Sendable {
    /// Counted from 1 over the whole run, as Wireshark numbers frames.
    public var number: Int
    /// Counted from 1 within its own file.
    public var numberInFile: Int
    /// The index of the file among those of the run, from 0.
    public var file: Int
    public var time: Timestamp
    /// How long the frame was on the wire, in bytes; the capture may hold less (snap length).
    public var wireLength: Int
    public var linkType: LinkType
    /// The interface of the pcapng section that captured it, from 0; 0 for other formats.
    public var interface = 0
    /// The comment that a pcapng file holds on it.
    public var comment: String?

    public init(number: Int, numberInFile: Int, file: Int, time: Timestamp, wireLength: Int, linkType: LinkType) {
        self.number = number
        self.numberInFile = numberInFile
        self.file = file
        self.time = time
        self.wireLength = wireLength
        self.linkType = linkType
    }
}
