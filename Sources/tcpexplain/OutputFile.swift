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

    /// - Parameter path: made anew, or emptied; `-` is no file.
    init(path: String) throws(CommandError) {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw CommandError("\(path): \(unsafe String(cString: strerror(errno))); name a file that can be written")
        }
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) {
        guard failure == nil else { return }
        switch Terminal.write(bytes, to: descriptor) {
        case .written: break
        case .closed: failure = "\(path): its reader went away"
        case .failed(let reason): failure = "\(path): \(reason)"
        }
    }
}
