import Capture
import Wire

/// Saves what was captured: one file, or several in turn, as tcpdump's `-w`, `-C` and `-W` do.
final class CaptureWriter {
    /// What a capture file says of its packets.
    struct Link {
        var linkType: LinkType
        var snapLength: Int
    }

    private let path: String
    /// Bytes after which the next file is begun; nil for one file without end.
    private let limit: Int?
    /// How many files there are at most, after which the first is written anew; nil for no end.
    private let count: Int?
    private var writer: PCAPWriter
    private let open: (String) throws(CommandError) -> OutputFile
    /// With a count all of them from the beginning; else the one that is written.
    private var files: [OutputFile] = []
    private var current = 0
    /// How many were begun.
    private var begun = 1
    /// Bytes of the present file up to the last whole packet that was written.
    private var whole = 0
    private var failure: Complaint?

    /// - Parameter open: opens a file for writing, by its path.
    init(
        _ path: String, megabytes: Int?, count: Int?, link: Link, open: @escaping (String) throws(CommandError) -> OutputFile
    ) throws(CommandError) {
        self.path = path
        self.open = open
        limit = megabytes.map { $0 * 1_000_000 }
        self.count = count
        writer = PCAPWriter(linkType: link.linkType, snapLength: link.snapLength)
        for number in 0..<(limit == nil ? 1 : count ?? 1) {
            files.append(try open(name(number)))
        }
    }

    /// Gives the files their names, since others read them while they grow. Each is a capture without packets until its turn comes.
    func publish() throws(CommandError) {
        if let (path, reason) = begin() { throw CommandError(.cannotWrite(path, reason)) }
    }

    /// Writes what each file begins with, and gives it its name. Returns which of them has no room for it or cannot get one, and why.
    private func begin() -> (path: String, Complaint.Reason)? {
        for file in files {
            let head = writer.bytes
            file.write(head.span)
            guard let reason = file.failure else { continue }
            for file in files { file.discard() }
            return (file.path, reason)
        }
        whole = writer.bytes.count
        writer.clear()
        for file in files {
            do throws(SystemError) {
                try file.publish()
            } catch {
                // It holds no packet: whatever stands at its name, nothing of it stays beside that.
                file.discard()
                return (file.path, .system(error.description))
            }
        }
        return nil
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

    func write(_ frame: Span<UInt8>, _ info: FrameInfo) {
        guard failure == nil else { return }
        if let limit, writer.size >= limit { rotate() }
        writer.append(frame, info)
        if writer.bytes.count >= 1 << 18 { flush() }
    }

    /// Hands on everything gathered so far.
    func flush() {
        guard failure == nil, !writer.bytes.isEmpty else { return }
        let file = files[current]
        let bytes = writer.bytes
        file.write(bytes.span)
        if let reason = file.failure {
            // Half a packet at the end would be a damaged capture.
            file.truncate(to: whole)
            failure = .withRest(.failed(file.path, reason), .holdsCaptured)
        } else {
            whole += bytes.count
        }
        writer.clear()
    }

    private func rotate() {
        flush()
        guard failure == nil else { return }
        if let count {
            current = (current + 1) % count
            files[current].truncate(to: PCAPWriter.headerLength)
            writer.begin()
            whole = writer.bytes.count
            writer.clear()
        } else {
            do throws(CommandError) {
                writer.begin()
                files = [try open(name(begun))]
                begun += 1
                if let (path, reason) = begin() { failure = .withRest(.failed(path, reason), .nothingMoreSaved) }
            } catch {
                failure = .withRest(error.complaint, .nothingMoreSaved)
            }
        }
    }

    /// What went wrong, in one line.
    func finish() -> Complaint? {
        flush()
        return failure
    }
}
