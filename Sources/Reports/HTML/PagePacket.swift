import Analysis
import Applications
import Language
import TCP
import Wire

/// What the page shows of a packet besides its record: fields of the segment, and reasons in words.
struct PagePacket {
    let translated: Translated
    /// Lines that follow the packet: events of TLS, in words, and heads of messages.
    private(set) var lines: [(OutputBuffer) -> Void] = []
    private(set) var heads: [(exchange: Int, text: String)] = []
    private var comment: String?
    /// Heads and events told of one packet at most.
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
        lines.append { output in translated.append(to: output) { $0.tls(event) } }
    }

    /// Whether it is to be seen by itself, however many packets there are.
    var isNotable: Bool { !heads.isEmpty || !lines.isEmpty || comment != nil }

    /// The members that are known with the packet.
    static func append(
        _ event: borrowing PacketEvent, _ row: PacketRow, _ translated: Translated, to output: OutputBuffer
    ) {
        output.append(",\"page\":{\"relative\":{\"seq\":")
        output.append(row.relativeSequence)
        if row.hasACK {
            output.append(",\"ack\":")
            output.append(row.relativeAcknowledgment)
        }
        output.append("}")
        if let elapsed = row.elapsed {
            output.append(",\"elapsed\":")
            output.appendSeconds(elapsed)
        }
        output.append(",\"ttl\":\(event.segment.timeToLive),\"identification\":\(event.segment.identification)")
        output.append(",\"captured\":\(event.segment.capturedLength),\"checksum\":")
        output.append(Self.name(of: event.segment, row.checksum))
        append(event.segment.options, row, to: output)
        appendReasons(event, row, translated, to: output)
    }

    private static func name(of segment: borrowing Segment, _ verdict: ChecksumVerdict) -> StaticString {
        switch verdict {
        case .damaged: "\"damaged\""
        case .unsuspicious: segment.checksumIsRight == true ? "\"right\"" : "\"unknown\""
        case .untold, .joined, .captureIsAtFault: "\"not-on-the-wire\""
        }
    }

    private static func append(_ options: TCPOptions, _ row: PacketRow, to output: OutputBuffer) {
        output.append(",\"options\":{")
        var members: [String] = []
        if let size = options.maximumSegmentSize { members.append("\"mss\":\(size)") }
        if let scale = options.windowScale { members.append("\"window_scale\":\(scale)") }
        if options.sackPermitted { members.append("\"sack_permitted\":true") }
        if let times = options.timestamps { members.append("\"timestamps\":[\(times.value),\(times.echoReply)]") }
        if options.fastOpen { members.append("\"fast_open\":true") }
        if options.multipath { members.append("\"multipath\":true") }
        let blocks = options.sackBlocks
        let all = [blocks.0, blocks.1, blocks.2, blocks.3].prefix(options.sackBlockCount)
        if !all.isEmpty {
            let base = row.bases.peer.rawValue
            let texts = all.map { "[\($0.left.rawValue &- base),\($0.right.rawValue &- base)]" }
            members.append("\"sack\":[\(texts.joined(separator: ","))]")
        }
        output.append(members.joined(separator: ","))
        output.append("}")
    }

    /// What the notes rest on, and what is wrong with the sums.
    private static func appendReasons(
        _ event: borrowing PacketEvent, _ row: PacketRow, _ translated: Translated, to output: OutputBuffer
    ) {
        var isFirst = true
        func append(_ sentence: (any Phrasebook) -> Text) {
            output.append(isFirst ? ",\"reasons\":[" : ",")
            isFirst = false
            translated.append(to: output, sentence)
        }
        for evidence in event.judgement.evidence { append { $0.reason(evidence, row.bases) } }
        let checks = event.judgement.checks
        for i in 0..<checks.count {
            if let check = checks[i], !check.holds { append { $0.failure(check) } }
        }
        if !isFirst { output.append("]") }
    }

    /// The members that follow, and the end of the record.
    func end(to output: OutputBuffer) {
        if !heads.isEmpty {
            output.append(",\"heads\":[")
            for (i, head) in heads.enumerated() {
                output.append(i == 0 ? "[" : ",[")
                output.append(head.exchange)
                output.append(",")
                output.appendJSON(head.text)
                output.append("]")
            }
            output.append("]")
        }
        if !lines.isEmpty {
            output.append(",\"lines\":[")
            for (i, line) in lines.enumerated() {
                if i > 0 { output.append(",") }
                line(output)
            }
            output.append("]")
        }
        if let comment {
            output.append(",\"comment\":")
            output.appendJSON(comment)
        }
        output.append("}}")
        output.endLine()
    }
}
