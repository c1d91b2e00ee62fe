import Analysis
import TCP
import Wire

/// Findings about resets and about the close.
extension English {
    func reset(_ finding: Finding) -> [Text] {
        switch finding.kind {
        case .resetAfterClose(let by, let times):
            [
                "the \(end(by)) sent \(times == 1 ? "a RST" : "\(times) RSTs") when the connection was over: late and harmless",
                "Its socket was gone already, so something that still came was answered so",
            ]
        case .connectionForgotten(let by, let idle, let bytes, _): forgotten(by, idle, bytes)
        case .dataAfterClose(let evidence):
            evidence.isSuspicious ? [dataAfterClose(evidence)[0], ifInjected(evidence.by)] : dataAfterClose(evidence)
        case .resetWithDataOutstanding(let evidence): outstanding(evidence)
        case .closedByReset(let evidence): closedByReset(evidence)
        case .resetSuspicious(let reset): suspicious(reset)
        case .resetNotAcceptable(let ignored, let check): notAcceptable(ignored, check)
        case .resetChallenged(let ignored) where ignored.follows != nil:
            [
                "the \(end(ignored.sender)) sent a RST that the capture has before what had been sent just before it (frame \(ignored.follows ?? 0)): in that "
                    + "order it ended the connection",
                "The capture has segments in another order than they were sent in",
            ]
        case .resetChallenged(let ignored):
            [
                "the \(end(ignored.sender)) sent \(often(ignored.seen.count)) a RST that is in the window but not at the expected number "
                    + "(\(code: ignored.sequence), expected \(code: ignored.expected)): its receiver answers with a challenge ACK and goes on (RFC 5961)",
                "It is blindly forged, or the last "
                    + "\(Quantity.count(ignored.beyond, "number")) that its sender had used before it (data, a FIN) did not come as far as the capture",
            ]
        default: []
        }
    }

    private func forgotten(_ by: Role, _ idle: Int64?, _ bytes: Int) -> [Text] {
        var fact: Text = "the \(end(by)) answered with a RST as if it did not know the connection (any more)"
        if let idle { fact += ", after \(Quantity.duration(idle)) in which nothing crossed" }
        if bytes > 0 { fact += ": \(Quantity.exactBytes(bytes)) of the \(end(by.peer)) were not taken" }
        var cause: Text =
            "It was restarted, or closed the connection without the \(end(by.peer)) hearing of it, or something on the way (a load balancer, "
        cause += "firewall or NAT) had dropped its state and answers in its name"
        if idle ?? 0 >= 60_000_000_000 {
            cause += ". After such a time a state lost on the way is likely: send keep-alives more often than its idle time-out"
        }
        return [fact, cause]
    }

    /// `; it says "…"`: what a RST carries.
    func says(_ text: [UInt8]) -> Text { text.isEmpty ? "" : "; it says \"\(secrets.shown(content: text, limit: 100))\"" }

    private func outstanding(_ evidence: Finding.ResetEvidence) -> [Text] {
        let by = evidence.by
        let bytes = Quantity.exactBytes(evidence.bytes)
        let were: Text = evidence.bytes == 1 ? "was" : "were"
        if let farewell = evidence.farewell {
            return [
                "the \(end(by)) sent a RST before \(bytes) of the \(end(by.peer)) \(were) acknowledged"
                    + ": \(name(of: farewell))\(says(evidence.text))",
                "Nobody waits for that, and no data of an application is lost",
            ]
        }
        let what = evidence.exchange.map { " (of \(by == .server ? "request" : "response") #\($0))" as Text } ?? ""
        let lost: Text =
            "\(bytes) sent by the \(end(by.peer))\(what) \(were) not acknowledged when a RST in the name of the \(end(by)) came\(says(evidence.text))"
        if evidence.isSuspicious { return [lost, ifInjected(by)] }
        if evidence.hasCrossed {
            return [
                "\(bytes) sent by the \(end(by.peer))\(what) crossed the RST of the \(end(by)), or came after it: \(evidence.bytes == 1 ? "it is" : "they are") "
                    + "lost as far as the capture tells\(says(evidence.text))",
                evidence.refusesStep3
                    ? refusal
                    : "Its program closed with a RST (SO_LINGER with 0, or data that it had not read), or was killed, or something on the way ended the "
                        + "connection in its name. The log of the program at that end tells which",
            ]
        }
        let fact: Text =
            "the \(end(by)) sent a RST while \(bytes) sent by the \(end(by.peer))\(what) \(were) not acknowledged"
        if evidence.refusesStep3 { return [fact + says(evidence.text), refusal] }
        if let lost = evidence.lostFor {
            return [
                fact
                    + ", which for \(Quantity.duration(lost)) did not arrive, as far as its acknowledgments tell\(says(evidence.text))",
                "The path lost them, and the \(end(by)) gave up: captures at points along it tell where they are lost",
            ]
        }
        return [
            "the \(end(by)) sent a RST while \(bytes) sent by the \(end(by.peer))\(what) \(were) not acknowledged: \(evidence.bytes == 1 ? "it is" : "they are") "
                + "lost as far as the capture tells\(says(evidence.text))",
            "Its program closed without reading everything, or was killed, or something on the way ended the connection in its name. The "
                + "log of the program at that end tells which",
        ]
    }

