import ArgumentParser
import Reports

/// `tcpexplain schema`: the JSON Schema of the records.
struct SchemaCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of the records that --format ndjson writes.",
        usage: "tcpexplain schema")

    func perform() throws(CommandError) -> ExitStatus {
        Terminal.print(bytes: RecordSchema.bytes)
        return .analysed
    }
}
