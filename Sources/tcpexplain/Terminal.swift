import CPlatform
import Language
import Platform
import Reports

/// Standard output and error, and what the environment says of them.
enum Terminal {
    /// What became of writing to standard output.
    enum Outcome {
        case written
        /// The reader went away.
        case closed
        case failed(String)
    }

    /// What stands where a standard descriptor is closed must not be a file that is opened later.
    static func ensureStandardDescriptors() {
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
            // Not for writing: what goes there is lost, and that is an error.
            _ = unsafe open("/dev/null", O_RDONLY)
        }
    }

    /// Whether standard output was a terminal when the run began: a pager may stand there since.
    static let outputIsTerminal = isatty(1) == 1

    static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }

    /// Standard output becomes the alternate screen: signals that stop or end the process leave it.
    static func useScreen() {
        /// Literals lie in the binary, and end with a zero: handlers of signals may keep them.
        func pointer(_ text: StaticString) -> UnsafePointer<CChar> {
            unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
        }
        unsafe tcpexplain_use_screen(pointer(ScreenControl.enter), pointer(ScreenControl.leave))
    }

    /// Whether a status line stands on standard error.
    private nonisolated(unsafe) static var hasStatus = false

    /// Shows a line on standard error that the next one, or any output, takes the place of.
    static func showStatus(_ text: String) {
        clearStatus()
        _ = write(Array("\r\(text)".utf8), to: 2)
        unsafe hasStatus = true
    }

    static func clearStatus() {
        guard unsafe hasStatus else { return }
        unsafe hasStatus = false
        _ = write(Array(ScreenControl.clearLine.utf8), to: 2)
    }

    /// Writes everything to a descriptor.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Outcome { write(bytes.span, to: descriptor) }

    /// Writes everything to a descriptor.
    static func write(_ bytes: Span<UInt8>, to descriptor: Int32) -> Outcome {
        if descriptor <= 2 { clearStatus() }
        var start = 0
        while start < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { all in
                let rest = unsafe UnsafeRawBufferPointer(rebasing: all[start...])
                return unsafe systemWrite(descriptor, rest.baseAddress, rest.count)
            }
            if written < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { return .closed }
                return .failed(unsafe String(cString: strerror(errno)))
            }
            start += written
        }
        return .written
    }

    /// Why a line could not be printed.
    private(set) nonisolated(unsafe) static var failure: String?

    /// A line on standard output.
    static func print(_ text: String) { print(bytes: Array(text.utf8) + [UInt8(ascii: "\n")]) }

    /// The same for bytes that have their ends of lines.
    static func print(bytes: [UInt8]) {
        if case .failed(let reason) = write(bytes, to: 1) { unsafe failure = reason }
    }

    /// A question on standard output, without an end of line.
    static func prompt(_ text: String) { _ = write(Array(text.utf8), to: 1) }

    /// A descriptor from which these bytes, at most some ten thousand, can be read; nil if there is none to be had.
    static func pipe(holding bytes: [UInt8]) -> Int32? {
        var ends: [Int32] = [-1, -1]
        guard unsafe systemPipe(&ends) == 0 else { return nil }
        defer { close(ends[1]) }
        guard case .written = write(bytes, to: ends[1]) else {
            close(ends[0])
            return nil
        }
        return ends[0]
    }

    static func close(_ descriptor: Int32) { systemClose(descriptor) }

    /// The language of what is said on standard error; until the command line is read, that of the environment.
    nonisolated(unsafe) static var language = LanguageChoice.ofEnvironment

    static var phrasebook: any CommandPhrasebook {
        switch unsafe language {
        case .en: English()
        case .zh: Chinese()
        }
    }

    /// A line on standard error.
    static func printError(_ complaint: Complaint) { printError(phrasebook.sentence(for: complaint)) }
    static func say(_ notice: Notice) { printError(phrasebook.sentence(for: notice)) }
    static func printError(_ text: Text) { _ = write(Array("tcpexplain: \(text)\n".utf8), to: 2) }

    /// Columns of the terminal; 100 where there is none, so that what goes to a file does not depend on where it was made.
    static var width: Int {
        if let columns = environment("COLUMNS").flatMap(Int.init), columns > 0 { return columns }
        let columns = outputIsTerminal ? Int(tcpexplain_terminal_width(1)) : 0
        return columns > 0 ? columns : 100
    }

    /// Lines of the terminal; 24 where it does not say.
    static var height: Int {
        let lines = Int(tcpexplain_terminal_height(1))
        return lines > 0 ? lines : 24
    }

    /// Whether the output has a width: a terminal, or one that COLUMNS names.
    static var hasWidth: Bool { outputIsTerminal || environment("COLUMNS") != nil }

    /// The first of LC_ALL, LC_CTYPE and LANG that is set.
    private static var locale: String { environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG") ?? "" }

    /// Whether the locale has UTF-8.
    static var isUTF8: Bool {
        let lowercase = locale.lowercased()
        return lowercase.hasSuffix("utf-8") || lowercase.hasSuffix("utf8")
    }

    /// Whether the output is a terminal whose font may draw characters of ambiguous width (Unicode Annex 11) in two columns: nobody can tell, so that columns
    /// are drawn without them.
    static var isEastAsian: Bool { outputIsTerminal && ["zh", "ja", "ko"].contains(locale.prefix { $0.isLetter }.lowercased()) }

    static func hasColor(_ choice: ColorChoice) -> Bool {
        switch choice {
        case .always: true
        case .never: false
        case .auto: outputIsTerminal && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
        }
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, bytes, count)
}

private func systemPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { unsafe pipe(ends) }
private func systemClose(_ descriptor: Int32) { _ = close(descriptor) }
