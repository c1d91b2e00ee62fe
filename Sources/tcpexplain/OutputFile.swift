import Platform

/// A file that an output goes to: written beside its name, and renamed when it is whole.
final class OutputFile {
    let path: String
    private(set) var descriptor: Int32
    private let place: Place
    /// Why not everything could be written.
    private(set) var failure: Complaint.Reason?

    /// Where it lies until it is whole.
    private enum Place {
        case beside(OutputFolder, name: String, part: String)
        /// A device, a pipe: written to as it is.
        case itself
    }

    init(path: String, in folder: OutputFolder, name: String, mode: UInt32) throws(SystemError) {
        self.path = path
        let part = try folder.createPart(of: name, mode: mode)
        descriptor = part.descriptor
        place = .beside(folder, name: name, part: part.name)
    }

    init(path: String, special descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
        place = .itself
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func write(_ bytes: Span<UInt8>) {
        guard failure == nil else { return }
        switch Terminal.write(bytes, to: descriptor) {
        case .written: break
        case .closed: failure = .readerWentAway
        case .failed(let reason): failure = .system(reason)
        }
    }

    /// Gives it its name for good, if it is whole.
    ///
    /// - Parameter isWhole: whether everything was handed to it that it is to hold.
    /// - Returns: what went wrong, in one line.
    func finish(isWhole: Bool) -> Complaint? {
        var status = stat()
        let holdsSomething = unsafe fstat(descriptor, &status) == 0 && status.st_size > 0
        // A quota may show only now.
        if descriptor >= 0, close(descriptor) != 0, failure == nil { failure = .system(SystemError(errno).description) }
        descriptor = -1
        if failure == nil, isWhole, case .beside(let folder, let name, let part) = place {
            do throws(SystemError) {
                try folder.rename(part, to: name, replaces: true)
            } catch {
                failure = error.number == ENOENT ? .folderRemoved : .system(error.description)
            }
        }
        if failure == nil, isWhole { return nil }
        let complaint = Complaint.failed(path, failure ?? .endedEarly)
        guard holdsSomething, case .beside(let folder, _, let part) = place, folder.holds(part) else { return complaint }
        return .withRest(complaint, .isIn(folder.path(of: part)))
    }

    /// Gives it its name at once, and goes on writing to it: for what others read while it grows.
    func publish() throws(SystemError) {
        if case .beside(let folder, let name, let part) = place { try folder.rename(part, to: name, replaces: true) }
    }

    /// Takes it away, while it has not got its name.
    func discard() {
        truncate(to: 0)
        if case .beside(let folder, _, let part) = place { folder.remove(part) }
    }

    /// Cuts off what was written last and is not whole.
    func truncate(to length: Int) { if descriptor >= 0 { _ = ftruncate(descriptor, off_t(length)) } }
}
