import Wire

/// Blocks of fragments that wait until their datagram is whole, within bounds: beyond, those of the datagram that waits for longest are dropped.
struct WaitingFrames {
    private let maximumBytes: Int
    private let maximumDatagrams: Int
    private var groups: [Fragment.Key: (blocks: [[UInt8]], serial: Int)] = [:]
    /// Keys by age; one that is gone, or waits anew, is passed over.
    private var byAge: [(key: Fragment.Key, serial: Int)] = []
    private var oldest = 0
    private var started = 0
    private var bytes = 0

    init(_ limits: Limits) {
        maximumBytes = limits.fragmentBytes
        maximumDatagrams = limits.fragmentedDatagrams
    }

    var isEmpty: Bool { groups.isEmpty }

    mutating func add(_ blocks: [[UInt8]], for key: Fragment.Key) {
        for block in blocks { bytes += block.count }
        if groups[key] != nil {
            groups[key]?.blocks += blocks
        } else {
            started += 1
            byAge.append((key, started))
            groups[key] = (blocks, started)
        }
    }

    mutating func take(_ key: Fragment.Key) -> [[UInt8]] {
        let blocks = groups.removeValue(forKey: key)?.blocks ?? []
        for block in blocks { bytes -= block.count }
        return blocks
    }

    /// What waits for longest, if too much does.
    mutating func takeBeyondBounds() -> [[UInt8]] {
        bytes > maximumBytes || groups.count > maximumDatagrams ? takeOldest() : []
    }

    /// What waits for longest; nothing if nothing waits.
    mutating func takeOldest() -> [[UInt8]] {
        while oldest < byAge.count {
            let (key, serial) = byAge[oldest]
            oldest += 1
            // Forget the entries passed over, now and then, so that the list stays as short as the table.
            if oldest > maximumDatagrams {
                byAge.removeFirst(oldest)
                oldest = 0
            }
            if groups[key]?.serial == serial { return take(key) }
        }
        return []
    }
}
