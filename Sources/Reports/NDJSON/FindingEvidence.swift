import Analysis
import Applications
import TCP
import Wire

/// Writes the evidence of a finding: durations in seconds, bytes, ends.
struct FindingEvidence {
    private let finding: Finding
    private let json: JSONWriter

    init(_ finding: Finding, to json: JSONWriter) {
        self.finding = finding
        self.json = json
    }

    // MARK: - Members

    func seconds(_ key: StaticString, _ value: Int64?) { json.seconds(key, value) }
    func number(_ key: StaticString, _ value: Int?) { json.member(key, value) }
    func text(_ key: StaticString, _ value: String?) { json.member(key, value) }
    func flag(_ key: StaticString, _ value: Bool) { json.member(key, value) }

    func by(_ role: Role) { text("by", "\(role)") }

    // MARK: - Findings

    func append() {
        switch finding.kind {
        case .refused, .unansweredSYN, .icmpError, .synRetransmitted, .synACKRetransmitted, .step3NotAccepted,
            .handshakeUnfinished,
            .aborted, .oldConnectionAnswers, .handshakeACKWrong:
            appendOpening()
        case .resetAfterClose, .connectionForgotten, .dataAfterClose, .resetWithDataOutstanding, .closedByReset, .resetSuspicious,
            .resetNotAcceptable, .resetChallenged:
            appendReset()
        case .finNeverAcknowledged, .peerVanished, .closeWait, .halfClosedFor, .closeACKWrong, .captureEnded: appendClose()
        case .loss, .retransmissionTimeoutStall, .filledHole, .spuriousRetransmission, .pathMTU, .zeroWindowStall, .windowShrunk,
            .delayedACKStall,
            .optionsMissing:
            appendPath()
        case .requestCrossedClose, .requestAfterClose, .unansweredRequest, .incomplete, .serverError, .clientError, .slow,
            .violation,
            .unsolicitedResponse, .strayBytes, .invalidStartLine:
            appendHTTP()
        case .protocolMismatch(let mismatch): appendMismatch(mismatch)
        case .tlsAlert(let alert, let tls):
            text("by", "\(alert.sender)")
            text("level", alert.levelName)
            text("alert", alert.name)
            number("number", Int(alert.number))
            text("after", alert.after?.name)
            flag("handshake_finished", tls.isEncrypted)
        case .tls(let problem, _): append(problem)
        case .webSocketViolation(let violation, let answer):
            text("by", "\(violation.sender)")
            text("violation", violation.name)
            text("section", violation.section)
            number("count", violation.count)
            number("closed_with", answer?.code)
        case .http2(let finding): append(finding)
        case .step3NotCaptured, .portReuse, .splitHandshake, .windowScaleUnknown: break
        case .overlapConflict(let bytes, let isDecided):
            number("bytes", bytes)
            flag("decided", isDecided)
        }
    }

    private func append(_ problem: TLSProblem) {
        switch problem {
        case .handshakeUnfinished(let last, let closer):
            text("after", last?.name)
            text("by", closer.map { "\($0)" })
        case .notARecord(let record): text("by", "\(record.sender)")
        case .notOffered(.version(let version)): text("version", TLSFacts.name(of: version) ?? "\(version)")
        case .notOffered(.suite(let suite)): text("cipher", suite.shownName)
        case .certificateOutOfDate(let certificate, let isExpired):
            text("subject", certificate.subject.map(WireBytes.repaired))
            flag("expired", isExpired)
        case .truncated(let sender, let cutsContent):
            text("by", "\(sender)")
            flag("cuts_content", cutsContent)
        case .badRecord(let sender, let count):
            text("by", "\(sender)")
            number("count", count)
        }
    }

    private func appendMismatch(_ mismatch: ProtocolMismatch) {
        text("client", mismatch.client.name ?? "unknown")
        text("server", mismatch.server.name ?? "unknown")
        if let answer = mismatch.answer {
            text("answer", WireBytes.repaired(answer.line))
        } else if !mismatch.server.greeting.isEmpty {
            text("answer", String(decoding: mismatch.server.greeting, as: UTF8.self))
        }
        text("alert", mismatch.alert?.name)
    }

