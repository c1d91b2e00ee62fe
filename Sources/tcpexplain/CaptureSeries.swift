import Platform

/// The names that `-w F` with `-C` and without `-W` gives its files while it goes on: F, F1, F2, … None of them may be another file of the run, however
/// many it comes to.
struct CaptureSeries {
    let path: String
    private let folder: FileIdentity
    private let name: String

    /// nil where the folder is none that can be looked at, so that nothing can be made in it.
    init?(_ path: String) {
        guard let (folder, name) = Self.place(path) else { return nil }
        self.path = path
        self.folder = folder
        self.name = name
    }

    /// Whether a path, or the file that it leads to, has the name of one that follows the first.
    func takes(_ path: String) -> Bool {
        if isNext(path) { return true }
        guard let target = unsafe realpath(path, nil) else { return false }
        defer { unsafe free(target) }
        return isNext(unsafe String(cString: target))
    }

    private func isNext(_ path: String) -> Bool {
        guard let (folder, name) = Self.place(path), folder == self.folder, name.utf8.starts(with: self.name.utf8) else {
            return false
        }
        let number = name.utf8.dropFirst(self.name.utf8.count)
        return number.first.map { $0 != UInt8(ascii: "0") } == true
            && number.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Which folder a path is in, whatever that is called, and its name there.
    private static func place(_ path: String) -> (folder: FileIdentity, name: String)? {
        var path = path[...]
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let folder = String(path[..<slash])
        return FileIdentity(path: folder.isEmpty ? "." : folder).map { ($0, String(path[slash...])) }
    }
}
