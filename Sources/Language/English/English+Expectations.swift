/// What was expected, against what is.
extension English {
    public func sentence(for failure: ExpectationFailure) -> Text {
        let what: Text = "\"\(failure.expectation)\": \(failure.key)"
        switch failure.kind {
        case .value: return "\(what): expected \(failure.expected), actual \(failure.actual)"
        case .exchangeMissing: return "\(what): expected an exchange \(failure.expected), there is none"
        case .exchangeUnexpected: return "\(what): expected no further exchange, there is \(failure.actual)"
        case .findingMissing: return "\(what): expected the finding \(failure.expected), there is none"
        case .findingUnexpected: return "\(what): expected \(failure.expected), found \(failure.actual)"
        case .notKnown: return "\(what): expected \(failure.expected), but the capture does not tell"
        }
    }
}
