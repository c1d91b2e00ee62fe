import Analysis
import TCP
import Wire

/// Writes the records of packets. There is one for each, so what they have in common is made once.
struct PacketRecord {
    /// Whether records tell which file they are of, and both ends' addresses.
    let hasFile: Bool
    private let hasAddresses: Bool
    private var times = TimeText()
    private let flagNames = BitNames(TCPFlags.names)
    private let stepNames = BitNames(Steps.names)
    private let noteNames = BitNames(Notes.names)
    /// The states of both ends as they are written, made when they are first seen: by both states, with 0 for one that is not known.
    private var states: [[UInt8]] = Array(repeating: [], count: statesOfAnEnd * statesOfAnEnd)
    private static let statesOfAnEnd = PeerState.allCases.count + 1

    /// Where frames were captured.
    var origins = Origins()

    init(hasFile: Bool, hasAddresses: Bool) {
        self.hasFile = hasFile
        self.hasAddresses = hasAddresses
    }

    mutating func append(_ event: borrowing PacketEvent, _ connection: borrowing Connection, to output: OutputBuffer) {
        let json = JSONWriter(output)
        json.beginRecord("packet")
        json.member("frame", event.segment.frame)
        if hasFile {
            json.member("file", event.info.file)
            json.member("file_frame", event.info.numberInFile)
        }
        if event.segment.hasTime {
            json.key("time")
            times.append(event.segment.time, to: output)
        }
        json.member("connection", event.connection)
        if hasAddresses {
            json.beginObject("addresses")
            json.member("client", connection.endpoint(of: .client))
            json.member("server", connection.endpoint(of: .server))
            json.endObject()
        }
        appendSegment(event, connection, to: json)
        json.key("steps")
        if event.verdict.steps.isEmpty {
            output.append("[]")
        } else {
            stepNames.append(UInt32(event.verdict.steps.rawValue), to: output)
        }
        append(event.verdict.checks, isDamaged: event.verdict.checksum == .damaged, to: json)
        json.key("states")
        append(event.verdict.clientState, event.verdict.serverState, to: output)
        if let acknowledged = event.verdict.acknowledged { append(acknowledged, to: json) }
        json.key("notes")
        if event.verdict.notes.isEmpty {
            output.append("[]")
        } else {
            noteNames.append(event.verdict.notes.rawValue, to: output)
        }
        append(event.stages, to: json)
        if let origin = origins.origin(of: event.info) { append(origin, to: json) }
        json.endRecord()
    }

    private func append(_ origin: FrameOrigin, to json: JSONWriter) {
        json.member("interface", origin.interfaceName)
        json.member("interface_index", origin.interfaceIndex)
        guard origin.processName != nil || origin.processID != nil else { return }
        json.beginObject("process")
        json.member("name", origin.processName)
        json.member("pid", origin.processID)
        json.endObject()
    }

    private func appendSegment(
        _ event: borrowing PacketEvent, _ connection: borrowing Connection, to json: JSONWriter
    ) {
        json.member("from", event.verdict.sender)
        json.key("flags")
        switch event.segment.flags {
        case .ack: json.output.append("[\"ACK\"]")
        case [.psh, .ack]: json.output.append("[\"PSH\",\"ACK\"]")
        default: flagNames.append(UInt32(event.segment.flags.rawValue), to: json.output)
        }
        json.member("seq", event.segment.sequence.rawValue)
        if event.segment.hasACK { json.member("ack", event.segment.acknowledgment.rawValue) }
        if let window = event.segment.window {
            json.member("window", Int(window))
            if let shift = event.segment.isSYN ? 0 : connection.knownWindowShift(of: event.verdict.sender) {
                json.member("window_bytes", Int(window) << shift)
            }
        }
        json.member("length", event.segment.payloadLength)
    }

    private mutating func append(_ client: PeerState?, _ server: PeerState?, to output: OutputBuffer) {
        let index = Self.index(of: client) * Self.statesOfAnEnd + Self.index(of: server)
        if states[index].isEmpty {
            let text = OutputBuffer { _ in }
            let json = JSONWriter(text)
            json.beginObject()
            if let client { json.word("client", client.name) }
            if let server { json.word("server", server.name) }
            json.endObject()
            states[index] = text.gathered()
        }
        let text = states[index]
        output.append(text.span)
    }

    private static func index(of state: PeerState?) -> Int { state.map { Int($0.rawValue) + 1 } ?? 0 }

    private func append(_ checks: Checks, isDamaged: Bool, to json: JSONWriter) {
        json.beginArray("checks")
        for i in 0..<checks.count {
            guard let check = checks[i] else { break }
            json.beginObject()
            json.word("rule", check.rule.description)
            json.member("expected", check.expected.rawValue)
            json.member("actual", check.actual.rawValue)
            json.member("ok", check.holds)
            // It says nothing of its sender, and counts as neither passed nor failed.
            if isDamaged, !check.holds { json.member("damaged", true) }
            json.endObject()
        }
        json.endArray()
    }

    private func append(_ acknowledged: Acknowledged, to json: JSONWriter) {
        json.beginObject("acked")
        json.member("bytes", acknowledged.bytes)
        json.member("syn", acknowledged.syn)
        json.member("fin", acknowledged.fin)
        json.endObject()
    }

    private func append(_ stages: Stages, to json: JSONWriter) {
        json.key("stages")
        switch stages {
        case []: json.output.append("[]")
        case .responseContent: json.output.append("[6]")
        default:
            json.beginArray()
            for stage in 1...7 where stages.rawValue >> (UInt8(stage) - 1) & 1 == 1 { json.element(stage) }
            json.endArray()
        }
    }
}
