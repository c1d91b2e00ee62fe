import Capture
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Saves what was captured: one file, or several in turn, as tcpdump's `-w`, `-C` and `-W` do.
final class CaptureWriter {
    private let path: String
    /// Bytes after which the next file is begun; nil for one file without end.
    private let limit: Int?
    /// How many files there are at most, after which the first is written anew; nil for no end.
    private let count: Int?
    private var writer: PCAPWriter
    /// Open files by number: with a count all of them from the beginning, since later nothing may be made any more.
    private var files: [Int32] = []
    private var current = 0
    private(set) var failure: String?

    init(_ path: String, megabytes: Int?, count: Int?, linkType: LinkType, snapLength: Int) throws(CommandError) {
        self.path = path
        limit = megabytes.map { $0 * 1_000_000 }
        self.count = count
        writer = PCAPWriter(linkType: linkType, snapLength: snapLength)
        for number in 0..<(limit == nil ? 1 : count ?? 1) {
            guard let file = make(number) else {
                throw CommandError("\(name(number)): \(unsafe String(cString: strerror(errno))); name a file that can be written")
            }
            files.append(file)
            // Those whose turn has not come are captures without packets.
            if number > 0 { _ = Terminal.write(writer.bytes, to: file) }
        }
    }

    deinit { for file in files where file >= 0 { close(file) } }

    /// The files' descriptors, to hand them to another user.
    var descriptors: [Int32] { files }

    /// The folder that further files are made in, if any are.
    static func growingFolder(_ path: String, megabytes: Int?, count: Int?) -> String? {
        guard megabytes != nil, count == nil else { return nil }
        return path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    }

    /// As tcpdump names them: `trace`, `trace1`, `trace2`, …; with a count `trace00`, `trace01`, … so that they sort,
    /// and `trace` alone with a count of 1.
    private func name(_ number: Int) -> String {
        guard limit != nil else { return path }
        guard let count else { return number == 0 ? path : path + String(number) }
        if count == 1 { return path }
        let digits = String(count - 1).count
        let text = String(number)
        return path + String(repeating: "0", count: digits - text.count) + text
    }

    private func make(_ number: Int) -> Int32? {
        let file = unsafe open(name(number), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        return file >= 0 ? file : nil
    }

    func write(_ frame: Span<UInt8>, _ info: FrameInfo) {
        guard failure == nil else { return }
        if let limit, writer.size >= limit { rotate() }
        writer.append(frame, info)
        if writer.bytes.count >= 1 << 18 { flush() }
    }

    /// Hands on everything gathered so far.
    func flush() {
        guard failure == nil, !writer.bytes.isEmpty else { return }
        switch Terminal.write(writer.bytes, to: files[current]) {
        case .written: break
        case .closed: failure = "\(name(current)): its reader went away"
        case .failed(let reason): failure = "\(name(current)): \(reason)"
        }
        writer.clear()
    }

    private func rotate() {
        flush()
        if let count {
            current = (current + 1) % count
            if lseek(files[current], 0, SEEK_SET) != 0 || ftruncate(files[current], 0) != 0 { fail() }
        } else {
            let number = current + 1
            guard let file = make(number) else { return fail(number) }
            close(files[current])
            files[current] = -1
            files.append(file)
            current = number
        }
        writer.begin()
    }

    private func fail(_ number: Int? = nil) {
        failure = "\(name(number ?? current)): \(unsafe String(cString: strerror(errno))); nothing more is saved"
    }
}
