import Platform
import Reports

/// The folder of `--extract`. Files are made in it by name alone, never through a link, and never in place of another.
final class ExtractFolder: ContentStore {
    let folder: OutputFolder
    /// What the index is called until it is whole.
    let index: String
    /// Whether it has a line.
    private var listsFiles = false
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

    func append(_ bytes: Span<UInt8>, to name: String) -> Bool { failure == nil && write(bytes, to: name) }

    func list(_ name: String, as newName: String, line: (String) -> [UInt8]) -> String? {
        // A signal that ends the process does so before or after: what has its final name is listed.
        var all = sigset_t()
        var before = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        let final = rename(name, to: newName)
        if write(line(final).span, to: index) {
            listsFiles = true
            return final
        }
        folder.remove(final)
        return nil
    }

    /// Appends all of it, or nothing.
    private func write(_ bytes: Span<UInt8>, to name: String) -> Bool {
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
            _ = ftruncate(file, before)
        }
        // A quota may show only now.
        if close(file) != 0, case .written = outcome { outcome = .failed(SystemError(errno).description) }
        guard case .failed(let reason) = outcome else { return true }
        if failure == nil { failure = .failed(folder.path(of: name), .system(reason)) }
        return false
    }

    private func rename(_ name: String, to newName: String) -> String {
        firstFree(newName) { candidate throws(SystemError) in try folder.rename(name, to: candidate, replaces: false) } ?? name
    }

    func remove(_ name: String) { folder.remove(name) }

    /// Gives the index its name, if it is whole. Returns what went wrong, in one line.
    func finish(isWhole: Bool) -> Complaint? {
        if failure == nil, isWhole { _ = rename(index, to: "index.ndjson") }
        if failure == nil, isWhole { return nil }
        let complaint = failure ?? .failed("--extract", .endedEarly)
        // Without a line it goes again; and it may have gone with its folder.
        guard listsFiles, folder.holds(index) else { return complaint }
        return .withRest(complaint, .listed(in: folder.path(of: index)))
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
