import Language
import TCP
import Wire

/// What happened on a path, as records of the schema `tcpexplain/1`: `diff`, a `path` for each connection, a `path_event` for each thing that happened,
/// `path_summary`.
public struct EndsRecords {
    private let output: OutputBuffer
    private let version: String

    public init(_ output: OutputBuffer, version: String) {
        self.output = output
        self.version = version
    }

    public func write(_ comparison: EndsComparison, files: (first: String, second: String)) {
        output.append("{\"type\":\"diff\",\"schema\":\"tcpexplain/1\",\"version\":")
        output.appendJSON(version)
        output.append(",\"of\":\"ends\",\"a\":")
        output.appendJSON(files.first)
        output.append(",\"b\":")
        output.appendJSON(files.second)
        end()
        for pair in comparison.pairs { write(pair) }
        let summary = comparison.summary
        output.append("{\"type\":\"path_summary\",\"client_end\":")
        output.append(summary.clientIsFirst.map { $0 ? "\"a\"" : "\"b\"" } ?? "null")
        for (key, value) in [
            ("connections", summary.connections), ("only_a", summary.onlyInFirst), ("only_b", summary.onlyInSecond),
            ("events", summary.events), ("left_out", summary.leftOut),
        ] {
            output.appendKey(key)
            output.append(value)
        }
        if let clock = summary.clock {
            output.append(",\"clock_ahead\":")
            output.appendSeconds(clock.ahead)
            output.append(",\"one_way\":")
            output.appendSeconds(clock.oneWay)
        }
        end()
        output.flush()
    }

    private func write(_ pair: EndsComparison.Pair) {
        output.append("{\"type\":\"path\"")
        for (key, connection) in [("a", pair.first), ("b", pair.second)] {
            output.appendKey(key)
            output.append("{\"connection\":")
            output.append(connection.number)
            output.append(",\"client\":")
            output.appendJSON(name(connection.client))
            output.append(",\"server\":")
            output.appendJSON(name(connection.server))
            output.append("}")
        }
        for (key, totals) in [("to_server", pair.toServer), ("to_client", pair.toClient)] {
            output.appendKey(key)
            output.append("{\"sent\":\(totals.sent),\"arrived\":\(totals.arrived),\"lost\":\(totals.lost)")
            if let hops = totals.hops { output.append(",\"hops\":\(hops)") }
            if let slowest = totals.slowest {
                output.append(",\"slowest\":")
                output.appendSeconds(slowest)
            }
            output.append("}")
        }
        output.append(",\"shifts\":{\"client\":\(pair.shifts.client),\"server\":\(pair.shifts.server)}")
        end()
        for row in pair.rows { for kind in row.kinds { write(kind, row, pair) } }
    }

    private func write(_ kind: PathEvent.Kind, _ row: EndsComparison.Row, _ pair: EndsComparison.Pair) {
        output.append("{\"type\":\"path_event\",\"kind\":")
        output.appendJSON(kind.name)
        output.append(",\"from\":")
        output.appendJSON(row.sender == .client ? "client" : "server")
        for (key, connection, frame) in [("a", pair.first.number, row.first), ("b", pair.second.number, row.second)] {
            output.appendKey(key)
            output.append("{\"connection\":")
            output.append(connection)
            output.append(",\"frame\":")
            output.append(frame.map(String.init) ?? "null")
            output.append("}")
        }
        output.append(",\"length\":")
        output.append(row.packet.length)
        if case .delayed(let time) = kind {
            output.append(",\"delay\":")
            output.appendSeconds(time)
        }
        output.append(",\"message\":")
        let event = PathEvent(kind, from: row.sender, first: row.first, second: row.second)
        output.appendJSON(English().sentence(for: event).string)
        end()
    }

    private func end() {
        output.append("}")
        output.endLine()
    }
}
