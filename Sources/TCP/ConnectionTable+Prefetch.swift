import CShims

/// Where connections lie is asked for a little before they are needed: each step asks for what the next one reads.
extension ConnectionTable {
    /// Has what segments need of their connections fetched into the cache, as far as those are known.
    func prefetch(_ places: inout MutableSpan<SegmentPlace>) {
        for i in places.indices where places[i].isKnown { index.prefetch(places[i].hash) }
        for i in places.indices where places[i].isKnown {
            places[i].likely = likely(places[i].hash)
            if let id = places[i].likely {
                unsafe tcpexplain_prefetch(entries.pointer(Int(id)), MemoryLayout<ConnectionEntry>.size)
            }
        }
        // Those that are expanded, unretained, which would need them at once; none is released meanwhile.
        var known = unsafe InlineArray<64, Unmanaged<Connection>?>(repeating: nil)
        let count = min(places.count, 64)
        for i in 0..<count { if let id = places[i].likely { unsafe known[i] = prefetchRecord(id) } }
        for i in 0..<count { if let connection = unsafe known[i] { unsafe prefetchEnds(connection, places[i]) } }
        // Those whose application reads the segment, as bits.
        var read: UInt64 = 0
        for i in 0..<count {
            if let connection = unsafe known[i], unsafe prefetchRest(connection, places[i]) { read |= 1 << UInt64(i) }
        }
        for step in 0...1 {
            var rest = read
            while rest != 0 {
                let i = rest.trailingZeroBitCount
                if let connection = unsafe known[i] { unsafe prefetchInApplication(connection, places[i], step: step) }
                rest &= rest - 1
            }
        }
    }

    /// The first connection whose hash this is.
    @inline(__always)
    private func likely(_ hash: UInt64) -> UInt32? { index.find(hash) { _ in true }.map { UInt32(truncatingIfNeeded: $0) } }

    /// The connection's own lines; itself, if it is expanded.
    @inline(__always)
    private func prefetchRecord(_ id: UInt32) -> Unmanaged<Connection>? {
        let slot = Int(entries[Int(id)].index)
        switch entries[Int(id)].location {
        case .shortOpening: unsafe tcpexplain_prefetch(shortOpenings.values.pointer(slot), MemoryLayout<OpeningRecord>.size)
        case .longOpening: unsafe tcpexplain_prefetch(longOpenings.values.pointer(slot), MemoryLayout<LongOpening>.size)
        case .slot:
            guard let connection = unsafe unretained(slot) else { return nil }
            unsafe tcpexplain_prefetch(connection.toOpaque(), Connection.firstLines * Ends.line)
            return unsafe connection
        case .closed, .nowhere: break
        }
        return nil
    }

    /// What its ends said, and where its last segments were recorded.
    @inline(__always)
    private func prefetchEnds(_ connection: Unmanaged<Connection>, _ place: borrowing SegmentPlace) {
        let lowSent = place.lowSent
        let direction = unsafe connection._withUnsafeGuaranteedRef { connection in
            connection.ends.prefetch()
            return connection.direction(of: connection.sender(lowSent))
        }
        duplicates.prefetch(place.mark, from: direction)
    }

    /// Its figures, the rest of it if the segment looks as if it took the long way, and its application if it is more than content that is only
    /// counted: whether it is.
    @inline(__always)
    private func prefetchRest(_ connection: Unmanaged<Connection>, _ place: borrowing SegmentPlace) -> Bool {
        let (lowSent, length, isPlain) = (place.lowSent, Int(place.payloadLength), place.isPlain)
        let start = unsafe connection.toOpaque()
        return unsafe connection._withUnsafeGuaranteedRef { connection in
            let sender = connection.sender(lowSent)
            if figures != .none {
                connection[flow: sender].prefetchStatistics()
                connection[flow: sender.peer].prefetchStatistics()
            }
            let isExpected = isPlain && connection.expectsPlainSegments
            if !isExpected {
                unsafe tcpexplain_prefetch(start + Connection.firstLines * Ends.line, Connection.otherLines * Ends.line)
                connection.ends.prefetchRest()
            }
            guard length > connection[flow: sender].passed.room || !isExpected, let address = unsafe connection.applicationAddress
            else { return false }
            unsafe tcpexplain_prefetch(address, 2 * Ends.line)
            return true
        }
    }

    /// What that application needs.
    @inline(__always)
    private func prefetchInApplication(_ connection: Unmanaged<Connection>, _ place: borrowing SegmentPlace, step: Int) {
        let lowSent = place.lowSent
        unsafe connection._withUnsafeGuaranteedRef { $0.application?.prefetch(step, for: $0.sender(lowSent)) }
    }
}

extension Connection {
    /// Who sent a segment, by whether the endpoint that sorts first did.
    @inline(__always)
    func sender(_ lowSent: Bool) -> Role { lowSent == clientIsLow ? .client : .server }
}
