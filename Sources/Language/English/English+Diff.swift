import Analysis
import TCP

/// What differs between two captures, A and B.
extension English {
    public func sentence(for difference: RunDifference) -> Text {
        switch difference.kind {
        case .connection(let isInFirst): "only \(isInFirst ? "A" : "B") has this connection"
        case .exchange(let isInFirst): "only \(isInFirst ? "A" : "B") has this exchange"
        case .handshake(let first, let second): "handshake: A \(code: first.rawValue), B \(code: second.rawValue)"
        case .close(let first, let second): "close: A \(words(for: first)), B \(words(for: second))"
        case .failedChecks(let first, let second): "sums that do not add up: A \(first), B \(second)"
        case .finding(let name, let severity, let isInFirst):
            "finding: only \(isInFirst ? "A" : "B") has \(code: name) (\(code: severity.rawValue))"
        case .status(let first, let second): "status: A \(status(first)), B \(status(second))"
        case .content(let ofRequest, let first, let second):
            "content of the \(ofRequest ? "request" : "response"): A \(bytes(first)), B \(bytes(second))"
        case .otherBytes(let ofRequest, let count):
            "content of the \(ofRequest ? "request" : "response"): \(bytes(count)) in both, and not the same"
        case .field(let ofRequest, let name, let first, let second):
            "field of the \(ofRequest ? "request" : "response"), \(secrets.shown(name)): A \(value(first)), B \(value(second))"
        case .complete(let ofRequest, let isFirst, let isSecond):
            "the \(ofRequest ? "request" : "response"): A \(isFirst ? "whole" : "not whole"), B \(isSecond ? "whole" : "not whole")"
        case .time(let phase, let first, let second): "\(words(for: phase)): A \(duration(first)), B \(duration(second))"
        }
    }

    public func commentsLeftOut(_ count: Int) -> Text {
        "\(Quantity.count(count, "comment")) left out, since so much is held at most: packets without one may have something to say"
    }

    public var unknownRequest: Text { "(the request was not captured)" }

    /// Longer values are cut.
    private func value(_ value: String?) -> Text { value.map { "\(secrets.shown($0, limit: 80))" } ?? "has none" }

    private func status(_ status: Int?) -> Text { status.map { "\($0)" } ?? "no response" }

    private func words(for close: RunDifference.Close) -> Text {
        "\(code: close.outcome.rawValue)\(close.by.map { " by the \(end($0))" } ?? "")"
    }

    private func words(for phase: RunDifference.Phase) -> Text {
        switch phase {
        case .connect: "connecting took"
        case .wait: "the response began after"
        case .response: "the response took"
        }
    }

    public func counts(connections: Int, exchanges: Int) -> Text {
        "\(Quantity.count(connections, "connection")), \(Quantity.count(exchanges, "exchange"))"
    }

    public func summary(_ counts: DiffCounts) -> Text {
        var parts: [Text] = []
        if counts.pairs > 0 {
            parts.append(
                counts.same == counts.pairs
                    ? "\(Quantity.count(counts.pairs, "connection")) the same in both"
                    : "\(counts.pairs - counts.same) of \(Quantity.count(counts.pairs, "connection")) in both \(counts.pairs - counts.same == 1 ? "differs" : "differ")"
            )
        }
        if counts.onlyInFirst > 0 { parts.append("\(counts.onlyInFirst) only in A") }
        if counts.onlyInSecond > 0 { parts.append("\(counts.onlyInSecond) only in B") }
        if parts.isEmpty { parts.append("neither has a TCP connection") }
        if counts.leftOut > 0 { parts.append("\(counts.leftOut) not compared, since so many are held at most") }
        if counts.fieldsLeftOut > 0 {
            parts.append(
                "fields of \(Quantity.count(counts.fieldsLeftOut, "exchange")) not compared, since so many are held at most")
        }
        return self.parts(parts)
    }
}
