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
        output.append("{\"type\":\"packet\",\"frame\":")
        output.append(event.segment.frame)
        if hasFile {
            output.append(",\"file\":")
            output.append(event.info.file)
            output.append(",\"file_frame\":")
            output.append(event.info.numberInFile)
        }
        if event.segment.hasTime {
            output.append(",\"time\":")
            times.append(event.segment.time, to: output)
        }
        output.append(",\"connection\":")
        output.append(event.connection)
        if hasAddresses {
            output.append(",\"addresses\":{\"client\":\"")
            output.append(connection.endpoint(of: .client))
            output.append("\",\"server\":\"")
            output.append(connection.endpoint(of: .server))
            output.append("\"}")
        }
        appendSegment(event, connection, to: output)
        if event.judgement.steps.isEmpty {
            output.append(",\"steps\":[]")
        } else {
            output.append(",\"steps\":")
            stepNames.append(UInt32(event.judgement.steps.rawValue), to: output)
        }
        append(event.judgement.checks, isDamaged: event.judgement.checksum == .damaged, to: output)
        output.append(",\"states\":")
        append(event.judgement.clientState, event.judgement.serverState, to: output)
        append(event.judgement.acknowledged, to: output)
        if event.judgement.notes.isEmpty {
            output.append(",\"notes\":[]")
        } else {
            output.append(",\"notes\":")
            noteNames.append(event.judgement.notes.rawValue, to: output)
        }
        append(event.stages, to: output)
        if let origin = origins.origin(of: event.info) { append(origin, to: output) }
        output.append(UInt8(ascii: "}"))
        output.endLine()
    }

    private func append(_ origin: FrameOrigin, to output: OutputBuffer) {
        if let name = origin.interfaceName {
            output.append(",\"interface\":")
            output.appendJSON(name)
        }
        if let index = origin.interfaceIndex {
            output.append(",\"interface_index\":")
            output.append(index)
        }
        guard origin.processName != nil || origin.processID != nil else { return }
        output.append(",\"process\":{")
        if let name = origin.processName {
            output.append("\"name\":")
            output.appendJSON(name)
        }
        if let id = origin.processID {
            output.append(origin.processName == nil ? "\"pid\":" : ",\"pid\":")
            output.append(id)
        }
        output.append("}")
    }

    private func appendSegment(
        _ event: borrowing PacketEvent, _ connection: borrowing Connection, to output: OutputBuffer
    ) {
        output.append(event.judgement.sender == .client ? ",\"from\":\"client\",\"flags\":" : ",\"from\":\"server\",\"flags\":")
        switch event.segment.flags {
        case .ack: output.append("[\"ACK\"]")
        case [.psh, .ack]: output.append("[\"PSH\",\"ACK\"]")
        default: flagNames.append(UInt32(event.segment.flags.rawValue), to: output)
        }
        output.append(",\"seq\":")
        output.append(event.segment.sequence.rawValue)
        if event.segment.hasACK {
            output.append(",\"ack\":")
            output.append(event.segment.acknowledgment.rawValue)
        }
        if let window = event.segment.window {
            output.append(",\"window\":")
            output.append(UInt(window))
            if let shift = event.segment.isSYN ? 0 : connection.knownWindowShift(of: event.judgement.sender) {
                output.append(",\"window_bytes\":")
                output.append(UInt(window) << UInt(shift))
            }
        }
        output.append(",\"length\":")
        output.append(event.segment.payloadLength)
    }

    private mutating func append(_ client: PeerState?, _ server: PeerState?, to output: OutputBuffer) {
        let index = Self.index(of: client) * Self.statesOfAnEnd + Self.index(of: server)
        if states[index].isEmpty {
            let members = [("client", client), ("server", server)].compactMap { name, state in
                state.map { "\"\(name)\":\"\($0.name)\"" }
            }
            states[index] = Array("{\(members.joined(separator: ","))}".utf8)
        }
        let text = states[index]
        output.append(text.span)
    }

    private static func index(of state: PeerState?) -> Int { state.map { Int($0.rawValue) + 1 } ?? 0 }

    private func append(_ checks: Checks, isDamaged: Bool, to output: OutputBuffer) {
        if checks.isEmpty { return output.append(",\"checks\":[]") }
        output.append(",\"checks\":[")
        for i in 0..<checks.count {
            guard let check = checks[i] else { break }
            output.append(i == 0 ? "{\"rule\":\"" : ",{\"rule\":\"")
            output.append(check.rule.description)
            output.append("\",\"expected\":")
            output.append(check.expected.rawValue)
            output.append(",\"actual\":")
            output.append(check.actual.rawValue)
            output.append(check.holds ? ",\"ok\":true" : ",\"ok\":false")
            // It says nothing of its sender, and counts as neither passed nor failed.
            if isDamaged, !check.holds { output.append(",\"damaged\":true") }
            output.append(UInt8(ascii: "}"))
        }
        output.append(UInt8(ascii: "]"))
    }

    private func append(_ acknowledged: Acknowledged?, to output: OutputBuffer) {
        guard let acknowledged else { return }
        output.append(",\"acked\":{\"bytes\":")
        output.append(acknowledged.bytes)
        output.append(acknowledged.syn ? ",\"syn\":true" : ",\"syn\":false")
        output.append(acknowledged.fin ? ",\"fin\":true}" : ",\"fin\":false}")
    }

    private func append(_ stages: Stages, to output: OutputBuffer) {
        switch stages {
        case []: output.append(",\"stages\":[]")
        case .responseContent: output.append(",\"stages\":[6]")
        default:
            output.append(",\"stages\":[")
            var isFirst = true
            for stage in UInt8(1)...7 where stages.rawValue >> (stage - 1) & 1 == 1 {
                if !isFirst { output.append(UInt8(ascii: ",")) }
                isFirst = false
                output.append(UInt8(ascii: "0") + stage)
            }
            output.append(UInt8(ascii: "]"))
        }
    }
}