    /// Why a server answers step 3 with a RST.
    private var refusal: Text {
        "Its accept queue was full and it is told to say so (Linux: net.ipv4.tcp_abort_on_overflow), its SYN cookie was too old, it closed its "
            + "listening socket, or something on the way that answers in its name (a load balancer, a SYN proxy) has nobody behind it"
    }

    private func closedByReset(_ evidence: Finding.ResetEvidence) -> [Text] {
        let by = evidence.by
        if let stopped = evidence.stopped, let total = stopped.total {
            return [
                "the server answered request #\(stopped.exchange) with \(evidence.status), and sent a RST when \(stopped.bytes) of \(total) bytes of "
                    + "its content had come\(says(evidence.text))",
                "It did not take the rest: a limit, a failure, or a program that answers before it has read everything. Such a RST may also destroy "
                    + "the answer before the client reads it (RFC 9112 section 9.6)",
            ]
        }
        if evidence.answersUnknownSYNACK {
            return [
                "the client answered a SYN-ACK of the server with a RST: no SYN to this address is in the capture\(says(evidence.text))",
                "It did not ask this address, which answers for another one (another address of the same host, address translation on one way only), "
                    + "or had given the attempt up",
            ]
        }
        if let fast = evidence.fastClose {
            let how: Text =
                fast.frame == evidence.frame
                ? "with a RST"
                : "(frame \(fast.frame)), and the \(end(by)) \(fast.sender == by ? "sent a RST" : "answered with a RST, as it must")"
            return [
                "the \(end(fast.sender)) closed the whole Multipath TCP connection at once, by MP_FASTCLOSE \(how)\(says(evidence.text))",
                "Its program closed without waiting for what was under way, or was killed; all subflows end by it (RFC 8684 section 3.5)",
            ]
        }
        if evidence.refusesStep3 {
            return ["the server answered step 3 with a RST: for it the connection never opened\(says(evidence.text))", refusal]
        }
        let unfinished: Text = ", and what was under way was not finished"
        if evidence.isSuspicious {
            let fact: Text = "a RST in the name of the \(end(by)) ended the connection" + (evidence.isError ? unfinished : "")
            return [fact + says(evidence.text), ifInjected(by)]
        }
        let how: Text =
            evidence.ownFIN.map { " after its FIN (frame \($0)): it did not wait for the end of the close" } ?? ", not with a FIN"
        let fact: Text = "the \(end(by)) ended the connection with a RST" + (evidence.isError ? unfinished : how)
        return [
            fact + says(evidence.text),
            "Its program closed with unread data (a RST with ACK acknowledges that all the same), asked for it (SO_LINGER with 0), or was killed"
                + (evidence.idle ?? 0 >= 60_000_000_000
                    ? "; or after \(Quantity.duration(evidence.idle ?? 0)) without a packet a device on the way (a load balancer, firewall or NAT) dropped its "
                        + "state and ended the connection in its name" : ""),
        ]
    }

    /// The cause of what an injected RST did.
    private func ifInjected(_ by: Role) -> Text {
        "If that RST was injected (see reset-suspicious), nothing is wrong with the program of the \(end(by)): whoever sent it is the cause"
    }

    /// What says good-bye.
    private func name(of farewell: Finding.Farewell) -> Text {
        switch farewell {
        case .tlsAlert: "an alert of TLS, with which an end closes (close_notify)"
        case .otherTLSAlert: "an alert of TLS"
        case .perhapsTLSAlert: "as long as the alert of TLS with which an end closes (close_notify)"
        case .webSocketClose: "a close frame of WebSocket"
        }
    }

