import Applications
import TCP
import Wire

/// Frames that are no part of a message: settings, resets, GOAWAY; and what is against the rules.
extension HTTP2Connection {
    func takeFrame(_ frame: HTTP2Frame, _ role: Role, _ here: StreamPosition) {
        if let kind = frame.header.kind { facts[role].count(kind) }
        if direction(role).reader.takeCutControl() { emit(.bound(.http2(.controlFrame))) }
        switch frame.payload {
        case .settings(let settings?): for setting in settings { apply(setting, role, here) }
        case .settings(nil):
            // The receiver of a table size uses it from its acknowledgment on (RFC 9113 §6.5.3).
            if let size = facts[role.peer].value(.headerTableSize) { direction(role).reader.decoder.acknowledge(size) }
        case .reset(let code): takeReset(code, frame.stream, role, here)
        case .goAway(let lastStream, let code, let debug): takeGoAway(lastStream, code, debug, role, here)
        case .windowUpdate(let increment): openWindow(increment, frame.stream, role, here)
        case .ping, .other: break
        }
    }

    /// What an end announces is about what the other one may send.
    func apply(_ setting: HTTP2Setting, _ role: Role, _ here: StreamPosition) {
        switch setting.kind {
        case .headerTableSize?: direction(role.peer, beginIsKnown: peerBeginIsKnown(role)).reader.decoder.allow(setting.value)
        case .maxFrameSize?:
            let peer = direction(role.peer, beginIsKnown: peerBeginIsKnown(role))
            if setting.value < 1 << 24 { peer.reader.largestFrame = max(peer.reader.largestFrame, setting.value) }
        case .initialWindowSize? where setting.value < 1 << 31: setInitialWindow(setting.value, role, here)
        case .enablePush?: if setting.value == 1 { facts.pushWasAllowed = true }
        default: break
        }
        if !facts[role].note(setting, maximum: self.setting.limits.http2Kinds) { emit(.bound(.http2(.kinds))) }
    }

    /// The other end has not spoken yet, and what it says will be seen from its beginning on.
    func peerBeginIsKnown(_ role: Role) -> Bool { direction(role).reader.isCertain }

    private func takeReset(_ code: HTTP2ErrorCode, _ number: Int, _ role: Role, _ here: StreamPosition) {
        guard let stream = stream(number) else {
            judgeMissing(number, role, .reset, here)
            return
        }
        let exchange = stream.exchange
        if exchange.http2?.reset == nil {
            exchange.http2?.reset = HTTP2Details.Reset(sender: role, code: code, frame: here.frame)
        }
        if !noteAnswer(code, number, isGoAway: false, [], role, here) { noteReset(stream, code, role, here) }
        for side in [Role.client, .server] { finishStall(stream, side, here) }
        release(stream)
    }

    private func noteReset(_ stream: HTTP2Stream, _ code: HTTP2ErrorCode, _ role: Role, _ here: StreamPosition) {
        if let index = facts.resets.firstIndex(where: { $0.sender == role && $0.code == code }) {
            facts.resets[index].count += 1
            facts.resets[index].lastFrame = here.frame
            return
        }
        guard facts.resets.count < setting.limits.http2Kinds else { return emit(.bound(.http2(.kinds))) }
        var reset = HTTP2Facts.Reset(
            sender: role, code: code, stream: stream.number, exchange: stream.exchange.number, firstFrame: here.frame,
            lastFrame: here.frame)
        let response = stream.server.message
        reset.responseWasComplete = stream.server.hasEnded && response != nil
        reset.isOfRequest = response == nil
        if let message = response ?? stream.client.message {
            reset.bytes = message.contentBytes
            reset.announced = message.announcedBytes
        }
        if let request = stream.client.message { reset.waited = max(0, here.time.nanoseconds(since: request.lastTime)) }
        facts.resets.append(reset)
    }

