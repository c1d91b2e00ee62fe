/// What was expected, against what is.
extension Chinese {
    public func sentence(for failure: ExpectationFailure) -> Text {
        let what: Text = "“\(failure.expectation)”：\(failure.key)"
        switch failure.kind {
        case .value: return "\(what)：期望 \(failure.expected)，实为 \(failure.actual)"
        case .exchangeMissing: return "\(what)：期望有一次请求与响应 \(failure.expected)，实际没有"
        case .exchangeUnexpected: return "\(what)：期望没有更多的请求与响应，实际有 \(failure.actual)"
        case .findingMissing: return "\(what)：期望有发现 \(failure.expected)，实际没有"
        case .findingUnexpected: return "\(what)：期望 \(failure.expected)，实际有 \(failure.actual)"
        case .notKnown: return "\(what)：期望 \(failure.expected)，但从抓包无从得知"
        }
    }
}
