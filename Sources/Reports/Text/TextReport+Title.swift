import Analysis
import Language
import TCP
import Wire

/// What stands above a ladder.
extension TextReport {
    /// The sign, the two ends and the first sentence of the verdict; below it when it was.
    func printTitle(_ event: ConnectionEvent, _ origins: [FrameOrigin], _ shortfall: Shortfall) {
        let connection = event.connection
        let headline = shortfall.headline(event.verdict, style.phrasebook)
        let (sign, color) = headline.isError ? style.sign(.error) : style.sign(of: event.verdict)
        let title = ladder.scratch
        title.clear()
        title.append("\(sign) \(style.words.connection) \(connection.number)   ")
        title.append(connection.endpoint(of: .client))
        title.append(" ")
        title.append(style.right)
        title.append(" ")
        title.append(connection.endpoint(of: .server))
        if connection.key.network > 0 { title.append(" (VNI \(connection.key.network - 1))") }
        title.append("   ")
        title.append(style.plain(headline.text))
        if case .finding(let worst) = event.verdict.headline, headline.isOwn { title.append(" [\(worst.name)]") }
        var isFirst = true
        title.forEachLine(TextWrap(width: style.width - 2, cellWidth: style.cells, breaksWords: true)) { range in
            output.append(style.start(of: color))
            if !isFirst { output.append("  ") }
            isFirst = false
            output.append(title, range)
            output.append(style.end)
            output.endLine()
        }
        title.clear()
        line("  " + style.plain(style.phrasebook.extent(connection, from: date(connection.start))))
        for origin in origins { line("  " + style.plain(style.phrasebook.origin(origin))) }
        if !connection.rolesAreObserved, !connection.mayContinue { line("  " + style.words.rolesInferred) }
        line("")
    }

    /// The second in which a connection began. Many begin in the same one.
    private func date(_ time: Timestamp) -> Text {
        let second = time.nanoseconds / 1_000_000_000
        if latestDate.text.isEmpty || latestDate.second != second || time.nanoseconds < 0 {
            latestDate = (second, style.date(time))
        }
        return Text(code: latestDate.text)
    }
}
