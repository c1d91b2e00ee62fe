import Analysis

/// What tables say.
extension English {
    public var headings: TableHeadings {
        TableHeadings(
            start: "start", duration: "duration", client: "client", server: "server", handshake: "handshake", close: "close",
            by: "by", packets: "packets", clientBytes: "client bytes", serverBytes: "server bytes", requests: "http",
            status: "status", slowest: "slowest", findings: "findings", method: "method", wait: "answered after", bytes: "bytes",
            frame: "frame", url: "URL", states: "states", rate: "rate", ended: "ended:", place: "where", finding: "finding",
            what: "what",
            expected: "expected", actual: "actual")
    }

    public func failedChecks(_ count: Int) -> Text { "\(count) WRONG" }
    public func rate(_ bytes: Int) -> Text { "\(Quantity.roughBytes(bytes))/s" }
    public func missingBytes(_ count: Int) -> Text { "\(Quantity.count(count, "byte")) missing" }

    public func rowsLeftOut(_ count: Int, kept: Int) -> Text {
        "\(Quantity.count(count, "row")) left out, behind the \(kept) that are sorted at most"
    }

    public func liveCounts(_ counts: LiveCounts) -> Text {
        "\(counts.packets) packets (\(counts.packetRate)/s, \(Quantity.roughBytes(counts.byteRate))/s), \(counts.open) open, "
            + "\(counts.ended) ended, \(counts.dropped) dropped"
    }

    public func lastFinding(_ name: String?, connection: Int) -> Text {
        name.map { "last finding: [\(connection)] \(code: $0)" } ?? "no finding yet"
    }

    public func alikeLeftOut(_ count: Int) -> Text {
        "\(Quantity.count(count, "more connection")) with findings that three shown above have too, at the same server: "
            + "--finding NAME --host SERVER shows them all"
    }
}
