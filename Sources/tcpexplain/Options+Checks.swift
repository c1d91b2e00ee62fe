/// Options that make no sense together, or whose values make none: each is refused before anything is opened.
extension Options {
    func checkTogether() throws(CommandError) {
        try checkShape()
        try look.check()
        try checkFormat()
        if let output = FileOutput.all.first(where: { $0.path(self) == "-" })?.option ?? (write == "-" ? "-w" : nil) {
            throw CommandError(.standardOutputIsTaken("\(output) -"))
        }
        try checkSelection()
        if wordsAreFilter, !words.isEmpty, filter != nil {
            throw CommandError(.twoFilters(words.joined(separator: " ")))
        }
        _ = try rawTarget()
        _ = try criteria()
        _ = try limits()
        if annotate != nil, interface != nil { throw CommandError(.annotationReadsTwice) }
        if let maxConnections, !(1...4_000_000).contains(maxConnections) {
            throw CommandError(.value("--max-connections", "\(maxConnections)", .number(from: 1, to: 4_000_000, .none)))
        }
        try checkLive()
        if captures.isEmpty, interface == nil, !listInterfaces {
            throw CommandError(.noCapture)
        }
    }

    /// What standard output shows is one thing, and what shapes it belongs to that.
    private func checkShape() throws(CommandError) {
        let shapes = [summary, requests, packets, follow != nil, followRaw != nil, recordExpect].filter { $0 }.count
        if shapes > 1 {
            throw CommandError(.excludeOneAnother("--summary, --requests, --packets, --follow, --follow-raw, --record-expect"))
        }
        if recordExpect, format != .text || onlyProblems || expect != nil || checks {
            throw CommandError(.recordingIsAlone)
        }
        if requests, format != .text {
            throw CommandError(.requestsAreTable)
        }
        if sort != nil, !summary && !requests || format != .text {
            throw CommandError(.goesWith("--sort", "--summary, --requests"))
        }
        if requests, onlyProblems {
            throw CommandError(.requestsHaveStatus)
        }
    }

    /// What takes one format, or goes with some alone.
    private func checkFormat() throws(CommandError) {
        if onlyProblems, packets || follow != nil || followRaw != nil || format != .text {
            throw CommandError(.onlyProblemsShowsText)
        }
        if level != nil, packets || summary || follow != nil || followRaw != nil || format != .text {
            throw CommandError(.explainIsDepth)
        }
        if noPackets, format != .ndjson { throw CommandError(.goesWith("--no-packets", "--format=ndjson")) }
        if noPackets, packets { throw CommandError(.excludeOneAnother("--packets, --no-packets")) }
        if strict, !checks { throw CommandError(.goesWith("--strict", "--check")) }
        if format != .text, follow != nil || followRaw != nil {
            throw CommandError(.followWritesText)
        }
        if format == .csv || format == .markdown, packets {
            throw CommandError(.excludeOneAnother("--packets, --format \(format.rawValue)"))
        }
        if github, format != .text {
            throw CommandError(.excludeOneAnother("--github, --format \(format.rawValue)"))
        }
    }

    /// A selection that the output at hand cannot follow.
    private func checkSelection() throws(CommandError) {
        let selection = try select.selection()
        if !selection.isEverything, follow != nil || followRaw != nil {
            throw CommandError(.followNamesConnection)
        }
        if packets || interface != nil && !summary && !requests && !onlyProblems && !decides, format == .text,
            !selection.decidesOnPackets
        {
            throw CommandError(.decidedLate)
        }
    }

    private func checkLive() throws(CommandError) {
        if let count, count < 1 { throw CommandError(.value("-c", "\(count)", .packets)) }
        guard interface != nil else {
            let given = [
                ("-w", write != nil), ("-s", snapLength != nil), ("-p", noPromiscuous), ("--duration", duration != nil),
                ("--buffer-size", bufferSize != nil), ("-C", fileSize != nil), ("-W", fileCount != nil),
            ].first(where: \.1)
            if let given { throw CommandError(.isLive(given.0)) }
            return
        }
        if !files.isEmpty { throw CommandError(.excludeOneAnother("-i, -r")) }
        if followRaw != nil { throw CommandError(.rawFollowsCapture) }
        if let snapLength, snapLength != 0, !(64...262_144).contains(snapLength) {
            throw CommandError(.value("-s", "\(snapLength)", .number(from: 64, to: 262_144, .bytes)))
        }
        if let bufferSize, !(1...2047).contains(bufferSize) {
            throw CommandError(.value("--buffer-size", "\(bufferSize)", .number(from: 1, to: 2047, .mebibytes)))
        }
        if let duration, !(duration > 0 && duration <= 1e9) {
            throw CommandError(.value("--duration", "\(duration)", .seconds))
        }
        if fileSize != nil, write == nil { throw CommandError(.goesWith("-C", "-w")) }
        if fileCount != nil, fileSize == nil {
            throw CommandError(.goesWith("-W", "-C"))
        }
        if let fileSize, !(1...1_000_000).contains(fileSize) {
            throw CommandError(.value("-C", "\(fileSize)", .number(from: 1, to: 1_000_000, .megabytes)))
        }
        try checkNamesOfSeries()
        if let fileCount, !(1...1000).contains(fileCount) {
            throw CommandError(.value("-W", "\(fileCount)", .number(from: 1, to: 1000, .files)))
        }
    }

    /// Without a count nobody knows how many files -C begins: all names that it may come to are its own.
    private func checkNamesOfSeries() throws(CommandError) {
        guard let write, fileSize != nil, fileCount == nil, let series = CaptureSeries(write) else { return }
        let standard = [Int32(1), 2].compactMap { FileIdentity(regularFile: $0) == nil ? nil : "/dev/fd/\($0)" }
        let others = FileOutput.all.compactMap { $0.path(self) } + keylog + [expect, extract].compactMap(\.self)
        if let taken = (others + standard).first(where: series.takes) {
            throw CommandError(.isInSeries(taken, of: write))
        }
    }
}
