import Wire

/// Which file each frame of a run came from, and its number there.
struct FrameOrigins {
    /// Places kept at most. Only where parts of captures are read are there more than files.
    static let maximum = 1 << 20

    /// Where frames of a file begin whose numbers go on as those of the run do.
    private struct Place {
        /// The number in the run of the first of them.
        var first: Int
        var file: Int
        /// What is taken from a frame's number to get the number in its file.
        var offset: Int
    }

    private var places: [Place] = []
    private var last = 0
    /// Frames from this one on are not known.
    private var end = Int.max

    /// Takes notice of a frame, in the order of the run.
    mutating func note(_ info: FrameInfo) {
        defer { last = info.number }
        let offset = info.number - info.numberInFile
        if let place = places.last, place.file == info.file, place.offset == offset || end < .max { return }
        guard places.count < Self.maximum else {
            end = min(end, info.number)
            return
        }
        places.append(Place(first: max(last, offset) + 1, file: info.file, offset: offset))
    }

    /// Where a frame that was noted, or one of its file, came from; no file (-1) where that was not kept.
    func origin(of frame: Int) -> (file: Int, frame: Int) {
        guard frame < end else { return (-1, frame) }
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle].first <= frame { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return (0, frame) }
        return (places[low - 1].file, frame - places[low - 1].offset)
    }
}
