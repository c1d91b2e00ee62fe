public import Wire

/// Splits captures into parts, in one pass: each packet goes where its `PartChooser` says, as the block that it was, with its capture and its number
/// there as an option. What else a section holds goes to each part that has packets of it.
public final class CaptureSplitter {
    private let chooser: any PartChooser
    private let parts: [PartWriter]
    private let sources: [String]
    private var section = PartSection(number: 0, isBigEndian: false, header: [], firstHeader: [])
    private var sections = 0
    private var waiting: WaitingFrames
    private let scratch = BlockWriter(threshold: .max) { _ in }
    /// When the frame before was captured.
    private var previous = Timestamp(nanoseconds: .min)
    /// The lesser of the last two times, and the latest.
    private var clock = Timestamp(nanoseconds: .min)
    private var last = Timestamp(nanoseconds: .min)
    /// Whether blocks besides packets were left out, since a section has too many.
    public private(set) var leftOut = false
    public private(set) var frames = 0

    /// - Parameters:
    ///   - sources: the names of all captures, in the order in which they will be split.
    ///   - write: takes bytes of a part, in order.
    public init(
        into count: Int, sources: [String], chooser: any PartChooser, limits: Limits,
        write: @escaping (_ part: Int, _ bytes: Span<UInt8>) -> Void
    ) {
        self.chooser = chooser
        self.sources = sources
        waiting = WaitingFrames(limits)
        // All parts together hold no more than 64 MiB.
        let threshold = max(1 << 12, min(1 << 18, (64 << 20) / max(1, count)))
        parts = (0..<count).map { part in PartWriter(threshold: threshold) { write(part, $0) } }
    }

    /// Splits a capture that was just opened.
    ///
    /// - Parameter source: the index among `sources` of the capture, or of the first one that it is a part of.
    public func split(_ file: CaptureFile, source: Int, isOpen: () -> Bool) {
        if case .pcapng(let reader) = file.format {
            let before = frames
            split(reader, source, isOpen)
            file.noteEnd(reader.end, frames: frames - before)
        } else {
            split(packetsOf: file, source, isOpen)
        }
        letGo()
    }

    /// Says in each part when the captures ended, once all were split.
    public func finish() {
        for part in parts where !part.isEmpty {
            let body =
                PartOption.head(.end, isBigEndian: part.isBigEndian)
                + PartOption.bytes(of: last.nanoseconds, clock.nanoseconds)
            part.append(end: body)
            part.flush()
        }
    }

    // MARK: - pcapng

    private func split(_ reader: PCAPNGReader, _ source: Int, _ isOpen: () -> Bool) {
        reader.forEachBlock { block, info in
            guard let info else {
                take(block, of: reader, source)
                return isOpen()
            }
            take(block, info, of: reader)
            return isOpen()
        }
    }

    /// Takes a block that is no packet.
    private func take(_ block: RawBlock, of reader: PCAPNGReader, _ source: Int) {
        if block.type == PCAPNGReader.BlockType.section {
            return beginSection(block, source: source + (reader.part.sourceIndex ?? 0))
        }
        // What a part says of its end is said anew.
        if block.type == PartOption.block, reader.part.isPart { return }
        // Statistics are of all packets of an interface, and no part has them all.
        if block.type == PCAPNGReader.BlockType.statistics { return }
        scratch.append(block)
        if !section.add(scratch.take()) { leftOut = true }
    }

    private func beginSection(_ block: RawBlock, source: Int) {
        letGo()
        sections += 1
        func header(_ more: [UInt8]) -> [UInt8] {
            let index = PartOption.option(.sourceIndex, PartOption.bytes(of: Int64(source)), isBigEndian: block.isBigEndian)
            scratch.append(section: block, adding: more + index, isPart: true)
            return scratch.take()
        }
        let names = sources.flatMap { PartOption.option(.source, Array($0.utf8), isBigEndian: block.isBigEndian) }
        section = PartSection(
            number: sections, isBigEndian: block.isBigEndian, header: header([]), firstHeader: header(names))
    }

