import Applications
import TCP
import Wire

extension Finding {
    /// What of a connection's HTTP and of the network around it bears on its findings.
    final class Context {
        /// A request without a response.
        struct Unanswered {
            var exchange: Int
            var firstFrame: Int
            var lastFrame: Int
            var firstTime: Timestamp
            var lastTime: Timestamp
            /// Where in its stream it begins, and how far the server's stream was acknowledged by its segment.
            var offset: Int
            var acknowledged: Int
            /// Where it ends at the least.
            var end: Int
            /// The quiet before it.
            var idle: Int64?
            var isComplete: Bool
            /// Its rest was not sent, so the server waits for the client. Not so where the client waits to be told to go on (RFC 9110 §10.1.1).
            var isCutShort: Bool

            init(_ exchange: Exchange, _ request: Message) {
                self.exchange = exchange.number
                firstFrame = request.firstFrame
                lastFrame = request.lastFrame
                firstTime = request.firstTime
                lastTime = request.lastTime
                offset = exchange.requestOffset + exchange.requestShift
                acknowledged = exchange.acknowledgedAtTCPOffset
                // The heads of HTTP/2 are compressed.
                end = offset + (exchange.http2 != nil ? 1 : max(1, request.head.fields.bytes.count + request.contentBytes))
                idle = exchange.idleBefore
                isComplete = request.isComplete
                isCutShort = request.isCutShort && !(request.head.expectsContinue && request.contentBytes == 0)
            }
        }

        /// A message that is not whole.
        struct Unfinished {
            var evidence: IncompleteEvidence
            /// Bytes of content in the capture, and those of a hole.
            var contentBytes: Int
            var missingBytes: Int
            var firstFrame: Int
            var lastFrame: Int
            var firstTime: Timestamp
            var lastTime: Timestamp

            init(_ evidence: IncompleteEvidence, _ message: Message) {
                self.evidence = evidence
                contentBytes = message.contentBytes
                missingBytes = message.missingBytes
                firstFrame = message.firstFrame
                lastFrame = message.lastFrame
                firstTime = message.firstTime
                lastTime = message.lastTime
            }
        }

        /// Status codes of one class.
        struct StatusCounts {
            var statuses = Statuses()
            var frames: [Int] = []

            mutating func add(_ status: Int, _ frame: Int) {
                if let index = statuses.counts.firstIndex(where: { $0.status == status }) {
                    statuses.counts[index].count += 1
                } else if statuses.counts.count < Analyzer.maximumEvidence {
                    statuses.counts.append((status, 1))
                    frames.append(frame)
                }
            }
        }

        /// What few connections have.
        private final class Rare {
            var unreadable: Unanswered?
            var stopped: (evidence: IncompleteEvidence, status: Int)?
            var bounds: [ConnectionBound] = []
            var lacking: Unfinished?
            var slowest: (exchange: Int, think: Int64, frames: [Int])?
            var clientCloseFrame: Int?
            var serverCloseFrame: Int?
            var moreUnanswered = 0
        }

        private var rare: Rare?
        private var ensuredRare: Rare {
            if let rare { return rare }
            let new = Rare()
            rare = new
            return new
        }

