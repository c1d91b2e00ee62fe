import Analysis
import Language
import TCP

/// What a verdict tells of a connection.
extension TextReport {
    /// A connection that is well: how it opened, what crossed it, how it closed.
    func printBriefStory(_ event: ConnectionEvent, _ rows: ConnectionRows) {
        let book = style.phrasebook
        item(style.words.opened, book.opening(event.connection))
        switch rows.totals.count {
        case 0:
            item(style.words.exchanged, book.parts([book.transfer(event), book.protocols(event.story)].compactMap(\.self)))
        case 1: item(style.words.exchanged, rows.recentExchanges.first.map(book.briefExchange) ?? book.exchanges(rows.totals))
        default: item(style.words.exchanged, book.exchanges(rows.totals))
        }
        if let proxied = book.proxied(event.story) { item("", proxied) }
        if rows.totals.count > 0, let protocols = book.protocols(event.story) { item("", protocols) }
        if let timeline = book.timeline(event.timeline) { item("", timeline) }
        if let agreement = book.agreement(event.story) { item(style.words.agreed, agreement) }
        item(style.words.closed, book.closing(event))
    }

    func printStory(_ event: ConnectionEvent, _ rows: ConnectionRows) {
        let book = style.phrasebook
        let words = style.words
        item(words.opened, book.opening(event.connection))
        if let agreement = book.agreement(event.connection) {
            let isAgreed = event.connection.client.synOptions != nil && event.connection.server.synOptions != nil
            item(isAgreed ? words.agreed : words.offered, agreement)
        }
        let story = event.story
        if let agreement = book.agreement(story) { item("", agreement) }
        item(words.exchanged, book.transfer(event))
        if let proxied = book.proxied(event.story) { item("", proxied) }
        for exchange in rows.exchanges { item("", exchange) }
        if rows.exchangesLeftOut > 0 { item("", "\(code: style.ellipsis) \(book.more(rows.exchangesLeftOut))") }
        if let protocols = book.protocols(event.story) { item("", protocols) }
        if let timeline = book.timeline(event.timeline) { item("", timeline) }
        if depth != .expert, let persistence = book.persistence(event) { item("", persistence) }
        if isVerbose || event.findings.contains(where: \.concernsPace), let figures = book.figures(event.connection) {
            item("", figures)
        }
        item(words.closed, book.closing(event))
    }
}
