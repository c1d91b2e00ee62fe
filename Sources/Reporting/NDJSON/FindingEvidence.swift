import Analysis
import HTTPMessages
import Tracking
import Wire

/// Writes the evidence of a finding: durations in seconds, bytes, ends.
struct FindingEvidence {
    private let finding: Finding

    init(_ finding: Finding) { self.finding = finding }

    func append(to output: OutputBuffer) {
        func seconds(_ key: String, _ value: Int64) {
            output.appendKey(key)
            output.appendSeconds(value)
        }
        func number(_ key: String, _ value: Int) {
            output.appendKey(key)
            output.append(value)
        }
        func text(_ key: String, _ value: String) {
            output.appendKey(key)
            output.appendJSON(value)
        }
        switch finding.kind {
        case .finNeverAcknowledged(let debt):
            text("by", "\(debt.debtor)")
            number("expected", Int(debt.expected.rawValue))
            number("last", Int(debt.last.rawValue))
            output.append(debt.isProven ? ",\"proven\":true" : ",\"proven\":false")
        case .requestCrossedClose(let exchange, _, let idle):
            number("exchange", exchange)
            if let idle { seconds("idle", idle) }
        case .resetWithDataOutstanding(let by, let bytes):
            text("by", "\(by)")
            number("bytes", bytes)
        case .resetAfterFIN(let by, _): text("by", "\(by)")
        case .unansweredSYN(let tries, let over):
            number("tries", tries)
            seconds("over", over)
        case .synRetransmitted(let times): number("times", times)
        case .halfOpen(let by): if let by { text("by", "\(by)") }
        case .halfClosedFor(let duration, let bytes, let by):
            text("by", "\(by)")
            seconds("duration", duration)
            number("bytes", bytes)
        case .zeroWindowStall(let duration, let reader):
            text("by", "\(reader)")
            seconds("duration", duration)
        case .retransmissionTimeoutStall(let duration, let sender, let times):
            text("by", "\(sender)")
            seconds("duration", duration)
            number("times", times)
        case .resetSuspicious(let reset):
            text("by", "\(reset.sender)")
            if let odd = reset.oddTimeToLive {
                number("ttl", odd.reset)
                number("usual_ttl", odd.others)
            }
            if let odd = reset.oddIdentification {
                number("identification", odd.reset)
                number("last_identification", odd.others)
            }
            if let frame = reset.aliveAfter { number("alive_after", frame) }
        case .icmpError(let error, let router):
            text("from", "\(router)")
            appendICMP(error, text, number)
        case .violation(let violation, let exchange, let isRequest):
            number("exchange", exchange)
            text("in", isRequest ? "request" : "response")
            if let section = violation.section { text("section", section) }
        case .unsolicitedResponse(let exchange, let status):
            number("exchange", exchange)
            number("status", status)
        case .unansweredRequest(let exchange, let more):
            number("exchange", exchange)
            if more > 0 { number("more", more) }
        case .protocolMismatch(let mismatch): appendMismatch(mismatch, text)
        case .tlsAlert(let alert, let tls):
            text("by", "\(alert.sender)")
            text("level", alert.levelName)
            if let name = alert.name { text("alert", name) }
            number("number", Int(alert.number))
            if let last = tls.lastMessage { text("after", last.name) }
            output.append(tls.isEncrypted ? ",\"handshake_finished\":true" : ",\"handshake_finished\":false")
        case .webSocketViolation(let violation, let answer):
            text("by", "\(violation.sender)")
            text("violation", violation.name)
            text("section", violation.section)
            number("count", violation.count)
            if let code = answer?.code { number("closed_with", code) }
        case .strayBytes(let stray):
            text("by", "\(stray.sender)")
            number("bytes", stray.count)
            number("exchange", stray.exchange)
        case .invalidStartLine(let line):
            text("by", "\(line.sender)")
            text("line", String(decoding: line.line, as: UTF8.self))
        case .handshakeACKWrong, .closeACKWrong, .refused, .step3NotCaptured, .portReuse, .splitHandshake, .resetNotAcceptable,
            .overlapConflict, .windowScaleUnknown:
            break
        }
    }

    private func appendMismatch(_ mismatch: ProtocolMismatch, _ text: (String, String) -> Void) {
        text("client", mismatch.client.name ?? "unknown")
        text("server", mismatch.server.name ?? "unknown")
        if let answer = mismatch.answer {
            text("answer", answer.line)
        } else if !mismatch.server.greeting.isEmpty {
            text("answer", String(decoding: mismatch.server.greeting, as: UTF8.self))
        }
        if let name = mismatch.alert?.name { text("alert", name) }
    }

    private func appendICMP(_ error: ICMPError, _ text: (String, String) -> Void, _ number: (String, Int) -> Void) {
        switch error.kind {
        case .networkUnreachable: text("error", "network-unreachable")
        case .hostUnreachable: text("error", "host-unreachable")
        case .protocolUnreachable: text("error", "protocol-unreachable")
        case .portUnreachable: text("error", "port-unreachable")
        case .prohibited: text("error", "prohibited")
        case .timeExceeded: text("error", "time-exceeded")
        case .fragmentationNeeded(let mtu):
            text("error", "fragmentation-needed")
            if let mtu { number("mtu", mtu) }
        case .other(let type, let code):
            text("error", "other")
            number("icmp_type", type)
            number("icmp_code", code)
        }
    }
}
