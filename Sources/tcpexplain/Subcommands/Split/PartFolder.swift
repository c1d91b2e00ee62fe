import CPlatform
import Capture

/// The folder that parts are written to: `part-0000.pcapng` and so on, each made with its first packet.
final class PartFolder {
    private let folder: OutputFolder
    private var files: [OutputFile?]
    /// Parts of an earlier run, which are to go.
    private var earlier: Set<Int> = []
    /// Why not everything could be written.
    private(set) var failure: Complaint?

    /// Makes the folder, unless it is there, and looks at what lies in it.
    ///
    /// - Parameter replaces: whether parts that are there are replaced.
    init(_ path: String, count: Int, captures: [CaptureInput], replaces: Bool) throws(CommandError) {
        files = Array(repeating: nil, count: count)
        do throws(SystemError) {
            folder = try OutputFolder(path, makes: true, follows: true)
        } catch {
            throw CommandError(.cannotWrite(path, .system(error.description)))
        }
        let read = Set(captures.compactMap { $0.identity.map { FileIdentity(device: $0.device, inode: $0.inode) } })
        for part in 0..<count { try look(at: part, read, replaces: replaces) }
        try Privileges.lockOutputFiles()
    }

    static func name(_ part: Int) -> String {
        let digits = String(part)
        return "part-" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + ".pcapng"
    }

    private func look(at part: Int, _ captures: Set<FileIdentity>, replaces: Bool) throws(CommandError) {
        let path = folder.path(of: Self.name(part))
        let found: (kind: tcpexplain_kind, identity: FileIdentity)
        do throws(SystemError) {
            found = try folder.look(Self.name(part))
        } catch {
            throw CommandError(.cannotWrite(path, .system(error.description)))
        }
        switch found.kind {
        case TCPEXPLAIN_LINK: throw CommandError(.isLink(path))
        case TCPEXPLAIN_FOREIGN_FILE: throw CommandError(.isForeign(path))
        case TCPEXPLAIN_FOLDER, TCPEXPLAIN_SPECIAL: throw CommandError(.isFolder(path))
        case TCPEXPLAIN_OWN_FILE:
            if captures.contains(found.identity) { throw CommandError(.isCapture(path)) }
            guard replaces else { throw CommandError(.partExists(path)) }
            earlier.insert(part)
        default: break
        }
    }

    /// How many parts have packets.
    var count: Int { files.count { $0 != nil } }

    func write(_ bytes: Span<UInt8>, to part: Int) {
        guard failure == nil, files.indices.contains(part) else { return }
        if files[part] == nil {
            let name = Self.name(part)
            do throws(SystemError) {
                files[part] = try OutputFile(path: folder.path(of: name), in: folder, name: name, mode: 0o640)
            } catch {
                failure = .failed(folder.path(of: name), .system(error.description))
                return
            }
        }
        files[part]?.write(bytes)
        if let file = files[part], let reason = file.failure { failure = .failed(file.path, reason) }
    }

    /// Gives all parts their names, if all of them are whole: half of a split is none.
    ///
    /// - Returns: what went wrong.
    func finish() -> [Complaint] {
        let isWhole = failure == nil
        var complaints = files.compactMap { $0?.finish(isWhole: isWhole) }
        if let failure, complaints.isEmpty { complaints = [failure] }
        if isWhole { for part in earlier where files[part] == nil { folder.remove(Self.name(part)) } }
        return complaints
    }
}
