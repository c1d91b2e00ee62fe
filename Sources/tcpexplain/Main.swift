import ArgumentParser
import CSystem

/// The way in: arguments are parsed, the command runs, and everything ends in an exit status of the contract.
@main
enum Main {
    static func main() {
        Terminal.ensureStandardDescriptors()
        do {
            let words = Array(CommandLine.arguments.dropFirst())
            if let text = Generated.text(words) {
                Terminal.print(text)
                ExitStatus.exit(.analysed)
            }
            if let status = try Subcommands.perform(words) { ExitStatus.exit(status) }
            let options = try Options.parse()
            try options.checkTogether()
            let status = try Run.perform(options)
            tcpexplain_files_end()
            ExitStatus.exit(status)
        } catch let error as CommandError {
            tcpexplain_files_end()
            Terminal.printError(error.message)
            ExitStatus.exit(.nothingAnalysed)
        } catch {
            // Help and version are no errors, though they are thrown.
            if Options.exitCode(for: error) == .success {
                Terminal.print(Options.fullMessage(for: error))
                ExitStatus.exit(.analysed)
            }
            Terminal.printError(Options.message(for: error) + " (tcpexplain --help shows the usage)")
            ExitStatus.exit(.nothingAnalysed)
        }
    }
}

/// Why nothing was analysed: one line that says what, where, and what to do.
struct CommandError: Error {
    var message: String

    init(_ message: String) { self.message = message }
}
