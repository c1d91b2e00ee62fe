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
    }
}
