import Analysis
import Applications
import TCP

/// Findings about HTTP.
extension English {
    func http(_ finding: Finding) -> [Text] {
        switch finding.kind {
        case .requestCrossedClose(let evidence): crossed(evidence)
        case .requestAfterClose(let exchange, let frame, let wasAnnounced, let fate):
            [
                "request #\(exchange) was sent after the server had closed: the client had acknowledged the server's FIN (frame \(frame)) and sent "
                    + "it all the same" + (fate == .refused ? ", so nobody read it" : ", and no answer came"),
                "The close " + (wasAnnounced ? "had been announced (Connection: close)" : "had not been announced in a message")
                    + ", and the client's program did not look at its socket before it used it again. " + mayRepeat(fate),
            ]
        case .unansweredRequest(let evidence): unanswered(evidence)
        case .incomplete(let evidence): incomplete(evidence)
        case .serverError(let statuses):
            statuses.areRefusals
                ? ["the server answered with \(list(statuses)): by its account it does not support what the requests ask for"]
                : ["the server answered with \(list(statuses)): it, or what stands behind it, failed", "Its log tells why"]
        case .clientError(let statuses):
            if let frame = statuses.proxyHeader {
                [
                    "the server answered with \(list(statuses)) to what stands behind a header of the PROXY protocol (frame \(frame)): by its account "
                        + "the fault is in the requests",
                    "It may take that header for the request, since it does not expect the PROXY protocol: look whether it is set to, or let the proxy "
                        + "not send it; else the fault is in the request itself",
                ]
            } else {
                ["the server answered with \(list(statuses)): by its account the fault is in the requests"]
            }
        case .slow(let exchange, let time, let times, let isUnanswered): slow(exchange, time, times, isUnanswered)
        case .violation(let violation, let exchange, let isRequest, let values, let more):
            [
                "the \(isRequest ? "request" : "response") #\(exchange) \(meaning(of: violation, isRequest))"
                    + (violation.section.map { " (\(code: $0))" } ?? "") + says(values, violation)
                    + (more == 0 ? "" : "; so it is with \(Quantity.count(more, "more \(isRequest ? "request" : "response")"))")
            ]
        case .unsolicitedResponse(let exchange, let status, let more):
            [
                "response #\(exchange) (\(status)) answers no request: nothing that the client had sent was left to be answered"
                    + (more == 0 ? "" : "; so it is with \(Quantity.count(more, "more response"))")
            ]
                + (status == 408
                    ? ["The server tells that it waited for a request in vain; a client must not take it for an answer"] : [])
        case .strayBytes(let stray): self.stray(stray)
        case .invalidStartLine(let line):
            [
                "the \(end(line.sender)) sent \"\(secrets.shown(content: line.line, limit: 80))\" where a "
                    + (line.sender == .client ? "request line (RFC 9112 section 3)" : "status line (RFC 9112 section 4)")
                    + " must be: it is none, and the message could not be read"
            ]
        default: []
        }
    }

    /// What the message says where it is against the rule: both values where two contradict each other.
    private func says(_ values: [String], _ violation: Violation) -> Text {
        guard !values.isEmpty else { return "" }
        let quoted = values.map { "\"\(secrets.shown(evidence: $0, of: violation, limit: 80))\"" as Text }
        return ". It says " + quoted.joined(separator: " and ")
    }

    private func stray(_ stray: StrayBytes) -> [Text] {
        let count: Text = (stray.isMore ? "at least " : "") + Quantity.bytes(stray.count)
        switch stray.follows {
        case .answerToHEAD:
            return [
                "the \(end(stray.sender)) sent \(count) after the answer to HEAD in #\(stray.exchange), which has no content (RFC 9110 section "
                    + "9.3.2): a client takes them for the next response"
            ]
        case .status(let status):
            return [
                "the \(end(stray.sender)) sent \(count) after the response \(status) in #\(stray.exchange), which has no content (RFC 9112 "
                    + "section 6.3): a client takes them for the next response"
            ]
        case .message:
            return [
                "the \(end(stray.sender)) sent \(count) behind a message (#\(stray.exchange)) that belong to none: its length was told too "
                    + "short, or they are an attempt to slip in a message (RFC 9112 section 11.2)"
            ]
        }
    }

