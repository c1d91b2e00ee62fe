public import Analysis
public import TCP

/// What stands around a connection's story.
extension English {
    public func severity(_ severity: Finding.Severity) -> String {
        switch severity {
        case .error: words.problem
        case .warning: words.warning
        case .note: words.note
        }
    }

    public func bytes(_ count: Int) -> Text { Quantity.bytes(count) }

    public func duration(_ nanoseconds: Int64) -> Text { Quantity.duration(nanoseconds) }

    public func labelled(_ label: Text, _ text: Text) -> Text { "\(label): \(text)" }

    public func statement(of finding: Finding, withFrames: Bool) -> Text {
        guard withFrames, !finding.frames.isEmpty else { return "\(paragraph(of: finding)) [\(code: finding.name)]" }
        let word: Text = finding.frames.count == 1 ? "frame" : "frames"
        let frames = list(finding.frames.map { "\($0)" })
        return "\(paragraph(of: finding)) [\(code: finding.name); \(word) \(frames)]"
    }

    public func paragraph(of finding: Finding) -> Text { "\(sentence(for: finding))." }

    public func inBrackets(_ text: Text) -> Text { "(\(text))" }

    public func parts(_ statements: [Text]) -> Text { statements.joined(separator: "; ") }

    public func list(_ items: [Text]) -> Text { items.joined(separator: ", ") }

    public func later(_ connection: Int) -> Text { "Connection \(connection), continued after its verdict" }

    public var decryptedStreams: Text { "decrypted: what TLS carried, each record with its tag or MAC checked" }

    public func missing(_ gap: CarriedGap) -> Text {
        switch gap {
        case .bytes(let count):
            "\(Quantity.exactBytes(count)) inside TLS \(count == 1 ? "is" : "are") missing or could not be decrypted"
        case .unknown: "bytes inside TLS are missing or could not be decrypted"
        }
    }

    public func missing(_ count: Int) -> Text {
        "\(Quantity.exactBytes(count)) \(count == 1 ? "is" : "are") missing from the capture"
    }

    public func more(_ count: Int) -> Text { "\(count) more" }
    public func resultsLeftOut(_ count: Int) -> Text {
        "\(Quantity.count(count, "result")) left out, since 1000 failures and the findings of 10,000 connections are held at most"
    }

    public func extent(_ connection: Connection, from date: Text) -> Text {
        let packets = Quantity.count(connection.client.packets + connection.server.packets, "packet")
        // Where the capture does not say when a packet came, there is nothing to say of times.
        if connection.lacksTime { return packets }
        let duration = connection.end.nanoseconds(since: connection.start)
        // A clock that went back says nothing of how long it took.
        return duration < 0 ? "\(date), \(packets)" : "\(date), \(packets), \(Quantity.duration(duration))"
    }

    public func legend(_ stages: [(tag: Text, name: Text)]) -> Text {
        let numbers: Text =
            "seq and ack are counted from each end's first number (x = 0, y = 0); the long number behind them is the one on "
            + "the wire; ack 70 = 1 + 69 acknowledges 69 more bytes; a state is the one after the packet"
        return stages.isEmpty ? numbers : numbers + "; " + self.stages(stages)
    }

    public func stages(_ stages: [(tag: Text, name: Text)]) -> Text {
        "stages: " + stages.map { "\($0.tag)\u{a0}\($0.name)" as Text }.joined(separator: ", ")
    }

    public func exchanges(_ totals: ExchangeTotals) -> Text {
        var text: Text = "\(Quantity.count(totals.count, "HTTP exchange")): "
        text += totals.statuses.map { status, count in
            switch status {
            case ExchangeTotals.notPaired: "\(Quantity.count(count, "request")) not paired with a response" as Text
            case 0: "\(count) without a response" as Text
            default: "\(count) × \(status)" as Text
            }
        }.joined(separator: ", ")
        if let slowest = totals.slowest {
            text += "; the slowest (#\(slowest.exchange)) was answered after \(Quantity.duration(slowest.wait))"
        }
        return text
    }

    public func briefExchange(_ exchange: Exchange) -> Text {
        guard let request = exchange.request, let response = exchange.response else { return self.exchange(exchange) }
        var text: Text =
            "\(secrets.shown(request.head.lossless.method, limit: 24)) \(secrets.shown(targetOf: request.head, limit: 40)) → "
        text += response.head.isSimple ? "HTTP/0.9" : "\(response.head.status)"
        if response.headIsPartial {
            text += ", its header section is not whole"
        } else {
            text += ", \(content(response))"
            if response.missingBytes > 0 {
                text += " (\(Quantity.bytes(response.missingBytes)) \(lack(exchange.bytesMayBeUnread)))"
            }
            if response.isKnownUnfinished { text += ", not whole" }
        }
        if let wait = exchange.wait { text += ", answered after \(Quantity.duration(wait))" }
        return text
    }
}
