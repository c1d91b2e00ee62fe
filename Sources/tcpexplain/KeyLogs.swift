import Applications
import Capture
import Platform
import TLSDecryption
import Wire

/// The secrets that TLS is decrypted with: the key logs that were named, and those in pcapng files. They go to the analyzer and nowhere else.
final class KeyLogs {
    /// Bytes of one key log that are read, at most.
    private static let maximumSize = 1 << 28
    private static let blockSize = 1 << 16

    /// A key log that may grow: what of it was read, and the line that is not whole yet.
    private struct File {
        var path: String
        var descriptor: Int32
        var size = 0
        var line: [UInt8] = []
    }

    private let log: TLSKeyLog
    private var files: [File] = []
    /// Blocks of secrets taken from each capture.
    private var blocks: [Int: Int] = [:]

    let decryptor: TLSDecryptor

    /// Opens the key logs, and looks at none.
    init(_ paths: [String], _ limits: Limits = Limits()) throws(CommandError) {
        log = TLSKeyLog(maximumSecrets: limits.secrets)
        decryptor = TLSDecryptor(log, SwiftCryptography(), trials: TLSTrials(bytes: limits.trialBytesOverAll))
        for path in paths {
            let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            guard descriptor >= 0 else {
                throw CommandError(.keyLog(path, .system(Self.reason(errno))))
            }
            var status = stat()
            if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                close(descriptor)
                throw CommandError(.keyLog(path, .system(Self.reason(EISDIR))))
            }
            files.append(File(path: path, descriptor: descriptor))
        }
    }

    /// Reads the key logs.
    ///
    /// - Parameter mayGrow: they are read on while the capture goes on.
    func load(mayGrow: Bool, _ warn: (Notice) -> Void) {
        read(isLast: !mayGrow)
        for file in files where file.size < 0 { warn(.keyLogUnreadable(file.path)) }
        for file in files where file.size == 0 && !mayGrow { warn(.keyLogEmpty(file.path)) }
        if log.isFull || files.contains(where: { $0.size >= Self.maximumSize }) { warn(.keyLogsFull) }
        if mayGrow, !files.isEmpty { log.refresh = { [unowned self] in read(isLast: false) } }
    }

    deinit { for file in files { close(file.descriptor) } }

    private static func reason(_ number: Int32) -> String {
        guard let text = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: text)
    }

    /// Reads what has been added to the key logs.
    ///
    /// - Parameter isLast: a line without an end counts too: no more of it comes.
    private func read(isLast: Bool) {
        var buffer = [UInt8](repeating: 0, count: Self.blockSize)
        for i in files.indices where files[i].size >= 0 {
            while files[i].size < Self.maximumSize {
                let descriptor = files[i].descriptor
                let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
                if count < 0 { files[i].size = -1 }
                guard count > 0 else { break }
                files[i].size += count
                files[i].line += buffer[..<count]
                take(&files[i].line)
            }
            if isLast, !files[i].line.isEmpty {
                let line = files[i].line
                log.add(line.span)
                files[i].line = []
            }
        }
    }

    /// Hands on the lines that are whole; what is longer than any line of a key log is none.
    private func take(_ text: inout [UInt8]) {
        guard let end = text.lastIndex(of: 0x0a) else {
            if text.count > Self.blockSize { text = [] }
            return
        }
        log.add(text.span.extracting(0..<end))
        text.removeFirst(end + 1)
    }

    // MARK: - Blocks of pcapng files

    /// How many blocks of a capture were taken.
    func count(of file: Int) -> Int { blocks[file] ?? 0 }

    /// Takes the blocks of a capture that were not taken yet.
    func add(blocks all: [[UInt8]], of file: Int) {
        add(blocks: Array(all.dropFirst(count(of: file))))
        blocks[file] = all.count
    }

    /// Takes decryption secrets blocks (draft-ietf-opsawg-pcapng §4.7): their type, their length and the secrets, in the byte order of their file.
    func add(blocks: [[UInt8]]) {
        for block in blocks where block.count >= 8 {
            let isLittleEndian = Array(block[..<4]) == [0x4b, 0x53, 0x4c, 0x54]
            // "TLSK": a key log of TLS.
            guard isLittleEndian || Array(block[..<4]) == [0x54, 0x4c, 0x53, 0x4b] else { continue }
            let bytes = isLittleEndian ? block[4..<8].reversed() : Array(block[4..<8])
            let length = bytes.reduce(0) { $0 << 8 | Int($1) }
            log.add(block.span.extracting(8..<8 + min(length, block.count - 8)))
        }
    }
}
