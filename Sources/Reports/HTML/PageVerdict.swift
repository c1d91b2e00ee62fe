import Analysis
import Language
import TCP
import Wire

/// A connection in words: the headline and extent for the list, and the story and findings for its own view.
struct PageVerdict {
    let event: ConnectionEvent
    let translated: Translated
    let style: Style

    /// `"words":{"en":{"headline":…,"extent":…},…}`: what the list shows.
    func appendHeadline(to json: JSONWriter) {
        let date = Text(code: style.date(event.connection.start))
        translated.members("words", of: json) { book in
            json.member("headline", book.headline(event.verdict).string)
            json.member("extent", book.extent(event.connection, from: date).string)
        }
    }

    /// A record of its own: parts of the story with their labels, and a statement for each finding, in the order of the findings.
    func appendStory(to json: JSONWriter) {
        json.beginRecord("story")
        json.member("connection", event.connection.number)
        translated.members("words", of: json) { book in
            json.beginArray("story")
            for part in story(book) {
                json.beginArray()
                json.element(part.label)
                json.element(part.text.string)
                json.endArray()
            }
            json.endArray()
            // Its name stands above it, and its frames beside it as links.
            json.member("findings", event.findings.map { book.paragraph(of: $0).string })
        }
        json.endRecord()
    }

    private func story(_ book: any Phrasebook) -> [(label: String, text: Text)] {
        let words = book.words
        let connection = event.connection
        var parts: [(label: String, text: Text)] = [(words.opened, book.opening(connection))]
        func add(_ label: String, _ text: Text?) {
            if let text { parts.append((label, text)) }
        }
        let isAgreed = connection.client.synOptions != nil && connection.server.synOptions != nil
        add(isAgreed ? words.agreed : words.offered, book.agreement(connection))
        add("", book.agreement(event.story))
        add(words.exchanged, book.transfer(event))
        add("", book.proxied(event.story))
        add("", book.protocols(event.story))
        add("", book.timeline(event.timeline))
        add("", book.persistence(event))
        add("", book.figures(connection))
        add(words.closed, book.closing(event))
        return parts
    }
}
