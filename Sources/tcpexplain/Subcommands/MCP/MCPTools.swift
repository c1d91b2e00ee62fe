import Reports

/// What an assistant can ask. Each tool runs the program as a user would, so that its answer is what a user sees.
struct MCPTools {
    let captures: MCPCaptures

    /// Bytes of an answer at most, and records in it.
    private static let maximumText = 60_000
    private static let maximumRecords = 200
    /// Characters of a message's content.
    private static let maximumContent = 16_000
    /// Of a sentence that repeats what was asked.
    private static let maximumError = 2000

    /// A sentence that is not too long to be read.
    static func bounded(_ sentence: String) -> String {
        sentence.utf8.count <= maximumError ? sentence : sentence.prefix(maximumError / 4) + "…"
    }

    static let names = ["summary", "connections", "explain", "packets", "exchange", "findings", "explain_name"]

    func call(_ tool: String, _ arguments: MCPArguments) throws(CommandError) -> String {
        if tool == "explain_name" {
            let child = try ChildProcess.run(["explain", "--lang", "en", "--", try arguments.text("name")])
            return try Self.checked(child, text: child.text)
        }
        let capture = try captures.path(of: arguments.text("capture"))
        switch tool {
        case "summary": return try records(["--summary"], capture) { $0 != "connection" && $0 != "run" }
        case "connections":
            return Self.orNothing(
                try records(["--summary"] + arguments.selections(), capture, arguments) { $0 == "connection" })
        case "explain": return try explain(capture, arguments)
        case "packets": return Self.orNothing(try packets(capture, arguments))
        case "exchange": return try exchange(capture, arguments)
        default: return try findings(capture, arguments)
        }
    }

    // MARK: - Tools

    private func explain(_ capture: String, _ arguments: MCPArguments) throws(CommandError) -> String {
        let number = try arguments.number("connection")
        let child = try ChildProcess.run([
            "--lang", "en", "--verbose", "--color", "never", "--connection", "\(number)", "-r", capture,
        ])
        return try Self.checked(child, text: child.text)
    }

    private func packets(_ capture: String, _ arguments: MCPArguments) throws(CommandError) -> String {
        let first = try arguments.optionalNumber("first_frame") ?? 1
        let last = try arguments.optionalNumber("last_frame") ?? .max
        var options = ["--with-addresses"]
        if let number = try arguments.optionalNumber("connection") { options += ["--connection", "\(number)"] }
        return try records(options, capture, arguments) { type, record in
            guard type == "packet", let frame = record["frame"]?.wholeNumber else { return false }
            return frame >= first && frame <= last
        }
    }

    private func exchange(_ capture: String, _ arguments: MCPArguments) throws(CommandError) -> String {
        let connection = try arguments.number("connection")
        let number = try arguments.number("exchange")
        let record = try records(["--connection", "\(connection)"], capture) { type, record in
            type == "http" && record["exchange"]?.wholeNumber == number
        }
        guard !record.isEmpty else { throw CommandError("connection \(connection) has no exchange \(number)") }
        let child = try ChildProcess.run(
            ["--summary", "--har", "/dev/fd/3", "--connection", "\(connection)", "-r", capture], hasExtra: true)
        guard let archive = try? JSONDocument.read(child.output[2]), let entries = archive["log"]?["entries"]?.list,
            let entry = entries.first(where: { $0["_exchange"]?.wholeNumber == number })
        else { return record }
        return record + Self.content("request content", entry["request"]?["postData"])
            + Self.content("response content", entry["response"]?["content"])
    }

    /// The content of a message, with what is named like a secret masked: an archive has it as it was sent.
    private static func content(_ title: String, _ part: DocumentNode?) -> String {
        guard let part, let text = part["text"]?.text, !text.isEmpty else { return "" }
        let isBase64 = part["encoding"]?.text == "base64" || part["_encoding"]?.text == "base64"
        let content = isBase64 ? MaskedBytes(base64: text) : MaskedBytes(text: text)
        let shown = content.text.prefix(maximumContent)
        let cut = shown.count < content.text.count ? "; cut after \(shown.count) of \(content.text.count) characters" : ""
        return "\n\(title)\(content.form)\(cut):\n\(shown)\n"
    }

    private func findings(_ capture: String, _ arguments: MCPArguments) throws(CommandError) -> String {
        let child = try run(["--summary"] + arguments.selections(), capture)
        var lines: [String] = []
        for line in child.text.split(separator: "\n") where line.hasPrefix("{\"type\":\"connection\"") {
            guard let record = try? JSONDocument.read(Array(line.utf8)), let found = record["findings"]?.list, !found.isEmpty
            else {
                continue
            }
            let members = ["connection", "client", "server", "severity", "findings"].compactMap { key in
                record[key].map { "\"\(key)\":\(JSONText.of($0))" }
            }
            lines.append("{\(members.joined(separator: ","))}")
        }
        if lines.isEmpty { return try Self.checked(child, text: "no findings") }
        return try Self.checked(child, text: Self.joined(lines, limit: try arguments.limit(Self.maximumRecords)))
    }

