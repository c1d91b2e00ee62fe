internal import Analysis

/// How long an exchange took. nil where a time is not known, or would be negative.
public struct Timing: Sendable, Hashable {
    /// From the request's first byte to its last.
    public let request: Duration?
    /// From the request's last byte to the response's first.
    public let wait: Duration?
    /// From the response's first byte to its last.
    public let response: Duration?
    /// ``wait`` without the round trip to the server: what the server itself took.
    public let server: Duration?

    init(_ timing: Analysis.Exchange.Timing) {
        request = timing.request.map { .nanoseconds($0) }
        wait = timing.wait.map { .nanoseconds($0) }
        response = timing.response.map { .nanoseconds($0) }
        server = timing.think.map { .nanoseconds($0) }
    }
}
