import Platform

/// The captures that may be read: regular files in the folders that the command line names.
struct MCPCaptures {
    private let folders: [String]

    init(_ folders: [String]) throws(CommandError) {
        self.folders = try folders.map { folder throws(CommandError) in
            var status = stat()
            guard let path = Self.canonical(folder), unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                throw CommandError("\(folder): no folder; name one with captures")
            }
            return path
        }
    }

    /// The path without links, if there is such a file.
    private static func canonical(_ path: String) -> String? {
        guard let real = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    /// Where a capture lies, by its path or by its path below one of the folders.
    func path(of name: String) throws(CommandError) -> String {
        let candidates = name.hasPrefix("/") ? [name] : folders.map { "\($0)/\(name)" }
        for candidate in candidates {
            guard !candidate.utf8.contains(0), let path = Self.canonical(candidate) else { continue }
            // A link may lead out of the folder.
            guard folders.contains(where: { path.hasPrefix($0 == "/" ? "/" : $0 + "/") }) else { continue }
            var status = stat()
            if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG { return path }
        }
        throw CommandError("\(name): no capture in \(folders.joined(separator: ", "))")
    }
}
