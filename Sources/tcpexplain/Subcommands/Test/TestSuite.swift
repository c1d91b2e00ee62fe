import Platform

/// The captures of a folder and of the folders in it, each with the file of expectations that lies beside it.
struct TestSuite {
    struct Case {
        var capture: String
        /// As it is named to the user: below the folder.
        var name: String
        var expectations: String?
        /// Where they would lie.
        var newExpectations: String
        /// The secrets of its TLS.
        var keys: String?
    }

    /// A file of expectations that tests nothing, or not by itself.
    struct Fault {
        var name: String
        var complaint: Complaint
    }

    private(set) var cases: [Case] = []
    private(set) var faults: [Fault] = []

    private static let endings = [".pcap", ".pcapng", ".cap", ".ntar", ".dmp"]
    private static let compressed = [".gz", ".zst"]
    private static let expectationEndings = [".expect.yaml", ".expect.yml", ".expect.json"]
    /// Those of the only capture of a folder.
    private static let expectationsOfOne = ["expect.yaml", "expect.yml", "expect.json"]

    init(folder: String) throws(CommandError) {
        var root = folder
        while root.utf8.count > 1, root.hasSuffix("/") { root.removeLast() }
        guard let entries = Self.entries(of: root) else {
            throw CommandError(.noSuite(folder, .system(unsafe String(cString: strerror(errno)))))
        }
        add(entries, in: root, below: root, depth: 0)
        cases.sort { $0.name < $1.name }
        faults.sort { $0.name < $1.name }
    }

    private mutating func add(_ entries: [(name: String, isFolder: Bool)], in folder: String, below root: String, depth: Int) {
        let names = Set(entries.map(\.name))
        let captures = entries.filter { !$0.isFolder && Self.base($0.name) != nil }
        var known: Set<String> = []
        for entry in captures {
            let base = Self.base(entry.name) ?? entry.name
            // `a.pcap` and `a.pcapng` have a file each, which says so in its name.
            let isShared = captures.count { Self.base($0.name) == base } > 1
            var candidates = isShared ? [] : Self.expectationEndings.map { base + $0 }
            candidates += Self.expectationEndings.map { entry.name + $0 }
            if captures.count == 1 { candidates += Self.expectationsOfOne }
            let path = "\(folder)/\(entry.name)"
            let name = String(path.dropFirst(root.count + 1))
            var seen: Set<String> = []
            let present = candidates.filter { names.contains($0) && seen.insert($0).inserted }
            known.formUnion(present)
            guard present.count <= 1 else {
                faults.append(Fault(name: name, complaint: .severalExpectations(present)))
                continue
            }
            var keys = [base + ".keylog", entry.name + ".keylog"]
            if captures.count == 1 { keys.append("keys.log") }
            cases.append(
                Case(
                    capture: path, name: name, expectations: present.first.map { "\(folder)/\($0)" },
                    newExpectations: "\(folder)/\(isShared ? entry.name : base).expect.yaml",
                    keys: keys.first(where: names.contains).map { "\(folder)/\($0)" }))
        }
        for entry in entries where !entry.isFolder && Self.isOfExpectations(entry.name) && !known.contains(entry.name) {
            let path = "\(folder)/\(entry.name)"
            faults.append(Fault(name: String(path.dropFirst(root.count + 1)), complaint: .noCaptureBeside))
        }
        guard depth < 16 else { return }
        for entry in entries where entry.isFolder {
            let path = "\(folder)/\(entry.name)"
            if let inside = Self.entries(of: path) { add(inside, in: path, below: root, depth: depth + 1) }
        }
    }

    private static func isOfExpectations(_ name: String) -> Bool {
        expectationsOfOne.contains(name) || expectationEndings.contains { name.hasSuffix($0) }
    }

    /// The name of a capture without its endings; nil if it is none.
    private static func base(_ name: String) -> String? {
        var name = name[...]
        for ending in compressed where name.hasSuffix(ending) { name = name.dropLast(ending.count) }
        for ending in endings where name.hasSuffix(ending) && name.count > ending.count {
            return String(name.dropLast(ending.count))
        }
        return nil
    }

    /// What lies in a folder, but for hidden files and links to folders.
    private static func entries(of folder: String) -> [(name: String, isFolder: Bool)]? {
        guard let directory = unsafe opendir(folder) else { return nil }
        defer { unsafe closedir(directory) }
        var found: [(name: String, isFolder: Bool)] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            var status = stat()
            guard !name.hasPrefix("."), unsafe lstat("\(folder)/\(name)", &status) == 0 else { continue }
            found.append((name, status.st_mode & S_IFMT == S_IFDIR))
        }
        return found
    }
}
