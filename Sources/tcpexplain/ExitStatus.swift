import CPlatform

/// How the command ends.
enum ExitStatus: Int32 {
    case analysed = 0
    /// `--check` found a failure.
    case checkFailed = 1
    /// Usage, a missing file, a bad filter, an output that cannot be written.
    case nothingAnalysed = 2
    /// The input was damaged or cut short, or an output filled up.
    case analysedInPart = 3

    /// Where lines were lost, nothing that went well is left of it.
    static func exit(_ status: ExitStatus) -> Never {
        guard status == .analysed, let reason = unsafe Terminal.failure else { exit(code: status.rawValue) }
        Terminal.printError(.failed(nil, .system(reason)))
        exit(code: ExitStatus.analysedInPart.rawValue)
    }

    /// Ends as a command did that was run.
    static func exit(code: Int32) -> Never { tcpexplain_exit(code) }
}
