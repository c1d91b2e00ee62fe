import Analysis
import Language
import TCP
import Wire

/// A connection in words: the headline and extent for the list, and the story and findings for its own view.
struct PageVerdict {
    let event: ConnectionEvent
    let translated: Translated
    let style: Style

    /// `{"en":{"headline":…,"extent":…},…}`: what the list shows.
    func appendHeadline(to output: OutputBuffer) {
        let date = Text(code: style.date(event.connection.start))
        translated.appendMembers(to: output) { book in
            output.append("{\"headline\":")
            output.appendJSON(book.headline(event.verdict).string)
            output.append(",\"extent\":")
            output.appendJSON(book.extent(event.connection, from: date).string)
            output.append("}")
        }
    }

    /// A record of its own: parts of the story with their labels, and a statement for each finding, in the order of the findings.
    func appendStory(to output: OutputBuffer) {
        output.append("{\"type\":\"story\",\"connection\":\(event.connection.number),\"words\":")
        translated.appendMembers(to: output) { book in
            output.append("{\"story\":[")
            for (i, part) in story(book).enumerated() {
                output.append(i == 0 ? "[" : ",[")
                output.appendJSON(part.label)
                output.append(",")
                output.appendJSON(part.text.string)
                output.append("]")
            }
            output.append("],\"findings\":[")
            for (i, finding) in event.findings.enumerated() {
                if i > 0 { output.append(",") }
                // Its name stands above it, and its frames beside it as links.
                output.appendJSON(book.paragraph(of: finding).string)
            }
            output.append("]}")
        }
        output.append("}")
        output.endLine()
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
