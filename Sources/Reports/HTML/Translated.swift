import Language

/// Sentences in all languages: the page switches between them.
struct Translated {
    let books: [any Phrasebook]

    init(secrets: Secrets) { books = LanguageName.allCases.map { $0.phrasebook(secrets) } }

    /// `"key":{"en":…,"zh":…}`.
    func member(_ key: StaticString, of json: JSONWriter, _ sentence: (any Phrasebook) -> Text) {
        json.key(key)
        element(of: json, sentence)
    }

    /// `{"en":…,"zh":…}`.
    func element(of json: JSONWriter, _ sentence: (any Phrasebook) -> Text) {
        json.beginObject()
        for book in books { json.member(named: "\(book.language)", sentence(book).string) }
        json.endObject()
    }

    /// `"key":{"en":{…},"zh":{…}}`, with members that `write` writes.
    func members(_ key: StaticString, of json: JSONWriter, _ write: (any Phrasebook) -> Void) {
        json.beginObject(key)
        for book in books {
            json.beginObject("\(book.language)")
            write(book)
            json.endObject()
        }
        json.endObject()
    }
}
