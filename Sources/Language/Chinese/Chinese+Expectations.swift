/// What was expected, against what is.
extension Chinese {
    public func sentence(for failure: ExpectationFailure) -> Text {
        let key = Text(own: failure.key, limit: 200)
        let what: Text = "“\(Text(nameOfExpectation: failure.expectation))”：\(key)"
        let expected = failure.expected.map(text) ?? ""
        let actual = failure.actual.map(text) ?? ""
        switch failure.kind {
        case .value: return "\(what)：期望 \(expected)，实为 \(actual)"
        case .exchangeMissing: return "\(what)：期望有一次请求与响应\(expected.isEmpty ? "" : " \(expected)")，实际没有"
        case .exchangeUnexpected: return "\(what)：期望没有更多的请求与响应，实际有 \(actual)"
        case .findingMissing: return "\(what)：期望有发现 \(expected)，实际没有"
        case .findingUnexpected: return "\(what)：期望\(expected)，实际有 \(actual)"
        case .notKnown: return "\(what)：期望 \(expected)，但从抓包无从得知"
        }
    }

    public func statement(of failure: ExpectationFailure) -> Text {
        let place: Text = failure.frames.isEmpty ? "" : "[\(position(nil, frames: failure.frames))]"
        return "\(sentence(for: failure))。\(place)"
    }

    public var notAsExpected: Text { "与期望不符" }

    public func failures(_ count: Int) -> Text { "\(count) 处不通过" }

    public func text(of value: ExpectedValue) -> Text {
        switch value {
        case .name(let name): Text(code: name)
        case .own(let text): Text(own: text, limit: 300)
        case .wire(let text): "\(text)"
        case .number(let number): "\(number)"
        case .range(let least?, let most?): least == most ? "\(least)" : "\(least) 到 \(most)"
        case .range(let least?, nil): "至少 \(least)"
        case .range(nil, let most?): "至多 \(most)"
        case .range(nil, nil): "任意数"
        case .duration(let nanoseconds): duration(nanoseconds)
        case .atMost(let nanoseconds): "至多 \(duration(nanoseconds))"
        case .anyOf(let values): values.map(text).joined(separator: " 或 ")
        case .noneOf(let values): "不是 " + values.map(text).joined(separator: "、")
        case .no(let value): "没有 \(text(of: value))"
        case .absent: "没有"
        case .noRequest: "没有请求"
        case .noResponse: "没有响应"
        case .exchange(let exchange): text(of: exchange)
        }
    }

    private func text(of exchange: ExpectedValue.Exchange) -> Text {
        let request = [exchange.method, exchange.target].compactMap { $0.map(text) }.joined(separator: " ")
        let status: Text? = exchange.status.map { $0 == .noResponse ? text(of: $0) : "状态码 \(text(of: $0))" }
        return [request.isEmpty ? nil : request, status].compactMap(\.self).joined(separator: "，")
    }
}