    private func crossed(_ evidence: Finding.CrossedCloseEvidence) -> [Text] {
        let sign: Text = evidence.isReset ? "RST" : "FIN"
        let number = "(frame \(evidence.closeFrame))" as Text
        var fact: Text =
            "request #\(evidence.exchange) crossed the server's close on the wire: the server had sent its \(sign) \(number) before the request reached it"
        if let quiet = evidence.closedAfter {
            fact =
                "the server closed after \(Quantity.duration(quiet)) idle, and request #\(evidence.exchange) crossed its \(sign) \(number) on the wire: the \(sign) "
                + "had been sent before the request reached the server"
        }
        var cause: Text =
            (evidence.fate == .refused ? "Its program never saw the request. " : "") + mayRepeat(evidence.fate)
            + ". Proxies report this as 502"
        if evidence.wasAnnounced {
            cause += ". The close had been announced (Connection: close): the client must send no request after that"
        } else if evidence.closedAfter != nil {
            cause = "The server's keep-alive time-out ran out. " + cause
            cause += ". Give the client a shorter idle time-out than the server"
        }
        return [fact, cause]
    }

    /// Whether a request that met a close may be sent again, and what shows it.
    private func mayRepeat(_ fate: Finding.RequestFate) -> Text {
        switch fate {
        case .refused: "The request may be sent again on a new connection"
        case .acknowledged, .partlyAcknowledged:
            "The server's TCP acknowledged \(fate == .acknowledged ? "it" : "a part of it") all the same, so its program may have read it: send again "
                + "only what may be done twice (RFC 9110 section 9.2.2)"
        case .notAcknowledged:
            "The server acknowledged nothing of it, nor did it answer with a RST: whether its program had it is not known, so send again only what may "
                + "be done twice (RFC 9110 section 9.2.2)"
        }
    }

    /// Why the server did not answer a client that gave up.
    private func cause(_ evidence: Finding.UnansweredEvidence) -> Text {
        switch evidence.fate {
        case .notAcknowledged, .partlyAcknowledged, .refused:
            "The server acknowledged \(evidence.fate == .partlyAcknowledged ? "only a part of it" : "nothing of it"): it or the acknowledgment was lost "
                + "or late on the way, or the client did not wait long enough for either. A capture at the server tells whether it arrived"
        case .acknowledged where evidence.waited < Finding.slow:
            "The client did not wait any longer: its user or program stopped it, or its time-out is short; or the server, or what stands behind it, is slow"
        case .acknowledged:
            "The server, or what stands behind it, was too slow or hangs: its log tells whether it had the request"
        }
    }

    /// `request #1 was`, `requests #1 and #2 were`, `requests #1 to #9 were`, `request #1 and 4 more were`.
    private func subject(_ evidence: Finding.UnansweredEvidence) -> Text {
        let (first, last, count) = (evidence.exchange, evidence.last, evidence.count)
        if count == 1 { return "request #\(first) was" }
        if count == 2 { return "requests #\(first) and #\(last) were" }
        return last - first == count - 1 ? "requests #\(first) to #\(last) were" : "request #\(first) and \(count - 1) more were"
    }

    private func unanswered(_ evidence: Finding.UnansweredEvidence) -> [Text] {
        var fact: Text = subject(evidence) + " never answered"
        let waited = Quantity.duration(evidence.waited)
        if evidence.answerIsUnreadable {
            return [
                "request #\(evidence.exchange) was not answered in HTTP: what the server sent is no response of HTTP",
                "Another program listens there than was meant, or something on the way answers in its name",
            ]
        }
        guard let ender = evidence.ender else { return [fact] }
        let how: Text = ender.isReset ? "reset the connection" : "closed"
        if let closing = evidence.closing {
            fact += ": the \(end(ender.role)) \(how) \(waited) later (frame \(ender.frame))"
            return [
                fact,
                "The answer to request #\(closing) had announced the close (Connection: close): a server processes nothing behind it (RFC 9112 "
                    + "section 9.6), so what came after may be sent again on a new connection",
            ]
        }
        if ender.role == .client {
            let slow = cause(evidence)
            if let follower = evidence.follower {
                let then: Text = follower.isReset ? "reset the connection" : "closed"
                fact +=
                    ": the client \(how) \(waited) after it (frame \(ender.frame)), and the server \(then) without an answer (frame "
                fact += "\(follower.frame))\(says(follower.text))"
                if evidence.waited >= Finding.slow || evidence.fate != .acknowledged { return [fact, slow] }
                return [
                    fact,
                    "Many servers take a client that has closed for one that is gone, though it may only have finished sending: let the client wait "
                        + "for the answer before it closes. Or the server failed: its log tells",
                ]
            }
            fact += ": the client gave up after \(waited), and \(how) (frame \(ender.frame))\(says(ender.text))"
            return [fact, slow]
        }
        fact += ": the server \(how) \(waited) later (frame \(ender.frame))\(says(ender.text))"
        if evidence.fate == .notAcknowledged || evidence.fate == .partlyAcknowledged {
            return [
                fact,
                "It had not acknowledged \(evidence.fate == .partlyAcknowledged ? "all of it" : "it") by then, so its program may never have had it: look for what "
                    + "is lost on the way; else its log tells",
            ]
        }
        return [fact, "Its program failed or was stopped while it worked on it, or refuses such requests: its log tells"]
    }

