public import Wire

/// A capture file (or standard input), opened, that hands over its frames in the order of the file.
public final class CaptureFile {
    public let name: String
    /// Damage that ended the reading early; what came before it is valid.
    public private(set) var damage: CaptureError?
    /// Link types that occurred and cannot be read, each once, and no more than the first 64.
    public private(set) var unsupportedLinkTypes: [LinkType] = []

    /// Called before the next bytes of a pipe or a terminal are waited for.
    public var beforeWaiting: (() -> Void)? {
        get { source.file.beforeWaiting }
        set { source.file.beforeWaiting = newValue }
    }

    private let source: DecompressedSource
    private var origins = OriginTable()
    let format: Format
    /// Whether a pcap file's times are in nanoseconds, as its first bytes say; else they are in microseconds.
    let hasNanoseconds: Bool

    enum Format {
        case plain(PlainPCAPReader)
        case pcap(PCAPReader)
        case pcapng(PCAPNGReader)

        var reader: any FrameReader {
            switch self {
            case .plain(let reader): reader
            case .pcap(let reader): reader
            case .pcapng(let reader): reader
            }
        }
    }

    /// Whether a signal came that is to end the reading; asked before more bytes of a stream are waited for.
    public var isInterrupted: (() -> Bool)? {
        get { source.file.isInterrupted }
        set { source.file.isInterrupted = newValue }
    }

    /// Opens a capture and looks at its beginning.
    public convenience init(path: String, limits: Limits = Limits()) throws(CaptureError) {
        try self.init(CaptureInput(path: path), limits: limits)
    }

    /// Looks at the beginning of a capture that is open.
    public init(_ input: CaptureInput, limits: Limits = Limits()) throws(CaptureError) {
        let file = ByteSource(input)
        name = file.name
        guard !file.peek(1).isEmpty else {
            if let reason = file.failure { throw .system(file: file.name, reason: reason) }
            throw .empty(file: file.name)
        }
        source = try DecompressedSource(file)
        (format, hasNanoseconds) = try Self.format(source, limits)
        if let type = linkType, !type.isSupported { throw .unsupportedLinkType(file: name, type, name: type.pcapName) }
    }

