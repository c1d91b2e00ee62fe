import Analysis
import Crypto
import Language
import TCP
import Teaching

/// The page around the data: its head, with a policy that lets nothing in from elsewhere, its style and its program.
struct PageDocument {
    let run: NDJSONReport.Run
    let language: LanguageName
    private let program: [UInt8]
    private let appearance: [UInt8]

    init(run: NDJSONReport.Run, language: LanguageName) {
        self.run = run
        self.language = language
        program = PageProgram.script
        appearance = PageProgram.style
    }

    /// Scripts and styles by the hash of what they are (CSP 3 §2.3.1), images from the data alone, and nothing else.
    private var policy: String {
        "default-src 'none'; script-src '\(Self.hash(program))'; style-src '\(Self.hash(appearance))'; img-src data:; "
            + "base-uri 'none'; form-action 'none'"
    }

    private static func hash(_ bytes: [UInt8]) -> String {
        let base64 = LineGatherer()
        base64.output.appendBase64(Array(SHA256.hash(data: bytes)))
        return "sha256-" + String(decoding: base64.take(), as: UTF8.self)
    }

    func begin(_ output: OutputBuffer) {
        output.append(
            """
            <!doctype html>
            <html lang="\(language)">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="generator" content="tcpexplain \(run.version)">
            <title>tcpexplain</title>
            <style>
            """)
        output.append(appearance.span)
        output.append("</style>\n</head>\n<body>\n<noscript>JavaScript</noscript>\n")
    }

    func end(_ output: OutputBuffer) {
        output.append("<script>")
        output.append(program.span)
        output.append("</script>\n</body>\n</html>\n")
    }

    /// The first record: labels, and what names mean, in all languages.
    func writeWords(_ translated: Translated, to json: JSONWriter) {
        json.beginRecord("page")
        json.member("version", run.version)
        json.member("files", run.files)
        json.word("language", "\(language)")
        translated.members("words", of: json) { book in
            for label in labels(book) { json.member(named: label.name, label.text) }
            let words = book.words
            write("steps", zip(Steps.names, words.steps), to: json)
            write("stages", words.stages.enumerated().map { ("\($0.offset + 1)", $0.element) }, to: json)
            let notes = Notes.names.indices.map { bit in
                (Notes.names[bit], book.meaning(of: Notes(rawValue: 1 << UInt32(bit))).first?.string ?? "")
            }
            write("notes", notes, to: json)
            write("severities", Finding.Severity.allCases.map { ($0.rawValue, book.severity($0)) }, to: json)
        }
        json.endRecord()
    }

    private func labels(_ book: any Phrasebook) -> [(name: String, text: String)] {
        PageListLabel.allCases.map { ($0.rawValue, book.label($0)) }
            + PageConnectionLabel.allCases.map { ($0.rawValue, book.label($0)) }
            + PagePacketLabel.allCases.map { ($0.rawValue, book.label($0)) }
            + PageExchangeLabel.allCases.map { ($0.rawValue, book.label($0)) }
            + PagePlotLabel.allCases.map { ($0.rawValue, book.label($0)) }
    }

    private func write(_ key: StaticString, _ entries: some Sequence<(String, String)>, to json: JSONWriter) {
        json.beginObject(key)
        for (name, text) in entries { json.member(named: name, text) }
        json.endObject()
    }

    /// What the first screen says of the run, as members of its summary.
    func writeSummary(_ summary: RunSummary, files: Int, _ translated: Translated, to json: JSONWriter) {
        translated.members("words", of: json) { book in
            let found = summary.shownFindings
            json.member("summary", book.summary(summary, files: files).map(\.string))
            json.member("quality", summary.quality.items.map { book.sentence(for: $0.item, count: $0.count).string })
            json.member("scans", found.scans.map { book.sentence(for: $0).string })
            // What `explain` says of what was found: in a few words, and in a sentence or two.
            let topics = found.counts.keys.sorted().compactMap { name in
                Topics.named(name).first { $0.group == .findings }?.text(in: book.language).map { (name, $0) }
            }
            write("titles", topics.map { ($0.0, $0.1.title) }, to: json)
            write("meanings", topics.map { ($0.0, $0.1.meaning) }, to: json)
        }
    }
}
