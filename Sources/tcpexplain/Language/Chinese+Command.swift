import Capture
import Language

extension Chinese: CommandPhrasebook {
    func sentence(for complaint: Complaint) -> Text {
        switch complaint {
        case .excludeOneAnother(let options): "\(outside(options)) 不能同时使用"
        case .goesWith(let option, let other): "\(outside(option)) 要与 \(outside(other)) 一起使用"
        case .isLive(let option): "\(outside(option)) 要与 -i 一起使用：它只对实时抓包有意义"
        case .onlyProblemsShowsText: "--only-problems 只用于文字解释或 --summary；在记录中请看 findings"
        case .followWritesText: "--follow 和 --follow-raw 输出文本；请去掉 --format ndjson"
        case .requestsAreTable: "--requests 是表格；请求的记录是类型为 http 的那些"
        case .requestsHaveStatus: "--only-problems 针对连接；与 --requests 一起请用 --status 5xx"
        case .recordingIsAlone: "--record-expect 只写出期望文件；请去掉 --format、--check 和 --expect"
        case .explainIsDepth: "--explain 只用于逐条连接的解释"
        case .followNamesConnection: "--follow 和 --follow-raw 已指定连接；请去掉选择其他连接的选项"
        case .rawFollowsCapture: "--follow-raw 读取抓包文件；请先用 -w 保存"
        case .twoFilters(let words): "有两个过滤器：“\(outside(words))”和 -f 的；请用 and 合并"
        case .standardOutputIsTaken(let option): "\(outside(option))：请给出文件；标准输出用于解释"
        case .noCapture: "请给出要解释的抓包文件（用法见 tcpexplain --help）"
        case .decidedLate:
            "数据包一来就显示，那时还不知道连接中有什么：选择连接的选项中，只有 --connection、带地址的 --host、--port、--after 和 --before "
                + "可与 --packets 一起使用"
        case .annotationReadsTwice: "--annotate 要读取抓包两遍，网卡做不到；请先用 -w 保存，再对那个文件加注释"
        case .partExists(let path): "\(outside(path))：已经存在；请给出空目录，或用 --force 替换各部分"
        case .namesOfCaptures(let names, let captures): "--name 给出了 \(names) 次，而抓包文件有 \(captures) 个；请按顺序各给一次"
        case .twoCaptures(let count): "diff 比较两个抓包；给出了 \(count) 个"
        case .blocksLeftOut: "一个区段中数据包之外的内容超过 64 MiB：其中的名称和密钥不会出现在每个部分中"
        case .connectionNumber(let number): "--connection \(number)：连接从 1 开始编号"
        case .value(let option, let given, let expected):
            "\(outside(option))\(given.isEmpty ? "" : " \(outside(given))")：\(sentence(for: expected))"
        case .unknownFinding(let option, let name, let near):
            "\(outside(option))：没有名为 \(outside(name)) 的发现"
                + (near.isEmpty ? "；docs/findings.md 列出了全部" : "；相近的有 \(list(near.map(outside)))")
        case .standardInputOnce: "标准输入（-）只能给出一次，并且在最前面"
        case .notUTF8(let argument, let bytes):
            "第 \(argument) 个参数不是有效的 UTF-8：\(outside(bytes))；这样命名的文件可以由标准输入（-）读取，或先改名"
        case .capture(let error): sentence(for: error)
        case .missing(let error, let words, true):
            "\(sentence(for: error))；如果那是过滤器：tcpexplain -f '\(outside(words))' CAPTURE"
        case .missing(let error, _, false): "\(sentence(for: error))；请给出抓包文件的路径"
        case .permission(let device, let binary, let filter):
            "\(outside(device))：没有抓包的权限：需要 CAP_NET_RAW。请以 root 运行，或执行一次：sudo setcap "
                + "cap_net_raw,cap_net_admin=eip \(outside(binary))；或通过管道：sudo tcpdump -i \(outside(device)) -U -w -"
                + (filter.map { " '\(outside($0))'" } ?? "") + " | tcpexplain -"
        case .noSubcommand(let name): "\(outside(name)) 是本版本没有的子命令；如果是同名的抓包文件：./\(outside(name))"
        case .noTopic(let word, let near):
            "explain：没有名为“\(outside(word))”的条目；"
                + (near.isEmpty ? "" : "相近的有 \(list(near.map(outside)))；") + "tcpexplain explain 列出全部名称"
        case .words(let words): outside(words)
        case .noLesson(let name, let near):
            "lesson：没有课程“\(outside(name))”；" + (near.isEmpty ? "" : "相近的有 \(list(near.map(outside)))；")
                + "tcpexplain lesson 列出全部课程"
        case .lessonUnreadable(let name): "lesson：无法读取 \(outside(name))"
        case .usage(let fault, let help): "\(sentence(for: fault))（用法见 \(outside(help))）"
        default: ofFile(complaint)
        }
    }