    private func dataAfterClose(_ evidence: Finding.AfterCloseEvidence) -> [Text] {
        let by = evidence.by
        let bytes = Quantity.exactBytes(evidence.bytes)
        let gaveUp =
            evidence.waited.flatMap { by == .client ? " (\(Quantity.duration($0)) after its request)" as Text : nil } ?? ""
        let came: Text =
            "\(bytes) that came from the \(end(by.peer)) \(Quantity.duration(evidence.after)) after its FIN with a RST"
        let fact: Text = "the \(end(by)) had closed\(gaveUp), and answered \(came)"
        if let farewell = evidence.farewell {
            return [fact + ": \(name(of: farewell))", "Nobody waits for that, and no data of an application is lost"]
        }
        if evidence.wasAtOnce {
            return [
                fact,
                "The client closed without waiting for the answer. The server answered what had come before the close, or as soon as it heard of it: it is "
                    + "not the one to blame" + (evidence.wasWanted ? ", and the answer is lost" : ""),
            ]
        }
        if evidence.hadCrossed {
            let crossed = fact + ": the \(end(by.peer)) had not heard of the close when it sent them"
            if evidence.wasWanted, by == .client {
                return [
                    crossed,
                    "The client gave up while the answer was on its way: compare its time-out with what the server needs",
                ]
            }
            return [
                crossed,
                evidence.wasWanted
                    ? "What was on its way is lost: the \(end(by)) closed before it had read everything"
                    : "What was on its way is lost; nothing shows that the \(end(by)) still wanted it",
            ]
        }
        let what: Text =
            !evidence.wasWanted
            ? "to a program that had closed"
            : by == .client ? "an answer that nobody takes any more" : "a request that nobody reads any more"
        return [
            fact,
            "The \(end(by.peer)) went on sending, \(what): it was too slow, or does not watch for the close"
                + (by == .client && evidence.wasWanted
                    ? ". Proxies log this as 499. Compare the client's time-out with what the server needs" : ""),
        ]
    }

    private func notAcceptable(_ ignored: Incidents.IgnoredReset, _ check: Equation?) -> [Text] {
        let count = ignored.seen.count
        if let check {
            return [
                "the \(end(ignored.sender)) sent \(count == 1 ? "a RST" : "\(count) RSTs") that the client must ignore: it does not answer this SYN, since "
                    + "\(failure(check))",
                "It is forged, or of another connection; the real answer came as well",
            ]
        }
        if ignored.lacksACK {
            return [
                "the \(end(ignored.sender)) sent \(count == 1 ? "a RST" : "\(count) RSTs") without ACK while the client waits for the answer to its "
                    + "SYN: it must ignore \(count == 1 ? "it" : "them") (RFC 9293 section 3.10.7.3)",
                "It is of another connection, made by a faulty TCP, or not from that end at all",
            ]
        }
        var fact: Text =
            "the \(end(ignored.sender)) sent \(count == 1 ? "a RST" : "\(count) RSTs") that its receiver must ignore: the number is "
        fact += "\(code: ignored.sequence)"
        let last = ignored.limit.advanced(by: -1)
        if ignored.expected == last {
            fact += ", and only \(code: last) would have counted"
        } else if ignored.expected != ignored.limit {
            fact += ", and \(code: ignored.expected) up to \(code: last) would have counted"
        }
        if ignored.rounds >= 2 {
            return [
                fact,
                "A loop: each RST was answered with an ACK, and that with the next RST, \(often(ignored.rounds + 1)). The two ends do not agree "
                    + "on where the connection stands; one of them computes the number of its RST wrongly",
            ]
        }
        return [fact, "It is very late, of another connection, made by a faulty TCP, or not from that end at all"]
    }

    private func suspicious(_ reset: Incidents.Reset) -> [Text] {
        var reasons: [Text] = []
        if let odd = reset.oddTimeToLive {
            reasons.append("its TTL is \(odd.reset), that of all others of that side is \(odd.others)")
        }
        if let frame = reset.aliveAfter {
            reasons.append("that side went on in frame \(frame) as if it had not sent it")
        }
        return [
            "the RST that claims to be from the \(end(reset.sender)) may be injected: " + reasons.joined(separator: ", and "),
            "Somebody on the path (a load balancer, a firewall, a censor, an attacker) may have sent it. Capture at the other end, to see whether it was sent "
                + "there",
        ]
    }

    // MARK: - Close

    func close(_ finding: Finding) -> [Text] {
        switch finding.kind {
        case .finNeverAcknowledged(let evidence): unacknowledged(evidence)
        case .peerVanished(let evidence): vanished(evidence)
        case .closeWait(let by, let duration, let isLasting):
            [
                "the \(end(by.peer)) closed, and for \(Quantity.duration(duration)) the \(end(by)) neither sent anything nor closed"
                    + (isLasting ? ", to the end of the capture" : ""),
                "The \(end(by))'s program has not closed its socket (it stays in CLOSE_WAIT): it leaks, hangs, or waits for something else. Look at "
                    + "its open sockets and what it is doing",
            ]
        case .halfClosedFor(let duration, let bytes, let by):
            [
                "half closed for \(Quantity.duration(duration)): one end had finished sending, and the \(end(by)) "
                    + (bytes > 0 ? "still sent \(Quantity.bytes(bytes))" : "sent nothing more") + " before it closed too"
            ]
        case .closeACKWrong(let check):
            [
                "a number of the close is wrong\(numbers(check)) (marked WRONG)",
                "One end acknowledges or sends a number that the other never used. The FIN may not count as acknowledged, and is then sent again",
            ]
        case .captureEnded(let waiting, let after): captureEnded(waiting, after)
        default: []
        }
    }

