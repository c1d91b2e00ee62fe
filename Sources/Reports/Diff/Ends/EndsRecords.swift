import Language
import TCP
import Wire

/// What happened on a path, as records of the schema `tcpexplain/1`: `diff`, a `path` for each connection, a `path_event` for each thing that happened,
/// `path_summary`.
public struct EndsRecords {
    private let json: JSONWriter
    private let version: String

    public init(_ output: OutputBuffer, version: String) {
        json = JSONWriter(output)
        self.version = version
    }

    public func write(_ comparison: EndsComparison, files: (first: String, second: String)) {
        json.appendDiff(of: "ends", files, version: version)
        for pair in comparison.pairs { write(pair) }
        let summary = comparison.summary
        json.beginRecord("path_summary")
        if let isFirst = summary.clientIsFirst { json.word("client_end", isFirst ? "a" : "b") } else { json.null("client_end") }
        json.member("connections", summary.connections)
        json.member("only_a", summary.onlyInFirst)
        json.member("only_b", summary.onlyInSecond)
        json.member("events", summary.events)
        json.member("left_out", summary.leftOut)
        json.member("outside", summary.outside)
        json.seconds("clock_ahead", summary.clock?.ahead)
        json.seconds("one_way", summary.clock?.oneWay)
        if let drift = summary.motion.drift { json.member("clock_drift", Int(drift.partsPerMillion.rounded())) }
        if !summary.motion.steps.isEmpty {
            json.beginArray("clock_steps")
            for step in summary.motion.steps {
                json.beginObject()
                json.word("of", step.isOfFirst ? "a" : "b")
                json.member("frame", step.frame)
                json.seconds("by", step.by)
                json.endObject()
            }
            json.endArray()
        }
        json.endRecord()
        json.output.flush()
    }

    private func write(_ pair: EndsComparison.Pair) {
        json.beginRecord("path")
        for (key, connection) in [("a", pair.first), ("b", pair.second)] {
            json.beginObject(key)
            json.member("connection", connection.number)
            json.member("client", name(connection.client))
            json.member("server", name(connection.server))
            json.endObject()
        }
        for (key, totals) in [("to_server", pair.toServer), ("to_client", pair.toClient)] {
            json.beginObject(key)
            json.member("sent", totals.sent)
            json.member("arrived", totals.arrived)
            json.member("lost", totals.lost)
            json.member("resegmented", totals.resegmented)
            json.member("captured_twice", totals.capturedTwice)
            json.member("not_captured", totals.uncaptured)
            json.member("more", totals.unsent)
            json.member("hops", totals.hops)
            if let value = totals.timeToLive { json.member("ttl_set", Int(value)) }
            json.seconds("slowest", totals.slowest)
            json.endObject()
        }
        json.beginObject("shifts")
        json.member("client", pair.maps.client.shift)
        json.member("server", pair.maps.server.shift)
        json.endObject()
        json.endRecord()
        for row in pair.rows { for kind in row.kinds { write(kind, row, pair) } }
    }

    private func writeNumbers(of kind: PathEvent.Kind) {
        switch kind {
        case .lost(let bytes, _): json.member("lost_bytes", bytes)
        case .seenOnce(_, let bytes, _), .notCaptured(let bytes, _): json.member("missing_bytes", bytes)
        case .delayed(let time, _): json.seconds("delay", time)
        case .changed(.payload(_, let difference)): write(difference)
        case .changed(.payloadLength(_, let arrived, let difference)):
            json.member("arrived_length", arrived)
            write(difference)
        default: break
        }
    }

    private func write(_ difference: PayloadDifference?) {
        guard let difference else { return }
        json.member("first_changed", difference.byte)
        if let sequence = difference.sequence { json.member("relative_seq", sequence) }
        if let count = difference.count { json.member("changed_bytes", count) }
    }

    private func write(_ kind: PathEvent.Kind, _ row: EndsComparison.Row, _ pair: EndsComparison.Pair) {
        json.beginRecord("path_event")
        json.word("kind", kind.name)
        json.member("from", row.sender)
        for (key, connection, frame, time) in [
            ("a", pair.first.number, row.first, row.times.first), ("b", pair.second.number, row.second, row.times.second),
        ] {
            json.beginObject(key)
            json.member("connection", connection)
            if let frame { json.member("frame", frame) } else { json.null("frame") }
            if let time { json.member("time", Timestamp(nanoseconds: time)) }
            json.endObject()
        }
        json.member("length", row.packet.length)
        writeNumbers(of: kind)
        let event = PathEvent(kind, from: row.sender, first: row.first, second: row.second)
        json.member("message", English().sentence(for: event).string)
        json.endRecord()
    }
}
