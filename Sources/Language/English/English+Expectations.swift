/// What was expected, against what is.
extension English {
    public func sentence(for failure: ExpectationFailure) -> Text {
        let key = Text(own: failure.key, limit: 200)
        let what: Text = "\"\(Text(nameOfExpectation: failure.expectation))\": \(key)"
        let expected = failure.expected.map(text) ?? ""
        let actual = failure.actual.map(text) ?? ""
        switch failure.kind {
        case .value: return "\(what): expected \(expected), actual \(actual)"
        case .exchangeMissing: return "\(what): expected an exchange\(expected.isEmpty ? "" : " \(expected)"), there is none"
        case .exchangeUnexpected: return "\(what): expected no further exchange, there is \(actual)"
        case .findingMissing: return "\(what): expected the finding \(expected), there is none"
        case .findingUnexpected: return "\(what): expected \(expected), found \(actual)"
        case .notKnown: return "\(what): expected \(expected), but the capture does not tell"
        }
    }

    public func statement(of failure: ExpectationFailure) -> Text {
        let place: Text = failure.frames.isEmpty ? "" : " [\(position(nil, frames: failure.frames))]"
        return "\(sentence(for: failure)).\(place)"
    }

    public var notAsExpected: Text { "not as expected" }

    public func failures(_ count: Int) -> Text { Quantity.count(count, "failure") }

    public func text(of value: ExpectedValue) -> Text {
        switch value {
        case .name(let name): Text(code: name)
        case .own(let text): Text(own: text, limit: 300)
        case .wire(let text): "\(text)"
        case .number(let number): "\(number)"
        case .range(let least?, let most?): least == most ? "\(least)" : "\(least) to \(most)"
        case .range(let least?, nil): "\(least) or more"
        case .range(nil, let most?): "\(most) or less"
        case .range(nil, nil): "any number"
        case .duration(let nanoseconds): duration(nanoseconds)
        case .atMost(let nanoseconds): "at most \(duration(nanoseconds))"
        case .anyOf(let values): values.map(text).joined(separator: " or ")
        case .noneOf(let values): "not " + values.map(text).joined(separator: ", not ")
        case .no(let value): "no \(text(of: value))"
        case .absent: "absent"
        case .noRequest: "no request"
        case .noResponse: "no response"
        case .exchange(let exchange): text(of: exchange)
        }
    }

    private func text(of exchange: ExpectedValue.Exchange) -> Text {
        let request = [exchange.method, exchange.target].compactMap { $0.map(text) }.joined(separator: " ")
        let status: Text? = exchange.status.map { $0 == .noResponse ? text(of: $0) : "status \(text(of: $0))" }
        return [request.isEmpty ? nil : request, status].compactMap(\.self).joined(separator: ", ")
    }
}
