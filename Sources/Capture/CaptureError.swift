public import Wire

/// Why a capture could not be read, or not to its end: what, and where. Words are for phrasebooks.
public enum CaptureError: Error, Equatable, Sendable {
    case missing(file: String)
    /// The file could not be opened or read: the system's words.
    case system(file: String, reason: String)
    case isDirectory(file: String)
    case empty(file: String)
    /// Neither pcap nor pcapng, and not compressed by gzip or zstd.
    case notACapture(file: String)
    /// A link type that the dissector does not know.
    case unsupportedLinkType(file: String, LinkType, name: String?)
    /// The filter does not compile.
    case filter(expression: String, reason: CaptureFault)
    /// The file ends before its first packet could begin.
    case headerCutShort(file: String)
    /// The header of the file cannot be read.
    case headerDamaged(file: String, reason: CaptureFault)
    /// The file ends in the middle of something.
    case cutShort(file: String, packet: Int)
    /// What follows is not what the format says.
    case damaged(file: String, packet: Int, reason: CaptureFault)
    /// The compressed data is damaged or cut short.
    case compression(file: String, reason: CaptureFault)
    case noDevice(String)
    /// The interfaces cannot be listed: libpcap's own words.
    case devices(reason: String)
    /// The system does not let us capture.
    case permission(device: String)
    /// The device cannot be opened: libpcap's own words.
    case device(String, reason: String)
}
