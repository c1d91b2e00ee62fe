internal import Analysis
internal import Capture
internal import Wire

/// Takes the frames of one run, and hands what they come to to a sink, as ``Event``s in one stream.
///
/// An analyzer holds the state of every open connection, so it cannot be copied, and it is used up by ``finish()``: keep it in a variable of a
/// function, as a global variable cannot be used up. What it hands out are values: keep them as long as you like, and change your copies; the
/// analysis does not see it.
///
/// ```swift
/// var analyzer = Analyzer { event in
///     if case .finding(let finding) = event { print(finding.name, finding.frames) }
///     return .continue
/// }
/// analyzer.read(try CaptureFile(path: "capture.pcap"))
/// let summary = analyzer.finish()
/// ```
///
/// The same frames give the same events, in every run.
public struct Analyzer: ~Copyable {
    private let analyzer: Analysis.Analyzer
    private let adapter: EventAdapter
    private var frames = 0
    private var captures = 0

    /// Makes an analyzer that has seen nothing yet.
    ///
    /// - Parameters:
    ///   - kinds: the kinds of events that `sink` is to be called with; what is left out costs little or nothing.
    ///   - limits: how far a capture can make the analyzer grow.
    ///   - sink: takes the events, in the order that ``Event`` states, on the caller's thread, and says whether the run goes on.
    public init(
        events kinds: Set<Event.Kind> = Set(Event.Kind.allCases), limits: Limits = Limits(), sink: @escaping (Event) -> SinkResult
    ) {
        adapter = EventAdapter(kinds, sink)
        analyzer = Analysis.Analyzer(sink: adapter, limits: limits.values)
    }

    /// Whether the sink has ended the run: further frames are not looked at.
    public var isStopped: Bool { adapter.isStopped }

    /// Reads a capture from where it stands to its end, its damage, or until the sink stops.
    ///
    /// Frames are numbered on from those before, so several captures of one run follow one another. Damage, and whatever else of the file could
    /// not be read, comes as ``Event/damage(_:)``; what stood before it was analysed and stays valid.
    public mutating func read(_ capture: CaptureFile) {
        guard !isStopped, capture.beginReading() else { return }
        let (analyzer, adapter) = (analyzer, adapter)
        frames += capture.file.forEachBatch(from: frames + 1, file: captures, filter: capture.filter) { frames, block in
            analyzer.process(frames, in: block)
            return !adapter.isStopped
        }
        captures += 1
        for error in capture.damage { adapter.emit(.damage(error)) }
    }

    /// Takes one frame.
    ///
    /// - Parameters:
    ///   - bytes: the captured bytes, from the link header on; read during the call only.
    ///   - time: when the frame was captured; nil where that is not known, and then nothing is concluded from times.
    ///   - wireLength: how long the frame was on the wire, in bytes; nil, or less than `bytes`, for as long as `bytes`.
    ///   - linkType: what the frame begins with.
    public mutating func process(
        _ bytes: borrowing Span<UInt8>, at time: Timestamp?, wireLength: Int? = nil, linkType: LinkType = .ethernet
    ) {
        guard !isStopped else { return }
        frames += 1
        var info = FrameInfo(
            number: frames, numberInFile: frames, file: captures, time: Wire.Timestamp(nanoseconds: time?.nanoseconds ?? 0),
            wireLength: max(bytes.count, wireLength ?? 0), linkType: Wire.LinkType(rawValue: linkType.rawValue))
        info.hasTime = time != nil
        analyzer.process(bytes, info)
    }

    /// Tells the analyzer that time passed without a frame: connections that are due end, and are reported.
    ///
    /// For live captures; the times of a capture file move the analysis on by themselves.
    public mutating func tick(at time: Timestamp) {
        if !isStopped { analyzer.tick(at: Wire.Timestamp(nanoseconds: time.nanoseconds)) }
    }

    /// Ends the run: every connection that is still open is reported, unless the sink stopped the run before.
    ///
    /// - Returns: what the run came to.
    public consuming func finish() -> Summary {
        analyzer.finish()
        return Summary(analyzer.summary, wasStopped: adapter.isStopped)
    }
}
