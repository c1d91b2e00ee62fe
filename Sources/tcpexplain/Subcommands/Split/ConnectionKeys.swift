import Platform

/// The file of `--keys`: hashes of connections, a line each, as `--borders` writes them.
struct ConnectionKeys {
    /// Bytes of it at most.
    private static let maximumSize = 1 << 30

    let hashes: Set<UInt64>

    init(path: String) throws(CommandError) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw CommandError(.failed(path, .system(Self.reason))) }
        defer { close(file) }
        var hashes: Set<UInt64> = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        var line: [UInt8] = []
        var size = 0
        func takeLine() throws(CommandError) {
            guard let number = Int64(String(decoding: line, as: UTF8.self)) else {
                throw CommandError(.value("--keys", path, .keys))
            }
            hashes.insert(UInt64(bitPattern: number))
            line.removeAll(keepingCapacity: true)
        }
        while true {
            let count = unsafe read(file, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw CommandError(.failed(path, .system(Self.reason))) }
            if count == 0 { break }
            size += count
            for byte in piece[..<count] {
                if byte == UInt8(ascii: "\n") { try takeLine() } else { line.append(byte) }
            }
            // What is no file of keys is not read for long.
            guard line.count <= 20, size <= Self.maximumSize else { throw CommandError(.value("--keys", path, .keys)) }
        }
        if !line.isEmpty { try takeLine() }
        self.hashes = hashes
    }

    private static var reason: String { unsafe String(cString: strerror(errno)) }
}
