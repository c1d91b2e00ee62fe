import ArgumentParser

/// The manual page, in roff: made from the help of the commands, so that it cannot differ from it.
enum Manual {
    static var text: String {
        var lines = [".TH TCPEXPLAIN 1 \"\" \"tcpexplain \(Version.number)\" \"User Commands\"", ".SH NAME"]
        lines.append("tcpexplain \\- \(escaped(sentence(Options.configuration.abstract)))")
        lines += [".SH SYNOPSIS", ".nf"]
        lines += [
            "\\fBtcpexplain\\fR [\\fIoptions\\fR] \\fIcapture\\fR ...",
            "\\fBtcpexplain\\fR [\\fIoptions\\fR] \\fB\\-i\\fR \\fIinterface\\fR [\\fIfilter\\fR]",
        ]
        for entry in Subcommands.all where entry.type != nil {
            lines.append("\\fBtcpexplain \(entry.name)\\fR [\\fIoptions\\fR] ...")
        }
        lines += [".fi", ".SH DESCRIPTION"] + paragraphs(Options.configuration.discussion)
        lines += body(of: Options.helpMessage(columns: 10_000), section: ".SH", examples: true)
        for entry in Subcommands.all {
            guard let type = entry.type else { continue }
            lines.append(".SH TCPEXPLAIN \(entry.name.uppercased())")
            lines.append(escaped(type.configuration.abstract))
            lines += paragraphs(type.configuration.discussion)
            lines += body(of: type.helpMessage(columns: 10_000), section: ".SS", examples: false)
        }
        lines += closing
        return lines.joined(separator: "\n")
    }

    private static let closing = [
        ".SH EXIT STATUS", ".TP", ".B 0", "Analysed, and nothing that was asked for failed.", ".TP", ".B 1",
        "\\fB\\-\\-check\\fR or \\fB\\-\\-fail\\-on\\fR found a failure.", ".TP", ".B 2",
        "Nothing was analysed: usage, a missing file, a bad filter, an output that cannot be written, no permission.", ".TP",
        ".B 3",
        "Analysed in part: the input was damaged or cut short, the device went away, an output filled up.", ".SH ENVIRONMENT",
        ".TP", ".B LC_ALL, LC_MESSAGES, LANG", "The language and the characters that are to be had.", ".TP", ".B COLUMNS",
        "The width of the text.", ".TP", ".B NO_COLOR, TERM=dumb", "No colours.", ".TP", ".B TZ",
        "The zone of times that name none.", ".SH SEE ALSO", ".BR tcpdump (8),", ".BR tshark (1),", ".BR pcap\\-filter (7),",
        ".BR ss (8)",
    ]

    /// Arguments and options, from a help whose lines are not broken.
    private static func body(of help: String, section: String, examples: Bool) -> [String] {
        var lines: [String] = []
        var isListed = false
        var label: String?
        func end(_ text: String) {
            guard let name = label else { return }
            lines += [".TP", "\\fB\(escaped(name))\\fR", escaped(text)]
            if examples, isListed, let example = ManualExamples.example(for: name) {
                lines += [".br", "\\fI\(escaped(example))\\fR"]
            }
            label = nil
        }
        for line in help.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) {
            if !line.hasPrefix(" ") {
                end("")
                // Overview and usage stand above already, and so does the discussion.
                isListed =
                    line.hasSuffix(":") && line == line.uppercased() && !line.hasPrefix("OVERVIEW") && !line.hasPrefix("USAGE")
                // What follows a colon explains the title.
                if isListed { lines.append("\(section) \(escaped(String(line.prefix { $0 != ":" })))") }
            } else if isListed {
                let text = String(line.drop { $0 == " " })
                let indent = line.count - text.count
                if indent > 2 {
                    end(text)
                } else {
                    end("")
                    let parts = halves(text)
                    label = parts.label
                    if let text = parts.text { end(text) }
                }
            }
        }
        end("")
        return lines
    }

    /// `-f, --filter <filter>` and what stands two or more spaces behind it.
    private static func halves(_ line: String) -> (label: String, text: String?) {
        var label = ""
        var rest = Substring(line)
        while let character = rest.first {
            if rest.hasPrefix("  ") { return (label, String(rest.drop { $0 == " " })) }
            label.append(character)
            rest = rest.dropFirst()
        }
        return (label, nil)
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

    private static func sentence(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }

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