    private func appendOpening() {
        switch finding.kind {
        case .refused(let tries, _, let over):
            number("tries", tries)
            seconds("over", over)
        case .unansweredSYN(let tries, let over, let stray):
            number("tries", tries)
            seconds("over", over)
            if let stray {
                text("answered_from", "\(stray.from.address)")
                number("answered_in", stray.frame)
            }
        case .synRetransmitted(let evidence):
            number("times", evidence.times)
            if evidence.refusals > 0 { number("refusals", evidence.refusals) }
            if evidence.withECN > 0 { number("with_ecn", evidence.withECN) }
            seconds("connect", evidence.connect)
            seconds("waited", evidence.waited)
        case .synACKRetransmitted(let times, let over, _):
            number("times", times)
            seconds("over", over)
        case .step3NotAccepted(let evidence):
            number("syn_acks", evidence.synACKs)
            seconds("over", max(evidence.over, evidence.dataOver))
            if evidence.dataTries > 0 {
                number("tries", evidence.dataTries)
                number("bytes", evidence.dataBytes)
            }
            flag("accepted_later", evidence.wasAcceptedLater)
            if evidence.lacksTimestamps { flag("timestamps_missing", true) }
        case .handshakeUnfinished(let waited, _): seconds("waited", waited)
        case .aborted(let role, _, _): by(role)
        case .oldConnectionAnswers(let times, let connect, let outcome):
            number("times", times)
            seconds("connect", connect)
            flag("opened", outcome == .opened)
        case .handshakeACKWrong(let check, _): appendCheck(check)
        case .icmpError(let evidence): appendICMP(evidence)
        default: break
        }
    }

    private func appendCheck(_ check: Equation?) {
        guard let check else { return }
        text("rule", "\(check.rule)")
        number("expected", Int(check.expected.rawValue))
        number("actual", Int(check.actual.rawValue))
    }

    private func appendReset() {
        switch finding.kind {
        case .resetAfterClose(let role, let times):
            by(role)
            number("times", times)
        case .connectionForgotten(let role, let idle, let bytes, _):
            by(role)
            seconds("idle", idle)
            number("bytes", bytes)
        case .dataAfterClose(let evidence):
            by(evidence.by)
            number("bytes", evidence.bytes)
            seconds("after", evidence.after)
            seconds("waited", evidence.waited)
            if evidence.hadCrossed { flag("crossed", true) }
            text("farewell", evidence.farewell?.rawValue)
        case .resetWithDataOutstanding(let evidence):
            by(evidence.by)
            number("bytes", evidence.bytes)
            number("exchange", evidence.exchange)
            text("farewell", evidence.farewell?.rawValue)
            appendText(evidence.text)
        case .closedByReset(let evidence):
            by(evidence.by)
            if let stopped = evidence.stopped {
                number("exchange", stopped.exchange)
                number("status", evidence.status)
                number("bytes", stopped.bytes)
                number("of", stopped.total.map { Int(clamping: $0) })
            }
            number("fast_close", evidence.fastClose?.frame)
            appendText(evidence.text)
        case .resetSuspicious(let reset):
            by(reset.sender)
            if let odd = reset.oddTimeToLive {
                number("ttl", odd.reset)
                number("usual_ttl", odd.others)
            }
            number("alive_after", reset.aliveAfter)
        case .resetNotAcceptable(let ignored, _), .resetChallenged(let ignored):
            by(ignored.sender)
            number("times", ignored.seen.count)
            number("seq", Int(ignored.sequence.rawValue))
            number("expected", Int(ignored.expected.rawValue))
            if ignored.rounds >= 2 { flag("loop", true) }
        default: break
        }
    }

    /// What a RST carries.
    private func appendText(_ bytes: [UInt8]) {
        if !bytes.isEmpty { text("text", String(decoding: bytes, as: UTF8.self)) }
    }

    private func appendClose() {
        switch finding.kind {
        case .finNeverAcknowledged(let evidence):
            by(evidence.sender.peer)
            text("rule", "\(evidence.rule)")
            number("expected", Int(evidence.expected.rawValue))
            number("last", evidence.last.map { Int($0.number.rawValue) })
            number("tries", evidence.tries)
            seconds("over", evidence.over)
            flag("proven", evidence.isProven)
        case .peerVanished(let evidence):
            by(evidence.waiting.peer)
            number("bytes", evidence.bytes)
            flag("fin", evidence.hasFIN)
            flag("probes", evidence.isProbe)
            number("tries", evidence.tries)
            seconds("over", evidence.over)
            number("last_heard", evidence.lastHeard)
            seconds("idle", evidence.quiet)
        case .closeWait(let role, let duration, let isLasting):
            by(role)
            seconds("duration", duration)
            flag("to_the_end", isLasting)
        case .halfClosedFor(let duration, let bytes, let role):
            by(role)
            seconds("duration", duration)
            number("bytes", bytes)
        case .closeACKWrong(let check): appendCheck(check)
        case .captureEnded(let waiting, let after):
            switch waiting {
            case .synACK: text("waiting_for", "syn-ack")
            case .step3: text("waiting_for", "step-3")
            case .response(let exchange):
                text("waiting_for", "response")
                number("exchange", exchange)
            case .restOfRequest(let exchange):
                text("waiting_for", "request")
                number("exchange", exchange)
            case .restOfResponse(let exchange, let bytes, let total):
                text("waiting_for", "rest-of-response")
                number("exchange", exchange)
                number("bytes", bytes)
                number("of", total.map { Int(clamping: $0) })
            case .finACK: text("waiting_for", "fin-ack")
            case .data: text("waiting_for", "ack")
            }
            seconds("after", after)
        default: break
        }
    }

