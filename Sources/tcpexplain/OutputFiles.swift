import CPlatform
import Capture
import Platform

/// The files and folders that a run writes to: all of them are opened, and compared with each other and with the captures, before the first
/// byte of a capture is looked at and before anything that was there is changed.
final class OutputFiles {
    /// In the order of `FileOutput.all`.
    private(set) var all: [(output: FileOutput, file: OutputFile)] = []
    private(set) var extraction: ExtractFolder?
    private(set) var writer: CaptureWriter?
    /// For what an output puts aside.
    var spare: TemporaryFile?

    private var captures: [FileIdentity: String] = [:]
    /// Files that are there already and would be replaced or written to, and by which option.
    private var targets: [FileIdentity: String] = [:]
    /// Names that outputs will have.
    private var names: [Name: String] = [:]
    private var isLocked = false
    /// Other files that are read.
    private let inputs: Set<FileIdentity>
    private var folders: [(folder: OutputFolder, path: String)] = []

    private struct Name: Hashable {
        var folder: FileIdentity
        var name: String
    }

    /// - Parameter link: of a live capture, what `-w` saves.
    init(
        _ options: Options, inputs: [CaptureInput], link: CaptureWriter.Link?, privileges: Privileges
    ) throws(CommandError) {
        self.inputs = Set((options.keylog + [options.expect].compactMap(\.self)).compactMap { FileIdentity(path: $0) })
        for input in inputs {
            if let identity = input.identity {
                captures[FileIdentity(device: identity.device, inode: identity.inode)] = input.name
            }
        }
        let output = FileIdentity(regularFile: 1)
        if let output { try take(output, for: "/dev/stdout") }
        if let errors = FileIdentity(regularFile: 2), errors != output { try take(errors, for: "/dev/stderr") }
        let wanted = FileOutput.all.compactMap { output in output.path(options).map { (output, $0) } }
        guard !wanted.isEmpty || options.extract != nil || options.write != nil else { return }
        try privileges.startOutputFiles()
        for (output, path) in wanted { all.append((output, try file(path, mode: output.mode))) }
        if let path = options.write, let link {
            writer = try CaptureWriter(
                path, megabytes: options.fileSize, count: options.fileCount, link: link,
                open: { [self] path throws(CommandError) in
                    isLocked ? try further(path, mode: 0o640) : try file(path, mode: 0o640)
                })
        }
        if let path = options.extract {
            let folder = try ExtractFolder(path: path)
            if let inside = folders.first(where: { $0.folder.isInside(folder.folder) }) {
                throw CommandError(.isInExtraction(inside.path))
            }
            extraction = folder
        }
        // What others read while it grows gets its name at once; nothing can stand against it any more.
        try writer?.publish()
        try Privileges.lockOutputFiles()
        isLocked = true
    }

    private func take(_ identity: FileIdentity, for path: String) throws(CommandError) {
        if captures[identity] != nil { throw CommandError(.isCapture(path)) }
        if inputs.contains(identity) { throw CommandError(.isInput(path)) }
        if let other = targets.updateValue(path, forKey: identity) {
            throw CommandError(.sameFile(path, other: other))
        }
    }

    /// Opens a file for an output, by the path that an option gives.
    private func file(_ path: String, mode: UInt32) throws(CommandError) -> OutputFile {
        if let descriptor = try inherited(path) { return OutputFile(path: path, special: descriptor) }
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let name = String(path[slash...])
        guard !name.isEmpty, name != ".", name != ".." else { throw CommandError(.isFolder(path)) }
        do {
            let folder = try folder(String(path[..<slash]))
            folders.append((folder, path))
            let (kind, identity) = try folder.look(name)
            switch kind {
            case TCPEXPLAIN_LINK:
                throw CommandError(.isLink(path))
            case TCPEXPLAIN_FOREIGN_FILE:
                throw CommandError(.isForeign(path))
            case TCPEXPLAIN_FOLDER: throw CommandError(.isFolder(path))
            case TCPEXPLAIN_SPECIAL: return OutputFile(path: path, special: try folder.openSpecial(name))
            case TCPEXPLAIN_OWN_FILE: try take(identity, for: path)
            default: break
            }
            if let other = names.updateValue(path, forKey: Name(folder: folder.identity, name: name)) {
                throw CommandError(.sameFile(path, other: other))
            }
            return try OutputFile(path: path, in: folder, name: name, mode: mode)
        } catch let error as CommandError {
            throw error
        } catch {
            throw CommandError(.cannotWrite(path, .system("\(error)")))
        }
    }

    /// Opens one more file in a folder that is open, when nothing else can be opened any more.
    private func further(_ path: String, mode: UInt32) throws(CommandError) -> OutputFile {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        do throws(SystemError) {
            return try OutputFile(path: path, in: folder(String(path[..<slash])), name: String(path[slash...]), mode: mode)
        } catch {
            throw CommandError(.failed(path, .system("\(error)")))
        }
    }

    private func folder(_ path: String) throws(SystemError) -> OutputFolder {
        if let known = folders.first(where: { $0.folder.path == path }) { return known.folder }
        return try OutputFolder(path, makes: false, follows: true)
    }

    /// A descriptor that a shell opened for us (`/dev/fd/63`), if it is a pipe or a device.
    private func inherited(_ path: String) throws(CommandError) -> Int32? {
        let number: Int32?
        switch path {
        case "/dev/stdout": number = 1
        case "/dev/stderr": number = 2
        default:
            number = ["/dev/fd/", "/proc/self/fd/"].first { path.hasPrefix($0) }.flatMap { Int32(path.dropFirst($0.utf8.count)) }
        }
        guard let number else { return nil }
        if number == 1 { throw CommandError(.standardOutputIsTaken(path)) }
        var status = stat()
        guard number >= 0, unsafe fstat(number, &status) == 0 else {
            throw CommandError(.cannotWrite(path, .system(SystemError(EBADF).description)))
        }
        guard status.st_mode & S_IFMT != S_IFREG else {
            throw CommandError(.isLink(path))
        }
        return dup(number)
    }

    /// Whether a regular file is written to.
    var writesFiles: Bool {
        !all.isEmpty || extraction != nil || writer != nil || Self.standardStreamsAreFiles
    }

    /// Whether standard output or error goes to a regular file.
    static var standardStreamsAreFiles: Bool { FileIdentity(regularFile: 1) != nil || FileIdentity(regularFile: 2) != nil }

    /// Gives everything that is whole its name. Returns what went wrong, a line each.
    func finish(isWhole: Bool) -> [Complaint] {
        let ends = [extraction?.finish(isWhole: isWhole)] + all.map { $0.file.finish(isWhole: isWhole) } + [writer?.finish()]
        return ends.compactMap { $0 }
    }
}