    private static func orNothing(_ records: String) -> String { records.isEmpty ? "no record is so\n" : records }

    // MARK: - Running it

    private func run(_ options: [String], _ capture: String) throws(CommandError) -> ChildProcess {
        try ChildProcess.run(["--lang", "en", "--format", "ndjson"] + options + ["-r", capture])
    }

    private func records(
        _ options: [String], _ capture: String, _ arguments: MCPArguments? = nil, _ isWanted: (String) -> Bool
    ) throws(CommandError) -> String {
        try records(options, capture, arguments) { type, _ in isWanted(type) }
    }

    /// The records that are wanted, a line each.
    private func records(
        _ options: [String], _ capture: String, _ arguments: MCPArguments? = nil,
        _ isWanted: (String, DocumentNode) -> Bool
    ) throws(CommandError) -> String {
        let limit = try arguments?.limit(Self.maximumRecords) ?? Self.maximumRecords
        let child = try run(options, capture)
        var lines: [String] = []
        for line in child.text.split(separator: "\n") {
            guard let record = try? JSONDocument.read(Array(line.utf8)), let type = record["type"]?.text else { continue }
            if isWanted(type, record) { lines.append(String(line)) }
        }
        return try Self.checked(child, text: lines.isEmpty ? "" : Self.joined(lines, limit: limit))
    }

    /// As many as fit; the last line says how many were left out.
    private static func joined(_ lines: [String], limit: Int) -> String {
        var text = ""
        for (i, line) in lines.enumerated() {
            if i == limit || text.utf8.count + line.utf8.count > maximumText {
                return text + "\(lines.count - i) more left out: ask for less\n"
            }
            text += line + "\n"
        }
        return text
    }

    /// What a run wrote, if it could read the capture.
    private static func checked(_ child: ChildProcess, text: String) throws(CommandError) -> String {
        guard child.status == 0 || child.status == 1 || child.status == 3 else {
            throw CommandError(child.errors.isEmpty ? "it failed with exit status \(child.status ?? -1)" : child.errors)
        }
        var text = text
        if text.utf8.count > maximumText {
            text = String(decoding: Array(text.utf8).prefix(maximumText), as: UTF8.self) + "\n… the rest is left out\n"
        }
        if child.wasCut { text += "the output was too large, and was read in part\n" }
        return text
    }

    // MARK: - What there is

    /// The tools, as JSON.
    static let list: String = {
        let capture =
            "\"capture\":{\"type\":\"string\",\"description\":\"Path of a capture in one of the folders that are served.\"}"
        let connection = "\"connection\":{\"type\":\"integer\",\"minimum\":1,\"description\":\"Number of a connection.\"}"
        let limit = "\"limit\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":200,\"description\":\"Records at most.\"}"
        let selections = MCPArguments.selections.map { name, description in
            "\"\(name)\":{\"type\":\"string\",\"description\":\(JSONText.quoted(description))}"
        }.joined(separator: ",")
        func tool(_ name: String, _ description: String, _ properties: String, _ required: String) -> String {
            "{\"name\":\"\(name)\",\"description\":\(JSONText.quoted(description)),\"inputSchema\":{\"type\":\"object\",\"properties\":{"
                + properties + "},\"required\":[\(required)],\"additionalProperties\":false},"
                + "\"annotations\":{\"readOnlyHint\":true,\"openWorldHint\":false}}"
        }
        let tools = [
            tool(
                "summary", "What a capture holds: packets, connections, findings by name, and what weakens the verdicts.",
                capture, "\"capture\""),
            tool(
                "connections", "The connections of a capture that are all of this, a record each (tcpexplain/1).",
                "\(capture),\(selections),\(limit)", "\"capture\""),
            tool(
                "explain", "One connection packet by packet, then what was concluded, with the frames that prove it.",
                "\(capture),\(connection)", "\"capture\",\"connection\""),
            tool(
                "packets", "Packets of a range of frames, a record each: flags, numbers, steps, checks, states, notes.",
                "\(capture),\(connection),\"first_frame\":{\"type\":\"integer\",\"minimum\":1},\"last_frame\":{\"type\":\"integer\",\"minimum\":1},\(limit)",
                "\"capture\""),
            tool(
                "exchange", "One HTTP exchange: both messages with their fields, and the content, decoded; secrets are masked.",
                "\(capture),\(connection),\"exchange\":{\"type\":\"integer\",\"minimum\":1,\"description\":\"Its number in the connection.\"}",
                "\"capture\",\"connection\",\"exchange\""),
            tool(
                "findings", "What is wrong, by connection: name, severity, the frames that prove it, and the evidence.",
                "\(capture),\(selections),\(limit)", "\"capture\""),
            tool(
                "explain_name", "What a name in the output means: a step, state, flag, note, finding, check or stage.",
                "\"name\":{\"type\":\"string\"}", "\"name\""),
        ]
        return "[\(tools.joined(separator: ","))]"
    }()
}
