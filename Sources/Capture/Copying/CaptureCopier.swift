import Wire

/// Copies captures into one pcapng file, byte for byte, and puts comments on some of their frames.
///
/// A pcapng file is copied block by block, whatever the blocks are. What changes: a block with a comment is longer, and no section tells its
/// length. A comment that a frame has already is not put there again. A pcap file becomes a section of its own, in which times keep their resolution.
public final class CaptureCopier {
    private let comments: any FrameComments
    private let writer: BlockWriter
    private let isOpen: () -> Bool
    private var hasSection = false
    /// The next frame that something is said of.
    private var nextComment: Int
    /// Comments that found no place: a simple packet block has none.
    public private(set) var unplaced = 0

    /// - Parameters:
    ///   - isOpen: whether anything can still be written.
    ///   - write: takes the bytes of the copy, in order.
    public init(_ comments: any FrameComments, isOpen: @escaping () -> Bool, write: @escaping (Span<UInt8>) -> Void) {
        self.comments = comments
        self.isOpen = isOpen
        nextComment = comments.nextFrame ?? .max
        writer = BlockWriter(write: write)
    }

    /// Copies a capture that was just opened.
    ///
    /// - Parameter firstNumber: the number of its first frame in the run.
    public func copy(_ file: CaptureFile, from firstNumber: Int) {
        if case .pcapng(let reader) = file.format {
            copy(reader, from: firstNumber)
        } else {
            copyPackets(of: file, from: firstNumber)
        }
        writer.flush()
    }

    private func copy(_ reader: PCAPNGReader, from firstNumber: Int) {
        var number = firstNumber
        reader.forEachBlock { block in
            if block.type == PCAPNGReader.BlockType.section {
                let options = sectionOptions(isBigEndian: block.isBigEndian)
                writer.append(section: block, adding: block.has(options) ? [] : options)
            } else if block.isFrame {
                if let text = comment(on: number) {
                    if block.optionsStart == nil { unplaced += 1 }
                    let option = BlockOptions.option(BlockOptions.comment, text, isBigEndian: block.isBigEndian)
                    writer.append(block, adding: block.has(option) ? [] : option)
                } else {
                    writer.append(block)
                }
                number += 1
            } else {
                writer.append(block)
            }
            return isOpen()
        }
    }

    /// What is said of a frame; what is said of frames that did not come again is passed over.
    @inline(__always)
    private func comment(on number: Int) -> [UInt8]? { number < nextComment ? nil : takeComment(on: number) }

    private func takeComment(on number: Int) -> [UInt8]? {
        var text: [UInt8]?
        while nextComment <= number {
            let taken = comments.takeNext()
            if nextComment == number { text = taken }
            nextComment = comments.nextFrame ?? .max
        }
        return text
    }

    private func sectionOptions(isBigEndian: Bool) -> [UInt8] {
        defer { hasSection = true }
        guard !hasSection, !comments.sectionComment.isEmpty else { return [] }
        return BlockOptions.option(BlockOptions.comment, comments.sectionComment, isBigEndian: isBigEndian)
    }

    private func copyPackets(of file: CaptureFile, from firstNumber: Int) {
        let header = PCAPNGHeader(of: file)
        writer.append(type: PCAPNGReader.BlockType.section, body: header.section(options: sectionOptions(isBigEndian: false)))
        writer.append(type: PCAPNGReader.BlockType.interface, body: header.interface(options: []))
        file.forEachBatch(from: firstNumber, file: 0, filter: nil) { frames, block in
            for i in frames.indices {
                let info = frames[i]
                let options =
                    comment(on: info.number).map { BlockOptions.option(BlockOptions.comment, $0, isBigEndian: false) } ?? []
                let packet = BlockWriter.NewPacket(wireLength: info.wireLength, units: header.units(of: info.time))
                writer.append(block.extracting(info.range), packet, options: options)
            }
            return isOpen()
        }
    }
}
