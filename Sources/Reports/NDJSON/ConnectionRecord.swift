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
        let json = JSONWriter(output)
        json.beginRecord("connection")
        json.member("connection", connection.number)
        appendEndpoint(.client, to: json)
        appendEndpoint(.server, to: json)
        json.word("roles", connection.rolesAreObserved ? "observed" : "inferred")
        json.member("first_frame", connection.firstFrame)
        json.member("last_frame", connection.lastFrame)
        if !connection.lacksTime {
            json.member("start", connection.start)
            json.member("end", connection.end)
        }
        json.word("handshake", connection.handshakeOutcome.rawValue)
        json.word("close", connection.closeOutcome.rawValue)
        if let role = connection.closedBy { json.member("closed_by", role) } else { json.null("closed_by") }
        appendNumbers(to: json)
        appendSteps(to: json)
        json.beginObject("checks")
        json.member("passed", connection.checksPassed)
        json.member("failed", connection.checksFailed)
        json.endObject()
        appendUnmet(to: json)
        json.word("ended_by", event.ending.rawValue)
        appendPair("packets", (connection.client.packets, connection.server.packets), to: json)
        appendPair("bytes", (connection.clientFlow.stream.distinctBytes, connection.serverFlow.stream.distinctBytes), to: json)
        appendPair("missing", (connection.clientFlow.stream.missingBytes, connection.serverFlow.stream.missingBytes), to: json)
        json.beginObject("options")
        appendOptions("client", connection.client.synOptions, to: json)
        appendOptions("server", connection.server.synOptions, to: json)
        json.endObject()
        json.beginObject("rtt")
        json.seconds("connect", connection.handshake.connectTime)
        json.seconds("handshake", connection.handshake.roundTrip)
        appendRoundTrips(.client, to: json)
        appendRoundTrips(.server, to: json)
        json.endObject()
        appendFigures(to: json)
        appendNotes(to: json)
        appendFindings(to: json)
        if !event.bounds.isEmpty { json.member("bounds", event.bounds.map(\.name)) }
        ProtocolMembers(event.story).append(to: json)
        appendTimeline(to: json)
        json.member("exchanges", event.exchanges)
        json.endRecord()
    }

    /// When the first things came, where there is TLS: else the exchanges say it.
    private func appendTimeline(to json: JSONWriter) {
        let timeline = event.timeline
        guard let tls = timeline.tls else { return }
        func seconds(_ key: StaticString, _ value: Int64?) {
            if let value, value >= 0 { json.seconds(key, value) }
        }
        json.beginObject("timeline")
        json.seconds("tls", tls)
        seconds("connect", timeline.connect)
        seconds("request", timeline.request)
        seconds("response", timeline.response)
        json.endObject()
    }

    private func appendEndpoint(_ role: Role, to json: JSONWriter) {
        let endpoint = connection.endpoint(of: role)
        if role == .client { json.beginObject("client") } else { json.beginObject("server") }
        json.key("address")
        json.output.append(UInt8(ascii: "\""))
        json.output.append(endpoint.address)
        json.output.append(UInt8(ascii: "\""))
        json.member("port", Int(endpoint.port))
        json.endObject()
    }

    private func appendPair(_ key: StaticString, _ values: (client: Int, server: Int), to json: JSONWriter) {
        json.beginObject(key)
        json.member("client", values.client)
        json.member("server", values.server)
        json.endObject()
    }

    private func appendNumbers(to json: JSONWriter) {
        func append(_ key: StaticString, _ number: SequenceNumber?) {
            if let number { json.member(key, number.rawValue) }
        }
        json.beginObject("numbers")
        append("x", connection.handshake.x)
        append("y", connection.handshake.y)
        append("u", connection.teardown.u)
        append("v", connection.teardown.v)
        append("w", connection.teardown.w)
        json.endObject()
    }

    private func appendSteps(to json: JSONWriter) {
        json.beginObject("steps")
        for bit in Steps.names.indices {
            if let frame = connection.stepFrames[bit] { json.member(named: Steps.names[bit], frame) }
        }
        json.endObject()
    }

    private func appendUnmet(to json: JSONWriter) {
        json.beginArray("unmet")
        for debt in connection.unacknowledgedFINs {
            json.beginObject()
            json.word("rule", debt.rule.description)
            json.member("expected", debt.expected.rawValue)
            json.member("last", debt.last.rawValue)
            json.member("frame", debt.frame)
            json.member("proven", debt.isProven)
            json.endObject()
        }
        json.endArray()
    }

    private func appendOptions(_ key: StaticString, _ options: SYNOptions?, to json: JSONWriter) {
        json.beginObject(key)
        if let options {
            json.member("mss", options.maximumSegmentSize.map { Int($0) })
            json.member("window_scale", options.windowScale.map { Int($0) })
            if options.sackPermitted { json.member("sack_permitted", true) }
            if options.timestamps != nil { json.member("timestamps", true) }
            if options.fastOpen { json.member("fast_open", true) }
            if options.multipath { json.member("multipath", true) }
        }
        json.endObject()
    }

    private func appendNotes(to json: JSONWriter) {
        json.beginObject("notes")
        for (bit, count) in connection.noteCounts.enumerated() where count > 0 {
            json.member(named: Notes.names[bit], Int(count))
        }
        json.endObject()
    }

    private func appendFindings(to json: JSONWriter) {
        if let severity = event.verdict.severity { json.word("severity", severity.rawValue) } else { json.null("severity") }
        json.beginArray("findings")
        for finding in event.findings {
            json.beginObject()
            json.word("name", finding.name)
            json.word("severity", finding.severity.rawValue)
            json.member("frames", finding.frames)
            FindingEvidence(finding, to: json).append()
            json.endObject()
        }
        json.endArray()
    }

    /// Round-trip times of what an end sent: by ACKs and by timestamps.
    private func appendRoundTrips(_ role: Role, to json: JSONWriter) {
        if role == .client { json.beginObject("client") } else { json.beginObject("server") }
        if let statistics = connection[flow: role].statistics {
            append("by_ack", statistics.roundTrips, to: json)
            append("by_timestamp", statistics.echoTimes, to: json)
        }
        json.endObject()
    }

    private func append(_ key: StaticString, _ samples: Reservoir, to json: JSONWriter) {
        guard let least = samples.least, let median = samples.median, let greatest = samples.greatest else { return }
        json.beginObject(key)
        json.seconds("min", least)
        json.seconds("median", median)
        json.seconds("max", greatest)
        json.member("samples", samples.count)
        json.endObject()
    }

    private func appendFigures(to json: JSONWriter) {
        json.beginObject("figures")
        let duration = connection.lacksTime ? 0 : connection.end.nanoseconds(since: connection.start)
        // Of a connection whose last packet has an earlier time than its first, it is not known.
        if !connection.lacksTime, duration >= 0 { json.seconds("duration", duration) }
        appendFigures(of: .client, lasting: duration, to: json)
        appendFigures(of: .server, lasting: duration, to: json)
        if let gap = connection.idleTimes.largestGap {
            json.beginObject("largest_gap")
            json.seconds("duration", gap.duration)
            json.member("frame", gap.frame)
            json.endObject()
        }
        json.seconds("idle_before_close", connection.idleTimes.idleBeforeClose)
        json.endObject()
    }

    private func appendFigures(of role: Role, lasting duration: Int64, to json: JSONWriter) {
        let flow = connection[flow: role]
        let distinct = flow.stream.distinctBytes
        let payload = flow.payloadBytes
        if role == .client { json.beginObject("client") } else { json.beginObject("server") }
        json.member("payload_bytes", payload)
        json.member("distinct_bytes", distinct)
        json.member("retransmitted_bytes", max(0, payload - distinct))
        let again = connection.sentAgain(by: role)
        if again.segments > 0 {
            json.member("resent_segments", again.segments)
            json.member("resent_bytes", again.bytes)
        }
        json.member("in_flight", flow.mostInFlight)
        if duration > 0 {
            json.member("throughput", Self.perSecond(payload, duration))
            json.member("goodput", Self.perSecond(distinct, duration))
        }
        if connection.windowScalingIsOn == true { json.member("window_shift", connection[role].offeredShift ?? 0) }
        json.endObject()
    }

    /// Bytes per second, whole.
    private static func perSecond(_ bytes: Int, _ duration: Int64) -> Int {
        let rate = Double(bytes) * 1e9 / Double(duration)
        return rate < 1e18 ? Int(rate) : .max
    }
}