    private static func format(
        _ source: DecompressedSource, _ limits: Limits
    ) throws(CaptureError) -> (Format, hasNanoseconds: Bool) {
        // The first bytes of a compressed file can only be taken, those of another can be looked at.
        let beginning: [UInt8]
        if source.isCompressed {
            var first = [UInt8](repeating: 0, count: PlainPCAPReader.headerLength)
            let got = unsafe first.withUnsafeMutableBytes { unsafe source.readAll(into: $0) }
            if got == 0, let failure = source.failure { throw failure }
            beginning = Array(first.prefix(got))
        } else {
            beginning = source.file.peek(PlainPCAPReader.headerLength)
        }
        let hasNanoseconds = PCAPReader.nanosecondMagics.contains(Array(beginning.prefix(4)))
        if let reader = PlainPCAPReader(source, header: beginning, areTaken: source.isCompressed) {
            return (.plain(reader), hasNanoseconds)
        }
        let taken = source.isCompressed ? beginning : []
        let magic = Array(beginning.prefix(4))
        if magic == [0x0a, 0x0d, 0x0d, 0x0a] {
            return (.pcapng(PCAPNGReader(source, prefix: taken, limits: limits)), false)
        }
        if PCAPReader.magics.contains(magic) {
            return (.pcap(try PCAPReader(source, prefix: taken)), hasNanoseconds)
        }
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

    /// The decryption secrets of a whole file, wherever in it they stand; none of one that has to be decompressed or comes as a stream: its
    /// secrets are known when they come.
    public static func allSecrets(_ input: CaptureInput) -> [[UInt8]] {
        guard !input.isStream, let file = try? CaptureFile(input), case .pcapng(let reader) = file.format,
            !file.source.isCompressed
        else { return [] }
        reader.readSecrets()
        return reader.decryptionSecrets
    }

    /// What was left out of the file so far, each once.
    public var warnings: [CaptureWarning] {
        let more: [CaptureWarning] = origins.isFull ? [.origins] : []
        guard case .pcapng(let reader) = format else { return more }
        return reader.warnings + more + (reader.timesOutOfRange > 0 ? [.timesOutOfRange(packets: reader.timesOutOfRange)] : [])
    }

    /// Calls `body` with up to 64 frames at a time, and with the block of the file that they lie in, until the file's end, its damage, or
    /// `body` returns false.
    ///
    /// Both spans are valid during the call only. `FrameInfo.range` and `FrameInfo.comment` say where a frame's bytes and its comment lie
    /// in the block. Frames come in the order of the file, those that the filter leaves out too (`FrameInfo.isFilteredOut`). Frames of a
    /// pipe are handed over before more bytes are waited for.
    ///
    /// - Parameters:
    ///   - firstNumber: the number of the first frame in the run.
    ///   - file: the index of this file in the run, or of the first of its `sources`.
    ///   - limit: how many frames are read at most.
    /// - Returns: how many frames were read.
    @discardableResult
    public func forEachBatch(
        from firstNumber: Int, file: Int, filter: CaptureFilter?, limit: Int = .max,
        _ body: (_ frames: Span<FrameInfo>, _ block: Span<UInt8>) -> Bool
    ) -> Int {
        let reader = format.reader
        let batch = FrameBatch(file: file, firstNumber: firstNumber)
        while batch.taken + batch.count < limit {
            batch.begin(limit: limit - batch.taken - batch.count)
            reader.read(into: batch)
            if batch.isEmpty {
                noteEnd(reader.end, frames: batch.taken)
                return batch.taken
            }
            noteLinkTypes(of: batch)
            noteOrigins(of: batch)
            if let filter {
                unsafe batch.changeAll { info, bytes in
                    info.isFilteredOut = unsafe !filter.matches(bytes, wireLength: info.wireLength, linkType: info.linkType)
                }
            }
            if !batch.lend(body) { break }
        }
        return batch.taken + batch.count
    }

    /// Calls `body` with every frame, with its bytes, and with whether it passed the filter: `forEachBatch`, one by one.
    ///
    /// - Returns: how many frames were read.
    @discardableResult
    public func forEachFrame(
        from firstNumber: Int, file: Int, filter: CaptureFilter?,
        _ body: (FrameInfo, Span<UInt8>, _ matches: Bool) -> Bool
    ) -> Int {
        var count = 0
        forEachBatch(from: firstNumber, file: file, filter: filter) { frames, block in
            for i in frames.indices {
                count += 1
                if !body(frames[i], block.extracting(frames[i].range), !frames[i].isFilteredOut) { return false }
            }
            return true
        }
        return count
    }

    /// When the first frame was captured; nil if none of the first 64 has a time. These are read then, so it takes a file of its own.
    public func firstTime() -> Timestamp? {
        var time: Timestamp?
        forEachBatch(from: 1, file: 0, filter: nil, limit: FrameBatch.capacity) { frames, _ in
            // A plain loop: Swift 6.3.1 fails to optimise `for … where` over a span here.
            var i = 0
            while time == nil, i < frames.count {
                let info = frames[i]
                if info.hasTime { time = info.time }
                i += 1
            }
            return time == nil
        }
        return time
    }

    /// The origins that frames of the present batch, or of one before, have for the first time; `FrameInfo.origin` names them by number.
    public var newOrigins: [(number: Int, origin: FrameOrigin)] { origins.new }

    private func noteOrigins(of batch: FrameBatch) {
        if !origins.new.isEmpty { origins.forgetNew() }
        switch format {
        case .plain(let reader):
            guard reader.linkType == .linuxCooked2 || reader.linkType == .pktap else { return }
            unsafe batch.changeAll { info, bytes in info.origin = unsafe Int(origins.number(in: bytes, of: reader.linkType)) }
        case .pcapng(let reader):
            guard reader.tellsOrigins else { return }
            unsafe batch.changeAll { info, bytes in
                let own = unsafe Int(origins.number(in: bytes, of: info.linkType))
                if own > 0 { return info.origin = own }
                let (interface, process) = (info.interface, info.origin)
                info.origin = Int(
                    origins.number(section: reader.section, interface: interface, process: process) {
                        reader.origin(interface: interface, process: process)
                    })
            }
        case .pcap: break
        }
    }

    private func noteLinkTypes(of batch: FrameBatch) {
        if case .plain = format { return }
        // Nearly all frames are of the link type of the one before.
        var supported: LinkType?
        batch.lend { frames, _ in
            for i in frames.indices {
                let type = frames[i].linkType
                if type == supported { continue }
                if type.isSupported {
                    supported = type
                    continue
                }
                guard type != .undescribed, unsupportedLinkTypes.count < 64 else { continue }
                if !unsupportedLinkTypes.contains(type) { unsupportedLinkTypes.append(type) }
            }
        }
    }

    func noteEnd(_ end: End, frames: Int) {
        // Where a signal ended a stream is no damage.
        if source.file.wasInterrupted { return }
        switch end {
        case .whole: damage = source.failure
        case .cutShort: damage = source.failure ?? .cutShort(file: name, packet: frames + 1)
        case .damaged(let reason): damage = source.failure ?? .damaged(file: name, packet: frames + 1, reason: reason)
        }
    }

    /// How a reader came to its end.
    enum End {
        case whole, cutShort
        case damaged(CaptureFault)
    }
}
