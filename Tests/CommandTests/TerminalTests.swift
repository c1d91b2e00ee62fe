import Foundation
import Testing

/// What people see on a terminal: lines that fit, columns that stay straight, whatever the width, the locale and the colours.
@Suite struct TerminalTests {
    private static let fixtures = [
        "short-connection", "four-step-close", "ipv6", "lossy-path", "refused", "http-slow", "pipelining", "keep-alive-ten",
        "overlap-conflict", "window-full",
    ]
    /// Characters of ours that take two cells in the fonts of East Asian terminals.
    private static let ambiguous = Set("─▶◀→…①②③④⑤⑥⑦×–“”")

    /// Runs the program on a terminal of so many columns; what came, without colours, in lines.
    private static func lines(
        _ arguments: [String], columns: Int, locale: String = "C.UTF-8", environment: [String: String] = [:]
    ) throws -> [String] {
        let terminal = try PseudoTerminal(columns: columns, rows: 50)
        let process = Process()
        process.executableURL = Command.program
        process.arguments = arguments
        process.currentDirectoryURL = Command.root
        process.environment = ["LC_ALL": locale, "TERM": "xterm", "PATH": "/usr/bin:/bin"]
            .merging(Command.measuring) { $1 }.merging(Command.sanitizing) { $1 }.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = terminal.program
        process.standardError = terminal.program
        try process.run()
        let text = terminal.readAll()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let plain = text.replacing(#/\u{1b}\[[0-9;?]*[A-Za-z]/#, with: "")
        return plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private static func cells(_ line: some StringProtocol, isEastAsian: Bool) -> Int {
        line.reduce(0) { cells, character in
            let isWide = character.unicodeScalars.first.map { $0.value >= 0x2e80 } ?? false
            return cells + (isWide || isEastAsian && ambiguous.contains(character) ? 2 : 1)
        }
    }

    @Test(arguments: fixtures, [80, 100, 140]) func explanationFits(fixture: String, columns: Int) throws {
        let looks = [
            ("C.UTF-8", "always", false), ("C", "auto", false), ("zh_CN.UTF-8", "never", false), ("zh_CN.UTF-8", "never", true),
        ]
        for (locale, color, isEastAsian) in looks {
            for time in ["relative", "absolute"] {
                let lines = try Self.lines(
                    ["--no-pager", "--color", color, "--time", time] + (isEastAsian || locale == "C" ? [] : ["--no-wide"]) + [
                        Command.capture(fixture)
                    ],
                    columns: columns, locale: locale)
                #expect(lines.count > 10)
                for line in lines { #expect(Self.cells(line, isEastAsian: isEastAsian) <= columns, "\(line)") }
                let isASCII = lines.joined().utf8.allSatisfy { $0 < 128 }
                #expect(isASCII || locale != "C")
                expectStraightLadder(lines, isEastAsian: isEastAsian)
            }
        }
    }

    /// The states of both ends stand below their headings, and nothing before them is of unknown width.
    private func expectStraightLadder(_ lines: [String], isEastAsian: Bool) {
        var heading: (client: Int, server: Int)?
        for line in lines {
            if let match = line.prefixMatch(of: #/( +(?:frame +time|帧 +时间) +)((?:client|客户端) +)(?:server|服务端)/#) {
                let client = Self.cells(match.1, isEastAsian: isEastAsian)
                heading = (client, client + Self.cells(match.2, isEastAsian: isEastAsian))
            }
            guard let heading, let match = line.prefixMatch(of: #/ *\d+ +[-\d:.]+  /#) else { continue }
            let ruled = line.prefix(heading.server + 11)
            #expect(match.0.count == heading.client, "\(line)")
            let server = ruled.dropFirst(heading.server)
            #expect(ruled.dropFirst(heading.server - 1).first == " " && server.first?.isWhitespace == false, "\(line)")
            let isPlain = !ruled.contains { Self.ambiguous.contains($0) }
            #expect(isPlain || !isEastAsian, "\(line)")
        }
        #expect(heading != nil)
    }

    /// A table keeps its findings, leaves out what is least important, and is straight with addresses of both kinds.
    @Test(arguments: [60, 80, 100, 140, 200]) func tablesFit(columns: Int) throws {
        let captures = try (Self.fixtures + ["tls-alert", "step-3-not-accepted"]).map { try Command.capture($0) }
        for arguments in [["--summary"], ["--requests"], ["--summary", "--sort", "latency"]] {
            let lines = try Self.lines(arguments + ["--no-pager"] + captures, columns: columns)
            for line in lines where !line.hasPrefix("tcpexplain: ") { #expect(line.count <= columns, "\(line)") }
            let heading = try #require(lines.first { $0.contains(" #  ") || $0.hasPrefix("#  ") })
            let last = try #require(heading.firstRange(of: arguments[0] == "--summary" ? "findings" : "URL"))
            let column = heading.distance(from: heading.startIndex, to: last.lowerBound)
            let rows = lines.drop { $0 != heading }.dropFirst().prefix { !$0.isEmpty }
            #expect(rows.count > 10)
            for row in rows { #expect(row.dropFirst(column - 2).hasPrefix("  ") && row.count > column, "\(row)") }
            if arguments == ["--summary"] { #expect(rows.contains { $0.contains("refused") }) }
            if columns == 200 { #expect(heading.contains("handshake") || arguments == ["--requests"]) }
        }
    }

    /// The pager gets it all, with colours; one that ends early is a quiet end.
    @Test func pages() throws {
        let capture = try Command.capture("short-connection")
        let paged = try Self.lines([capture], columns: 80, environment: ["PAGER": "sed s/^/page:/"])
        #expect(paged.count > 10 && paged.dropLast().allSatisfy { $0.hasPrefix("page:") && $0.count <= 85 })
        let direct = try Self.lines([capture], columns: 80, environment: ["PAGER": "cat"])
        #expect(paged.map { $0.hasPrefix("page:") ? String($0.dropFirst(5)) : $0 } == direct)
        #expect(try Self.lines(["--no-pager", capture], columns: 80, environment: ["PAGER": "false"]) == direct)
        let lines = try Self.lines(
            ["--packets", Command.capture("lossy-path")], columns: 80, environment: ["PAGER": "head -n 1"])
        #expect(lines.count == 2)
    }

    /// less asks the C library what the locale is, and shows bytes where it is not installed.
    @Test func thePagerIsToldOfUTF8() throws {
        let capture = try Command.capture("short-connection")
        let pager = ["PAGER": "cat > /dev/null; echo charset=$LESSCHARSET"]
        #expect(
            try Self.lines([capture], columns: 80, locale: "xx_XX.UTF-8", environment: pager).first?.hasPrefix("charset=utf-8")
                == true)
        let other = try Self.lines([capture], columns: 80, locale: "C", environment: pager)
        #expect(other.first?.hasPrefix("charset=") == true && other.first?.contains("utf") == false, "\(other)")
    }
}

/// A terminal that a program may believe to write to.
private final class PseudoTerminal {
    /// The program's end.
    let program: FileHandle
    private let screen: FileHandle

    init(columns: Int, rows: Int) throws {
        var (screen, program): (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        guard unsafe openpty(&screen, &program, nil, nil, &size) == 0 else { throw CocoaError(.fileReadUnknown) }
        self.screen = FileHandle(fileDescriptor: screen, closeOnDealloc: true)
        self.program = FileHandle(fileDescriptor: program, closeOnDealloc: true)
    }

    /// Everything that is written, without the CR of each line, until all programs have closed their end.
    func readAll() -> String {
        try? program.close()
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        while true {
            // At the end of all writers this is an error, EIO, and no end of file.
            let count = unsafe read(screen.fileDescriptor, &block, block.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            bytes += block.prefix(count).filter { $0 != UInt8(ascii: "\r") }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
