public import Analysis
import HTTPMessages
import Tracking
public import Wire

extension English {
    public var healthy: String { "nothing to complain of" }

    public func sentence(for finding: Finding) -> String {
        switch finding.kind {
        case .handshakeACKWrong:
            "a number of the handshake is wrong (see WRONG above): the end that sent it does not follow the protocol, or something "
                + "between the two rewrites numbers. A correct TCP answers with RST or ignores it"
        case .closeACKWrong:
            "a number of the close is wrong (see WRONG above): one end acknowledges or sends a number that the other never used. "
                + "The FIN may not count as acknowledged, and is then sent again"
        case .finNeverAcknowledged(let debt):
            finNeverAcknowledged(debt)
        case .requestCrossedClose(let exchange, let closeFrame, let idle):
            "request #\(exchange) crossed the server's close on the wire: the server had sent its FIN (frame \(closeFrame)) "
                + "before the request reached it" + (idle.map { ", after \(Quantity.duration($0)) without a request" } ?? "")
                + ". The server's keep-alive time-out ran out; it never saw the request, so the client may send it again on a new "
                + "connection. Proxies report this as 502. Give the client a shorter idle time-out than the server"
        case .resetWithDataOutstanding(let by, let bytes):
            "the \(by) sent a RST while \(Quantity.bytes(bytes)) sent by the \(by.peer) were not acknowledged: they are lost as far as "
                + "the capture tells. It closed without reading everything, or its program died"
        case .resetAfterFIN(let by, let finFrame):
            "the \(by) sent a RST after the FIN in frame \(finFrame): the orderly close was cut off"
        case .refused:
            "the server refused the connection with a RST: nothing listens on that port, or a firewall rejects it. Look whether the "
                + "service runs and on which address it listens"
        case .unansweredSYN(let tries, let over):
            unanswered(tries, over)
        case .synRetransmitted(let times):
            "the SYN was sent again \(times == 1 ? "once" : "\(times) times"): it or its answer was lost, or came too late"
        case .halfOpen(let by):
            by.map { "the \($0) knows nothing of this connection (any more): it was restarted, or lost its state" }
                ?? "the connection was left half open: the SYN-ACK was never confirmed by the client"
        case .halfClosedFor(let duration, let bytes, let by):
            "half closed for \(Quantity.duration(duration)): one end had finished sending, and the \(by) "
                + (bytes > 0 ? "still sent \(Quantity.bytes(bytes))" : "sent nothing more") + " before it closed too"
        case .step3NotCaptured:
            "step 3 of the handshake was not captured; data flowed, so it took place"
        case .portReuse:
            "the same addresses and ports had just been used by another connection"
        case .zeroWindowStall(let duration, let reader):
            "the \(reader)'s receive buffer was full for \(Quantity.duration(duration)): its program did not read fast enough, and the "
                + "\(reader.peer) had to wait"
        case .retransmissionTimeoutStall(let duration, let sender, let times):
            "the \(sender) waited up to \(Quantity.duration(duration)) for an acknowledgment before it sent a segment again"
                + (times > 1 ? " (\(times) such waits)" : "")
                + ": the segment or its ACK was lost, and too little followed it to notice sooner"
        case .splitHandshake:
            "split handshake: the server answered the SYN with a SYN of its own instead of a SYN-ACK; firewalls may take it for an attack"
        case .resetNotAcceptable:
            "\(Quantity.count(finding.frames.count, "RST lies", "RSTs lie")) outside the window, so the receiver must ignore "
                + "\(finding.frames.count == 1 ? "it" : "them"): forged, or very late"
        case .resetSuspicious(let reset): suspicious(reset)
        case .icmpError(let error, let router):
            icmpError(error, from: router) + (error.isFatal ? "" : "; the sender must send smaller packets")
        case .overlapConflict:
            "bytes sent twice differ between the copies: what the receiver's program read depends on its TCP. Damage, or an attempt to "
                + "deceive a monitor; the first copy is shown"
        case .windowScaleUnknown:
            "no SYN was captured, so the window scale is not known and windows cannot be told in bytes"
        case .violation(let violation, let exchange, let isRequest):
            "the \(isRequest ? "request" : "response") #\(exchange) \(meaning(of: violation, isRequest))"
                + (violation.section.map { " (\($0))" } ?? "")
        case .unsolicitedResponse(let exchange, let status):
            "response #\(exchange) (\(status)) answers no request: everything that the client had sent was answered already"
                + (status == 408
                    ? ". The server tells that it waited for a request in vain; a client must not take it for an answer" : "")
        case .unansweredRequest(let exchange, let more):
            "request #\(exchange)\(more > 0 ? " and \(more) more were" : " was") never answered: the connection ended first"
        case .protocolMismatch(let mismatch): self.mismatch(mismatch)
        case .tlsAlert(let alert, let tls): self.alert(alert, tls)
        case .webSocketViolation(let violation, let answer): self.violation(violation, answer)
        case .strayBytes(let stray): self.stray(stray)
        case .invalidStartLine(let line):
            "the \(line.sender) sent \"\(Escaping.printable(line.line, limit: 80))\" where a "
                + (line.sender == .client ? "request line (RFC 9112 section 3)" : "status line (RFC 9112 section 4)")
                + " must be: it is none, and the message could not be read"
        }
    }