    /// Files and privileges.
    private func ofFile(_ complaint: Complaint) -> Text {
        switch complaint {
        case .isInput(let path): "\(outside(path))：正是要读取的文件；请换一个文件"
        case .isCapture(let path): "\(outside(path))：正是所读取的抓包文件；请换一个文件"
        case .sameFile(let path, let other): "\(outside(path))：与 \(outside(other)) 是同一个文件；每个输出要有自己的文件"
        case .isInExtraction(let path): "\(outside(path))：在 --extract 的目录中；请把文件放在别处"
        case .isInSeries(let path, let first): "\(outside(path))：-w \(outside(first)) 与 -C 一起会用到这个名称；请换一个文件"
        case .isFolder(let path): "\(outside(path))：是目录；请给出文件"
        case .isLink(let path): "\(outside(path))：是符号链接，不会通过它写入；请给出文件本身"
        case .isForeign(let path): "\(outside(path))：属于另一个用户；请给出新文件或自己的文件"
        case .cannotWrite(let path, let reason): "\(outside(path))：\(words(for: reason))；请给出可以写入的文件"
        case .failed(let path, let reason): "\(path.map(outside) ?? "标准输出")：\(words(for: reason))"
        case .withRest(let complaint, let rest): "\(sentence(for: complaint))；\(words(for: rest))"
        case .filesLeftOut(let count, let maximum): "--extract：另有 \(count) 个消息没有写出，因为最多建立 \(maximum) 个文件"
        case .resultsLeftOut(let count): "--sarif：\(resultsLeftOut(count))"
        case .commentsLeftOut(let count): "--annotate：有 \(count) 条注释没有写出，因为最多只保存这么多"
        case .commentsWithoutPlace(let count): "--annotate：有 \(count) 条注释没有写出：pcapng 的简单数据包块没有放注释的地方"
        case .noConnection(let numbers, let count): "没有连接 \(list(numbers.map { "\($0)" }))：抓包中有 \(count) 条连接"
        case .extraction(let path, let reason, let mayBeMade):
            "--extract \(outside(path))：\(words(for: reason))；请给出可以\(mayBeMade ? "建立或" : "")写入的目录"
        case .keyLog(let path, let reason): "--keylog \(outside(path))：\(words(for: reason))；请给出 SSLKEYLOGFILE 所指的文件"
        case .noExpectations(let path, let reason): "\(outside(path))：\(words(for: reason))；请给出期望文件"
        case .expectationsTooLarge(let path): "\(outside(path))：大于 64 MiB，不会是期望文件"
        case .expectations(let place, let fault): "\(outside(place))：\(sentence(for: fault))"
        case .noSuite(let folder, let reason): "\(outside(folder))：\(words(for: reason))；请给出有抓包文件的目录"
        case .noTests(let folder, false): "\(outside(folder))：其中没有抓包文件"
        case .noTests(let folder, true):
            "\(outside(folder))：其中的抓包文件旁边都没有期望文件；tcpexplain test --update \(outside(folder)) 可以记录它们"
        case .recordedAsYAML(let path): "\(outside(path))：期望以 YAML 记录；请先移走这个文件"
        case .noCaptureBeside: "这个期望文件旁边没有抓包文件"
        case .severalExpectations(let names): "旁边的期望文件不止一个：\(list(names.map(outside)))"
        case .onlyRoot(let user): "--user \(outside(user))：只有 root 能变为另一个用户"
        case .noSuchUser(let option, let name): "\(outside(option)) \(outside(name))：没有这个用户；无法放弃特权"
        case .outputs(let reason): "无法建立输出：\(outside(reason))"
        case .privileges(let reason): "无法放弃特权：\(outside(reason))"
        case .userIsRoot(let name): "--user \(outside(name))：就是 root；请给出没有特权的用户，例如 nobody"
        case .confinement(let reason):
            "无法限制进程（Landlock、seccomp）：\(outside(reason))；设置 TCPEXPLAIN_SANDBOX=off 则不使用它们"
        default: ""
        }
    }

