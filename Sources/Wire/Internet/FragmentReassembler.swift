/// Puts IP datagrams together from their fragments, within bounds.
///
/// A flood of first fragments costs at most `maximumBytes` and `maximumDatagrams`; the oldest datagram goes first.
public struct FragmentReassembler: Sendable {
    /// Fragment bytes held at most, over all datagrams.
    private let maximumBytes: Int
    /// Unfinished datagrams held at most.
    private let maximumDatagrams: Int
    /// How long an unfinished datagram is kept, in nanoseconds of capture time (RFC 8200 §4.5: 60 s).
    public static let timeout: Int64 = 60_000_000_000

    /// Datagrams dropped before they were whole, because a bound was hit.
    public private(set) var droppedByLimit = 0
    /// Datagrams in which fragments overlapped (RFC 5722); the bytes that came first were kept.
    public private(set) var overlapping = 0

    private var datagrams: [Fragment.Key: FragmentedDatagram] = [:]
    /// Datagrams by age; one that is gone is passed over.
    private var byAge: [(key: Fragment.Key, serial: Int)] = []
    private var oldest = 0
    public private(set) var bytesHeld = 0
    private var started = 0
    /// Pieces and keys looked at, and bytes copied, for tests.
    private(set) var work = 0

    public init(_ limits: Limits = Limits()) {
        maximumBytes = limits.fragmentBytes
        maximumDatagrams = limits.fragmentedDatagrams
    }

    /// Takes a fragment; gives the transport part of the datagram if that is now whole.
    mutating func add(_ fragment: Fragment, _ frame: Span<UInt8>, at time: Timestamp) -> [UInt8]? {
        var datagram = taken(fragment.key, at: time)
        guard fragment.offset + fragment.range.count <= 0xffff, !datagram.isFull else {
            droppedByLimit += 1
            return nil
        }
        let workBefore = datagram.work
        datagram.add(frame, in: fragment.range, at: fragment.offset, isLast: fragment.isLast)
        work += datagram.work - workBefore
        if datagram.isWhole {
            if datagram.hasOverlap { overlapping += 1 }
            return datagram.assembled()
        }
        bytesHeld += datagram.bytesHeld
        datagrams[fragment.key] = datagram
        makeRoom()
        return nil
    }

    /// Takes the datagram out of the table that a fragment belongs to, or begins one.
    private mutating func taken(_ key: Fragment.Key, at time: Timestamp) -> FragmentedDatagram {
        if let held = datagrams.removeValue(forKey: key) {
            bytesHeld -= held.bytesHeld
            if time.nanoseconds(since: held.began) <= Self.timeout { return held }
        }
        started += 1
        byAge.append((key, started))
        return FragmentedDatagram(began: time, serial: started)
    }

    private mutating func makeRoom() {
        while datagrams.count > maximumDatagrams || bytesHeld > maximumBytes, oldest < byAge.count {
            let (key, serial) = byAge[oldest]
            if let held = datagrams[key], held.serial == serial {
                datagrams.removeValue(forKey: key)
                bytesHeld -= held.bytesHeld
                droppedByLimit += 1
            }
            oldest += 1
            work += 1
        }
        // Forget the entries passed over, now and then, so that the list stays as short as the table.
        if oldest > maximumDatagrams || byAge.count > 4 * maximumDatagrams {
            work += byAge.count - oldest
            byAge = byAge[oldest...].filter { datagrams[$0.key]?.serial == $0.serial }
            oldest = 0
        }
    }
}
