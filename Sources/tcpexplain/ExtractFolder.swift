import Reports

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The folder of `--extract`. Files are made in it by name alone, never through a link, and never in place of another.
final class ExtractFolder: ContentStore {
    let path: String
    let descriptor: Int32
    /// Whether it was not there before.
    let isNew: Bool
    /// Why not everything could be written.
    private(set) var failure: String?
    /// The first files made: those before the first packet among them.
    private var made: [String] = []

    /// Makes the folder, unless it is there.
    init(path: String) throws(CommandError) {
        self.path = path
        isNew = unsafe mkdir(path, 0o755) == 0
        if !isNew, errno != EEXIST {
            throw CommandError("\(path): \(unsafe String(cString: strerror(errno))); name a folder that can be made")
        }
        descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, unsafe faccessat(descriptor, ".", W_OK, 0) == 0 else {
            throw CommandError("\(path): \(unsafe String(cString: strerror(errno))); name a folder that can be written to")
        }
    }

    deinit { close(descriptor) }

    /// An open folder, or nil where there is none.
    static func descriptor(of path: String) -> Int32? {
        let folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        return folder >= 0 ? folder : nil
    }

    /// Gives what we made to the user who goes on writing to it: the folder, if it is new, and the files in it so far.
    func handOver(with privileges: Privileges) throws(CommandError) {
        if isNew {
            privileges.handOver(descriptor)
        } else if !privileges.mayWrite(in: path) {
            throw CommandError(
                "--extract: nothing can be made in \(path) once privileges are dropped; name a new folder, or give --user")
        }
        for name in made {
            let file = unsafe openat(descriptor, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC)
            privileges.handOver(file)
            if file >= 0 { close(file) }
        }
    }

    func create(_ name: String) -> String? {
        for candidate in Self.candidates(name) {
            let file = unsafe openat(descriptor, candidate, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
            if file >= 0 {
                close(file)
                if made.count < 8 { made.append(candidate) }
                return candidate
            }
            if errno != EEXIST { break }
        }
        fail(name)
        return nil
    }

    func append(_ bytes: Span<UInt8>, to name: String) {
        guard failure == nil else { return }
        let file = unsafe openat(descriptor, name, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { return fail(name) }
        if case .failed(let reason) = Terminal.write(bytes, to: file) { failure = "\(path)/\(name): \(reason)" }
        close(file)
    }

    func rename(_ name: String, to newName: String) -> String {
        for candidate in Self.candidates(newName) {
            // A link, unlike a renaming, fails where the name is taken.
            if unsafe linkat(descriptor, name, descriptor, candidate, 0) == 0 {
                unsafe unlinkat(descriptor, name, 0)
                return candidate
            }
            if errno != EEXIST { break }
        }
        fail(newName)
        return name
    }

    func remove(_ name: String) { unsafe unlinkat(descriptor, name, 0) }

    /// The name, then with -2, -3 and so on before its extension.
    private static func candidates(_ name: String) -> some Sequence<String> {
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        return (1...1000).lazy.map { $0 == 1 ? name : "\(name[..<dot])-\($0)\(name[dot...])" }
    }

    private func fail(_ name: String) {
        if failure == nil { failure = "\(path)/\(name): \(unsafe String(cString: strerror(errno)))" }
    }
}
