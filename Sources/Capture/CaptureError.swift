public import Wire

/// Why a capture could not be read, or not to its end: one line that says what, where, and what to do.
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
    /// The filter does not compile: libpcap's own words.
    case filter(expression: String, reason: String)
    /// The file ends before its first packet could begin.
    case headerCutShort(file: String)
    /// The header of the file cannot be read: libpcap's own words.
    case headerDamaged(file: String, reason: String)
    /// The file ends in the middle of something.
    case cutShort(file: String, packet: Int)
    /// What follows is not what the format says.
    case damaged(file: String, packet: Int, reason: String)
    /// The compressed data is damaged or cut short.
    case compression(file: String, reason: String)
    case noDevice(String)
    /// The system does not let us capture.
    case permission(device: String)
    /// The device cannot be opened: libpcap's own words.
    case device(String, reason: String)
}

extension CaptureError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let file): "\(file): No such file or directory"
        case .system(let file, let reason): "\(file): \(reason)"
        case .isDirectory(let file): "\(file): is a directory; name the captures in it"
        case .empty(let file): "\(file): the file is empty, so it is no capture"
        case .notACapture(let file): "\(file): neither pcap nor pcapng (plain, or compressed by gzip or zstd)"
        case .unsupportedLinkType(let file, let type, let name):
            "\(file): link type \(type.rawValue)\(name.map { " (\($0))" } ?? "") is not known yet; its packets are not read"
        case .filter(let expression, let reason): "filter \"\(expression)\": \(reason)"
        case .headerCutShort(let file): "\(file): cut short in the file header, before the first packet"
        case .headerDamaged(let file, let reason): "\(file): the file header is damaged: \(reason)"
        case .cutShort(let file, let packet): "\(file): cut short in the middle of packet \(packet)"
        case .damaged(let file, let packet, let reason): "\(file): damaged at packet \(packet): \(reason)"
        case .compression(let file, let reason): "\(file): \(reason)"
        case .noDevice(let name): "\(name): no such interface; tcpexplain -D lists them"
        case .permission(let device): "\(device): no permission to capture"
        case .device(let name, let reason): "\(name): \(reason)"
        }
    }
}
