import ArgumentParser
import CPlatform
import Capture

/// The way in: arguments are parsed, the command runs, and everything ends in an exit status of the contract.
@main
enum Main {
    static func main() {
        Terminal.ensureStandardDescriptors()
        let all = Help.asked(in: Array(CommandLine.arguments.dropFirst()))
        let language = LanguageChoice.asked(in: all)
        unsafe Terminal.language = language
        if Help.isShort(all) {
            Terminal.print(language.help.short)
            ExitStatus.exit(.analysed)
        }
        do {
            try ArgumentBytes.check()
            if let text = Generated.text(all) {
                Terminal.print(text)
                ExitStatus.exit(.analysed)
            }
            if let status = try Subcommands.perform(all) { ExitStatus.exit(status) }
            let (words, command) = RunningCommand.split(all)
            let options = try Options.parse(words)
            unsafe Terminal.language = options.language
            try options.checkTogether()
            let status = try Run.perform(options, command: command)
            tcpexplain_files_end()
            ExitStatus.exit(status)
        } catch let error as CommandError {
            tcpexplain_files_end()
            Terminal.printError(error.complaint)
            ExitStatus.exit(.nothingAnalysed)
        } catch {
            // Help and version are no errors, though they are thrown.
            if Options.exitCode(for: error) == .success {
                Terminal.print(all.contains("--help") ? HelpPage.text(Options.self, in: language) : Version.text)
                ExitStatus.exit(.analysed)
            }
            Terminal.printError(.usage(UsageFault(Options.message(for: error)), help: "tcpexplain --help"))
            ExitStatus.exit(.nothingAnalysed)
        }
    }
}

/// Why nothing was analysed: one line that says what, where, and what to do.
struct CommandError: Error {
    var complaint: Complaint

    init(_ complaint: Complaint) { self.complaint = complaint }
    /// Of a tool that speaks to programs.
    init(_ words: String) { complaint = .words(words) }
    init(_ error: CaptureError) { complaint = .capture(error) }
}