    private func take(_ block: RawBlock, _ info: FrameInfo, of reader: PCAPNGReader) {
        let frame = unsafe Span<UInt8>(_unsafeBytes: UnsafeRawBufferPointer(rebasing: block.bytes[block.place(of: info)]))
        note(info) { option, writer in
            switch block.type {
            case PCAPNGReader.BlockType.simplePacket:
                let packet = BlockWriter.NewPacket(
                    wireLength: info.wireLength, units: reader.units(of: info.time), isBigEndian: block.isBigEndian)
                writer.append(frame, packet, options: option)
            default:
                // What a part says of a packet stays as it is.
                writer.append(block, adding: reader.part.isPart ? [] : option)
            }
        } place: {
            chooser.place(of: frame, info)
        }
    }

    // MARK: - pcap

    private func split(packetsOf file: CaptureFile, _ source: Int, _ isOpen: () -> Bool) {
        let header = PCAPNGHeader(of: file)
        sections += 1
        let index = PartOption.option(.sourceIndex, PartOption.bytes(of: Int64(source)), isBigEndian: false)
        let names = sources.flatMap { PartOption.option(.source, Array($0.utf8), isBigEndian: false) }
        func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
            scratch.append(type: type, body: body)
            return scratch.take()
        }
        section = PartSection(
            number: sections, isBigEndian: false,
            header: block(PCAPNGReader.BlockType.section, header.section(options: index)),
            firstHeader: block(PCAPNGReader.BlockType.section, header.section(options: names + index)))
        _ = section.add(block(PCAPNGReader.BlockType.interface, header.interface(options: [])))
        file.forEachBatch(from: 1, file: source, filter: nil) { frames, block in
            for i in frames.indices {
                let info = frames[i]
                let frame = block.extracting(info.range)
                note(info) { option, writer in
                    let packet = BlockWriter.NewPacket(wireLength: info.wireLength, units: header.units(of: info.time))
                    writer.append(frame, packet, options: option)
                } place: {
                    chooser.place(of: frame, info)
                }
            }
            return isOpen()
        }
    }

    // MARK: - Frames

    /// Takes the next frame.
    private func note(_ info: FrameInfo, write: ([UInt8], BlockWriter) -> Void, place: () -> PartPlace) {
        let before = previous
        frames += 1
        clock = frames == 1 ? info.time : min(info.time, previous)
        previous = info.time
        if info.hasTime { last = max(last, info.time) }
        let place = place()
        if place.whole.isEmpty, case .nowhere = place.destination { return }
        let option = PartOption.option(
            .frame, PartOption.bytes(of: Int64(info.numberInFile), before.nanoseconds) + [info.hasTime ? 0 : 1],
            isBigEndian: section.isBigEndian)
        if place.whole.isEmpty, case .part(let number) = place.destination {
            let part = part(number)
            part.bring(section)
            return write(option, part.writer)
        }
        write(option, scratch)
        let blocks = place.whole.flatMap { waiting.take($0) } + [scratch.take()]
        switch place.destination {
        case .part(let number): send(blocks, to: part(number))
        case .waits(let key):
            waiting.add(blocks, for: key)
            letGo(waiting.takeBeyondBounds())
        case .nowhere: break
        }
    }

    private func part(_ number: Int) -> PartWriter { parts[parts.indices.contains(number) ? number : 0] }

    private func send(_ blocks: [[UInt8]], to part: PartWriter) {
        guard !blocks.isEmpty else { return }
        part.bring(section)
        for block in blocks { part.append(block: block) }
    }

    /// What waits for the rest of its datagram goes to the first part: a section, or a capture, ends.
    private func letGo() {
        while !waiting.isEmpty { letGo(waiting.takeOldest()) }
    }

    private func letGo(_ blocks: [[UInt8]]) {
        if chooser.wantsAll { send(blocks, to: parts[0]) }
    }
}
