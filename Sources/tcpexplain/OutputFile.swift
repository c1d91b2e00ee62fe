#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that an output goes to; opened before the first packet.
final class OutputFile {
    let path: String
    let descriptor: Int32
    /// Why not everything could be written.
    private(set) var failure: String?

    /// - Parameters:
    ///   - path: made anew, or emptied.
    ///   - inputs: the captures that are read, which must not be emptied.
    init(path: String, inputs: [String]) throws(CommandError) {
        self.path = path
        var status = stat()
        if unsafe stat(path, &status) == 0 {
            for input in inputs {
                var other = stat()
                guard unsafe stat(input, &other) == 0, other.st_dev == status.st_dev, other.st_ino == status.st_ino else {
                    continue
                }
                throw CommandError("\(path): is the capture that is read; name another file")
            }
        }
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw CommandError("\(path): \(unsafe String(cString: strerror(errno))); name a file that can be written")
        }
    }

    deinit { close(descriptor) }

    func write(_ bytes: Span<UInt8>) {
        guard failure == nil else { return }
        switch Terminal.write(bytes, to: descriptor) {
        case .written: break
        case .closed: failure = "\(path): its reader went away"
        case .failed(let reason): failure = "\(path): \(reason)"
        }
    }
}
