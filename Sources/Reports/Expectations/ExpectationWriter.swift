import TCP
import Wire

/// Writes recorded connections as YAML.
struct ExpectationWriter {
    private let output: OutputBuffer
    private let version: String

    init(_ output: OutputBuffer, version: String) {
        self.output = output
        self.version = version
    }

    func write(_ recorded: [RecordedConnection], connections: Int) {
        line("# Recorded by tcpexplain \(version) --record-expect: hold a capture against it with --expect.")
        line("schema: \(Expectations.schema)")
        line("connections: \(connections)")
        if recorded.isEmpty { return }
        line("expect:")
        var seen: [Endpoint: Int] = [:]
        var totals: [Endpoint: Int] = [:]
        for connection in recorded { totals[connection.server, default: 0] += 1 }
        for connection in recorded {
            seen[connection.server, default: 0] += 1
            let isOnly = totals[connection.server] == 1 && recorded.count == connections
            write(connection, nth: isOnly ? nil : seen[connection.server])
        }
        if recorded.count < connections {
            line("# \(connections - recorded.count) more connections are not recorded one by one.")
        }
    }

    private func write(_ connection: RecordedConnection, nth: Int?) {
        let server = name(connection.server)
        line("  - name: \(quoted("connection \(connection.number) to \(server)"))")
        line("    select: {server: \(quoted(server))\(nth.map { ", nth: \($0)" } ?? "")}")
        line("    handshake: \(connection.handshake)")
        // Whether the second ACK and the second FIN are one segment is a matter of microseconds.
        let isOrderly = ["four-step", "three-step"].contains(connection.close)
        line("    close: \(isOrderly ? "[four-step, three-step]" : connection.close)")
        line("    closed_by: \(connection.closedBy)")
        // How many are lost differs from run to run; that some were does not.
        line("    retransmissions: \(connection.retransmissions == 0 ? "0" : "{min: 1}")")
        line(
            "    findings: {none: [\(connection.severitiesWithout.joined(separator: ", "))], "
                + "have: [\(connection.findings.joined(separator: ", "))]}")
        let isWhole = connection.exchanges.count == connection.exchangeCount
        guard !connection.exchanges.isEmpty else {
            if isWhole {
                line("    exchanges: []")
                line("    exchanges_exactly: true")
            }
            return
        }
        line("    exchanges:")
        for exchange in connection.exchanges { write(exchange) }
        if isWhole {
            line("    exchanges_exactly: true")
        } else {
            line("    # \(connection.exchangeCount - connection.exchanges.count) more exchanges are not recorded.")
        }
    }

    private func write(_ exchange: RecordedExchange) {
        var members: [String] = []
        if let method = exchange.method { members.append("method: \(quoted(method))") }
        if let target = exchange.target { members.append("target: \(quoted(pattern(target)))") }
        members.append("status: \(exchange.status.map(String.init) ?? "absent")")
        if !exchange.fields.isEmpty {
            let fields = exchange.fields.map { "\($0.name): \(quoted(pattern($0.value)))" }
            members.append("headers: {\(fields.joined(separator: ", "))}")
        }
        if let digest = exchange.contentSHA256 { members.append("content_sha256: \(quoted(digest))") }
        if let bytes = exchange.contentBytes { members.append("content_bytes: \(bytes)") }
        line("      - {\(members.joined(separator: ", "))}")
    }

    private func line(_ text: String) {
        output.append(text)
        output.endLine()
    }

    /// A text as a condition: what would be read otherwise, and what differs from run to run, becomes a regular expression.
    private func pattern(_ text: String) -> String {
        let isAmbiguous = text == "absent" || text.utf8.count > 2 && text.hasPrefix("/") && text.hasSuffix("/")
        let boundary = text.lowercased().hasPrefix("multipart/") ? text.firstIndex(of: ";") : nil
        if let boundary { return "/^\(escaped(text[..<boundary]));/" }
        if VaryingContent.isIn(text) { return "/^\(generalized(text))$/" }
        return isAmbiguous ? "/^\(escaped(text[...]))$/" : text
    }

    /// Runs of hexadecimal digits, hyphens and colons that are long, or hold a digit and are part of an identifier, match any such run.
    private func generalized(_ text: String) -> String {
        var result = ""
        var run = ""
        func endRun() {
            result += VaryingContent.isIn(run) ? "[0-9A-Fa-f:-]{\(run.count)}" : escaped(run[...])
            run = ""
        }
        for character in text {
            if character.isHexDigit || character == "-" || character == ":" {
                run.append(character)
            } else {
                endRun()
                result += escaped(String(character)[...])
            }
        }
        endRun()
        return result
    }

    /// A text as a part of a regular expression that matches it alone.
    private func escaped(_ text: Substring) -> String {
        var result = ""
        for character in text {
            if "\\^$.|?*+()[]{}/".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }

    /// A YAML scalar: as it is where nothing in it can be misread, else in double quotes as in JSON.
    private func quoted(_ text: String) -> String {
        let isPlain =
            text.utf8.first.map { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a || $0 == UInt8(ascii: "/") } ?? false
            && text.utf8.allSatisfy { byte in
                byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a || byte >= 0x30 && byte <= 0x39 || "/-_.".utf8.contains(byte)
            }
        let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "absent"]
        if isPlain, !words.contains(text.lowercased()), Double(text) == nil { return text }
        let buffer = OutputBuffer { _ in }
        buffer.appendJSON(text)
        return String(decoding: buffer.gathered(), as: UTF8.self)
    }
}
