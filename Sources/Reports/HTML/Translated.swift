import Language

/// Sentences in all languages: the page switches between them.
struct Translated {
    let books: [any Phrasebook]

    init(secrets: Secrets) { books = LanguageName.allCases.map { $0.phrasebook(secrets) } }

    /// `{"en":…,"zh":…}`.
    func append(to output: OutputBuffer, _ sentence: (any Phrasebook) -> Text) {
        appendMembers(to: output) { book in output.appendJSON(sentence(book).string) }
    }

    /// `{"en":…,"zh":…}`, with values that `write` writes.
    func appendMembers(to output: OutputBuffer, _ write: (any Phrasebook) -> Void) {
        output.append("{")
        for (i, book) in books.enumerated() {
            output.append(i == 0 ? "\"" : ",\"")
            output.append("\(book.language)")
            output.append("\":")
            write(book)
        }
        output.append("}")
    }
}
