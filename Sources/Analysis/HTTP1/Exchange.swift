import Applications
import TCP
public import Wire

/// A request and the response to it (RFC 9110 §3.3), with the interim responses before that.
public final class Exchange {
    /// Counted from 1 in its connection.
    public let number: Int
    /// TLS carried it, and was decrypted.
    public let isSecure: Bool
    /// What it has besides, if it is of HTTP/2.
    public internal(set) var http2: HTTP2Details?
    /// How long the handshake of that TLS took, in nanoseconds.
    public internal(set) var secureHandshake: Int64?
    /// nil if the capture does not have it.
    public internal(set) var request: Message?
    public internal(set) var response: Message?
    public internal(set) var interim: [Message] = []
    /// The response came although everything that the client had sent was answered.
    public internal(set) var isUnsolicited = false
    /// What the client sent is no request of HTTP, or its request line is cut.
    public internal(set) var requestIsInvalid = false
    /// What the server sent is no response of HTTP.
    public internal(set) var responseIsInvalid = false
    /// The final response began before the request had come to its end.
    public internal(set) var isAnsweredEarly = false
    /// Too many requests waited for their response: this is a request that was not given its own, or such a response.
    public internal(set) var isUnpaired = false
    /// What its messages lack may have come later, behind a hole that was given up.
    public internal(set) var bytesMayBeUnread = false
    /// The request, or the response, may lie in what was not read of its stream, and why it was not: it is not said to be missing.
    public internal(set) var requestUnread: UnreadReason?
    public internal(set) var responseUnread: UnreadReason?
    /// It was released before its messages had come to their end.
    var isGivenUp = false
    /// Bytes are missing, or a bound was hit, so that which response answers the request cannot be proven, or it is among what is missing.
    public var responseIsUnknown: Bool { response == nil && (responseIsLost || followsHole) }
    /// A 2xx without a length whose request is not known may answer a CONNECT (RFC 9110 §9.3.6): what follows it may be no HTTP.
    var mayHaveOpenedTunnel: Bool {
        guard request == nil, let response, case .untilClose = response.framing else { return false }
        return response.head.status / 100 == 2
    }
    /// Where in its stream the response begins, where its request is not known.
    var responseOffset = Int.min
    /// How far the response stream was acknowledged when the request was sent.
    var acknowledgedAtRequest = Int.min
    /// How far the request stream was acknowledged when the response was sent, where its request is not known.
    var acknowledgedAtResponse = Int.min
    /// Where in its stream the request begins.
    var requestOffset = 0
    /// What leads from that to the offset in TCP's stream, and from `acknowledgedAtRequest` likewise.
    var requestShift = 0
    var acknowledgedShift = 0
    /// Likewise from `acknowledgedAtResponse`.
    var acknowledgedResponseShift = 0
    /// Its response may have been in a hole: no later one is given to it.
    var responseIsLost = false
    /// Requests may have been lost in a hole before it: a response is given to it only where nothing else can be meant.
    var followsHole = false
    /// How long the connection had been quiet before the request, in nanoseconds; nil for the first one.
    public internal(set) var idleBefore: Int64?
    /// When the request was on its way for the last time: later than its last byte if some of it had to be sent again; nil if not.
    public internal(set) var requestRepeated: Timestamp?
    /// Where in TCP's stream the response begins.
    var responseStart: Int?
    /// When the server had sent the beginning of the response for the first time, where that came again or late.
    var responseSent: Timestamp?
    /// When the response before it came to its end: one connection of HTTP/1 has responses in the order of their requests (RFC 9112 §9.3.2).
    var responseBefore: Timestamp?
    /// When a pure ACK told that the whole request had arrived, as far as is known.
    var requestCovered: Timestamp?
    /// How long the client's window was closed while the response was waited for, in nanoseconds.
    var closedWindow: Int64 = 0
    /// The round trip between the point of capture and the server, as the handshake had it, in nanoseconds.
    public internal(set) var roundTripToServer: Int64?

    /// The capture does not say when its segments came.
    public private(set) var lacksTime = false

    init(number: Int, isSecure: Bool = false) {
        self.number = number
        self.isSecure = isSecure
    }

    /// A bound was hit, and what more comes of it is not read.
    func giveUp() {
        isGivenUp = true
        guard response == nil else { return }
        isUnpaired = true
        responseIsLost = true
    }

    /// Its connection lacks times, so nothing is known of how long it took.
    func forgetTimes() {
        lacksTime = true
        idleBefore = nil
        roundTripToServer = nil
    }

    /// What its heads and trailers take in memory, in bytes.
    public var size: Int { interim.reduce((request?.size ?? 0) + (response?.size ?? 0)) { $0 + $1.size } }

