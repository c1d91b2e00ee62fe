import Platform
import Reports

/// The file of `--expect`.
struct ExpectationFile {
    /// Bytes of it at most.
    static let maximumSize = 64 << 20

    let path: String
    let expectations: Expectations

    /// Reads it whole; what is wrong with it is reported with its line and column.
    init(path: String) throws(CommandError) {
        self.path = path
        var bytes = try Self.bytes(of: path)
        // Editors mark UTF-8 with these three.
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes.removeFirst(3) }
        do throws(DocumentError) {
            let document = try Self.document(bytes, path)
            let parser = ExpectationParser { text in try? SelectionOptions.host(text) }
            expectations = try parser.read(document)
        } catch {
            throw CommandError(.expectations("\(path):\(error.line):\(error.column)", error.fault))
        }
    }

    /// What is named so is JSON. What begins with a brace and a quote may be JSON or YAML; JSON has escapes that libyaml does not know.
    private static func document(_ bytes: [UInt8], _ path: String) throws(DocumentError) -> DocumentNode {
        try DocumentText.checkUTF8(bytes)
        if path.hasSuffix(".json") { return try JSONDocument.read(bytes) }
        let start = bytes.lazy.filter { $0 > 0x20 }.prefix(2)
        if start.elementsEqual("{\"".utf8), let document = try? JSONDocument.read(bytes) { return document }
        return try YAMLDocument.read(bytes)
    }

    static func bytes(of path: String) throws(CommandError) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw CommandError(.noExpectations(path, .system(unsafe String(cString: strerror(errno)))))
        }
        defer { close(file) }
        return try bytes(of: file, path)
    }

    static func bytes(of file: Int32, _ path: String) throws(CommandError) -> [UInt8] {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(file, &piece, piece.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw CommandError(.failed(path, .system(unsafe String(cString: strerror(errno)))))
            }
            if count == 0 { return all }
            all += piece[..<count]
            if all.count > maximumSize { throw CommandError(.expectationsTooLarge(path)) }
        }
    }
}
