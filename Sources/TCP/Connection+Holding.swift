public import Wire

extension Connection {
    /// How long a closed connection waits for stragglers before its record is written, in nanoseconds.
    public static let lingering: Int64 = 2_000_000_000
    /// How long a closed connection is held: 2 MSL (RFC 9293 §3.4.2).
    public static let holdingOnceClosed: Int64 = 240_000_000_000
    /// How long a connection is held on which neither payload nor step 3 was seen.
    public static let holdingBeforeData: Int64 = 300_000_000_000
    /// How long any other connection is held.
    public static let holding: Int64 = 7_200_000_000_000

    /// What decides when it is reported, and when it is released.
    public var lifetime: Lifetime {
        // The first that fits, in the contract's order.
        let hasBegun = sawPayload || client.synPayload > 0 || server.synPayload > 0 || stepFrames.has(.handshake3)
        return Lifetime(
            number: number, end: end, hold: !hasBegun ? .beforeData : isClosed ? .onceClosed : .usual, isClosed: isClosed,
            isReported: isReported, isRefused: isRefused)
    }

    /// Whether it is closed and has waited long enough for stragglers at `time`.
    public func isSettled(at time: Timestamp) -> Bool { lifetime.isSettled(at: time) }

    /// Why it ended, if it is let go because of `reason`: a close or a reset comes first.
    public func ending(_ reason: ConnectionTable.Ending) -> ConnectionTable.Ending {
        closing ?? reason
    }

    /// Whether a segment of this pair of endpoints belongs to this connection. Records it among the last segments.
    func admit(
        _ segment: Segment, lowSent: Bool, as id: ConnectionID, _ duplicates: DuplicateFilter
    ) -> ConnectionTable.Admission {
        if lifetime.isExpired(at: segment.time) { return .new(replacing: id, ending: .idle) }
        if !isReported, isSettled(at: segment.time) { return .settled(id) }
        let sender: Role = lowSent == clientIsLow ? .client : .server
        if duplicates.isDuplicate(segment, from: direction(of: sender), count: &self[flow: sender].recordedSegments) {
            return .existing(id, isDuplicate: true)
        }
        if segment.isSYN, !segment.hasACK, !isRetry(segment, from: sender) {
            let isAnotherSYN = self[sender].initialSequence.map { $0 != segment.sequence } ?? false
            if isClosed || isAnotherSYN || !sawSYN { return .new(replacing: id, ending: .reuse) }
        }
        return .existing(id, isDuplicate: false)
    }
}