    private func unacknowledged(_ evidence: Finding.FINEvidence) -> [Text] {
        let other = evidence.sender.peer
        var fact: Text = "the FIN of the \(end(evidence.sender)) in frame \(evidence.frame) was never acknowledged"
        fact += evidence.tries > 1 ? ", though it was sent \(often(evidence.tries)) in \(Quantity.duration(evidence.over))" : ""
        fact += ": the \(end(other)) owes \(code: evidence.rule) = \(code: evidence.expected)"
        if let last = evidence.last {
            fact += ", its last ACK is \(code: last.number) (frame \(last.frame)"
            fact += evidence.isProven ? "; it did not just cross on the wire)" : ")"
        }
        if evidence.lacking > 0 {
            return [
                fact,
                "The \(end(other)) lacks \(Quantity.exactBytes(evidence.lacking)) before it, which were lost on the way: until they come, it cannot "
                    + "acknowledge the FIN",
            ]
        }
        var cause: Text = "The sender of the FIN waits and sends it again"
        if evidence.tries == 1 { cause = "It was never sent again, in \(Quantity.duration(evidence.waited))" }
        cause +=
            evidence.isProven
            ? ". The \(end(other)) was heard after it and does not count it: the FIN is lost on the way, or the TCP of the \(end(other)) ignores it; "
            : ". The FIN or its ACK is lost, or the \(end(other)) is gone; "
        cause += "a capture at the \(end(other)) tells which"
        return [fact, cause]
    }

    private func vanished(_ evidence: Finding.VanishedEvidence) -> [Text] {
        let other = evidence.waiting.peer
        var what: [Text] = []
        if evidence.bytes > 0 { what.append(Quantity.exactBytes(evidence.bytes)) }
        if evidence.hasFIN { what.append(evidence.bytes > 0 ? "FIN" : "a FIN") }
        if evidence.isProbe { what = ["probes"] }
        var fact: Text =
            "the \(end(other)) is not heard any more: the \(end(evidence.waiting)) sent \(what.joined(separator: " and ")) "
        fact += "\(often(evidence.tries)) in \(Quantity.duration(evidence.over)), and nothing came back"
        if let frame = evidence.lastHeard { fact += " after frame \(frame)" }
        if evidence.resetFrame != nil { fact += "; then it gave up with a RST" }
        if let reported = evidence.reported {
            return [fact, "The cause stands in an ICMP error: \(icmpError(reported.error, from: reported.from))"]
        }
        if evidence.damaged > 0, evidence.damaged + 1 >= evidence.tries {
            return [
                fact,
                "\(evidence.damaged) of these packets were damaged on the way (wrong checksum), and a receiver drops such and answers nothing: a bad cable, "
                    + "port or device. The \(end(other)) need not be down",
            ]
        }
        var cause: Text = "The \(end(other)) is down, or its packets or those to it are dropped on the way"
        if let quiet = evidence.quiet, quiet >= 60_000_000_000 {
            cause =
                "Nothing had crossed for \(Quantity.duration(quiet)) before that: a firewall or NAT on the way may have dropped its state; or "
            cause += "the \(end(other)) is down. Keep-alives sent more often than that tell, and help against the first"
        } else if let size = evidence.fullSize {
            cause +=
                ", or only packets of this size are (a link with a smaller MTU): no segment with \(size) bytes of the \(end(evidence.waiting)) was "
            cause += "ever acknowledged. A capture nearer to the \(end(other)), or a lower MSS, tells which"
        } else {
            cause += ". A capture nearer to the \(end(other)) tells which"
        }
        return [fact, cause]
    }

    private func captureEnded(_ waiting: Finding.Waiting, _ after: Int64) -> [Text] {
        let time = Quantity.duration(max(0, after))
        return switch waiting {
        case .synACK: ["the capture ended \(time) after the SYN: too soon for an answer"]
        case .step3: ["the capture ended \(time) after the SYN-ACK: too soon for an answer"]
        case .response(let exchange): ["the capture ended \(time) after request #\(exchange): too soon for an answer"]
        case .restOfRequest(let exchange):
            ["the capture ended \(time) after the last that it has of request #\(exchange), which was not whole then"]
        case .restOfResponse(let exchange, let bytes, let total):
            [
                "the capture ended \(time) after the last that it has of response #\(exchange), which was not whole then: "
                    + "\(bytes)\(total.map { " of \($0)" } ?? "") bytes of content had come"
            ]
        case .finACK(let role): ["the capture ended \(time) after the FIN of the \(end(role)): too soon for its ACK"]
        case .data(let role): ["the capture ended \(time) after data of the \(end(role)): too soon for its ACK"]
        }
    }
}
