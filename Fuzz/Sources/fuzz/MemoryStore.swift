import Reports

/// A folder in memory: names as a folder would take them.
final class MemoryStore: ContentStore {
    private var files: Set<String> = []

    private func free(_ name: String) -> String {
        require(
            !name.isEmpty && name.utf8.count < 256 && !name.contains("/") && !name.hasPrefix("."),
            "a name is fit for a file: \(name)")
        require(
            WritersTarget.isFit(name) && name.utf8.allSatisfy { $0 >= 32 && $0 != 127 }, "a name is fit for a terminal: \(name)")
        var number = 2
        var result = name
        while files.contains(result) {
            result = "\(name)-\(number)"
            number += 1
        }
        return result
    }

    func create(_ name: String) -> String? {
        let name = free(name)
        files.insert(name)
        return name
    }

    func append(_ bytes: Span<UInt8>, to name: String) -> Bool {
        require(files.contains(name), "only a file that was made is written: \(name)")
        return true
    }

    func list(_ name: String, as newName: String, line: (String) -> [UInt8]) -> String? {
        files.remove(name)
        let newName = free(newName)
        files.insert(newName)
        require(line(newName).last == 10, "only whole lines")
        return newName
    }

    func remove(_ name: String) { files.remove(name) }
}
