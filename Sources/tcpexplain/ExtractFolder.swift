import Platform
import Reports

/// The folder of `--extract`. Files are made in it by name alone, never through a link, and never in place of another.
final class ExtractFolder: ContentStore {
    let folder: OutputFolder
    /// What the index is called until it is whole.
    let index: String
    /// Why not everything could be written.
    private(set) var failure: Complaint?

    /// Makes the folder, unless it is there.
    init(path: String) throws(CommandError) {
        do throws(SystemError) {
            // A slash at its end would have the system follow a link.
            var trimmed = path[...]
            while trimmed.count > 1, trimmed.last == "/" { trimmed = trimmed.dropLast() }
            folder = try OutputFolder(String(trimmed), makes: true, follows: false)
        } catch {
            let reason: Complaint.Reason =
                error.number == ELOOP || error.number == ENOTDIR ? .linkOrNoFolder : .system(error.description)
            throw CommandError(.extraction(path, reason, mayBeMade: true))
        }
        do throws(SystemError) {
            let part = try folder.createPart(of: "index.ndjson", mode: 0o644)
            close(part.descriptor)
            index = part.name
        } catch {
            throw CommandError(.extraction(path, .system(error.description), mayBeMade: false))
        }
    }

    func create(_ name: String) -> String? {
        guard failure == nil else { return nil }
        return firstFree(name) { candidate throws(SystemError) in
            close(try folder.create(candidate, mode: 0o644))
        }
    }

    func append(_ bytes: Span<UInt8>, to name: String) -> Bool { write(bytes, to: name, onlyLines: false) }

    func appendLines(_ lines: Span<UInt8>, to name: String) { _ = write(lines, to: name, onlyLines: true) }

    /// - Parameter onlyLines: whether half a line is taken away again.
    private func write(_ bytes: Span<UInt8>, to name: String, onlyLines: Bool) -> Bool {
        guard failure == nil || onlyLines else { return false }
        let file: Int32
        do throws(SystemError) {
            file = try folder.append(name)
        } catch {
            fail(name, error)
            return false
        }
        let before = lseek(file, 0, SEEK_END)
        var outcome = Terminal.write(bytes, to: file)
        if case .failed = outcome {
            // Of a piece of content nothing stays, of lines those that are whole.
            var whole = onlyLines ? min(max(0, Int(lseek(file, 0, SEEK_END) - before)), bytes.count) : 0
            while whole > 0, bytes[whole - 1] != UInt8(ascii: "\n") { whole -= 1 }
            _ = ftruncate(file, before + off_t(whole))
        }
        // A quota may show only now.
        if close(file) != 0, case .written = outcome { outcome = .failed(SystemError(errno).description) }
        guard case .failed(let reason) = outcome else { return true }
        if failure == nil { failure = .failed(folder.path(of: name), .system(reason)) }
        return false
    }

    func rename(_ name: String, to newName: String) -> String {
        firstFree(newName) { candidate throws(SystemError) in try folder.rename(name, to: candidate, replaces: false) } ?? name
    }

    func remove(_ name: String) { folder.remove(name) }

    /// Gives the index its name, if it is whole. Returns what went wrong, in one line.
    func finish(isWhole: Bool) -> Complaint? {
        if failure == nil, isWhole { _ = rename(index, to: "index.ndjson") }
        if failure == nil, isWhole { return nil }
        return .withRest(failure ?? .failed("--extract", .endedEarly), .listed(in: folder.path(of: index)))
    }

    /// The name, or else with -2, -3 and so on before its extension: the first that is free.
    private func firstFree(_ name: String, _ body: (String) throws(SystemError) -> Void) -> String? {
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        for number in 1...1000 {
            let candidate = number == 1 ? name : "\(name[..<dot])-\(number)\(name[dot...])"
            do throws(SystemError) {
                try body(candidate)
                return candidate
            } catch {
                if error.number == EEXIST, number < 1000 { continue }
                fail(name, error)
                return nil
            }
        }
        return nil
    }

    private func fail(_ name: String, _ error: SystemError) {
        guard failure == nil else { return }
        failure =
            error.number == ENOENT
            ? .failed(folder.path, .removed) : .failed(folder.path(of: name), .system(error.description))
    }
}