    private func appendPath() {
        switch finding.kind {
        case .loss(let evidence):
            by(evidence.sender)
            number("segments", evidence.segments)
            number("of", evidence.of)
            number("bytes", evidence.bytes)
            number("resent_segments", evidence.resent.segments)
            number("resent_bytes", evidence.resent.bytes)
            if evidence.captured > 0 { number("first_copies", evidence.captured) }
            if evidence.damaged > 0 { number("damaged", evidence.damaged) }
            number("by_duplicate_acks", evidence.byDuplicateACKs)
            number("by_sack", evidence.bySACK)
            number("by_timeout", evidence.byTimeout)
            seconds("duration", evidence.stalled)
        case .retransmissionTimeoutStall(let evidence):
            by(evidence.sender)
            seconds("duration", evidence.duration)
            number("times", evidence.times)
            if evidence.wasDamaged { number("damaged", 1) }
        case .filledHole(let evidence):
            by(evidence.sender)
            seconds("duration", evidence.waited)
            number("times", evidence.times)
        case .spuriousRetransmission(let duration, let sender, let times),
            .delayedACKStall(let duration, let times, let sender):
            by(sender)
            seconds("duration", duration)
            number("times", times)
        case .pathMTU(let evidence):
            by(evidence.sender)
            number("size", evidence.size)
            number("passed", evidence.passed)
            number("tries", evidence.tries)
            seconds("over", evidence.over)
            number("mtu", evidence.mtu)
        case .zeroWindowStall(let evidence):
            by(evidence.reader)
            seconds("duration", evidence.duration)
            number("probes", evidence.probes)
            flag("to_the_end", evidence.isLasting)
        case .windowShrunk(let bytes, let beyond, let reader):
            by(reader)
            number("bytes", bytes)
            number("beyond", beyond)
        case .optionsMissing(let times, let sender):
            by(sender)
            number("times", times)
        default: break
        }
    }

    private func appendHTTP() {
        switch finding.kind {
        case .requestCrossedClose(let evidence):
            number("exchange", evidence.exchange)
            seconds("idle", evidence.idle)
            seconds("closed_after", evidence.closedAfter)
            if evidence.wasAnnounced { flag("announced", true) }
        case .requestAfterClose(let exchange, _, let wasAnnounced, _):
            number("exchange", exchange)
            flag("announced", wasAnnounced)
        case .unansweredRequest(let evidence):
            number("exchange", evidence.exchange)
            if evidence.count > 1 { number("more", evidence.count - 1) }
            seconds("waited", evidence.waited)
            appendEnder(evidence.ender)
            if let closing = evidence.closing { number("close_announced_in", closing) }
        case .incomplete(let evidence):
            number("exchange", evidence.exchange)
            text("in", evidence.isRequest ? "request" : "response")
            number("bytes", evidence.bytes)
            number("of", evidence.total.map { Int(clamping: $0) })
            seconds("waited", evidence.waited)
            appendEnder(evidence.ender)
        case .serverError(let statuses), .clientError(let statuses):
            json.beginObject("statuses")
            for entry in statuses.counts { json.member(named: "\(entry.status)", entry.count) }
            json.endObject()
            number("proxy_header", statuses.proxyHeader)
        case .slow(let exchange, let time, let times, let isUnanswered):
            number("exchange", exchange)
            seconds("duration", time)
            number("times", times)
            if isUnanswered { flag("unanswered", true) }
        case .violation(let violation, let exchange, let isRequest, _, _):
            number("exchange", exchange)
            text("in", isRequest ? "request" : "response")
            text("section", violation.section)
        case .unsolicitedResponse(let exchange, let status, let more):
            number("exchange", exchange)
            number("status", status)
            if more > 0 { number("more", more) }
        case .strayBytes(let stray):
            by(stray.sender)
            number("bytes", stray.count)
            number("exchange", stray.exchange)
        case .invalidStartLine(let line):
            by(line.sender)
            text("line", String(decoding: line.line, as: UTF8.self))
        default: break
        }
    }

    private func appendEnder(_ ender: Finding.Ender?) {
        guard let ender else { return }
        text("ended_by", "\(ender.role)")
        flag("by_reset", ender.isReset)
        appendText(ender.text)
    }

    private func appendICMP(_ evidence: Finding.ICMPEvidence) {
        text("from", "\(evidence.from)")
        number("times", evidence.count)
        switch evidence.error.kind {
        case .networkUnreachable: text("error", "network-unreachable")
        case .hostUnreachable: text("error", "host-unreachable")
        case .protocolUnreachable: text("error", "protocol-unreachable")
        case .portUnreachable: text("error", "port-unreachable")
        case .prohibited: text("error", "prohibited")
        case .timeExceeded: text("error", "time-exceeded")
        case .fragmentationNeeded(let mtu):
            text("error", "fragmentation-needed")
            number("mtu", mtu)
        case .other: text("error", "other")
        }
        number("icmp_type", Int(evidence.error.type))
        number("icmp_code", Int(evidence.error.code))
    }
}
