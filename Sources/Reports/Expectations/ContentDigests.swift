import Crypto

/// SHA-256 of the content of responses that are on their way.
struct ContentDigests {
    /// Responses at most; the content of further ones is not known then.
    static let maximumOpen = 65_536

    private struct Key: Hashable {
        var connection: Int
        var exchange: Int
    }

    private var open: [Key: SHA256] = [:]

    mutating func add(_ bytes: Span<UInt8>, connection: Int, exchange: Int) {
        let key = Key(connection: connection, exchange: exchange)
        var hash: SHA256
        if let known = open[key] {
            hash = known
        } else {
            guard open.count < Self.maximumOpen else { return }
            hash = SHA256()
        }
        var copy: [UInt8] = []
        copy.append(copying: bytes, in: 0..<bytes.count)
        hash.update(data: copy)
        open[key] = hash
    }

    /// The digest of a response that is over, in hexadecimal; that of no bytes if it had none.
    mutating func take(connection: Int, exchange: Int) -> String {
        let hash = open.removeValue(forKey: Key(connection: connection, exchange: exchange)) ?? SHA256()
        var text: [UInt8] = []
        for byte in hash.finalize() { text += [hexDigit(byte >> 4), hexDigit(byte & 15)] }
        return String(decoding: text, as: UTF8.self)
    }

    mutating func discard(connection: Int, exchange: Int) {
        open[Key(connection: connection, exchange: exchange)] = nil
    }
}
