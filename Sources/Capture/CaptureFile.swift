public import Wire

/// A capture file (or standard input), opened, that lends its frames one after another.
public final class CaptureFile {
    public let name: String
    /// Damage that ended the reading early; what came before it is valid.
    public private(set) var damage: CaptureError?
    /// Link types that occurred and cannot be read, each told once.
    public private(set) var unsupportedLinkTypes: [LinkType] = []

    /// Called before the next bytes of a pipe or a terminal are waited for.
    public var beforeWaiting: (() -> Void)? {
        get { source.file.beforeWaiting }
        set { source.file.beforeWaiting = newValue }
    }

    private let source: DecompressedSource
    private let format: Format

    private enum Format {
        case plain(PlainPCAPReader)
        case pcap(PCAPReader)
        case pcapng(PCAPNGReader)
    }

    /// One frame, on loan until the next.
    @safe struct RawFrame {
        var bytes: UnsafeRawBufferPointer
        var time: Timestamp
        var wireLength: Int
        var linkType: LinkType
        var interface = 0
        var comment: String?
    }

    /// Opens a capture and looks at its beginning.
    public init(path: String) throws(CaptureError) {
        let file = try ByteSource(path: path)
        name = file.name
        guard !file.peek(1).isEmpty else {
            if let reason = file.failure { throw .system(file: file.name, reason: reason) }
            throw .empty(file: file.name)
        }
        source = try DecompressedSource(file)
        let beginning = source.isCompressed ? [] : file.peek(24)
        if let reader = PlainPCAPReader(source, header: beginning, areTaken: false) {
            format = .plain(reader)
            if !reader.linkType.isSupported {
                throw .unsupportedLinkType(file: name, reader.linkType, name: reader.linkType.pcapName)
            }
            return
        }
        let magic = Array(beginning.prefix(4))
        switch try Self.kind(magic, source) {
        case .pcap(let prefix): format = .pcap(try PCAPReader(source, prefix: prefix))
        case .pcapng(let prefix): format = .pcapng(PCAPNGReader(source, prefix: prefix))
        }
        if case .pcap(let reader) = format, !reader.linkType.isSupported {
            throw .unsupportedLinkType(file: name, reader.linkType, name: reader.linkType.pcapName)
        }
    }

    private enum Kind {
        case pcap(prefix: [UInt8])
        case pcapng(prefix: [UInt8])
    }

    private static func kind(_ magic: [UInt8], _ source: DecompressedSource) throws(CaptureError) -> Kind {
        var prefix = magic
        if prefix.isEmpty {
            var first = [UInt8](repeating: 0, count: 4)
            let got = unsafe first.withUnsafeMutableBytes { unsafe source.readAll(into: $0) }
            if got == 0, let failure = source.failure { throw failure }
            prefix = Array(first.prefix(got))
        }
        // The bytes of `magic` are still in the source, those of a compressed one are taken.
        let taken = magic.isEmpty ? prefix : []
        if prefix == [0x0a, 0x0d, 0x0d, 0x0a] { return .pcapng(prefix: taken) }
        if PCAPReader.magics.contains(prefix) { return .pcap(prefix: taken) }
        throw .notACapture(file: source.file.name)
    }

    /// The link type of all frames; nil for a pcapng file, whose interfaces may differ.
    public var linkType: LinkType? {
        switch format {
        case .plain(let reader): reader.linkType
        case .pcap(let reader): reader.linkType
        case .pcapng: nil
        }
    }

    /// Bytes of the file read so far: compressed ones count as they are in the file.
    public var bytesRead: Int { source.file.bytesRead }

    /// Whether its bytes come when they come: a pipe, a socket or a terminal.
    public var isStream: Bool { source.file.isStream }

    /// Bytes of the file as it lies on the disk; nil for a stream.
    public var size: Int? { source.file.size }

    /// The interfaces of the current section of a pcapng file.
    public var interfaces: [CaptureInterface] {
        if case .pcapng(let reader) = format { reader.interfaces } else { [] }
    }

    /// Bodies of the pcapng blocks that map addresses to names, and of those that hold decryption keys, as far as they were read.
    public var nameResolutions: [[UInt8]] { if case .pcapng(let reader) = format { reader.nameResolutions } else { [] } }
    public var decryptionSecrets: [[UInt8]] { if case .pcapng(let reader) = format { reader.decryptionSecrets } else { [] } }

    /// Lends every frame to `body`, with whether it passed the filter, until the file's end, its damage, or `body` returns false.
    ///
    /// - Parameters:
    ///   - firstNumber: the number of the first frame in the run.
    ///   - file: the index of this file in the run.
    /// - Returns: how many frames were read.
    public func forEachFrame(
        from firstNumber: Int, file: Int, filter: CaptureFilter?,
        _ body: (FrameInfo, Span<UInt8>, _ matches: Bool) -> Bool
    ) -> Int {
        var count = 0
        while let frame = nextFrame() {
            count += 1
            var info = FrameInfo(
                number: firstNumber + count - 1, numberInFile: count, file: file, time: frame.time,
                wireLength: frame.wireLength, linkType: frame.linkType)
            info.interface = frame.interface
            info.comment = frame.comment
            if !info.linkType.isSupported, !unsupportedLinkTypes.contains(info.linkType) {
                unsupportedLinkTypes.append(info.linkType)
            }
            let matches = unsafe filter?.matches(frame.bytes, wireLength: frame.wireLength, linkType: frame.linkType) ?? true
            let span = unsafe Span<UInt8>(_unsafeBytes: frame.bytes)
            if !body(info, span, matches) { return count }
        }
        // Where a signal ended a stream is no damage.
        if source.file.wasInterrupted { return count }
        let end =
            switch format {
            case .plain(let reader): reader.end
            case .pcap(let reader): reader.end
            case .pcapng(let reader): reader.end
            }
        switch end {
        case .whole: break
        case .cutShort: damage = source.failure ?? .cutShort(file: name, packet: count + 1)
        case .damaged(let reason): damage = source.failure ?? .damaged(file: name, packet: count + 1, reason: reason)
        }
        if damage == nil { damage = source.failure }
        return count
    }

    private func nextFrame() -> RawFrame? {
        switch format {
        case .plain(let reader): reader.next()
        case .pcap(let reader): reader.next()
        case .pcapng(let reader): reader.next()
        }
    }

    /// How a reader came to its end.
    enum End {
        case whole, cutShort
        case damaged(String)
    }
}