        var unanswered: [Unanswered] = []
        /// The first request that was answered by what is no response of HTTP.
        var unreadable: Unanswered? {
            get { rare?.unreadable }
            set { if newValue != nil || rare != nil { ensuredRare.unreadable = newValue } }
        }
        /// Requests without a response beyond those remembered.
        var moreUnanswered: Int {
            get { rare?.moreUnanswered ?? 0 }
            set { ensuredRare.moreUnanswered = newValue }
        }
        var unfinished: [Unfinished] = []
        /// A request without a response in the capture may have changed the protocol (CONNECT, Upgrade).
        var mayHaveChangedProtocol = false
        /// A response may be that to a CONNECT, whose request the capture does not have: what follows is no HTTP then.
        private var mayBeTunnel = false
        /// How far the client's stream had reached the server when it sent a response whose request is not known.
        private var answeredUpTo = Int.min
        /// The last message that came to its announced end, and of which the capture lacks bytes: its receiver may lack them, too.
        var lacking: Unfinished? {
            get { rare?.lacking }
            set { ensuredRare.lacking = newValue }
        }
        /// The first request whose answer came before all of its content had come, and the status of the answer.
        var stopped: (evidence: IncompleteEvidence, status: Int)? {
            get { rare?.stopped }
            set { if newValue != nil || rare != nil { ensuredRare.stopped = newValue } }
        }
        /// Bounds that the connection hit.
        var bounds: [ConnectionBound] {
            get { rare?.bounds ?? [] }
            set { ensuredRare.bounds = newValue }
        }
        /// The frames of the two close frames of a WebSocket.
        var clientCloseFrame: Int? {
            get { rare?.clientCloseFrame }
            set { if newValue != nil || rare != nil { ensuredRare.clientCloseFrame = newValue } }
        }
        var serverCloseFrame: Int? {
            get { rare?.serverCloseFrame }
            set { if newValue != nil || rare != nil { ensuredRare.serverCloseFrame = newValue } }
        }
        var serverErrors = StatusCounts()
        var clientErrors = StatusCounts()
        /// The status of the first response that is not interim.
        var firstStatus: Int?
        /// The slowest answer that took the server a second or more, and how many there were.
        var slowest: (exchange: Int, think: Int64, frames: [Int])? {
            get { rare?.slowest }
            set { ensuredRare.slowest = newValue }
        }
        var slowCount = 0
        /// ICMP errors that quote a segment of the connection, each kind once.
        var icmpErrors: [(evidence: ICMPEvidence, firstFrame: Int, lastFrame: Int)] = []
        /// What in its HTTP is against the rules, each kind once for requests and once for responses, and responses nobody asked for.
        var http: [Finding] = []
        /// What is known of its HTTP/2 besides.
        var http2: HTTP2Facts? { spoken.isEmpty ? nil : spoken[0].http2 ?? spoken[0].inside?.http2 }
        var persistence = Persistence()
        var answers = Answers()
        /// The TLS of the connection, or of the tunnel that it became.
        var tls: TLSFacts? { spoken.isEmpty ? nil : spoken[0].tls }
        /// Which protocols it spoke, once it is closed: most of the time it is not known yet, or HTTP alone, and takes no memory.
        private var spoken: [ProtocolHistory] = []
        private var spokeHTTPAlone = false
        var history: ProtocolHistory {
            get { spoken.first ?? ProtocolHistory(isHTTP: spokeHTTPAlone) }
            set {
                spokeHTTPAlone = newValue.isHTTPAlone
                spoken = spokeHTTPAlone ? [] : [newValue]
            }
        }
        /// When the first byte of the first request and of the first response came.
        var firstRequest: Timestamp?
        var firstResponse: Timestamp?
        /// When the last request came to its end, and its whole answer, if there was one.
        var lastRequestTime: Timestamp?
        var lastAnswerTime: Timestamp?
        /// The last frame of that answer, if its end was announced.
        var announcedAnswerFrame: Int?

        /// It spoke something besides HTTP/1, or within it.
        var spokeMoreThanHTTP: Bool { !spoken.isEmpty }

        /// Whether no message has anything to tell.
        var hasNoMessages: Bool {
            unanswered.isEmpty && unreadable == nil && unfinished.isEmpty && lacking == nil && http.isEmpty && slowest == nil
                && serverErrors.frames.isEmpty
                && clientErrors.frames.isEmpty
        }

        /// A longer value that is against a rule is not shown, in bytes.
        static let maximumValue = 160

        /// From this think time on an answer is slow, in nanoseconds.
        static let slow: Int64 = 1_000_000_000

        /// Takes an ICMP error.
        func note(_ error: ICMPError, from router: IPAddress, frame: Int) {
            let index = icmpErrors.firstIndex {
                let known = $0.evidence.error
                return known.kind == error.kind && known.type == error.type && known.code == error.code
                    && $0.evidence.from == router
            }
            if let index {
                icmpErrors[index].evidence.count += 1
                icmpErrors[index].lastFrame = frame
            } else if icmpErrors.count < Analyzer.maximumEvidence {
                icmpErrors.append((ICMPEvidence(error: error, from: router), frame, frame))
            }
        }

