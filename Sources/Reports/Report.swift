public import Analysis

/// An output: takes the events of a run, and then its end.
public protocol Report: EventSink {
    /// Something about the input, in words that are fit for a person.
    func warning(_ text: String)
    /// The last thing written.
    func finish(_ summary: RunSummary, files: [String])
}
