/// Labels of a page: the first screen and the frame of the page. `{0}` and so on stand for values.
public enum PageListLabel: String, CaseIterable, Sendable {
    case skip, theme, themeAuto = "theme_auto", themeLight = "theme_light", themeDark = "theme_dark", footer, none
    case withError = "with_error", withWarning = "with_warning", withNote = "with_note", findings, noFindings, more
    case quality, qualityGood, capture, file, packets, connections, connectionCount, requests, checks, checkCounts
    case connectionsLeftOut, partsLeftOut, filter, filterExample, filterHelp, filterNotUnderstood, filterUnknown, sortBy, shownOf,
        openConnection
    case columnNumber = "column_number", columnVerdict = "column_verdict", columnClient = "column_client"
    case columnServer = "column_server", columnStart = "column_start", columnDuration = "column_duration"
    case columnPackets = "column_packets", columnBytes = "column_bytes", columnRequests = "column_requests"
    case columnCourse = "column_course", sparkLabel, waterfall, allConnections, previous, next, place, noConnection
}
