import CPlatform
import Platform

/// This program run once more, by itself: each run is confined as any other, whatever the capture holds.
final class ChildProcess {
    /// Bytes of each output that are kept; the rest is read and dropped.
    private let limit: Int
    private let process: Int32
    /// What it writes: standard output, standard error and, where asked for, descriptor 3.
    private var sources: [Int32]
    private(set) var output: [[UInt8]] = [[], [], []]
    private(set) var wasCut = false
    private(set) var status: Int32?

    /// - Parameter hasExtra: whether it gets a descriptor 3 that it may write to.
    init(_ arguments: [String], limit: Int = 64 << 20, hasExtra: Bool = false) throws(CommandError) {
        self.limit = limit
        var ours: [Int32] = []
        var theirs: [Int32] = [-1]
        for _ in 0..<(hasExtra ? 3 : 2) {
            var ends: [Int32] = [-1, -1]
            guard unsafe pipe(&ends) == 0 else { throw CommandError("no further pipe can be made") }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            ours.append(ends[0])
            theirs.append(ends[1])
        }
        if !hasExtra { theirs.append(-1) }
        sources = ours
        var words = unsafe (["tcpexplain"] + arguments).map { unsafe strdup($0) } + [nil]
        process = unsafe tcpexplain_start(Self.path, &words, theirs)
        unsafe words.forEach { unsafe free($0) }
        for end in theirs where end >= 0 { close(end) }
        guard process > 0 else { throw CommandError("tcpexplain cannot be started once more") }
    }

    deinit {
        if status == nil {
            kill(process, SIGKILL)
            _ = waitpid(process, nil, 0)
        }
        for source in sources where source >= 0 { close(source) }
    }

    /// This program's file.
    private static let path: String = {
        guard let path = unsafe realpath("/proc/self/exe", nil) ?? realpath(CommandLine.arguments[0], nil) else {
            return CommandLine.arguments[0]
        }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }()

    var text: String { String(decoding: output[0], as: UTF8.self) }
    var errors: String { String(decoding: output[1], as: UTF8.self) }

    /// Waits until any of them wrote something or has ended, and takes it.
    static func serve(_ children: [ChildProcess], milliseconds: Int32 = -1) {
        var waiting: [pollfd] = []
        var owners: [(child: ChildProcess, index: Int)] = []
        for child in children {
            for (i, source) in child.sources.enumerated() where source >= 0 {
                waiting.append(pollfd(fd: source, events: Int16(POLLIN), revents: 0))
                owners.append((child, i))
            }
        }
        guard !waiting.isEmpty, unsafe poll(&waiting, nfds_t(waiting.count), milliseconds) > 0 else { return }
        for (i, entry) in waiting.enumerated() where entry.revents != 0 { owners[i].child.take(owners[i].index) }
    }

    private func take(_ index: Int) {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe read(sources[index], &piece, piece.count)
        if count < 0, errno == EINTR { return }
        if count <= 0 {
            close(sources[index])
            sources[index] = -1
        } else {
            let room = max(0, limit - output[index].count)
            if count > room { wasCut = true }
            output[index] += piece[..<min(count, room)]
        }
        guard sources.allSatisfy({ $0 < 0 }) else { return }
        var raw: Int32 = 0
        while unsafe waitpid(process, &raw, 0) < 0, errno == EINTR {}
        status = raw & 0x7f == 0 ? raw >> 8 & 0xff : 128 + raw & 0x7f
    }

    /// Runs to its end, at most so long.
    static func run(
        _ arguments: [String], limit: Int = 64 << 20, hasExtra: Bool = false, seconds: Int = 120
    ) throws(CommandError) -> ChildProcess {
        let child = try ChildProcess(arguments, limit: limit, hasExtra: hasExtra)
        let end = LiveRun.now().advanced(by: Int64(seconds) * 1_000_000_000)
        while child.status == nil {
            serve([child], milliseconds: 1000)
            if LiveRun.now() > end { throw CommandError("it took more than \(seconds) s, and was ended") }
        }
        return child
    }
}
