public import Analysis
import Applications
import TCP
public import Wire

extension English {
    public func healthy(_ verdict: Verdict) -> Text {
        if verdict.hitsBound { return "nothing to complain of in what was read" }
        if case .healthyAsCaptured = verdict.headline { return "nothing to complain of in what was captured" }
        return "nothing to complain of"
    }

    public func headline(_ verdict: Verdict) -> Text {
        if case .finding(let finding) = verdict.headline { return parts(of: finding).first ?? Text(code: finding.name) }
        return healthy(verdict)
    }

    public func brief(of finding: Finding) -> Text {
        parts(of: finding).first.map { "\($0) [\(code: finding.name)]" } ?? "[\(code: finding.name)]"
    }

    public func reference(to finding: Finding, at frame: Int) -> Text { "see frame \(frame) [\(code: finding.name)]" }

    public func sentence(for finding: Finding) -> Text { parts(of: finding).joined(separator: ". ") }

    /// The sentences of a finding: the fact with its consequence, the cause as far as it is proven, and what to do next.
    private func parts(of finding: Finding) -> [Text] {
        switch finding.kind {
        case .refused, .unansweredSYN, .icmpError, .synRetransmitted, .synACKRetransmitted, .step3NotAccepted,
            .handshakeUnfinished,
            .aborted, .oldConnectionAnswers, .handshakeACKWrong, .splitHandshake, .step3NotCaptured, .portReuse,
            .windowScaleUnknown:
            opening(finding)
        case .resetAfterClose, .connectionForgotten, .dataAfterClose, .resetWithDataOutstanding, .closedByReset, .resetSuspicious,
            .resetNotAcceptable, .resetChallenged:
            reset(finding)
        case .finNeverAcknowledged, .peerVanished, .closeWait, .halfClosedFor, .closeACKWrong, .captureEnded:
            close(finding)
        case .loss, .retransmissionTimeoutStall, .filledHole, .spuriousRetransmission, .pathMTU, .zeroWindowStall, .windowShrunk,
            .delayedACKStall,
            .optionsMissing, .overlapConflict:
            path(finding)
        case .requestCrossedClose, .requestAfterClose, .unansweredRequest, .incomplete, .serverError, .clientError, .slow,
            .violation,
            .unsolicitedResponse, .strayBytes, .invalidStartLine:
            http(finding)
        case .protocolMismatch(let mismatch): self.mismatch(mismatch)
        case .tlsAlert(let alert, let tls): self.alert(alert, tls)
        case .http2(let finding): http2(finding)
        case .tls(let problem, let facts): tls(problem, facts)
        case .webSocketViolation(let violation, let answer): self.violation(violation, answer)
        }
    }

    /// `once`, `twice`, `5 times`.
    func often(_ count: Int) -> Text { count == 1 ? "once" : count == 2 ? "twice" : "\(count) times" }

    /// `again`, `again 5 times`.
    func again(_ count: Int) -> Text { count == 1 ? "again" : "again \(count) times" }

    // MARK: - Opening

