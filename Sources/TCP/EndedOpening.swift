public import Wire

/// A connection that has ended as an opening does in textbooks, or in a RST right behind it: with its `OpeningShape`, all that there is to say of
/// it once another one of that shape is known.
public struct EndedOpening: Sendable {
    public let number: Int
    public let client: Endpoint
    public let server: Endpoint
    public let start: Timestamp
    /// The time of the last segment.
    public let end: Timestamp
    public let shape: OpeningShape

    /// nil for an opening that is to be judged by itself.
    init?(_ record: borrowing LongOpening, _ entry: ConnectionEntry, ending: ConnectionTable.Ending) {
        guard let shape = OpeningShape(record, ending) else { return nil }
        self.shape = shape
        let key = entry.key
        number = entry.number
        client = record.begin.clientIsLow ? key.low : key.high
        server = record.begin.clientIsLow ? key.high : key.low
        start = record.startTime
        end = record.endTime
    }
}
