/// What a sink answers to an event.
public enum SinkResult: Sendable, Hashable {
    /// The run goes on.
    case `continue`
    /// The run ends: no further event comes, and no further frame is looked at. ``Summary`` may count up to 63 frames more, those of the
    /// batch at hand.
    case stop
}
