import Platform
import Reports

/// A file that has no name any more, for this user alone. It goes with this object, however the process ends.
final class TemporaryFile: SpareFile {
    /// Bytes at most.
    private static let longest = 16 << 30

    private let descriptor: Int32
    private var size = 0

    /// nil where none can be made.
    init?(in folder: String) {
        descriptor = makeUnnamedFile(in: folder)
        if descriptor < 0 { return nil }
    }

    func append(_ bytes: [UInt8]) -> Bool {
        // Behind what was written whole, if something was not.
        guard size + bytes.count <= Self.longest, lseek(descriptor, off_t(size), SEEK_SET) >= 0,
            writeAll(bytes.span, to: descriptor)
        else { return false }
        size += bytes.count
        return true
    }

    func read(_ count: Int, at offset: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var got = 0
        while got < count {
            let step = unsafe bytes.withUnsafeMutableBytes { bytes in
                unsafe pread(descriptor, bytes.baseAddress.map { unsafe $0 + got }, count - got, off_t(offset + got))
            }
            if step < 0, errno == EINTR { continue }
            guard step >= 0 else { return nil }
            if step == 0 { break }
            got += step
        }
        return Array(bytes[..<got])
    }

    deinit { close(descriptor) }
}
