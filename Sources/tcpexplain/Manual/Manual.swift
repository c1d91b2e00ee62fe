import ArgumentParser
import Language

/// The manual page, in roff: made from the help of the commands, so that it cannot differ from it.
enum Manual {
    static func text(in language: LanguageName) -> String {
        let words = language.help
        let manual = words.manual
        var lines = [".TH TCPEXPLAIN 1 \"\" \"tcpexplain \(Version.number)\" \"User Commands\"", ".SH \(manual.sections.name)"]
        lines.append("tcpexplain \\- \(escaped(sentence(words.abstract(of: Options.name))))")
        lines += [".SH \(manual.sections.synopsis)", ".nf"]
        let synopsis = manual.synopsis
        lines += [
            "\\fBtcpexplain\\fR [\\fI\(synopsis.options)\\fR] \\fI\(synopsis.capture)\\fR ...",
            "\\fBtcpexplain\\fR [\\fI\(synopsis.options)\\fR] \\fB\\-i\\fR \\fI\(synopsis.interface)\\fR [\\fI\(synopsis.filter)\\fR]",
        ]
        for entry in Subcommands.all where entry.type != nil {
            lines.append("\\fBtcpexplain \(entry.name)\\fR [\\fI\(synopsis.options)\\fR] ...")
        }
        lines += [".fi", ".SH \(manual.sections.description)"] + paragraphs(words.discussion(of: Options.name))
        lines += body(of: Options.self, section: ".SH", words)
        for entry in Subcommands.all {
            guard let type = entry.type else { continue }
            lines.append(".SH TCPEXPLAIN \(entry.name.uppercased())")
            lines.append(escaped(words.abstract(of: entry.name)))
            let discussion = words.discussion(of: entry.name)
            if !discussion.isEmpty { lines += [".PP"] + paragraphs(discussion) }
            lines += body(of: type, section: ".SS", words)
        }
        lines.append(".SH \(manual.sections.exit)")
        for (status, meaning) in manual.statuses { lines += [".TP", ".B \(status)", marked(meaning)] }
        lines.append(".SH \(manual.sections.environment)")
        for (name, meaning) in manual.variables { lines += [".TP", ".B \(name)", escaped(meaning)] }
        lines += [
            ".SH \(manual.sections.seeAlso)", ".BR tcpdump (8),", ".BR tshark (1),", ".BR pcap\\-filter (7),", ".BR ss (8)",
        ]
        return lines.joined(separator: "\n")
    }

    /// Arguments and options, these with an example each.
    private static func body(of command: any ParsableCommand.Type, section: String, _ words: any HelpWords) -> [String] {
        var lines: [String] = []
        for part in HelpListing(command).sections {
            // What follows a colon explains the title.
            lines.append("\(section) \(escaped(String(words.title(part.title).prefix { $0 != ":" && $0 != "：" })))")
            for entry in part.entries {
                lines += [".TP", "\\fB\(escaped(entry.label))\\fR", escaped(words.text(of: entry, in: command.name))]
                if let example = ManualExamples.example(for: entry, of: command.name) {
                    lines += [".br", "\\fI\(escaped(example))\\fR"]
                }
            }
        }
        return lines
    }

    /// Paragraphs of a discussion; lines that are indented are examples.
    private static func paragraphs(_ text: String) -> [String] {
        var lines: [String] = []
        var isVerbatim = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isIndented = line.hasPrefix("  ")
            if isIndented != isVerbatim {
                lines.append(isIndented ? ".nf" : ".fi")
                isVerbatim = isIndented
            }
            if line.isEmpty { lines.append(".PP") } else { lines.append(escaped(String(line))) }
        }
        if isVerbatim { lines.append(".fi") }
        return lines
    }

    private static func sentence(_ text: String) -> String {
        text.hasSuffix(".") || text.hasSuffix("。") ? String(text.dropLast()) : text
    }

    /// What stands between stars is bold.
    private static func marked(_ text: String) -> String {
        escaped(text).split(separator: "*", omittingEmptySubsequences: false).enumerated().map { i, part in
            i % 2 == 1 ? "\\fB\(part)\\fR" : String(part)
        }.joined()
    }

    /// What roff would take for its own.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            default: result.append(character)
            }
        }
        return result.hasPrefix(".") || result.hasPrefix("'") ? "\\&" + result : result
    }
}