    private func opening(_ finding: Finding) -> [Text] {
        switch finding.kind {
        case .refused(let tries, let resets, let over): refused(tries, resets, over)
        case .unansweredSYN(let tries, let over, let stray): unanswered(tries, over, stray)
        case .icmpError(let evidence): icmp(evidence)
        case .synRetransmitted(let evidence): synRetransmitted(evidence)
        case .synACKRetransmitted(let times, let over, false):
            [
                "the server sent its SYN-ACK \(again(times)), the last \(Quantity.duration(over)) after the first",
                "What the client sent is not in the capture, so it is not known whether it answered late, or the SYN-ACK or the answer was lost",
            ]
        case .synACKRetransmitted(let times, let over, true):
            [
                "the server sent its SYN-ACK \(again(times)), the last \(Quantity.duration(over)) after the first, before step 3 came",
                "The SYN-ACK or the client's answer to it was lost, or the client was slow to answer; a capture at the other end tells which",
            ]
        case .step3NotAccepted(let evidence): step3(evidence)
        case .handshakeUnfinished(let waited, let synsAfter):
            [
                "the server answered the SYN, and nothing of the client took that up in the \(Quantity.duration(waited)) after it: the connection "
                    + "never opened, and the server holds it half open for a while",
                synsAfter > 0
                    ? "The client sent its SYN \(again(synsAfter)) after that, so it wants the connection: the SYN-ACK does not reach it (a firewall or a "
                        + "wrong route on the way back), or it does not take it. A capture at the client tells whether the SYN-ACK arrived"
                    : "The SYN-ACK did not reach the client, or the client asked without wanting a connection (a scan, a flood of SYNs with "
                        + "addresses that are not the sender's). A capture at the client tells whether the SYN-ACK arrived",
            ]
        case .aborted(_, let frame?, _):
            [
                "the client closed (FIN, frame \(frame)) before the connection was open, and it was reset",
                "The client's program gave up while it was connecting, so nothing was done on the connection",
            ]
        case .aborted(.client, nil, _):
            [
                "the client took its connection back with a RST as soon as the server had answered, before any data was sent",
                "A health check or a port scan does this, or a program that gave up while it was connecting",
            ]
        case .aborted(.server, nil, true):
            [
                "the server's RST ended the attempt, and its SYN-ACK came after that",
                "One TCP does not answer so: something on the way refuses in the server's name (a firewall), or the capture has the two in "
                    + "another order than the wire",
            ]
        case .aborted(.server, nil, false):
            [
                "the server answered the SYN, and took its answer back with a RST before the connection was open",
                "Its program closed the listening socket, or something on the way that answers for it found that it cannot be reached",
            ]
        case .oldConnectionAnswers(let times, let connect, let outcome): oldConnection(times, connect, outcome)
        case .handshakeACKWrong(let check, let frame?): [explained(check, frame), reason(check)]
        case .handshakeACKWrong(let check, nil):
            [
                "a number of the handshake is wrong\(numbers(check)) (marked WRONG)",
                otherAnswer(check)
                    + "the end that sent it does not follow the protocol, or something between the two rewrites numbers. "
                    + (check?.rule.isAboutACK == false
                        ? "A TCP takes it where the number lies in its window, else it answers with an ACK (RFC 9293 section 3.10.7.4). "
                        : "A correct TCP answers with RST or ignores it. ")
                    + "Capture on both sides of whatever stands between, and compare the numbers",
            ]
        case .splitHandshake:
            [
                "split handshake: the server answered the SYN with a SYN of its own instead of a SYN-ACK",
                "RFC 9293 allows it, and firewalls may take it for an attack",
            ]
        case .step3NotCaptured: ["step 3 of the handshake was not captured; data flowed, so it took place"]
        case .portReuse: ["the same addresses and ports had just been used by another connection"]
        case .windowScaleUnknown:
            ["no SYN was captured, so the window scale is not known and windows cannot be told in bytes"]
        default: []
        }
    }

    private func refused(_ tries: Int, _ resets: Int, _ over: Int64) -> [Text] {
        var sent: Text = tries > 1 ? "; \(tries) tries in \(Quantity.duration(over)) all got that" : ""
        if tries > resets {
            sent =
                "; \(resets == 1 ? "one" : "\(resets)") of \(tries) tries in \(Quantity.duration(over)) got that, the others no answer"
        }
        return [
            "the server refused the connection with a RST\(sent)",
            "Nothing listens on that port, or a firewall rejects it. Check that the service runs, and on which address it listens",
        ]
    }

    private func unanswered(_ tries: Int, _ over: Int64, _ stray: StrayAnswer?) -> [Text] {
        let sent: Text = tries == 1 ? "one SYN" : "\(tries) SYNs over \(Quantity.duration(over))"
        if let stray {
            return [
                "\(sent), and no answer from the address asked: \(code: stray.from.address) answered instead (frame \(stray.frame), ack = x+1), and the "
                    + "connection never opened",
                "A client takes an answer only from the address that it asked. The server, or what stands before it, answers from another of its "
                    + "addresses, or addresses are translated on one way only: look how the answers are routed",
            ]
        }
        return [
            "\(sent), and no answer at all: the connection never opened",
            "The server is down or unreachable, or a firewall drops the packets. Capture at the server to see whether the SYNs arrive there",
        ]
    }

