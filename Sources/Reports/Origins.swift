import Wire

/// The origins of frames that were reported so far, by file and number.
struct Origins {
    private struct Key: Hashable {
        var file: Int
        var number: Int
    }

    private var known: [Key: FrameOrigin] = [:]

    mutating func add(_ origin: FrameOrigin, number: Int, file: Int) { known[Key(file: file, number: number)] = origin }

    func origin(of info: FrameInfo) -> FrameOrigin? {
        info.origin == 0 ? nil : known[Key(file: info.file, number: info.origin)]
    }
}
