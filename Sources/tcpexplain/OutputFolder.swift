import CPlatform
import Platform

/// A folder that output files are made in. Another process makes them, as the user who is to own them (`CPlatform`'s OutputFiles.c).
struct OutputFolder {
    let number: Int32
    /// As it was named; empty for the working directory.
    let path: String
    let identity: FileIdentity
    /// Whether it was not there before.
    let isNew: Bool

    /// - Parameters:
    ///   - makes: whether it is made if it is not there.
    ///   - follows: whether it may be a symbolic link.
    init(_ path: String, makes: Bool, follows: Bool) throws(SystemError) {
        var wasMade = false
        var identity = tcpexplain_identity()
        number = unsafe tcpexplain_files_folder(path.isEmpty ? "." : path, makes, follows, &wasMade, &identity)
        guard number >= 0 else { throw SystemError(-number) }
        self.path = path
        self.identity = FileIdentity(device: identity.device, inode: identity.inode)
        isNew = wasMade
    }

    /// A name in it, as a path.
    func path(of name: String) -> String { path.isEmpty || path.hasSuffix("/") ? path + name : path + "/" + name }

    func isInside(_ other: OutputFolder) -> Bool { tcpexplain_files_is_inside(number, other.number) }

    /// What lies under a name.
    func look(_ name: String) throws(SystemError) -> (kind: tcpexplain_kind, identity: FileIdentity) {
        var identity = tcpexplain_identity()
        let kind = unsafe tcpexplain_files_look(number, name, &identity)
        guard kind >= 0 else { throw SystemError(-kind) }
        return (
            tcpexplain_kind(rawValue: .init(truncatingIfNeeded: kind)),
            FileIdentity(device: identity.device, inode: identity.inode)
        )
    }

    func create(_ name: String, mode: UInt32) throws(SystemError) -> Int32 {
        try SystemError.check(unsafe tcpexplain_files_create(number, name, mode))
    }

    func append(_ name: String) throws(SystemError) -> Int32 {
        try SystemError.check(unsafe tcpexplain_files_append(number, name))
    }

    func openSpecial(_ name: String) throws(SystemError) -> Int32 {
        try SystemError.check(unsafe tcpexplain_files_open_special(number, name))
    }

    func rename(_ name: String, to newName: String, replaces: Bool) throws(SystemError) {
        _ = try SystemError.check(unsafe -tcpexplain_files_rename(number, name, newName, replaces))
    }

    /// Whether a file that was made and has no final name yet is still there.
    func holds(_ name: String) -> Bool {
        guard let file = try? append(name) else { return false }
        close(file)
        return true
    }

    func remove(_ name: String) { _ = unsafe tcpexplain_files_remove(number, name) }

    /// Makes a file beside `name`, marked as not whole. Returns its name, and its descriptor.
    func createPart(of name: String, mode: UInt32) throws(SystemError) -> (name: String, descriptor: Int32) {
        var number = 1
        while true {
            let candidate = number == 1 ? "\(name).partial" : "\(name)-\(number).partial"
            do throws(SystemError) {
                return (candidate, try create(candidate, mode: mode))
            } catch {
                number += 1
                if error.number != EEXIST || number > 100 { throw error }
            }
        }
    }
}

/// What the system answered: an error number, and its words.
struct SystemError: Error, CustomStringConvertible {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    var description: String { unsafe String(cString: strerror(number)) }

    /// A result that is an error number if it is negative.
    static func check(_ result: Int32) throws(SystemError) -> Int32 {
        if result < 0 { throw SystemError(-result) }
        return result
    }
}

/// Which file it is, whatever its name.
struct FileIdentity: Hashable {
    var device: UInt64
    var inode: UInt64

    init(device: UInt64, inode: UInt64) {
        self.device = device
        self.inode = inode
    }

    /// The file at a path, behind symbolic links; nil if there is none.
    init?(path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        self.init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }

    /// The regular file behind a descriptor; nil if it is none.
    init?(regularFile descriptor: Int32) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    }
}