    private func synRetransmitted(_ evidence: Finding.SYNEvidence) -> [Text] {
        let refusals = evidence.refusals
        if evidence.isTooSoon {
            return [
                "the SYN was captured \(again(evidence.times)), within \(Quantity.duration(evidence.waited)) of the first",
                cause(evidence),
            ]
        }
        var fact: Text = "the SYN was sent \(again(evidence.times))"
        if refusals > 0 { fact += ", after \(refusals == 1 ? "a RST had" : "\(refusals) RSTs had") refused it" }
        if evidence.withECN > 0 { fact += ", at last without the offer of ECN, and then answered" }
        if let connect = evidence.connect {
            fact += ": connecting took \(Quantity.duration(connect))"
            if evidence.waited > 0 { fact += ", \(Quantity.duration(evidence.waited)) of it waiting to try again" }
        } else if evidence.waited > 0 {
            fact += ", over \(Quantity.duration(evidence.waited))"
        }
        return [fact, cause(evidence)]
    }

    private func cause(_ evidence: Finding.SYNEvidence) -> Text {
        if evidence.firstWasAnswered {
            return "The answer is to the first copy, as its timestamp shows: the answer was late or was lost once"
        }
        if evidence.withECN > 0 {
            let first: Text = evidence.withECN == 1 ? "The SYN that offered ECN" : "The \(evidence.withECN) SYNs that offered ECN"
            return first
                + " (flags ECE and CWR) got \(evidence.refusals > 0 ? "a RST" : "no answer"), the one without it was accepted: something on the way, or "
                + "the server, does not let such SYNs pass, or \(evidence.refusals > 0 ? "it refused by chance" : "they were lost by chance"). Connect "
                + "again with ECN on and off (Linux: net.ipv4.tcp_ecn) to tell"
        }
        if evidence.refusals > 0 {
            return
                "Something refuses some SYNs of this client and not others: compare what differs between them (ECN flags, options), and look "
                + "at the server's load"
        }
        if evidence.isTooSoon {
            return
                "No TCP tries a SYN again so soon (RFC 6298 section 2: after a second): the capture has the frame twice, as one at two places of the way "
                + "does, or something on the way sends it again"
        }
        if evidence.connect != nil, evidence.waited == 0 {
            return
                "The server had answered before the SYN came again: its SYN-ACK, or the client's answer to that, was lost or late on the way "
                + "between the point of capture and the client"
        }
        return
            "A SYN or its answer was lost, or something drops SYNs of the first kind (compare their flags and options, such as ECN). A capture "
            + "at the server tells whether the first one arrived"
    }

    private func explained(_ check: Equation?, _ frame: Int) -> Text {
        "a number of the handshake does not fit what was captured before it\(numbers(check)) (marked WRONG), and frame \(frame) shows why: "
            + "nothing is wrong"
    }

    private func reason(_ check: Equation?) -> Text {
        if case .ackIsX? = check?.rule {
            return
                "It belongs to an older connection of the same ports: the client did not take it, and the server's right answer opened the connection"
        }
        return
            "The capture has segments in another order than they were sent in, or lacks some: what the number counts had been sent"
    }

    /// What a number of the handshake may belong to, where it is none of this attempt's.
    private func otherAnswer(_ check: Equation?) -> Text {
        switch check?.rule {
        case .ackIsX: "It answers an older connection of the same ports, "
        case .ackIsY: "It answers another SYN-ACK of the server (SYN cookies give each one a number of its own), "
        default: "Either "
        }
    }

    private func step3(_ evidence: Finding.Step3Evidence) -> [Text] {
        var facts: [Text] = []
        if evidence.synACKs > 0 {
            facts.append(
                "sent its SYN-ACK \(again(evidence.synACKs)), up to \(Quantity.duration(evidence.over)) after the first, though "
                    + "step 3 had been sent")
        }
        if evidence.dataTries > 0 {
            let data: Text = "the client's first \(Quantity.bytes(evidence.dataBytes)), sent \(often(evidence.dataTries)) in "
            facts.append("did not answer \(data)\(Quantity.duration(evidence.dataOver))")
        }
        let outcome: Text =
            evidence.wasAcceptedLater
            ? "; it went on later"
            : evidence.isLeftOpen
                ? ": for it the connection was not open yet when the capture ended" : ": for it the connection never opened"
        let verb: Text =
            evidence.wasAcceptedLater || evidence.isLeftOpen ? "did not take step 3 at first" : "does not take step 3"
        return ["the server \(verb): it \(facts.joined(separator: ", and "))\(outcome)", cause(evidence)]
    }

