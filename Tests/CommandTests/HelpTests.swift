import ArgumentParser
import Foundation
import Language
import Testing

@testable import tcpexplain

/// The help in both languages says the same, and knows every option.
@Suite struct HelpTests {
    private static let commands: [any ParsableCommand.Type] = [Options.self] + Subcommands.all.compactMap { $0.type }

    /// A text for each option and argument, and none for what there is not.
    @Test func everyOptionHasItsChinese() {
        let hanzi = /[\u{4e00}-\u{9fff}]/
        for command in Self.commands {
            let listing = HelpListing(command)
            let texts = ChineseHelp.texts(of: command.name)
            let entries = listing.sections.flatMap(\.entries)
            #expect(!entries.isEmpty)
            for entry in entries {
                let text = texts[entry.key] ?? ChineseHelp.common[entry.key]
                #expect(text?.contains(hanzi) == true, "\(command.name) \(entry.key)")
                #expect(!entry.text.isEmpty, "\(command.name) \(entry.key)")
            }
            for key in texts.keys { #expect(entries.contains { $0.key == key }, "\(command.name): there is no \(key)") }
            for section in listing.sections { #expect(ChineseHelp.titles[section.title] != nil, "\(section.title)") }
            #expect(ChineseHelp().abstract(of: command.name).contains(hanzi), "\(command.name)")
            let discussion = command.configuration.discussion
            #expect(discussion.isEmpty == ChineseHelp().discussion(of: command.name).isEmpty, "\(command.name)")
        }
    }

    /// Both languages name the same options, words, numbers and commands.
    @Test func bothLanguagesSayTheSame() {
        func names(_ text: String) -> [String] {
            text.matches(of: /--?[a-zA-Z][a-z-]*|[0-9]+(,[0-9]+)*( [KMG]iB)?|[A-Z]{4,}/).map { String($0.output.0) }.sorted()
        }
        let chinese = ChineseHelp()
        let left = Set(names(Help.discussion)).subtracting(names(ChineseHelp.discussion))
        #expect(left.isEmpty, "\(left)")
        #expect(Set(names(Help.short)).subtracting(names(chinese.short)).isEmpty)
        for entry in HelpListing(Options.self).sections.flatMap(\.entries) {
            let missing = Set(names(entry.text)).subtracting(names(chinese.text(of: entry, in: Options.name)))
            // Words in capitals that Chinese has a word for.
            #expect(missing.subtracting(["HTTP"]).isEmpty, "\(entry.key): \(missing)")
        }
        let manual = chinese.manual
        #expect(manual.statuses.map(\.0) == EnglishHelp().manual.statuses.map(\.0))
        #expect(manual.variables.map(\.0) == EnglishHelp().manual.variables.map(\.0))
    }

    /// Lines fit, whatever the language.
    @Test(arguments: [60, 80, 140]) func linesFit(width: Int) throws {
        for arguments in [["--help"], ["lesson", "--help"], ["test", "-h"]] {
            let run = try Command.run(["--lang", "zh"] + arguments, environment: ["COLUMNS": "\(width)"])
            let help = try Command.run(arguments, environment: ["COLUMNS": "\(width)", "LC_ALL": "zh_CN.UTF-8"])
            #expect(help.status == 0 && help.errors.isEmpty)
            #expect(help.text.contains("用法："))
            if arguments == ["--help"] { #expect(run.text == help.text) }
            for line in help.text.split(separator: "\n") {
                let cells = line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2e80 ? 2 : 1) }
                // Examples and usages are not broken.
                #expect(cells <= width || line.hasPrefix("  tcpexplain") || line.contains("用法："), "\(line)")
            }
        }
    }

    @Test func theShortHelpIsOfTheLanguage() throws {
        #expect(try Command.run(["-h", "--lang=zh"]).text.contains("最慢的 HTTP 请求"))
        let short = try Command.run(["-h"]).text
        #expect(short.contains("the slowest HTTP requests") && short.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(try Command.run(["lesson", "-h"]).text.contains("--quiz"))
        #expect(try Command.run(["--version", "--lang", "zh"]).text.hasPrefix("tcpexplain 0."))
    }

    @Test func theManualIsThereInChinese() throws {
        let manual = try Command.run(["--generate-manual", "zh"]).text.replacing("\\-", with: "-")
        for word in [".SH 退出状态", "上限：", "--fail-on <what>", "tcpexplain --fail-on warning capture.pcap", ".SH TCPEXPLAIN LESSON"]
        {
            #expect(manual.contains(word), "\(word)")
        }
        #expect(!manual.contains(".SH OPTIONS"))
    }

    /// What the argument parser refuses, in Chinese: the parser itself is asked.
    @Test(arguments: [
        (["--sumary", "a"], "没有选项 --sumary；是不是 --summary？"), (["--zzzzzzzzz", "a"], "没有选项 --zzzzzzzzz（"),
        (["a", "--port"], "--port <port> 缺少值"), (["--summary=1", "a"], "选项 --summary 不带值，却给出了“1”"),
        (["--port", "x", "a"], "--port <port> 的值“x”无效"),
        (["--format", "xml", "a"], "--format <format> 的值“xml”无效；可取：text、ndjson"),
        (["--sort", "x", "a"], "；可取：start、duration、bytes、latency、severity"), (["lesson", "a", "b"], "多余的参数：b"),
        (["lesson", "a", "b", "c"], "多余的参数：b、c"), (["test"], "缺少参数 <folder>"),
    ]) func usageErrorsAreChinese(arguments: [String], message: String) throws {
        let run = try Command.run(arguments, environment: ["LC_ALL": "zh_CN.UTF-8"])
        #expect(run.status == 2)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.errors.contains("用法见 tcpexplain"), "\(run.errors)")
    }

    /// What is wrong with a file of expectations is told in Chinese as well, at the same place.
    @Test(arguments: [
        ("connexions: 1", "2:1：期望文件中没有键 connexions；相近的有：connections"),
        ("expect:\n  - select: {every: true}\n    handshake: open", "4:16：handshake 应为以下之一：complete、"),
        ("expect:\n  - select: {every: true}\n    opened_within: 50", "4:20：opened_within 应为时间，如 50ms 或 1.5s，实为 50"),
        ("expect:\n  - select: {every: true}\n    findings: {not: zero-window}", "没有名为 zero-window 的发现；相近的有：zero-window-stall"),
        ("expect:\n  - {name: a}", "3:5：缺少键 select"), ("connections: [1", "不是 YAML："),
        ("connections: \"1\"", "2:14：connections 应为从 0 起的整数，或 {min: …, max: …}，实为文本“1”"),
        ("expect:\n  - {name: a, select: {port: 1}}", "“a”：没有选中任何连接"),
    ]) func faultsOfExpectationsAreChinese(body: String, message: String) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "tcpexplain-\(UUID().uuidString).yaml")
        try Data("schema: tcpexplain-expect/1\n\(body)\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let run = try Command.run(
            ["--lang", "zh", "--expect", file.path(percentEncoded: false), Command.capture("short-connection")])
        #expect(run.status == 2)
        #expect(run.errors.replacing(": ", with: "：").contains(message.replacing(": ", with: "：")), "\(run.errors)")
    }
}
