import CPlatform
import Platform

/// The program that shows standard output page by page, as git has it: PAGER, or less; LESS is FRX unless it is set.
struct Pager {
    /// Starts it, and connects standard output to it; nil where there is none, or it could not be started.
    ///
    /// - Parameter isUTF8: what it is going to show.
    init?(isUTF8: Bool) {
        let command = unsafe getenv("PAGER").map { unsafe String(cString: $0) } ?? "less"
        if command.isEmpty || command == "cat" || Terminal.environment("TERM") == "dumb" || !Self.isFound(command) { return nil }
        if unsafe tcpexplain_start_pager(command, isUTF8 ? 1 : 0) != 0 { return nil }
    }

    /// Whether the first word is a program that can be run; what is more than a name, the shell looks for.
    private static func isFound(_ command: String) -> Bool {
        guard command.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x24 && $0 != 0x27 && $0 != 0x22 && $0 != 0x5c }) else { return true }
        if command.contains("/") { return unsafe access(command, X_OK) == 0 }
        let path = Terminal.environment("PATH") ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { unsafe access("\($0)/\(command)", X_OK) == 0 }
    }

    /// Ends its input, and waits until the reader has seen enough.
    func finish() { tcpexplain_finish_pager() }
}