        /// Takes an exchange that is over.
        func note(_ exchange: Exchange) {
            persistence.note(exchange)
            answers.note(exchange)
            firstRequest = firstRequest ?? exchange.request?.firstTime
            firstResponse = firstResponse ?? exchange.response?.firstTime
            if let request = exchange.request { lastRequestTime = request.lastTime }
            if exchange.request != nil || exchange.response != nil { noteAnswer(exchange.response) }
            // A stream that was reset, or never processed, is told by that.
            let isTold = exchange.http2.map { $0.reset != nil || $0.isUnprocessed } ?? false
            let isKnown = !exchange.responseIsUnknown && !exchange.responseIsInvalid && !isTold
            if let request = exchange.request, exchange.response == nil, isKnown { noteUnanswered(exchange, request) }
            if let request = exchange.request, exchange.responseIsInvalid, !isTold, unreadable == nil {
                unreadable = Unanswered(exchange, request)
            }
            if let response = exchange.response { note(response, exchange) }
            if exchange.response == nil, exchange.request?.head.mayChangeProtocol == true { mayHaveChangedProtocol = true }
            if exchange.request == nil, exchange.response != nil, !exchange.isUnsolicited, exchange.acknowledgedAtResponse != .min
            {
                answeredUpTo = max(answeredUpTo, exchange.acknowledgedAtResponse + exchange.acknowledgedResponseShift)
            }
            if exchange.mayHaveOpenedTunnel { mayBeTunnel = true }
            if !isTold, !exchange.isGivenUp {
                noteUnfinished(exchange.request, exchange)
                noteUnfinished(exchange.response, exchange)
            }
            if let webSocket = exchange.http2?.webSocket { http += Finding.all(of: webSocket).prefix(Analyzer.maximumEvidence) }
            for interim in exchange.interim where interim.violations.contains(.headTooLarge) {
                note(.headTooLarge, in: interim, exchange.number)
            }
            noteViolations(of: exchange.request, exchange.number)
            noteViolations(of: exchange.response, exchange.number)
        }

        private func noteViolations(of message: Message?, _ exchange: Int) {
            guard let message, !message.violations.isEmpty else { return }
            for violation in message.violations.all where violation != .incomplete { note(violation, in: message, exchange) }
        }

        /// How the last exchange was answered.
        private func noteAnswer(_ response: Message?) {
            let whole = response.flatMap { $0.isComplete ? $0 : nil }
            lastAnswerTime = whole?.lastTime
            // RFC 9112 §6.3: content that lasts until the close has no other end.
            announcedAnswerFrame = whole.flatMap { $0.framing == .untilClose ? nil : $0.lastFrame }
        }

        private func noteUnanswered(_ exchange: Exchange, _ request: Message) {
            // The response whose request is not known may be its own: the file has them in another order.
            if mayBeTunnel || exchange.requestOffset + exchange.requestShift < answeredUpTo { return }
            guard unanswered.count < Analyzer.maximumEvidence else {
                moreUnanswered += 1
                return
            }
            unanswered.append(Unanswered(exchange, request))
        }

        private func note(_ response: Message, _ exchange: Exchange) {
            let status = response.head.status
            firstStatus = firstStatus ?? status
            if exchange.isUnsolicited {
                noteUnsolicited(response, exchange.number)
            } else if status / 100 == 5 {
                serverErrors.add(status, response.firstFrame)
            } else if status / 100 == 4 {
                clientErrors.add(status, response.firstFrame)
            }
            // An answer that does not wait for the rest of its request shows no think time.
            guard let think = exchange.think, think >= Self.slow, let request = exchange.request,
                request.isComplete || request.missingBytes > 0 && !request.isCutShort
            else { return }
            slowCount += 1
            if think > slowest?.think ?? 0 { slowest = (exchange.number, think, [request.lastFrame, response.firstFrame]) }
        }

        /// Each of the first ones is told, and of the last of these how many more there were.
        private func noteUnsolicited(_ response: Message, _ exchange: Int) {
            let known = http.lastIndex { if case .unsolicitedResponse = $0.kind { true } else { false } }
            guard let known, http.count >= Analyzer.maximumEvidence else {
                let kind = Finding.Kind.unsolicitedResponse(exchange: exchange, status: response.head.status, more: 0)
                return http.append(Finding(kind, [response.firstFrame]))
            }
            guard case .unsolicitedResponse(let last, let status, let more) = http[known].kind else { return }
            http[known] = Finding(.unsolicitedResponse(exchange: last, status: status, more: more + 1), http[known].frames)
        }

