import Wire

/// Which file each frame of a run came from, and its number there.
struct FrameOrigins {
    /// How many frames came before each file, in the order of the files.
    private var begins: [(file: Int, offset: Int)] = []

    /// Takes notice of a frame, in the order of the run.
    mutating func note(_ info: FrameInfo) {
        if begins.last?.file == info.file { return }
        begins.append((info.file, info.number - info.numberInFile))
    }

    /// Where a frame that was noted, or one of its file, came from.
    func origin(of frame: Int) -> (file: Int, frame: Int) {
        guard let begin = begins.last(where: { $0.offset < frame }) else { return (0, frame) }
        return (begin.file, frame - begin.offset)
    }
}