    private func cause(_ evidence: Finding.Step3Evidence) -> Text {
        if evidence.lacksTimestamps {
            return
                "The client's segments lack the timestamps that both SYNs agreed on, and a server drops such segments (RFC 7323 section 3.2): "
                + "look what removes the option"
        }
        let queue: Text =
            "The server's accept queue is full (its program does not take connections fast enough), or step 3 was lost behind the "
        let counters: Text =
            "On the server, the counters of listen queue overflows (nstat: TcpExtListenOverflows) tell whether it was the queue"
        if evidence.clientIsSilent {
            return queue
                + "point of capture, or the server waits for data before it takes a connection (TCP_DEFER_ACCEPT), and the client had sent "
                + "none by then. " + counters
        }
        if let size = evidence.fullSize {
            return queue + "point of capture, or packets with \(size) bytes of data do not pass (a link with a smaller MTU). "
                + counters
                + ", and a lower MSS whether it was the size"
        }
        if evidence.mayBeLost {
            return queue
                + "point of capture, or the path loses the client's packets: a server that lacks step 3 sends its SYN-ACK again after a "
                + "second or so, and this one did not. " + counters
        }
        return queue + "point of capture. " + counters
    }

    private func oldConnection(_ times: Int, _ connect: Int64?, _ outcome: Finding.AttemptOutcome) -> [Text] {
        let fact: Text = "the server answered the SYN \(often(times)) with an ACK of another connection"
        let cost: Text = connect.map { "connecting took \(Quantity.duration($0)) because of it" } ?? "this one went on later"
        let end: Text =
            switch outcome {
            case .opened: cost
            case .failed: "this connection never opened"
            case .leftOpen: "this connection was not open yet when the capture ended"
            }
        return [
            fact + ": \(end)",
            "It still holds an older connection of the same ports (RFC 9293 section 3.10.7.4, a challenge ACK): the client had closed or "
                + "forgotten that one (it crashed or was restarted), or came back to its ports too soon. Let the client use other ports, and "
                + "the server probe quiet connections (keep-alive) and close them",
        ]
    }

    private func icmp(_ evidence: Finding.ICMPEvidence) -> [Text] {
        var fact = icmpError(evidence.error, from: evidence.from)
        if evidence.count > 1 { fact += " (\(often(evidence.count)))" }
        if evidence.endedAttempt { fact += ": the connection never opened" }
        if let small = evidence.smallTimeToLive {
            let range: Text = small.count == 1 ? "\(small.lowerBound)" : "\(small.lowerBound) to \(small.upperBound)"
            return [
                fact,
                "The client sent its segments with a TTL of \(range), which does not reach far: traceroute does this to find the routers on the way",
            ]
        }
        if !evidence.error.isFatal {
            fact += evidence.isSolved ? "; the sender went on with packets that pass" : "; the sender must send smaller packets"
        }
        if case .timeExceeded = evidence.error.kind {
            return [fact, "Routers pass it round in a circle (a routing loop), or its way has more routers than its TTL allows"]
        }
        return [fact]
    }

    /// `: ack is 8, must be x+1 = 7, 1 too high`.
    func numbers(_ check: Equation?) -> Text { check.map { ": \(failure($0))" } ?? "" }

    public func icmpError(_ error: ICMPError, from router: IPAddress) -> Text {
        let what: Text =
            switch error.kind {
            case .networkUnreachable: "network unreachable"
            case .hostUnreachable: "host unreachable"
            case .protocolUnreachable: "protocol unreachable"
            case .portUnreachable: "port unreachable"
            case .prohibited: "prohibited by a filter"
            case .timeExceeded: "time to live exceeded on the way"
            case .fragmentationNeeded(let mtu): "packet too big" + (mtu.map { ": the next hop takes at most \($0) bytes" } ?? "")
            case .other: "an error"
            }
        return
            "\(code: router) reports: \(what) (ICMP\(router.isIPv6 ? "v6" : "") type \(Int(error.type)), code \(Int(error.code)))"
    }
}
