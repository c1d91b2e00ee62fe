import ArgumentParser
import Platform
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
        let tools = MCPTools(captures: try MCPCaptures(folders))
        var server = MCPServer(tools: tools)
        var pending: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(0, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return .analysed }
            pending += piece[..<count]
            while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let answer = server.answer(Array(pending[..<end]))
                pending.removeSubrange(...end)
                guard let answer else { continue }
                guard case .written = Terminal.write(Array("\(answer)\n".utf8), to: 1) else { return .analysed }
            }
            if pending.count > MCPServer.maximumMessage {
                throw CommandError("mcp: a message has more than \(MCPServer.maximumMessage) bytes")
            }
        }
    }
}