    private func incomplete(_ evidence: Finding.IncompleteEvidence) -> [Text] {
        let what: Text = evidence.isRequest ? "request" : "response"
        let sender: Role = evidence.isRequest ? .client : .server
        var fact: Text = "the \(what) #\(evidence.exchange) is not whole: "
        if evidence.isWithinHead {
            fact += "it ended within its header section"
        } else if let total = evidence.total {
            // More than fits is known as the largest number that does.
            fact += "\(evidence.bytes) of \(total == .max ? "more than \(total - 1)" : "\(total)") bytes of content came"
        } else {
            fact += "its chunks ended without the last one, after \(Quantity.exactBytes(evidence.bytes)) of content"
        }
        guard let ender = evidence.ender else { return [fact] }
        let how: Text = ender.isReset ? "reset the connection" : "closed"
        if evidence.wasSentWhole {
            let other = end(sender.peer)
            return [
                fact + ", and the \(other)'s ACK stayed before the rest; the \(end(ender.role)) \(how) (frame \(ender.frame))",
                "The \(end(sender)) had sent all of it, as its numbers show: the rest was lost on the way, and no other copy of it came. Look for what drops "
                    + "packets there",
            ]
        }
        if evidence.wentOn {
            let then: Text =
                evidence.follower.map {
                    ", and the \(end($0.role)) \($0.isReset ? "reset the connection" : "closed") (frame \($0.frame)) before all of it was sent"
                        as Text
                } ?? ""
            return [
                fact + "; the \(end(ender.role)) had closed (frame \(ender.frame)) while it came\(then)",
                "The \(end(sender)) failed while it sent, or took the other's close for the end of it, though that may only have finished sending. What there "
                    + "is must not be taken for all of it (RFC 9112 section 8)",
            ]
        }
        if ender.role == sender {
            return [
                fact + "; the \(end(sender)) \(how) (frame \(ender.frame))",
                "The \(end(sender))'s program failed while it sent, or announced more than it had. What there is must not be taken for all of it "
                    + "(RFC 9112 section 8)",
            ]
        }
        if sender == .server {
            return [
                fact
                    + "; the client gave up \(Quantity.duration(evidence.waited)) after the last of it, and \(how) (frame \(ender.frame))",
                "The server, or what stands behind it, stopped sending, or the client did not want the rest",
            ]
        }
        if evidence.waited >= Finding.slow {
            return [
                fact
                    + "; the client sent nothing more for \(Quantity.duration(evidence.waited)), and the server \(how) (frame \(ender.frame))",
                "The client stopped in the middle, and the server's time-out ran out; or the server had refused the rest in silence (a limit on the size, a "
                    + "failure). Look at what the client's program was doing; the server's log tells the other",
            ]
        }
        return [
            fact + "; the server \(how) (frame \(ender.frame)) \(Quantity.duration(evidence.waited)) after the last of it",
            "It did not wait for the rest: a time-out, a limit on the size, or a failure. Its log tells",
        ]
    }

    private func slow(_ exchange: Int, _ time: Int64, _ times: Int, _ isUnanswered: Bool) -> [Text] {
        if isUnanswered {
            return ["request #\(exchange) had waited \(Quantity.duration(time)) for its answer when the capture ended"]
        }
        return [
            "the server took \(Quantity.duration(time)) for the answer to request #\(exchange), the network's time not counted"
                + (times > 1 ? "; \(times) answers took it a second or more" : ""),
            "The server's program, or what stands behind it, is slow there: its log tells",
        ]
    }

    /// `503 (twice), 500`.
    private func list(_ statuses: Finding.Statuses) -> Text {
        statuses.counts.map { $0.count > 1 ? "\($0.status) (\(often($0.count)))" : "\($0.status)" }.joined(separator: ", ")
    }
}
