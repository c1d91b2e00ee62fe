import Analysis
import Applications
import TCP
import Wire

/// Turns what the analysis reports into values of its own, and hands those to the sink.
final class EventAdapter: EventSink {
    private let kinds: Set<Event.Kind>
    private let sink: (Event) -> SinkResult
    private(set) var isStopped = false

    init(_ kinds: Set<Event.Kind>, _ sink: @escaping (Event) -> SinkResult) {
        self.kinds = kinds
        wantsPackets = kinds.contains(.packets)
        self.sink = sink
    }

    func emit(_ event: Event) {
        guard !isStopped else { return }
        isStopped = sink(event) == .stop
    }

    let wantsPackets: Bool
    var wantsDecodedSizes: Bool { kinds.contains(.exchanges) }
    var wantsMessages: Bool { false }

    func packet(
        _ event: borrowing PacketEvent, connection: borrowing TCP.Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        if !isStopped { emit(.packet(Packet(event))) }
    }

    func unreadable(_ frame: Analysis.UnreadableFrame) {
        if kinds.contains(.unreadableFrames) { emit(.unreadable(UnreadableFrame(frame))) }
    }

    func exchange(_ exchange: Analysis.Exchange, connection: borrowing TCP.Connection) {
        if !isStopped, kinds.contains(.exchanges) { emit(.exchange(Exchange(exchange, connection: connection.number))) }
    }

    func connection(_ event: ConnectionEvent) {
        guard !isStopped else { return }
        if kinds.contains(.findings) {
            for finding in event.findings { emit(.finding(Finding(finding, connection: event.connection.number))) }
        }
        if !isStopped, kinds.contains(.connections) { emit(.connection(Connection(event))) }
    }

    func warning(_ warning: Analysis.Warning) { emit(.warning(Warning(warning))) }
}
