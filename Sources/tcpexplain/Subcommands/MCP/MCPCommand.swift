import ArgumentParser
import Reports

/// `tcpexplain mcp DIR...`: answers an assistant's questions about captures, over standard input and output (Model Context Protocol).
struct MCPCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "mcp",
        abstract: "Serve captures to an assistant over standard input and output (Model Context Protocol).",
        usage: "tcpexplain mcp <folder> ...",
        discussion: """
            Only captures in the folders that are named, and in folders in them, are read; nothing is written, and secrets are masked. \
            Each answer is bounded, and says where it was cut.
            """)

    @Argument(help: ArgumentHelp("A folder with captures.", valueName: "folder"))
    var folders: [String]

    func perform() throws(CommandError) -> ExitStatus {
        try Privileges.keepOnlyStarting()
        let tools = MCPTools(captures: try MCPCaptures(folders))
        var server = MCPServer(tools: tools)
        var input = MCPInput()
        while let line = input.next() {
            let answer: String? =
                switch line {
                case .message(let bytes): server.answer(bytes)
                case .tooLong: server.refusalOfLength
                }
            guard let answer else { continue }
            switch Terminal.write(Array("\(answer)\n".utf8), to: 1) {
            case .written: break
            // Who asked has gone.
            case .closed: return .analysed
            case .failed(let reason):
                Terminal.printError(.failed(nil, .system(reason)))
                return .analysedInPart
            }
        }
        return .analysed
    }
}
