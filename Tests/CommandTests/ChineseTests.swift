import Foundation
import Testing

/// How Chinese output looks, over all fixtures.
@Suite struct ChineseTests {
    private static let hanzi = "\u{4e00}-\u{9fff}"

    /// A space between Chinese and Latin letters or digits, none between Chinese and Chinese, and no half-width mark behind Chinese.
    @Test(arguments: Command.fixtures()) func spacesAndMarks(name: String) throws {
        let text = try String(contentsOf: Command.root.appending(path: "Fixtures/\(name)/expected.zh.txt"), encoding: .utf8)
        for line in text.split(separator: "\n") {
            #expect(try !line.contains(Regex("[\(Self.hanzi)][A-Za-z0-9]|[A-Za-z0-9%][\(Self.hanzi)]")), "\(line)")
            #expect(try !line.contains(Regex("[\(Self.hanzi)，。；：（）] [\(Self.hanzi)，。；：（）]")), "\(line)")
            #expect(try !line.contains(Regex("[\(Self.hanzi)][,;:]( |$)")), "\(line)")
            #expect(try !line.contains(Regex("^ *[，。；：）、]|（$")), "\(line)")
        }
    }

    /// Both languages tell the same numbers and names, in nearly the same order: none of either is missing in the other.
    @Test(arguments: Command.fixtures()) func sameFindings(name: String) throws {
        func names(_ file: String) throws -> [String] {
            let text = try String(contentsOf: Command.root.appending(path: "Fixtures/\(name)/\(file)"), encoding: .utf8)
            return text.matches(of: /\[([a-z0-9.-]+[a-z0-9])[;；]/).map { String($0.output.1) }
        }
        #expect(try names("expected.txt") == names("expected.zh.txt"))
    }

    @Test func theEnvironmentNamesTheLanguage() throws {
        let capture = try Command.capture("short-connection")
        func isChinese(_ environment: [String: String], _ arguments: [String] = []) throws -> Bool {
            try Command.run(arguments + [capture], environment: environment).text.contains("三次握手")
        }
        #expect(try isChinese(["LC_ALL": "zh_CN.UTF-8"]))
        #expect(try isChinese(["LC_ALL": "", "LC_MESSAGES": "zh_TW.utf8", "LC_CTYPE": "C.UTF-8", "LANG": "en_US.UTF-8"]))
        #expect(try isChinese(["LC_ALL": "", "LANG": "zh_CN.UTF-8"]))
        #expect(try !isChinese(["LC_ALL": "", "LC_MESSAGES": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"]))
        #expect(try !isChinese(["LC_ALL": "zh_CN.GB2312"]), "without UTF-8 there are no Chinese characters")
        #expect(try !isChinese(["LC_ALL": "zh_CN.UTF-8"], ["--lang", "en"]))
        #expect(try isChinese(["LC_ALL": "C"], ["--lang", "zh"]))
        // A locale of a language is that language.
        for name in ["zh_CN", "zh-Hans", "zh_CN.UTF-8", "ZH"] {
            #expect(try isChinese(["LC_ALL": "C.UTF-8"], ["--lang", name]), "\(name)")
        }
    }

    /// What is wrong with a capture is said in Chinese, whoever found it: names and numbers alone are in Latin letters.
    @Test func damageIsToldInChinese() throws {
        func big(_ number: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }
        let section = big(0x0a0d_0d0a) + big(28) + big(0x1a2b_3c4d) + big(0x0001_0000) + big(.max) + big(.max) + big(28)
        let plain = try Data(contentsOf: Command.root.appending(path: Command.capture("refused")))
        let gzip = try Data(contentsOf: Command.root.appending(path: Command.capture("gzip-capture")))
        let zstd = try Data(contentsOf: Command.root.appending(path: Command.capture("zstd-capture")))
        var longPacket = Array(plain)
        for at in 32..<36 { longPacket[at] = 0xff }
        var changed = Array(zstd)
        for at in changed.indices.dropFirst(changed.count / 2) { changed[at] ^= 0x5a }
        let cases: [(Data, String)] = [
            (Data(), "标准输入：文件是空的，不是抓包文件"), (gzip.dropLast(20), "gzip 数据被截断"), (zstd.dropLast(20), "zstd 数据被截断"),
            (Data(changed), "zstd 数据已损坏："), (gzip.prefix(40) + Data(repeating: 0xff, count: 100), "gzip 数据已损坏"),
            (Data(longPacket), "数据包长度 4294967295 无效"), (Data(section + big(1) + big(7)), "一个 7 字节的块"),
            (Data(section + big(1) + big(16) + big(0) + big(16)), "一个只有 4 字节的网卡块"),
            (Data(section + big(6) + big(16) + big(0) + big(16)), "一个只有 4 字节的数据包块"),
            (Data(big(0x0a0d_0d0a) + big(28) + big(0) + big(0) + big(0) + big(0) + big(28)), "区段首部没有说明字节序"),
        ]
        for (bytes, words) in cases {
            let run = try Command.run(["--lang", "zh", "-"], input: bytes)
            #expect(run.errors.contains(words), "\(words): \(run.errors)")
            let latin = run.errors.split(separator: "\n").filter { $0.firstMatch(of: /[A-Za-z]{2,} [a-z]{2,}/) != nil }
            #expect(latin == [], "\(words)")
        }
    }
}
