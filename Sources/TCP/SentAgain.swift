/// How much payload one end sent again.
public struct SentAgain: Equatable, Sendable {
    /// Joined ones count as those that they were made of.
    public internal(set) var segments = 0
    public internal(set) var bytes = 0

    public init() {}

    init(segments: Int, bytes: Int) {
        self.segments = segments
        self.bytes = bytes
    }
}

extension Connection {
    /// All payload that an end sent again as far as is known, needed or not: also where the capture does not have the first copy.
    public func sentAgain(by role: Role) -> SentAgain {
        guard let path = incidents?.path(of: role) else { return SentAgain() }
        return SentAgain(
            segments: path.repeated.count + path.dataInVain.segments, bytes: path.repeatedBytes + path.dataInVain.bytes)
    }
}
