import Platform

/// A file of expectations that is written anew, as any output is: as the one who called sudo, through no link, and in place of no other user's file.
struct ExpectationOutput {
    private let path: String
    private let privileges: Privileges

    init(_ path: String, _ privileges: Privileges) {
        self.path = path
        self.privileges = privileges
    }

    /// What it holds now; nothing if it is not there.
    func text() throws(CommandError) -> String {
        try privileges.actingAsOwner { () throws(CommandError) in
            let file = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            if file < 0 {
                switch errno {
                case ENOENT: return ""
                case ELOOP: throw CommandError(.isLink(path))
                // Of another user's file nothing more is to be known.
                case EACCES: throw CommandError(.isForeign(path))
                default: throw CommandError(.cannotWrite(path, .system(SystemError(errno).description)))
                }
            }
            defer { close(file) }
            var status = stat()
            guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                throw CommandError(.isFolder(path))
            }
            guard status.st_uid == geteuid() else { throw CommandError(.isForeign(path)) }
            return String(decoding: try ExpectationFile.bytes(of: file, path), as: UTF8.self)
        }
    }

    /// Writes a file beside it, and gives it its name.
    func replace(with bytes: [UInt8]) throws(CommandError) {
        try privileges.actingAsOwner { () throws(CommandError) in
            let part = path + ".partial"
            unsafe unlink(part)
            let file = unsafe open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
            guard file >= 0 else { throw CommandError(.cannotWrite(path, .system(SystemError(errno).description))) }
            var reason: String?
            if case .failed(let words) = Terminal.write(bytes, to: file) { reason = words }
            if close(file) != 0, reason == nil { reason = SystemError(errno).description }
            if reason == nil, unsafe rename(part, path) != 0 { reason = SystemError(errno).description }
            guard let reason else { return }
            unsafe unlink(part)
            throw CommandError(.cannotWrite(path, .system(reason)))
        }
    }
}
