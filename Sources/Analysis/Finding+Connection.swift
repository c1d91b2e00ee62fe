import HTTPMessages
import Tracking
import Wire

extension Finding {
    /// What of a connection's HTTP and of the network around it bears on its findings.
    struct Context {
        /// Requests without a response: exchange, frame of the first byte, its offset in the stream, and the quiet before it.
        var unanswered: [(exchange: Int, frame: Int, offset: Int, idle: Int64?)] = []
        /// ICMP errors that quote a segment of the connection.
        var icmpErrors: [(frame: Int, error: ICMPError, from: IPAddress)] = []
        /// What in its HTTP is against the rules, each kind once for requests and once for responses, and responses nobody asked for.
        var http: [Finding] = []
        var persistence = Persistence()

        /// Takes an exchange that is over.
        mutating func note(_ exchange: Exchange) {
            persistence.note(exchange)
            let isKnown = !exchange.responseIsUnknown && !exchange.responseIsInvalid
            if let request = exchange.request, exchange.response == nil, isKnown, unanswered.count < Analyzer.maximumEvidence {
                unanswered.append((exchange.number, request.firstFrame, exchange.requestOffset, exchange.idleBefore))
            }
            if exchange.isUnsolicited, let response = exchange.response, http.count < Analyzer.maximumEvidence {
                let kind = Finding.Kind.unsolicitedResponse(exchange: exchange.number, status: response.head.status)
                http.append(Finding(kind: kind, frames: [response.firstFrame]))
            }
            for message in [exchange.request, exchange.response] {
                guard let message, !message.violations.isEmpty else { continue }
                for violation in message.violations.all { note(violation, in: message, exchange.number) }
            }
        }

        /// Takes bytes that belong to no message.
        mutating func note(_ stray: StrayBytes) {
            let isKnown = http.contains { finding in
                if case .strayBytes(let known) = finding.kind { known.sender == stray.sender } else { false }
            }
            if !isKnown { http.append(Finding(kind: .strayBytes(stray), frames: [stray.frame])) }
        }

        /// Takes a line that was meant as a start line.
        mutating func note(_ line: InvalidStartLine) {
            let isKnown = http.contains { finding in
                if case .invalidStartLine(let known) = finding.kind { known.sender == line.sender } else { false }
            }
            if !isKnown { http.append(Finding(kind: .invalidStartLine(line), frames: [line.frame])) }
        }

        private mutating func note(_ violation: Violation, in message: Message, _ exchange: Int) {
            let isRequest = message.head.kind == .request
            let isKnown = http.contains { finding in
                if case .violation(violation, _, isRequest) = finding.kind { true } else { false }
            }
            guard !isKnown else { return }
            http.append(
                Finding(
                    kind: .violation(violation, exchange: exchange, isRequest: isRequest), frames: [message.firstFrame]))
        }
    }

