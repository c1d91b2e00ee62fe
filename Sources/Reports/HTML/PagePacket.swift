import Analysis
import Applications
import Language
import TCP
import Wire

/// What the page shows of a packet besides its record: fields of the segment, and reasons in words.
struct PagePacket {
    let translated: Translated
    /// Lines that follow the packet: events of TLS, in words, and heads of messages.
    private(set) var lines: [(JSONWriter) -> Void] = []
    private(set) var heads: [(exchange: Int, text: String)] = []
    private var comment: String?
    /// Heads and events of one packet at most.
    static let linesKept = 64

    init(_ translated: Translated, comment: String?) {
        self.translated = translated
        self.comment = comment
    }

    mutating func add(_ head: MessageHead, exchange: Int, _ secrets: Secrets) {
        guard heads.count < Self.linesKept else { return }
        let text: Text = "\(secrets.shown(startLineOf: head, limit: 300))"
        heads.append((exchange, text.string))
    }

    mutating func add(_ event: TLSEvent) {
        guard lines.count < Self.linesKept else { return }
        let translated = translated
        lines.append { json in translated.element(of: json) { $0.tls(event) } }
    }

    /// Whether it is to be seen by itself, however many packets there are.
    var isNotable: Bool { !heads.isEmpty || !lines.isEmpty || comment != nil }

    /// Opens what the page adds to the packet's record, with what is known at once; `end` closes it.
    static func append(
        _ event: borrowing PacketEvent, _ row: PacketRow, _ translated: Translated, to json: JSONWriter
    ) {
        json.beginObject("page")
        json.beginObject("relative")
        json.member("seq", row.relativeSequence)
        if row.hasACK { json.member("ack", row.relativeAcknowledgment) }
        json.endObject()
        json.seconds("elapsed", row.elapsed)
        json.member("ttl", Int(event.segment.timeToLive))
        json.member("identification", Int(event.segment.identification))
        json.member("captured", event.segment.capturedLength)
        json.word("checksum", name(of: event.segment, row.checksum))
        append(event.segment.options, row, to: json)
        appendReasons(event, row, translated, to: json)
    }

    private static func name(of segment: borrowing Segment, _ verdict: ChecksumVerdict) -> StaticString {
        switch verdict {
        case .damaged: "damaged"
        case .unsuspicious: segment.checksumIsRight == true ? "right" : "unknown"
        case .untold, .joined, .captureIsAtFault: "not-on-the-wire"
        }
    }

    private static func append(_ options: TCPOptions, _ row: PacketRow, to json: JSONWriter) {
        json.beginObject("options")
        if let size = options.maximumSegmentSize { json.member("mss", Int(size)) }
        if let scale = options.windowScale { json.member("window_scale", Int(scale)) }
        if options.sackPermitted { json.member("sack_permitted", true) }
        if let times = options.timestamps {
            json.key("timestamps")
            json.element([times.value, times.echoReply])
        }
        if options.fastOpen { json.member("fast_open", true) }
        if options.multipath { json.member("multipath", true) }
        let blocks = options.sackBlocks
        let all = [blocks.0, blocks.1, blocks.2, blocks.3].prefix(options.sackBlockCount)
        if !all.isEmpty {
            let base = row.bases.peer.rawValue
            json.beginArray("sack")
            for block in all { json.element([block.left.rawValue &- base, block.right.rawValue &- base]) }
            json.endArray()
        }
        json.endObject()
    }

    /// What the notes rest on, and what is wrong with the sums.
    private static func appendReasons(
        _ event: borrowing PacketEvent, _ row: PacketRow, _ translated: Translated, to json: JSONWriter
    ) {
        var wrong: [Equation] = []
        let checks = event.verdict.checks
        for i in 0..<checks.count {
            if let check = checks[i], !check.holds { wrong.append(check) }
        }
        guard !event.verdict.evidence.isEmpty || !wrong.isEmpty else { return }
        json.beginArray("reasons")
        for evidence in event.verdict.evidence { translated.element(of: json) { $0.reason(evidence, row.bases) } }
        for check in wrong { translated.element(of: json) { $0.failure(check) } }
        json.endArray()
    }

    /// The members that follow, and the end of the record.
    func end(to json: JSONWriter) {
        if !heads.isEmpty {
            json.beginArray("heads")
            for head in heads {
                json.beginArray()
                json.element(head.exchange)
                json.element(head.text)
                json.endArray()
            }
            json.endArray()
        }
        if !lines.isEmpty {
            json.beginArray("lines")
            for line in lines { line(json) }
            json.endArray()
        }
        json.member("comment", comment)
        json.endObject()
        json.endRecord()
    }
}
