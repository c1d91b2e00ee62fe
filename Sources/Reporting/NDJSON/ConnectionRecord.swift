import Analysis
import Tracking
import Wire

/// Writes the record of one connection.
struct ConnectionRecord {
    private let connection: Connection
    private let event: ConnectionEvent

    init(_ event: ConnectionEvent) {
        self.event = event
        connection = event.connection
    }

    func append(to output: OutputBuffer) {
        output.append("{\"type\":\"connection\",\"connection\":")
        output.append(connection.number)
        appendEndpoint(.client, to: output)
        appendEndpoint(.server, to: output)
        output.append(connection.rolesAreObserved ? ",\"roles\":\"observed\"" : ",\"roles\":\"inferred\"")
        output.append(",\"first_frame\":")
        output.append(connection.firstFrame)
        output.append(",\"last_frame\":")
        output.append(connection.lastFrame)
        output.append(",\"start\":")
        output.appendJSON(connection.start)
        output.append(",\"end\":")
        output.appendJSON(connection.end)
        output.append(",\"handshake\":\"\(connection.handshakeOutcome.rawValue)\"")
        output.append(",\"close\":\"\(connection.closeOutcome.rawValue)\",\"closed_by\":")
        output.append(connection.closedBy.map { "\"\($0)\"" } ?? "null")
        appendNumbers(to: output)
        appendSteps(to: output)
        output.append(",\"checks\":{\"passed\":\(connection.checksPassed),\"failed\":\(connection.checksFailed)}")
        appendUnmet(to: output)
        output.append(",\"ended_by\":\"\(event.ending.rawValue)\"")
        appendPair("packets", (connection.client.packets, connection.server.packets), to: output)
        appendPair("bytes", (connection.clientFlow.stream.distinctBytes, connection.serverFlow.stream.distinctBytes), to: output)
        appendPair("missing", (connection.clientFlow.stream.missingBytes, connection.serverFlow.stream.missingBytes), to: output)
        output.append(",\"options\":{\"client\":")
        appendOptions(connection.client.synOptions, to: output)
        output.append(",\"server\":")
        appendOptions(connection.server.synOptions, to: output)
        output.append("},\"rtt\":{")
        if let roundTrip = connection.handshake.roundTrip {
            output.append("\"handshake\":")
            output.appendSeconds(roundTrip)
            output.append(",")
        }
        appendRoundTrips(to: output)
        output.append("}")
        appendFigures(to: output)
        appendNotes(to: output)
        appendFindings(to: output)
        ProtocolMembers(event.story).append(to: output)
        output.append(",\"exchanges\":")
        output.append(event.exchanges)
        output.append("}")
        output.endLine()
    }

    private func appendEndpoint(_ role: Role, to output: OutputBuffer) {
        let endpoint = connection.endpoint(of: role)
        output.append(",\"\(role)\":{\"address\":\"\(endpoint.address)\",\"port\":\(endpoint.port)}")
    }

    private func appendPair(_ key: String, _ values: (client: Int, server: Int), to output: OutputBuffer) {
        output.append(",\"\(key)\":{\"client\":\(values.client),\"server\":\(values.server)}")
    }

    private func appendNumbers(to output: OutputBuffer) {
        let numbers = [
            ("x", connection.handshake.x), ("y", connection.handshake.y), ("u", connection.teardown.u),
            ("v", connection.teardown.v), ("w", connection.teardown.w),
        ]
        let known = numbers.compactMap { name, number in number.map { "\"\(name)\":\($0.rawValue)" } }
        output.append(",\"numbers\":{\(known.joined(separator: ","))}")
    }

    private func appendSteps(to output: OutputBuffer) {
        let seen = Steps.names.indices.compactMap { bit in
            connection.stepFrames[bit].map { "\"\(Steps.names[bit])\":\($0)" }
        }
        output.append(",\"steps\":{\(seen.joined(separator: ","))}")
    }

    private func appendUnmet(to output: OutputBuffer) {
        let debts = connection.unmet.map { debt in
            "{\"rule\":\"\(debt.rule)\",\"expected\":\(debt.expected),\"last\":\(debt.last),"
                + "\"frame\":\(debt.frame),\"proven\":\(debt.isProven)}"
        }
        output.append(",\"unmet\":[\(debts.joined(separator: ","))]")
    }