    private func sentence(for expected: Complaint.Expected) -> Text {
        switch expected {
        case .keys: "请给出连接键的文件，每行一个，如 --borders 所写"
        case .number(let least, let most, .none): "请给出 \(least) 到 \(most)"
        case .number(let least, let most, .bytes): "请给出 \(least) 到 \(most) 字节，或 0 表示全部"
        case .number(let least, let most, .mebibytes): "请给出 \(least) 到 \(most) MiB"
        case .number(let least, let most, .megabytes): "请给出 \(least) 到 \(most)，单位是百万字节"
        case .number(let least, let most, .files): "请给出 \(least) 到 \(most) 个文件"
        case .number(let least, let most, .columns): "请给出 \(least) 到 \(most) 列"
        case .size: "请给出 64K 到 1024G 的大小，例如 256M"
        case .packets: "请给出数据包的个数，从 1 起"
        case .seconds: "请给出大于 0、不超过十亿的秒数"
        case .severityOrFindings: "请给出 error、warning、note，或发现的名称，以逗号分隔"
        case .severity: "请给出 note、warning 或 error"
        case .connectionAndEnd: "请给出连接和一端，例如 1:client 或 1:server"
        case .regularExpression: "不是正则表达式；去掉斜线则是 URL 的一部分"
        case .status: "请给出状态码（如 404）或一类状态码（如 5xx）"
        case .port: "端口是 0 到 65535"
        case .moment:
            "请给出开始之后的秒数（1.5）、时刻（10:30:00）、日期和时刻（2026-11-22T10:30:00，不按 TZ 时加 Z 或 +01:00），"
                + "或 1970 年以来的秒数"
        case .laterThanAfter: "请给出晚于 --after 的时间"
        case .method: "请给出实际发送的方法名，例如 GET"
        case .bits(let most): "斜线之后是位数，最多 \(most)"
        case .host: "请给出地址、网络（如 10.0.0.0/8）或名称"
        }
    }

    private func words(for reason: Complaint.Reason) -> Text {
        switch reason {
        case .readerWentAway: "读取方已离开"
        case .folderRemoved: "所在的目录已被删除"
        case .removed: "已被删除"
        case .endedEarly: "运行提前结束"
        case .linkOrNoFolder: "是符号链接，或不是目录"
        case .system(let words): why(words)
        }
    }

    private func words(for rest: Complaint.Rest) -> Text {
        switch rest {
        case .isIn(let path): "到那时写出的内容在 \(outside(path)) 中"
        case .listed(let path): "到那时写出的内容列在 \(outside(path)) 中"
        case .holdsCaptured: "其中是到那时为止的抓包"
        case .nothingMoreSaved: "不再保存"
        }
    }
}