    /// `acknowledgedAtRequest` in TCP's stream.
    var acknowledgedAtTCPOffset: Int {
        acknowledgedAtRequest == .min ? .min : acknowledgedAtRequest + acknowledgedShift
    }

    /// Notes when the copy of the request came that reached the server.
    func noteArrival(_ connection: borrowing Connection) {
        guard let request, let response else { return }
        responseSent = responseStart.flatMap { connection.firstSent(of: $0, by: .server) }
        let answered = min(response.firstTime, responseSent ?? response.firstTime)
        requestCovered = connection.lastCovered(of: .client).flatMap { request.lastTime < $0 && $0 < answered ? $0 : nil }
        closedWindow = connection.closedWindow(of: .server, from: request.lastTime, to: answered)
        let length = request.head.fields.bytes.count + request.contentBytes
        let start = requestOffset + requestShift
        // Without the handshake: the soonest that anything of the client was acknowledged, which may have waited besides.
        let wait = response.firstTime.nanoseconds(since: request.lastTime)
        if roundTripToServer == nil, let least = connection.clientFlow.statistics?.roundTrips.least, least < wait / 2 {
            roundTripToServer = least
        }
        requestRepeated = connection.lastRepeat(
            of: start..<start + max(1, length), sentBy: .client, until: answered)
    }

    /// What the two messages say happens to the connection next (RFC 9112 §9).
    public enum ConnectionAfter: String, Sendable {
        case keepAlive = "keep-alive"
        case close, upgrade, tunnel
    }

    /// nil if neither message says anything.
    public var connectionAfter: ConnectionAfter? {
        // A connection of HTTP/2 is not what its messages are about.
        if http2 != nil { return nil }
        if let response {
            if response.head.status == 101 { return .upgrade }
            if response.framing == .otherProtocol { return .tunnel }
            // What the rest of its head said was not read, nor how its content ends.
            if response.headIsPartial, response.violations.contains(.headTooLarge) || response.isGivenUp {
                return request?.head.letsConnectionPersist == false ? .close : nil
            }
            if response.framing == .untilClose || response.framing == .invalid { return .close }
        }
        guard request != nil || response != nil else { return nil }
        let persists = request?.head.letsConnectionPersist ?? true && response?.head.letsConnectionPersist ?? true
        return persists ? .keepAlive : .close
    }

    /// Times of an exchange, in nanoseconds; nil where one is not known or was negative: an answer that came before its request had ended,
    /// or a clock that ran backwards.
    public struct Timing: Sendable {
        /// From the request's first byte to its last.
        public var request: Int64?
        /// From the request's last byte to the response's first.
        public var wait: Int64?
        /// From the response's first byte to its last.
        public var response: Int64?
        /// From the request's first byte to the response's first.
        public var firstByte: Int64?
        /// `wait` without the round trip to the server: what the server itself took.
        public var think: Int64?
    }

    public var timing: Timing {
        var timing = Timing()
        timing.request = span(request?.firstTime, request?.lastTime)
        timing.wait = wait
        timing.response = span(response?.firstTime, response?.lastTime)
        timing.firstByte = span(request?.firstTime, response?.firstTime)
        timing.think = think
        return timing
    }

    /// That of `timing` alone.
    public var wait: Int64? { span(request?.lastTime, response?.firstTime) }

    /// That of `timing` alone. It begins when the whole request had reached the server: waiting for a copy of it is the path's time. It ends when
    /// the response had been sent for the first time: waiting for another copy of that is, too. Sooner than the handshake took: then nothing is
    /// known of it.
    var think: Int64? {
        guard let request, let response, let roundTripToServer, request.mayHaveArrived else { return nil }
        // What did not wait for the rest of its request did not wait: the clock was set back.
        if isAnsweredEarly, response.firstFrame < request.lastFrame { return nil }
        let arrived = max(request.lastTime, requestRepeated ?? request.lastTime)
        let answered = min(response.firstTime, responseSent ?? response.firstTime)
        guard let wait = span(arrived, answered), wait >= roundTripToServer else { return nil }
        var think = wait - roundTripToServer
        // A TCP acknowledges within half a second (RFC 9293 §3.8.6.3): what the ACK was later than that, the path took.
        if let covered = span(requestCovered, answered) { think = min(think, covered &+ 500_000_000) }
        // While another response was being sent, this one could not begin.
        if let behind = span(responseBefore, answered) { think = min(think, behind) }
        // The server could not answer into a closed window: what it did meanwhile is not known.
        guard closedWindow > 0 else { return think }
        let open = think - closedWindow
        return open >= Finding.slow ? open : nil
    }

    /// nil where one is not known, or the time between them is negative.
    private func span(_ from: Timestamp?, _ to: Timestamp?) -> Int64? {
        guard let from, let to, !lacksTime else { return nil }
        let time = to.nanoseconds(since: from)
        return time >= 0 ? time : nil
    }
}
