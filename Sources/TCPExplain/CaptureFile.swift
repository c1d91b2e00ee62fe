internal import Capture
internal import Wire

/// A capture file, opened: pcap or pcapng, as it is or compressed by gzip or zstd.
///
/// It is read once, by ``Analyzer/read(_:)``: reading it again, or from within the sink, does nothing.
public final class CaptureFile {
    let file: Capture.CaptureFile
    let filter: CaptureFilter?
    private var isRead = false

    /// Opens a capture and reads its header.
    ///
    /// - Parameters:
    ///   - path: the file; a named pipe is read as its bytes come.
    ///   - filter: a filter in the language of libpcap (`pcap-filter(7)`), such as `"tcp port 80"`: other frames are counted, and nothing
    ///     more. nil for all frames.
    /// - Throws: where nothing of the capture can be read, or the filter does not compile. Damage further on is an ``Event/damage(_:)``.
    public init(path: String, filter: String? = nil) throws(CaptureError) {
        do throws(Capture.CaptureError) {
            self.filter = if let filter { try CaptureFilter(filter) } else { nil }
            file = try Capture.CaptureFile(path: path)
        } catch {
            throw CaptureError(error)
        }
    }

    /// Whether it may be read: only once, since what is read from it is lent to whoever reads.
    func beginReading() -> Bool {
        defer { isRead = true }
        return !isRead
    }

    /// What of the file could not be read, up to where it was read.
    var damage: [CaptureError] {
        let types = file.unsupportedLinkTypes.map {
            Capture.CaptureError.unsupportedLinkType(file: file.name, $0, name: $0.pcapName)
        }
        return ((file.damage.map { [$0] } ?? []) + types).map { CaptureError($0) }
            + file.warnings.map { CaptureError($0, file: file.name) }
    }
}
