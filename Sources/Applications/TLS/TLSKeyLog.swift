/// Secrets of TLS connections, as programs write them for debugging: the key log format of NSS (SSLKEYLOGFILE).
///
/// What is no line of it is passed over. Nothing in here is ever shown.
public final class TLSKeyLog {
    public enum Label: String, CaseIterable, Sendable {
        case master = "CLIENT_RANDOM"
        case clientEarly = "CLIENT_EARLY_TRAFFIC_SECRET"
        case clientHandshake = "CLIENT_HANDSHAKE_TRAFFIC_SECRET"
        case serverHandshake = "SERVER_HANDSHAKE_TRAFFIC_SECRET"
        case clientTraffic = "CLIENT_TRAFFIC_SECRET_0"
        case serverTraffic = "SERVER_TRAFFIC_SECRET_0"
        /// A premaster secret, by the client random.
        case premaster = "PMS_CLIENT_RANDOM"
        /// A premaster secret, by the first eight bytes of its encrypted form.
        case rsa = "RSA"
    }

    private struct Key: Hashable {
        var label: Label
        var name: [UInt8]
    }

    /// Secrets held at most; what comes later is passed over.
    private let maximumSecrets: Int
    /// Different secrets of one name that are held: which of them is right, the tags of the records decide.
    static let maximumAlternatives = 4
    private static let maximumLine = 1024

    private var secrets: [Key: [[UInt8]]] = [:]
    public private(set) var count = 0
    public private(set) var isFull = false
    /// Lines of secrets that could not be read.
    public private(set) var badLines = 0
    /// There are premaster secrets, for which handshakes have to be kept.
    public private(set) var hasPremasters = false
    /// Called before secrets are looked for that were not found: the log may have grown.
    public var refresh: (() -> Void)?

    /// The client randoms of the traffic secrets of TLS 1.3, in the order in which they came.
    public private(set) var sessions: [[UInt8]] = []

    public init(maximumSecrets: Int = 1 << 20) { self.maximumSecrets = maximumSecrets }

    /// The secrets of this name, in the order in which they came.
    public func secrets(_ label: Label, _ name: [UInt8]) -> [[UInt8]] {
        let key = Key(label: label, name: name)
        if let found = secrets[key] { return found }
        guard let refresh else { return [] }
        refresh()
        return secrets[key] ?? []
    }

    /// Adds the lines of a text; a line without an end counts too.
    public func add(_ text: Span<UInt8>) {
        var start = 0
        for i in text.indices where text[i] == 0x0a || text[i] == 0x0d {
            add(line: text, start..<i)
            start = i + 1
        }
        add(line: text, start..<text.count)
    }

    private func add(line text: Span<UInt8>, _ range: Range<Int>) {
        guard !range.isEmpty, range.count <= Self.maximumLine else { return }
        let words = text.copied(range).split { $0 == 0x20 || $0 == 0x09 || $0 == 0 }
        guard words.count >= 3, let label = Label(rawValue: String(decoding: words[0], as: UTF8.self)) else { return }
        guard let name = Self.hex(words[1]), let secret = Self.hex(words[2]), name.count == (label == .rsa ? 8 : 32),
            (32...64).contains(secret.count) || label == .premaster && !secret.isEmpty, label != .master || secret.count == 48
        else {
            badLines += 1
            return
        }
        let key = Key(label: label, name: name)
        let known = secrets[key] ?? []
        guard !known.contains(secret), known.count < Self.maximumAlternatives else { return }
        guard count < maximumSecrets else {
            isFull = true
            return
        }
        secrets[key] = known + [secret]
        if known.isEmpty, label == .serverTraffic || label == .clientTraffic, sessions.last != name { sessions.append(name) }
        count += 1
        if label == .rsa || label == .premaster { hasPremasters = true }
    }

    private static func hex(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var high: UInt8?
        for character in text {
            let digit: UInt8
            switch character {
            case 0x30...0x39: digit = character - 0x30
            case 0x41...0x46: digit = character - 0x41 + 10
            case 0x61...0x66: digit = character - 0x61 + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return bytes
    }
}
