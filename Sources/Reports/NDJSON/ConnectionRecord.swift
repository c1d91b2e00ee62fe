import Analysis
import TCP
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
        if !connection.lacksTime {
            output.append(",\"start\":")
            output.appendJSON(connection.start)
            output.append(",\"end\":")
            output.appendJSON(connection.end)
        }
        append("handshake", connection.handshakeOutcome.rawValue, to: output)
        append("close", connection.closeOutcome.rawValue, to: output)
        switch connection.closedBy {
        case .client?: output.append(",\"closed_by\":\"client\"")
        case .server?: output.append(",\"closed_by\":\"server\"")
        case nil: output.append(",\"closed_by\":null")
        }
        appendNumbers(to: output)
        appendSteps(to: output)
        output.append(",\"checks\":{\"passed\":")
        output.append(connection.checksPassed)
        output.append(",\"failed\":")
        output.append(connection.checksFailed)
        output.append("}")
        appendUnmet(to: output)
        append("ended_by", event.ending.rawValue, to: output)
        appendPair("packets", (connection.client.packets, connection.server.packets), to: output)
        appendPair("bytes", (connection.clientFlow.stream.distinctBytes, connection.serverFlow.stream.distinctBytes), to: output)
        appendPair("missing", (connection.clientFlow.stream.missingBytes, connection.serverFlow.stream.missingBytes), to: output)
        output.append(",\"options\":{\"client\":")
        appendOptions(connection.client.synOptions, to: output)
        output.append(",\"server\":")
        appendOptions(connection.server.synOptions, to: output)
        output.append("},\"rtt\":{")
        if let connect = connection.handshake.connectTime {
            output.append("\"connect\":")
            output.appendSeconds(connect)
            output.append(",")
        }
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
        appendTimeline(to: output)
        output.append(",\"exchanges\":")
        output.append(event.exchanges)
        output.append("}")
        output.endLine()
    }

    /// When the first things came, where there is TLS: else the exchanges say it.
    private func appendTimeline(to output: OutputBuffer) {
        let timeline = event.timeline
        guard let tls = timeline.tls else { return }
        output.append(",\"timeline\":{\"tls\":")
        output.appendSeconds(tls)
        for (key, value) in [("connect", timeline.connect), ("request", timeline.request), ("response", timeline.response)] {
            guard let value, value >= 0 else { continue }
            output.append(",\"\(key)\":")
            output.appendSeconds(value)
        }
        output.append("}")
    }

    /// A member whose value is one of our words.
    private func append(_ key: StaticString, _ word: String, to output: OutputBuffer) {
        output.appendKey(key)
        output.append(UInt8(ascii: "\""))
        output.append(word)
        output.append(UInt8(ascii: "\""))
    }

    private func appendEndpoint(_ role: Role, to output: OutputBuffer) {
        let endpoint = connection.endpoint(of: role)
        output.append(role == .client ? ",\"client\":{\"address\":\"" : ",\"server\":{\"address\":\"")
        output.append(endpoint.address)
        output.append("\",\"port\":")
        output.append(UInt(endpoint.port))
        output.append("}")
    }

    private func appendPair(_ key: StaticString, _ values: (client: Int, server: Int), to output: OutputBuffer) {
        output.appendKey(key)
        output.append("{\"client\":")
        output.append(values.client)
        output.append(",\"server\":")
        output.append(values.server)
        output.append("}")
    }

    private func appendNumbers(to output: OutputBuffer) {
        var isFirst = true
        func append(_ key: StaticString, _ number: SequenceNumber?) {
            guard let number else { return }
            output.append(isFirst ? "\"" : ",\"")
            isFirst = false
            output.append(key)
            output.append("\":")
            output.append(number.rawValue)
        }
        output.append(",\"numbers\":{")
        append("x", connection.handshake.x)
        append("y", connection.handshake.y)
        append("u", connection.teardown.u)
        append("v", connection.teardown.v)
        append("w", connection.teardown.w)
        output.append("}")
    }

    private func appendSteps(to output: OutputBuffer) {
        output.append(",\"steps\":{")
        var isFirst = true
        for bit in Steps.names.indices {
            guard let frame = connection.stepFrames[bit] else { continue }
            output.append(isFirst ? "\"" : ",\"")
            isFirst = false
            output.append(Steps.names[bit])
            output.append("\":")
            output.append(frame)
        }
        output.append("}")
    }

    private func appendUnmet(to output: OutputBuffer) {
        let unmet = connection.unmet
        if unmet.isEmpty { return output.append(",\"unmet\":[]") }
        let debts = unmet.map { debt in
            "{\"rule\":\"\(debt.rule)\",\"expected\":\(debt.expected),\"last\":\(debt.last),"
                + "\"frame\":\(debt.frame),\"proven\":\(debt.isProven)}"
        }
        output.append(",\"unmet\":[\(debts.joined(separator: ","))]")
    }

    private func appendOptions(_ options: TCPOptions?, to output: OutputBuffer) {
        guard let options else { return output.append("{}") }
        var isFirst = true
        func append(_ member: StaticString) {
            output.append(isFirst ? "{" : ",")
            isFirst = false
            output.append(member)
        }
        if let size = options.maximumSegmentSize {
            append("\"mss\":")
            output.append(UInt(size))
        }
        if let scale = options.windowScale {
            append("\"window_scale\":")
            output.append(UInt(scale))
        }
        if options.sackPermitted { append("\"sack_permitted\":true") }
        if options.timestamps != nil { append("\"timestamps\":true") }
        if options.fastOpen { append("\"fast_open\":true") }
        if options.multipath { append("\"multipath\":true") }
        output.append(isFirst ? "{}" : "}")
    }

    private func appendNotes(to output: OutputBuffer) {
        output.append(",\"notes\":{")
        var isFirst = true
        for (bit, count) in connection.noteCounts.enumerated() where count > 0 {
            output.append(isFirst ? "\"" : ",\"")
            isFirst = false
            output.append(Notes.names[bit])
            output.append("\":")
            output.append(count)
        }
        output.append("}")
    }

    private func appendFindings(to output: OutputBuffer) {
        output.append(",\"severity\":")
        output.append(event.verdict.severity.map { "\"\($0.rawValue)\"" } ?? "null")
        output.append(",\"findings\":[")
        for (i, finding) in event.findings.enumerated() {
            output.append(i == 0 ? "{\"name\":\"" : ",{\"name\":\"")
            output.append(finding.name)
            output.append("\",\"severity\":\"\(finding.severity.rawValue)\",\"frames\":[")
            output.append(finding.frames.map(String.init).joined(separator: ","))
            output.append("]")
            FindingEvidence(finding, to: output).append()
            output.append("}")
        }
        output.append("]")
    }

    /// Round-trip times of what each end sent: by ACKs and by timestamps.
    private func appendRoundTrips(to output: OutputBuffer) {
        for role in [Role.client, .server] {
            output.append(role == .client ? "\"client\":{" : ",\"server\":{")
            let figures = connection[flow: role].figures
            append("by_ack", figures.roundTrips, isFirst: true, to: output)
            append("by_timestamp", figures.echoTimes, isFirst: figures.roundTrips.count == 0, to: output)
            output.append("}")
        }
    }

    private func append(_ key: StaticString, _ samples: Samples, isFirst: Bool, to output: OutputBuffer) {
        guard let least = samples.least, let median = samples.median, let greatest = samples.greatest else { return }
        output.append(isFirst ? "\"" : ",\"")
        output.append(key)
        output.append("\":{\"min\":")
        output.appendSeconds(least)
        output.append(",\"median\":")
        output.appendSeconds(median)
        output.append(",\"max\":")
        output.appendSeconds(greatest)
        output.append(",\"samples\":")
        output.append(samples.count)
        output.append("}")
    }

    private func appendFigures(to output: OutputBuffer) {
        output.append(",\"figures\":{")
        let duration = connection.lacksTime ? 0 : max(0, connection.end.nanoseconds(since: connection.start))
        if !connection.lacksTime {
            output.append("\"duration\":")
            output.appendSeconds(duration)
            output.append(",")
        }
        for role in [Role.client, .server] {
            let peer = connection[role]
            let flow = connection[flow: role]
            let distinct = flow.stream.distinctBytes
            let payload = flow.figures.payloadBytes
            output.append(role == .client ? "\"client\":{\"payload_bytes\":" : ",\"server\":{\"payload_bytes\":")
            output.append(payload)
            append("distinct_bytes", distinct, to: output)
            append("retransmitted_bytes", max(0, payload - distinct), to: output)
            append("in_flight", flow.figures.mostInFlight, to: output)
            if duration > 0 {
                append("throughput", Self.perSecond(payload, duration), to: output)
                append("goodput", Self.perSecond(distinct, duration), to: output)
            }
            if connection.windowScalingIsOn == true { append("window_shift", peer.offeredShift ?? 0, to: output) }
            output.append("}")
        }
        if let gap = connection.pace.largestGap {
            output.append(",\"largest_gap\":{\"duration\":")
            output.appendSeconds(gap.duration)
            append("frame", gap.frame, to: output)
            output.append("}")
        }
        if let idle = connection.pace.idleBeforeClose {
            output.append(",\"idle_before_close\":")
            output.appendSeconds(idle)
        }
        output.append("}")
    }

    private func append(_ key: StaticString, _ number: Int, to output: OutputBuffer) {
        output.appendKey(key)
        output.append(number)
    }

    /// Bytes per second, whole.
    private static func perSecond(_ bytes: Int, _ duration: Int64) -> Int {
        let rate = Double(bytes) * 1e9 / Double(duration)
        return rate < 1e18 ? Int(rate) : .max
    }
}