    private func stray(_ stray: StrayBytes) -> String {
        let count = (stray.isMore ? "at least " : "") + Quantity.bytes(stray.count)
        switch stray.follows {
        case .answerToHEAD:
            return
                "the \(stray.sender) sent \(count) after the answer to HEAD in #\(stray.exchange), which has no content (RFC 9110 "
                + "section 9.3.2): a client takes them for the next response"
        case .status(let status):
            return
                "the \(stray.sender) sent \(count) after the response \(status) in #\(stray.exchange), which has no content (RFC 9112 "
                + "section 6.3): a client takes them for the next response"
        case .message:
            return
                "the \(stray.sender) sent \(count) behind a message (#\(stray.exchange)) that belong to none: its length was told too "
                + "short, or they are an attempt to slip in a message (RFC 9112 section 11.2)"
        }
    }

    private func finNeverAcknowledged(_ debt: Unmet) -> String {
        let certainty = debt.isProven ? "it did not just cross on the wire" : "it may have crossed on the wire"
        return
            "the FIN in frame \(debt.finFrame) was never acknowledged: the \(debt.debtor) owes \(debt.rule) = \(debt.expected), "
            + "its last ACK is \(debt.last) (frame \(debt.frame); \(certainty)). The sender of the FIN waits and sends it again"
    }

    private func unanswered(_ tries: Int, _ over: Int64) -> String {
        let sent = tries == 1 ? "one SYN" : "\(tries) SYNs" + (over > 0 ? " over \(Quantity.duration(over))" : "")
        return "\(sent), and no answer at all: the server is down or unreachable, or a firewall drops the packets. "
            + "Look at the server's side whether the SYNs arrive there"
    }

    private func suspicious(_ reset: Incidents.Reset) -> String {
        var reasons: [String] = []
        if let odd = reset.oddTimeToLive {
            reasons.append("its TTL is \(odd.reset), all others of that side have about \(odd.others)")
        }
        if let odd = reset.oddIdentification {
            reasons.append(
                "its IP identification is \(odd.reset), where that side counts its packets and had reached \(odd.others)")
        }
        if let frame = reset.aliveAfter { reasons.append("that side went on sending in frame \(frame)") }
        return "the RST that claims to be from the \(reset.sender) may be injected: " + reasons.joined(separator: ", and ")
            + ". Somebody on the path (a firewall, a censor, an attacker) may have sent it: capture at the other end, to see whether "
            + "it was sent there"
    }

    public func icmpError(_ error: ICMPError, from router: IPAddress) -> String {
        let what =
            switch error.kind {
            case .networkUnreachable: "network unreachable"
            case .hostUnreachable: "host unreachable"
            case .protocolUnreachable: "protocol unreachable"
            case .portUnreachable: "port unreachable"
            case .prohibited: "prohibited by a filter"
            case .timeExceeded: "time to live exceeded on the way (a routing loop?)"
            case .fragmentationNeeded(let mtu): "packet too big" + (mtu.map { ": the next hop takes at most \($0) bytes" } ?? "")
            case .other(let type, let code): "ICMP type \(type), code \(code)"
            }
        return "\(router) reports: \(what)"
    }
}
