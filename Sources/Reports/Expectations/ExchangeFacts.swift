import Analysis
import Language
import TCP
import Wire

/// What is kept of an exchange until its connection has ended and can be held against expectations.
struct ExchangeFacts {
    var number: Int
    var method: String?
    var target: String?
    /// The target with what is secret in it masked.
    var shownTarget: String?
    var status: Int?
    /// The values of the response's fields that somebody asks for, by their names in lower case.
    var fields: [String: [String]] = [:]
    /// nil without a response.
    var contentBytes: Int?
    var contentIsWhole = false
    /// In lower case; nil if nobody asked, or the content is not whole.
    var contentSHA256: String?
    /// In nanoseconds.
    var firstByte: Int64?
    /// The first frames of the two messages.
    var requestFrame: Int?
    var responseFrame: Int?
    /// What it takes in memory, about.
    var size = 256

    init(_ exchange: Exchange, fields names: Set<String>, contentSHA256: String?, shownTarget: (Exchange) -> String?) {
        number = exchange.number
        if let request = exchange.request {
            method = request.head.method
            target = request.head.target
            requestFrame = request.firstFrame
        }
        self.shownTarget = shownTarget(exchange)
        firstByte = exchange.timing.firstByte
        guard let response = exchange.response else { return }
        status = response.head.status > 0 ? response.head.status : nil
        responseFrame = response.firstFrame
        contentBytes = response.contentBytes
        contentIsWhole = response.isComplete && (response.decoding ?? .complete) == .complete
        if contentIsWhole { self.contentSHA256 = contentSHA256 }
        for name in names {
            let values = response.head.fields.values(of: name)
            if !values.isEmpty { fields[name] = values }
        }
        size += (target?.utf8.count ?? 0) * 2 + fields.values.reduce(0) { $0 + $1.reduce(32) { $0 + $1.utf8.count } }
    }

    var frames: [Int] { [requestFrame, responseFrame].compactMap { $0 } }

    /// What identifies it for a reader.
    func title(_ secrets: Secrets) -> ExpectedValue {
        func shown(_ text: String?) -> ExpectedValue { .wire(secrets.shown(text ?? "?")) }
        return .exchange(
            ExpectedValue.Exchange(
                method: shown(method), target: shown(shownTarget), status: status.map(ExpectedValue.number) ?? .noResponse))
    }
}
