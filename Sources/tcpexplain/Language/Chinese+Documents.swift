import Language
import Reports

/// What is wrong with a file of expectations, or with the command line.
extension Chinese {
    func sentence(for fault: DocumentFault) -> Text {
        switch fault {
        case .notJSON(let syntax): "不是 JSON：\(words(for: syntax))"
        case .notYAML(let problem): problem.map { "不是 YAML：\(outside($0))" } ?? "不是 YAML"
        case .noMemory: "内存不足"
        case .isEmpty: "文件是空的"
        case .secondDocument: "这里开始了第二个文档；一个文件只能有一个"
        case .tooMuch: "值太多，或嵌套太深"
        case .noAnchor(let name): "此前没有锚点 &\(outside(name))"
        case .notMapping(let place, let kind): "\(words(for: place))应为键和值的映射，实为\(words(for: kind))"
        case .notUTF8: "不是 UTF-8 编码的字节"
        case .keyIsNoWord(let kind): "键应为一个词，实为\(words(for: kind))"
        case .unknownKey(let key, let place, let near, let known):
            "\(words(for: place))中没有键 \(outside(key))；" + (near.isEmpty ? "可用的有：\(listed(known))" : "相近的有：\(listed(near))")
        case .repeatedKey(let key): "键 \(outside(key)) 出现了两次"
        case .value(let key, let expected, let kind): "\(outside(key)) 应为\(words(for: expected))，实为\(words(for: kind))"
        case .notRegularExpression(let key, let text): "\(outside(key))：\(outside(text)) 不是正则表达式"
        case .emptyList(let key): "\(outside(key))：列表是空的"
        case .leastAboveMost(let key): "\(outside(key))：min 大于 max"
        case .noSchema(let schema): "缺少键 schema：schema: \(outside(schema))"
        case .nothingExpected: "没有任何期望：请给出 connections，或在 expect 中给出至少一个期望"
        case .noSelect: "缺少键 select，例如 select: {server: \"10.0.0.1:80\"} 或 {every: true}"
        case .emptySelect: "select 是空的：请给出 server、client、port、host、url 或 sni，或 every: true"
        case .nthOfEvery: "nth 和 every: true 不能同时使用"
        case .exactlyWithoutExchanges: "exchanges_exactly 要与 exchanges 一起使用；exchanges: [] 表示期望一个也没有"
        case .unknownFinding(let name, let near):
            "没有名为 \(outside(name)) 的发现" + (near.isEmpty ? "；docs/findings.md 列出了全部" : "；相近的有：\(listed(near))")
        case .selectsNone(let name): "“\(outside(name))”：没有选中任何连接"
        case .selectsMany(let name): "“\(outside(name))”：选中了不止一条连接；请用 nth 指明是哪一条，或用 every: true"
        case .selectsBeyond(let name, let nth, let count): "“\(outside(name))”：选中了 \(count) 条连接，所以没有 nth: \(nth)"
        }
    }

    func sentence(for fault: UsageFault) -> Text {
        switch fault.kind {
        case .unknownOption(let name, let near): "没有选项 \(outside(name))" + (near.map { "；是不是 \(outside($0))？" } ?? "")
        case .valueIsMissing(let option): "\(outside(option)) 缺少值"
        case .takesNoValue(let option, let given): "选项 \(outside(option)) 不带值，却给出了“\(outside(given))”"
        case .unexpected(let words): "多余的参数：\(listed(words))"
        case .argumentIsMissing(let name): "缺少参数 \(outside(name))"
        case .wrongValue(let value, let option, let known):
            "\(outside(option)) 的值“\(outside(value))”无效" + (known.isEmpty ? "" : "；可取：\(listed(known))")
        case .other: outside(fault.message)
        }
    }

    func sentence(for counts: SuiteCounts) -> Text {
        var parts: [Text] =
            counts.isUpdate ? ["\(counts.ok) 个没有变化", "\(counts.changed) 个已写出"] : ["\(counts.ok) 个符合期望"]
        if counts.failed > 0 { parts.append("\(counts.failed) 个不符合") }
        if counts.broken > 0 { parts.append("\(counts.broken) 个出错") }
        if counts.skipped > 0 { parts.append("\(counts.skipped) 个没有期望文件") }
        return "\(counts.all) 个抓包文件：\(parts.joined(separator: "，"))"
    }

    func word(for word: SuiteCounts.Word) -> Text {
        switch word {
        case .ok: "符合  "
        case .failed: "不符合"
        case .broken: "出错  "
        case .new: "新建  "
        case .changed: "已改  "
        }
    }

    private func listed(_ names: [String]) -> Text { names.map(outside).joined(separator: "、") }

    private func words(for syntax: DocumentFault.Syntax) -> Text {
        switch syntax {
        case .somethingFollows: "值之后还有内容"
        case .tooDeep: "嵌套太深"
        case .valueIsMissing: "缺少值"
        case .keyIsMissing: "这里应为带引号的键"
        case .colonIsMissing: "这里应为冒号"
        case .commaOrBraceIsMissing: "这里应为逗号或 }"
        case .commaOrBracketIsMissing: "这里应为逗号或 ]"
        case .noValue: "这里应为一个值"
        case .controlCharacter: "字符串中有控制字符"
        case .noEscape: "没有这种转义"
        case .stringHasNoEnd: "字符串没有结束"
        case .noHexadecimalDigits: "这里应为四位十六进制数字"
        }
    }

    private func words(for place: DocumentFault.Place) -> Text {
        switch place {
        case .file: "期望文件"
        case .expectation: "期望"
        case .exchange: "exchanges 的一项"
        case .key(let key): "\(outside(key)) "
        }
    }

    private func words(for kind: DocumentFault.Kind) -> Text {
        switch kind {
        case .nothing: "空"
        case .list: "列表"
        case .mapping: "映射"
        case .text(let text): "文本“\(outside(text))”"
        case .plain(let text): " \(outside(text))"
        }
    }

    private func words(for expected: DocumentFault.Expected) -> Text {
        switch expected {
        case .schema(let schema): " \(outside(schema))"
        case .list: "列表"
        case .text: "文本"
        case .textOrExpression: "文本或 /正则表达式/"
        case .trueOrFalse: " true 或 false"
        case .time: "时间，如 50ms 或 1.5s"
        case .number: "从 0 起的整数"
        case .numberOrRange: "从 0 起的整数，或 {min: …, max: …}"
        case .ordinal: " 1 到 100000 的整数"
        case .port: " 0 到 65535 的端口"
        case .name: "名称"
        case .method: "方法（如 GET），或它们的列表"
        case .status: "状态码（如 200）、一类状态码（如 2xx）、absent，或它们的列表"
        case .severities: " error、warning 或 note，或它们的列表"
        case .findings: "发现的名称，或它们的列表"
        case .end: "地址、网络，或带端口的地址"
        case .host: "地址、网络或名称"
        case .url: " URL 的一部分，或 /正则表达式/"
        case .fieldName: "响应头字段名到值的映射"
        case .digest: " 64 位十六进制数字"
        case .oneOf(let words): "以下之一：\(listed(words))"
        case .words: "一个词、词的列表，或 {not: …}"
        }
    }
}