    private func appendOptions(_ options: TCPOptions?, to output: OutputBuffer) {
        var members: [String] = []
        if let size = options?.maximumSegmentSize { members.append("\"mss\":\(size)") }
        if let scale = options?.windowScale { members.append("\"window_scale\":\(scale)") }
        if options?.sackPermitted == true { members.append("\"sack_permitted\":true") }
        if options?.timestamps != nil { members.append("\"timestamps\":true") }
        if options?.fastOpen == true { members.append("\"fast_open\":true") }
        if options?.multipath == true { members.append("\"multipath\":true") }
        output.append("{\(members.joined(separator: ","))}")
    }

    private func appendNotes(to output: OutputBuffer) {
        let counts = connection.noteCounts.enumerated().filter { $0.element > 0 }
        let members = counts.map { "\"\(Notes.names[$0.offset])\":\($0.element)" }
        output.append(",\"notes\":{\(members.joined(separator: ","))}")
    }

    private func appendFindings(to output: OutputBuffer) {
        output.append(",\"findings\":[")
        for (i, finding) in event.findings.enumerated() {
            output.append(i == 0 ? "{\"name\":\"" : ",{\"name\":\"")
            output.append(finding.name)
            output.append("\",\"severity\":\"\(finding.severity.rawValue)\",\"frames\":[")
            output.append(finding.frames.map(String.init).joined(separator: ","))
            output.append("]")
            FindingEvidence(finding).append(to: output)
            output.append("}")
        }
        output.append("]")
    }

    /// Round-trip times of what each end sent: by ACKs and by timestamps.
    private func appendRoundTrips(to output: OutputBuffer) {
        for role in [Role.client, .server] {
            output.append(role == .client ? "\"client\":{" : ",\"server\":{")
            let figures = connection.flow(of: role).figures
            append("by_ack", figures.roundTrips, isFirst: true, to: output)
            append("by_timestamp", figures.echoTimes, isFirst: figures.roundTrips.count == 0, to: output)
            output.append("}")
        }
    }

    private func append(_ key: String, _ samples: Samples, isFirst: Bool, to output: OutputBuffer) {
        guard let least = samples.least, let median = samples.median, let greatest = samples.greatest else { return }
        output.append(isFirst ? "\"\(key)\":{\"min\":" : ",\"\(key)\":{\"min\":")
        output.appendSeconds(least)
        output.append(",\"median\":")
        output.appendSeconds(median)
        output.append(",\"max\":")
        output.appendSeconds(greatest)
        output.append(",\"samples\":\(samples.count)}")
    }

    private func appendFigures(to output: OutputBuffer) {
        output.append(",\"figures\":{\"duration\":")
        let duration = connection.end.nanoseconds(since: connection.start)
        output.appendSeconds(duration)
        for role in [Role.client, .server] {
            let peer = connection[role]
            let flow = connection.flow(of: role)
            let distinct = flow.stream.distinctBytes
            output.append(",\"\(role)\":{\"payload_bytes\":\(flow.figures.payloadBytes),\"distinct_bytes\":\(distinct)")
            output.append(",\"retransmitted_bytes\":\(max(0, flow.figures.payloadBytes - distinct))")
            output.append(",\"in_flight\":\(flow.figures.mostInFlight)")
            if duration > 0 {
                output.append(",\"throughput\":\(Self.perSecond(flow.figures.payloadBytes, duration))")
                output.append(",\"goodput\":\(Self.perSecond(distinct, duration))")
            }
            if connection.windowScalingIsOn == true { output.append(",\"window_shift\":\(peer.offeredShift ?? 0)") }
            output.append("}")
        }
        if let gap = connection.pace.largestGap {
            output.append(",\"largest_gap\":{\"duration\":")
            output.appendSeconds(gap.duration)
            output.append(",\"frame\":\(gap.frame)}")
        }
        if let idle = connection.pace.idleBeforeClose {
            output.append(",\"idle_before_close\":")
            output.appendSeconds(idle)
        }
        output.append("}")
    }

    /// Bytes per second, whole.
    private static func perSecond(_ bytes: Int, _ duration: Int64) -> Int {
        let rate = Double(bytes) * 1e9 / Double(duration)
        return rate < 1e18 ? Int(rate) : .max
    }
}
