import Language

/// The lines of a comparison of two captures: none is wider than asked for, where it can be broken.
struct DiffLines {
    let output: OutputBuffer
    let style: Style

    func line(_ text: String) {
        output.append(text)
        output.endLine()
    }

    /// A sentence; what has no place on its first line is indented further.
    func sentence(_ text: Text, indent: Int) { broken(style.plain(text), indent: indent, hanging: 2) { $0 } }

    /// Which capture a letter stands for, and what is said of it.
    func file(_ letter: String, _ name: String, _ facts: Text) {
        broken("\(letter)  \(style.plain("\(style.phrasebook.secrets.shown(name))  \(facts)"))", indent: 0, hanging: 3) { $0 }
    }

    /// The connections of a pair: beside each other, or where there is no place for that, one below the other.
    func heads(_ heads: [String]) {
        let whole = heads.joined(separator: "   ")
        for head in style.cells.cells(of: whole) <= style.width ? [whole] : heads {
            broken(head, indent: 0, hanging: 4) { style.paint($0, .strong) }
        }
    }

    /// `shown` may colour a line.
    private func broken(_ text: String, indent: Int, hanging: Int, _ shown: (String) -> String) {
        let fits = style.cells.cells(of: text) <= style.width - indent
        for (i, part) in (fits ? [text] : style.wrapped(text, to: style.width - indent - hanging)).enumerated() {
            line(String(repeating: " ", count: i == 0 ? indent : indent + hanging) + shown(part))
        }
    }
}