    /// Everything there is to say of a connection that has ended; empty for a healthy one.
    static func all(of connection: Connection, _ context: Context) -> [Finding] {
        var findings = opening(connection) + closing(connection, context) + between(connection)
        findings += context.http
        for (frame, error, from) in context.icmpErrors {
            findings.append(Finding(kind: .icmpError(error, from: from), frames: [frame]))
        }
        if findings.count > 1, !context.icmpErrors.isEmpty {
            // The error is the answer.
            findings.removeAll { if case .unansweredSYN = $0.kind { true } else { false } }
        }
        // Worst first; what is equally bad in the order above.
        return findings.enumerated().sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }.map(\.element)
    }

    private static func opening(_ connection: Connection) -> [Finding] {
        var findings: [Finding] = []
        let incidents = connection.incidents
        let frames = connection.stepFrames
        if !connection.wrongOpening.isEmpty {
            findings.append(Finding(kind: .handshakeACKWrong, frames: connection.wrongOpening))
        }
        let tries = connection.synTries
        switch connection.handshakeOutcome {
        case .refused:
            findings.append(Finding(kind: .refused, frames: [frames[0], incidents.reset?.frame].compactMap { $0 }))
        case .unanswered where connection.client.acknowledged == nil:
            let over = connection.end.nanoseconds(since: connection.start)
            findings.append(
                Finding(
                    kind: .unansweredSYN(tries: tries, over: over),
                    frames: tries > 1 ? [connection.firstFrame, connection.lastFrame] : [connection.firstFrame]))
        case .split: findings.append(Finding(kind: .splitHandshake, frames: [frames[0], frames[1]].compactMap { $0 }))
        case .partial, .aborted:
            if connection.sawPayload, frames.has([.handshake1, .handshake2]) {
                findings.append(Finding(kind: .step3NotCaptured, frames: [frames[1]].compactMap { $0 }))
            } else if frames.has([.handshake1, .handshake2]) {
                findings.append(Finding(kind: .halfOpen(by: nil), frames: [frames[1]].compactMap { $0 }))
            }
        default: break
        }
        if tries > 1, connection.handshakeOutcome != .unanswered {
            findings.append(Finding(kind: .synRetransmitted(times: tries - 1), frames: [connection.firstFrame]))
        }
        if incidents.reusedPorts { findings.append(Finding(kind: .portReuse, frames: [connection.firstFrame])) }
        if !connection.sawSYN, connection.client.sentPayload || connection.server.sentPayload {
            findings.append(Finding(kind: .windowScaleUnknown, frames: [connection.firstFrame]))
        }
        return findings
    }

    private static func closing(_ connection: Connection, _ context: Context) -> [Finding] {
        var findings: [Finding] = []
        let incidents = connection.incidents
        if !connection.wrongClosing.isEmpty {
            findings.append(Finding(kind: .closeACKWrong, frames: connection.wrongClosing))
        }
        for debt in connection.unmet {
            findings.append(Finding(kind: .finNeverAcknowledged(debt), frames: [debt.finFrame, debt.frame]))
        }
        let crossed = crossedRequest(connection, context)
        if let crossed {
            findings.append(crossed)
        } else if let request = context.unanswered.first, connection.isClosed, connection.server.packets > 0,
            connection.serverFlow.stream.missingBytes == 0
        {
            findings.append(
                Finding(
                    kind: .unansweredRequest(exchange: request.exchange, more: context.unanswered.count - 1),
                    frames: context.unanswered.map(\.frame)))
        }
        if let reset = incidents.reset, connection.handshakeOutcome != .refused {
            if reset.oddTimeToLive != nil || reset.oddIdentification != nil || reset.aliveAfter != nil {
                let frames = [reset.frame, reset.aliveAfter].compactMap { $0 }
                findings.append(Finding(kind: .resetSuspicious(reset), frames: frames))
            } else if reset.knowsNothing {
                findings.append(Finding(kind: .halfOpen(by: reset.sender), frames: [reset.frame]))
            }
            if reset.unacknowledged > 0, crossed == nil {
                findings.append(
                    Finding(kind: .resetWithDataOutstanding(by: reset.sender, bytes: reset.unacknowledged), frames: [reset.frame])
                )
            }
            if let fin = reset.finFrame {
                findings.append(Finding(kind: .resetAfterFIN(by: reset.sender, finFrame: fin), frames: [fin, reset.frame]))
            }
        }
        if !connection.unacceptableResets.isEmpty {
            findings.append(Finding(kind: .resetNotAcceptable, frames: connection.unacceptableResets))
        }
        if let stall = incidents.halfClosed, stall.duration >= Connection.leastTimeout || incidents.halfClosedBytes > 0 {
            findings.append(
                Finding(
                    kind: .halfClosedFor(stall.duration, bytes: incidents.halfClosedBytes, by: stall.role),
                    frames: [stall.firstFrame, stall.lastFrame]))
        }
        return findings
    }

    /// A request that the client sent before it could know of the server's FIN or RST: the classic cause of a 502.
    private static func crossedRequest(_ connection: Connection, _ context: Context) -> Finding? {
        guard let fin = connection.server.fin else { return nil }
        let reached = connection.clientFlow.stream.offset(of: fin.acknowledgment)
        for request in context.unanswered where request.offset >= reached {
            return Finding(
                kind: .requestCrossedClose(exchange: request.exchange, closeFrame: fin.frame, idle: request.idle),
                frames: [fin.frame, request.frame, connection.incidents.reset?.frame].compactMap { $0 })
        }
        return nil
    }

    private static func between(_ connection: Connection) -> [Finding] {
        var findings: [Finding] = []
        let incidents = connection.incidents
        let stalls = [incidents.zeroWindow, connection.lastingZeroWindow].compactMap { $0 }
        if let stall = stalls.max(by: { $0.duration < $1.duration }), stall.duration >= Connection.leastTimeout {
            findings.append(
                Finding(
                    kind: .zeroWindowStall(stall.duration, reader: stall.role), frames: [stall.firstFrame, stall.lastFrame]))
        }
        if let stall = incidents.timeout {
            findings.append(
                Finding(
                    kind: .retransmissionTimeoutStall(stall.duration, sender: stall.role, times: incidents.timeouts),
                    frames: [stall.firstFrame, stall.lastFrame]))
        }
        if !connection.overlapConflicts.isEmpty {
            findings.append(Finding(kind: .overlapConflict, frames: connection.overlapConflicts))
        }
        return findings
    }
}
