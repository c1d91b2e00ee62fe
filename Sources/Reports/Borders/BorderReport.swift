public import Analysis
public import TCP
public import Wire

/// What runs over neighbouring captures need to be put together: when each connection was there, which of them were held at the end, and what became
/// of each capture. One JSON object a line; times are nanoseconds since 1970.
public final class BorderReport: Report {
    private let output: OutputBuffer
    /// When connections began that were told of and are still held, by their numbers.
    private var starts: [Int: Timestamp] = [:]
    /// Connections that are held at the end and were not told of yet.
    private var unfinished: [Int: (key: ConnectionKey, lifetime: Lifetime)] = [:]
    private var limited = 0
    private var capture = CaptureTimes()

    public init(_ output: OutputBuffer) { self.output = output }

    public var wantsPackets: Bool { false }
    public var wantsMessages: Bool { false }
    public var wantedFigures: WantedFigures { .none }
    public var wantsReleases: Bool { true }

    // MARK: - Connections

    public func connection(_ event: ConnectionEvent) {
        let number = event.connection.number
        if event.ending == .limit { limited += 1 }
        if let (key, lifetime) = unfinished.removeValue(forKey: number) {
            write(key, lifetime, start: event.connection.start, atEnd: true, isTold: Self.isOver(event, lifetime))
        } else {
            starts[number] = event.connection.start
        }
    }

    public func letGo(_ key: ConnectionKey, _ lifetime: Lifetime, atEnd: Bool) {
        if let start = starts.removeValue(forKey: lifetime.number) {
            write(key, lifetime, start: start, atEnd: atEnd, isTold: true)
        } else if atEnd {
            unfinished[lifetime.number] = (key, lifetime)
        }
    }

    /// Whether a connection that was told of at the end would be told of in the same way later, if nothing more came for it: both ends closed
    /// it in order, and there is nothing to find.
    private static func isOver(_ event: ConnectionEvent, _ lifetime: Lifetime) -> Bool {
        lifetime.isClosed && event.findings.isEmpty && event.connection.finIsAcknowledged(of: .client)
            && event.connection.finIsAcknowledged(of: .server)
    }

    private func write(_ key: ConnectionKey, _ lifetime: Lifetime, start: Timestamp, atEnd: Bool, isTold: Bool) {
        let json = JSONWriter(output)
        json.beginRecord("connection")
        json.member("key", Self.number(of: key))
        json.member("start", Int(start.nanoseconds))
        json.member("end", Int(lifetime.end.nanoseconds))
        json.member("connection", lifetime.number)
        if atEnd {
            json.member("until", Int(lifetime.until.nanoseconds))
            json.member("told", isTold)
        }
        json.endRecord()
    }

    public func icmpError(_ error: ICMPError, from router: IPAddress, frame: FrameInfo, connection: borrowing Connection) {
        strayICMPError(connection.key, frame: frame)
    }

    public func strayICMPError(_ key: ConnectionKey, frame: FrameInfo) {
        let json = JSONWriter(output)
        json.beginRecord("quote")
        json.member("key", Self.number(of: key))
        json.member("start", Int(frame.time.nanoseconds))
        json.member("end", Int(frame.time.nanoseconds))
        json.endRecord()
    }

    private static func number(of key: ConnectionKey) -> Int { Int(truncatingIfNeeded: key.hash(seed: ConnectionKey.fixedSeed)) }

    // MARK: - Captures

    /// Takes the next frames of the capture at hand.
    public func note(_ frames: Span<FrameInfo>) {
        for i in frames.indices { capture.note(frames[i]) }
    }

    /// The capture at hand ends; the next begins.
    public func endCapture(_ fate: CaptureFate) {
        let json = JSONWriter(output)
        json.beginRecord("capture")
        json.word("status", fate.name)
        json.member("error", fate.words)
        json.member("packets", capture.packets)
        if let begin = capture.begin {
            json.member("begin", Int(begin.nanoseconds))
            json.member("first", Int(capture.first.nanoseconds))
            json.member("last", Int(capture.last.nanoseconds))
            json.member("clock", Int(capture.clock.nanoseconds))
            json.member("back", Int(clamping: capture.back))
        }
        json.endRecord()
        capture = CaptureTimes()
    }

    // MARK: - The end

    public func warning(_ text: String) {}

    public func finish(_ summary: RunSummary, files: [String]) {
        let json = JSONWriter(output)
        json.beginRecord("end")
        json.member("packets", summary.packets)
        json.member("tcp_packets", summary.tcpPackets)
        json.member("connections", summary.connections)
        json.member("exchanges", summary.exchanges)
        json.member("limited", limited)
        json.endRecord()
        output.flush()
    }
}