    private func takeGoAway(_ last: Int, _ code: HTTP2ErrorCode, _ debug: [UInt8], _ role: Role, _ here: StreamPosition) {
        var goAway = HTTP2Facts.GoAway(
            sender: role, lastStream: last, code: code, debug: debug, frame: here.frame, firstFrame: here.frame)
        _ = noteAnswer(code, 0, isGoAway: true, debug, role, here)
        if let index = facts.goAways.firstIndex(where: { $0.sender == role }) {
            goAway.firstFrame = facts.goAways[index].firstFrame
            // A second one that only closes says nothing new of what went wrong.
            if code == .noError, facts.goAways[index].code != .noError { goAway.code = facts.goAways[index].code }
            if goAway.debug.isEmpty { goAway.debug = facts.goAways[index].debug }
            facts.goAways[index] = goAway
        } else {
            facts.goAways.append(goAway)
        }
    }

    /// Requests beyond the last stream of a GOAWAY were not processed (RFC 9113 §6.8).
    func noteUnprocessed() {
        for index in facts.goAways.indices {
            let goAway = facts.goAways[index]
            let parity = goAway.sender == .server ? 1 : 0
            for stream in openInOrder where stream.number & 1 == parity && stream.number > goAway.lastStream {
                guard stream.exchange.response == nil, goAway.sender == .server else { continue }
                stream.exchange.http2?.isUnprocessed = true
                if facts.goAways[index].unprocessed.count < 16 {
                    facts.goAways[index].unprocessed.append(stream.exchange.number)
                } else {
                    facts.goAways[index].moreUnprocessed += 1
                }
            }
        }
    }

    // MARK: - Faults

    /// A frame came on a stream that is not held.
    func judgeMissing(_ number: Int, _ role: Role, _ kind: HTTP2FrameHeader.Kind, _ here: StreamPosition) {
        if let closing = closing(of: number) {
            let hadEnded = role == .client ? closing.clientHasEnded : closing.serverHasEnded
            if hadEnded, kind == .data || kind == .headers {
                note(HTTP2Fault(kind: .endedStream(kind), stream: number), role, here)
            }
            return
        }
        if let stream = stream(number), stream[role].hasEnded {
            if kind == .data || kind == .headers { note(HTTP2Fault(kind: .endedStream(kind), stream: number), role, here) }
            return
        }
        // Idle: nobody has opened it (RFC 9113 §5.1).
        let opener: Role = number & 1 == 1 ? .client : .server
        guard number > 1 || number == 1 && here.beginIsKnown, number > direction(opener).highest,
            direction(role).reader.isCertain, hasSeen(opener),
            direction(opener).reader.isCertain, opener == role || mayHaveSeen(here, beyond: opener)
        else { return }
        note(HTTP2Fault(kind: .idleStream(kind), stream: number), role, here)
    }

    func note(_ fault: HTTP2Fault, _ role: Role, _ here: StreamPosition) {
        if let index = facts.faults.firstIndex(where: { $0.sender == role && $0.fault.name == fault.name }) {
            facts.faults[index].count += 1
            return
        }
        guard facts.faults.count < setting.limits.http2Kinds else { return emit(.bound(.http2(.kinds))) }
        facts.faults.append(
            HTTP2Facts.Fault(fault: fault, sender: role, frame: here.frame, exchange: stream(fault.stream)?.exchange.number))
    }

    /// Whether a RST_STREAM or GOAWAY answers something that the other end did against the rules.
    private func noteAnswer(
        _ code: HTTP2ErrorCode, _ stream: Int, isGoAway: Bool, _ debug: [UInt8], _ role: Role, _ here: StreamPosition
    ) -> Bool {
        guard code != .noError, code != .cancel, code != .refusedStream else { return false }
        let index = facts.faults.lastIndex { fault in
            guard fault.sender != role, fault.answer == nil else { return false }
            return isGoAway ? true : fault.fault.stream == stream
        }
        guard let index else { return false }
        facts.faults[index].answer = (code, isGoAway, debug, here.frame)
        return true
    }
}