        /// A message that ended before its content did, if its content has an announced end (RFC 9112 §8).
        private func noteUnfinished(_ message: Message?, _ exchange: Exchange) {
            guard let message else { return }
            if message.hasEnded, message.missingBytes > 0 { noteLacking(message, exchange.number) }
            guard message.isCutShort, unfinished.count < Analyzer.maximumEvidence else { return }
            // What cannot be framed has no end that could be missed.
            if message.violations.contains(.invalidChunk) || message.violations.contains(.headTooLarge) { return }
            let isRequest = message.head.kind == .request
            // Nobody knows whether a request that was not read was HEAD, whose answer has no content (RFC 9112 §6.3).
            let mayAnswerHEAD = !isRequest && exchange.request == nil && !message.headIsPartial
            if mayAnswerHEAD, message.contentBytes == 0 { return }
            // A client may stop when the final answer is there (RFC 9110 §10.1.1).
            if isRequest, let response = exchange.response, response.head.status != 408 {
                return noteStopped(message, response, exchange.number)
            }
            var evidence = IncompleteEvidence()
            evidence.exchange = exchange.number
            evidence.isRequest = isRequest
            evidence.bytes = message.sentBytes
            evidence.isWithinHead = message.headIsPartial
            if !message.headIsPartial {
                switch message.framing {
                case .length(let total): evidence.total = total
                case .chunked, .endStream: break
                default: return
                }
                // Such content never ends.
                if message.head.fields.first("content-type")?.lowercased().hasPrefix("text/event-stream") == true { return }
            }
            unfinished.append(Unfinished(evidence, message))
        }

        private func noteLacking(_ message: Message, _ exchange: Int) {
            guard case .length(let total) = message.framing, !message.headIsPartial else { return }
            var evidence = IncompleteEvidence()
            evidence.exchange = exchange
            evidence.isRequest = message.head.kind == .request
            evidence.bytes = message.sentBytes
            evidence.total = total
            evidence.wasSentWhole = true
            lacking = Unfinished(evidence, message)
        }

        /// A request of a known length that was answered before all of it had come.
        private func noteStopped(_ request: Message, _ response: Message, _ exchange: Int) {
            guard stopped == nil, !request.headIsPartial, case .length(let total) = request.framing else { return }
            var evidence = IncompleteEvidence()
            evidence.exchange = exchange
            evidence.isRequest = true
            evidence.bytes = request.sentBytes
            evidence.total = total
            stopped = (evidence, response.head.status)
        }

        /// Takes bytes that belong to no message.
        func note(_ stray: StrayBytes) {
            let isKnown = http.contains { finding in
                if case .strayBytes(let known) = finding.kind { known.sender == stray.sender } else { false }
            }
            if !isKnown { http.append(Finding(.strayBytes(stray), [stray.frame])) }
        }

        /// Takes a line that was meant as a start line.
        func note(_ line: InvalidStartLine) {
            let isKnown = http.contains { finding in
                if case .invalidStartLine(let known) = finding.kind { known.sender == line.sender } else { false }
            }
            if !isKnown { http.append(Finding(.invalidStartLine(line), [line.frame])) }
        }

        private func note(_ violation: Violation, in message: Message, _ exchange: Int) {
            let isRequest = message.head.kind == .request
            for (i, finding) in http.enumerated() {
                guard case .violation(violation, let first, isRequest, let values, let more) = finding.kind else { continue }
                var frames = finding.frames
                if frames.count < Analyzer.maximumEvidence, frames.last != message.firstFrame {
                    frames.append(message.firstFrame)
                }
                http[i] = Finding(
                    .violation(violation, exchange: first, isRequest: isRequest, values: values, more: more + 1), frames)
                return
            }
            // A value may be as long as a head. It is not cut, since the rest could be what tells that it holds a password.
            let values = message.head.lossless.evidence(of: violation)
            let areShort = values.allSatisfy { $0.utf8.count <= Self.maximumValue }
            http.append(
                Finding(
                    .violation(violation, exchange: exchange, isRequest: isRequest, values: areShort ? values : [], more: 0),
                    [message.firstFrame]))
        }
    }
}
