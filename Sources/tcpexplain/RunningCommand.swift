import CPlatform
import Platform

/// A command that is run while packets are captured: `tcpexplain -i lo port 8080 -- make integration`.
///
/// Another process starts it and waits for it, since this one may do neither once its privileges are dropped.
final class RunningCommand {
    private let name: String
    /// A byte comes from here when it has ended: its exit status, as a shell has it.
    private let result: Int32
    /// It is ended when nobody holds this any more.
    private var control: Int32
    private var status: Int32?

    /// - Parameter user: who runs it; nil for whoever runs this process.
    init(_ words: [String], as user: SystemUser?) throws(CommandError) {
        name = words.first ?? ""
        var result: Int32 = -1
        var control: Int32 = -1
        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        let error = unsafe (user?.name ?? "").withCString { name in
            var user = unsafe tcpexplain_user(groups_of: name, uid: user?.uid ?? 0, gid: user?.gid ?? 0)
            return unsafe tcpexplain_command_start(&arguments, &user, &result, &control)
        }
        unsafe arguments.forEach { unsafe free($0) }
        guard error == 0 else {
            throw CommandError("\(words.first ?? ""): cannot be run: \(unsafe String(cString: strerror(error)))")
        }
        self.result = result
        self.control = control
    }

    deinit {
        close(result)
        if control >= 0 { close(control) }
    }

    /// The words of a command line, and behind `--` those of a command, where packets are captured.
    static func split(_ words: [String]) -> (words: [String], command: [String]) {
        guard let at = words.firstIndex(of: "--") else { return (words, []) }
        let isLive = words[..<at].contains { word in
            word == "--interface" || word.hasPrefix("--interface=") || word.hasPrefix("-i") && !word.hasPrefix("--")
        }
        return isLive ? (Array(words[..<at]), Array(words[(at + 1)...])) : (words, [])
    }

    /// The descriptor that becomes readable when it has ended; -1 once it has.
    var waitingFor: Int32 { status == nil ? result : -1 }

    /// Whether it has ended since this was last asked.
    func hasJustEnded() -> Bool {
        guard status == nil else { return false }
        var waiting = pollfd(fd: result, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&waiting, 1, 0) > 0 else { return false }
        takeStatus()
        return true
    }

    private func takeStatus() {
        var byte: UInt8 = 126
        while unsafe read(result, &byte, 1) < 0, errno == EINTR {}
        status = Int32(byte)
    }

    /// Ends it if it still runs. Returns its exit status, which is no success if it had to be ended.
    func finish() -> Int32 {
        if status == nil {
            Terminal.printError(.words("\(name): had not ended when the capture did, and was ended"))
            close(control)
            control = -1
            takeStatus()
            if status == 0 { status = 143 }
        } else if status != 0 {
            Terminal.printError(.words("\(name): ended with exit status \(status ?? 0)"))
        }
        return status ?? 126
    }
}
