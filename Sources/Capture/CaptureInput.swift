import Platform

/// A file, or standard input, opened for reading, of which no byte was looked at yet. A process can give up its privileges between this and
/// the first byte that is parsed.
public final class CaptureInput {
    public let name: String
    /// A pipe, a socket or a terminal, whose bytes come when they come.
    public let isStream: Bool
    /// Bytes of a file; nil for a stream.
    public let size: Int?
    /// The device and the inode of a file; nil for a stream.
    public let identity: (device: UInt64, inode: UInt64)?
    let descriptor: Int32
    private var hasReader = false

    /// The name of standard input.
    public static let standardInput = "-"

    /// - Parameter path: a file, or `-` for standard input.
    public init(path: String) throws(CaptureError) {
        name = path
        descriptor = path == Self.standardInput ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { throw .missing(file: path) }
            throw .system(file: path, reason: unsafe String(cString: strerror(errno)))
        }
        var status = stat()
        let isKnown = unsafe fstat(descriptor, &status) == 0
        isStream =
            descriptor == 0 ? !isKnown || status.st_mode & S_IFMT != S_IFREG : isKnown && status.st_mode & S_IFMT != S_IFREG
        size = isStream || !isKnown ? nil : Int(status.st_size)
        identity = isStream || !isKnown ? nil : (UInt64(status.st_dev), UInt64(status.st_ino))
        if descriptor > 2, isKnown, status.st_mode & S_IFMT == S_IFDIR { throw .isDirectory(file: path) }
    }

    /// All bytes of a stream, in a file that has no name any more, so that they can be read more than once. It goes with this object, however the process
    /// ends.
    ///
    /// - Parameters:
    ///   - folder: where it is made, for this user alone.
    ///   - limit: bytes at most; a stream with more is refused.
    public init(spooling stream: CaptureInput, in folder: String, limit: Int) throws(CaptureError) {
        name = stream.name
        isStream = false
        identity = nil
        let file = makeUnnamedFile(in: folder)
        guard file >= 0 else { throw .system(file: folder, reason: unsafe String(cString: strerror(errno))) }
        descriptor = file
        do throws(CaptureError) {
            size = try Self.copy(stream, to: file, folder, limit)
        } catch {
            close(file)
            throw error
        }
        lseek(file, 0, SEEK_SET)
    }

    private static func copy(_ stream: CaptureInput, to file: Int32, _ folder: String, _ limit: Int) throws(CaptureError) -> Int {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var total = 0
        while true {
            let count = unsafe read(stream.descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(file: stream.name, reason: unsafe String(cString: strerror(errno))) }
            if count == 0 { return total }
            total += count
            guard total <= limit else { throw .system(file: stream.name, reason: unsafe String(cString: strerror(EFBIG))) }
            guard writeAll(buffer.span.extracting(first: count), to: file) else {
                throw .system(file: folder, reason: unsafe String(cString: strerror(errno)))
            }
        }
    }

    deinit {
        if descriptor > 2 { close(descriptor) }
    }

    /// Where another reader has read before, the next one begins anew.
    func beginReading() {
        if hasReader, !isStream { lseek(descriptor, 0, SEEK_SET) }
        hasReader = true
    }
}
