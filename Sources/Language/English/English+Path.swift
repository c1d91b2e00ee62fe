import Analysis
import TCP
import Wire

/// Findings about the path and the windows.
extension English {
    func path(_ finding: Finding) -> [Text] {
        switch finding.kind {
        case .loss(let evidence): loss(evidence)
        case .retransmissionTimeoutStall(let evidence): timeout(evidence, finding)
        case .filledHole(let evidence): filledHole(evidence, finding.frames)
        case .spuriousRetransmission(let duration, let sender, let times):
            [
                "the \(end(sender)) waited \(Quantity.duration(duration)) and sent a segment again\(times > 1 ? " (\(times) such waits)" : ""), though "
                    + "the first copy had arrived",
                "The first copy or its ACK was late (the path delays some packets much longer than others), or the ACK was lost on the way back, perhaps with "
                    + "data that carried it",
            ]
        case .pathMTU(let evidence): pathMTU(evidence)
        case .zeroWindowStall(let evidence): zeroWindow(evidence)
        case .windowShrunk(let bytes, let beyond, let reader):
            [
                "the \(end(reader)) took back \(bytes) bytes of the window that it had granted, and \(beyond) bytes beyond the new edge were sent: "
                    + "its TCP drops them, and they must be sent again",
                "Shrinking a window is discouraged (RFC 9293 section 3.8.6): its TCP ran out of memory for the connection, or is faulty",
            ]
        case .delayedACKStall(let duration, let times, let sender):
            [
                "\(often(times)) the \(end(sender)) sent its next segment right after the late acknowledgment of a small one: "
                    + "\(Quantity.duration(duration)) in all",
                "Nagle's algorithm and the delayed ACK wait for each other, or the program happens to write at such intervals. If it is the former, turn one "
                    + "off (TCP_NODELAY at the \(end(sender))), or write in one piece",
            ]
        case .optionsMissing(let times, let sender):
            [
                "\(Quantity.count(times, "segment")) of the \(end(sender)) \(times == 1 ? "lacks" : "lack") the timestamps that both SYNs agreed on: a "
                    + "receiver may drop \(times == 1 ? "it" : "them") (RFC 7323 section 3.2)",
                "Something on the way removes the option, or answers in the name of the \(end(sender))",
            ]
        case .overlapConflict(let bytes, let isDecided):
            [
                "\(Quantity.exactBytes(bytes)) sent twice \(bytes == 1 ? "differs" : "differ") between the copies: "
                    + (isDecided
                        ? "the first copy had been acknowledged before the other came, so the receiver's program read that one"
                        : "what the receiver's program read depends on its TCP; the first copy is shown"),
                "Something on the way changes packets or makes them up, or somebody tries to deceive whoever looks on",
            ]
        default: []
        }
    }

    private func timeout(_ evidence: Finding.TimeoutEvidence, _ finding: Finding) -> [Text] {
        let asked: Text =
            evidence.wasAskedFor ? "though duplicate ACKs or SACK had asked for it" : "nothing having asked for it"
        let fact: Text =
            "the \(end(evidence.sender)) sent again in frame \(finding.frames.last ?? 0) \(evidence.isFIN ? "the FIN that" : "what") it had sent in "
            + "frame \(finding.frames.first ?? 0), \(Quantity.duration(evidence.duration)) later, " + asked
            + (evidence.times > 1 ? "; \(evidence.times) such waits" : "")
        if evidence.wasDamaged {
            return [
                fact,
                "The first copy was damaged on its way (its checksum is wrong), so its receiver dropped it: a bad cable, port or device",
            ]
        }
        return [
            fact,
            evidence.wasAskedFor
                ? "The segment was lost. What asked for it was too little to have it sent again sooner, or what was sent again before was lost too"
                : evidence.isUnanswered
                    ? "Nothing acknowledged it before the capture ended: it or its acknowledgment was lost, or the \(end(evidence.sender.peer)) answers no more"
                    : "The segment or its acknowledgment was lost, and too little followed it to notice sooner",
        ]
    }

    private func zeroWindow(_ evidence: Finding.ZeroWindowEvidence) -> [Text] {
        let reader = evidence.reader
        var probes: Text = evidence.probes > 0 ? " (it asked \(often(evidence.probes))" : ""
        if evidence.probes > 0 { probes += evidence.probesAreUnanswered ? ", and nothing came back)" : ")" }
        let effect: Text =
            evidence.isIdle
            ? "; nothing shows that the \(end(reader.peer)) had anything to send then"
            : ", and the \(end(reader.peer)) could send nothing" + probes
        let fact: Text =
            "the \(end(reader))'s window was closed for \(Quantity.duration(evidence.duration))\(toTheEnd(evidence))" + effect
        if evidence.isEmpty {
            return [
                fact + blocked(evidence),
                "No data had come that could have filled its buffer: something on the way answers in its name (a SYN proxy), its TCP is short of "
                    + "memory, or it wants no data",
            ]
        }
        return [
            fact + blocked(evidence),
            (evidence.filled > 1
                ? "The \(end(reader.peer)) filled the window to its last byte \(often(evidence.filled)), over \(Quantity.duration(evidence.filledOver)): it held "
                    + "up the transfer there too. " : "") + "The \(end(reader))'s buffer was full: its program did not read"
                + (evidence.isLasting ? "" : " fast enough")
                + ". Look at what it was doing",
        ]
    }

    private func toTheEnd(_ evidence: Finding.ZeroWindowEvidence) -> Text {
        evidence.isLasting ? ", to the end" : ""
    }

    /// What a closed window kept from being sent.
    private func blocked(_ evidence: Finding.ZeroWindowEvidence) -> Text {
        if let exchange = evidence.unanswered { return ": request #\(exchange) got no answer" }
        guard let cut = evidence.cut else { return "" }
        return ": of the \(cut.isRequest ? "request" : "response") #\(cut.exchange) only \(cut.bytes)"
            + (cut.total.map { " of \($0)" } ?? "") + " bytes of content came"
    }

    private func filledHole(_ evidence: Finding.FilledHoleEvidence, _ frames: [Int]) -> [Text] {
        let (behind, filled) = (frames.first ?? 0, frames.last ?? 0)
        return [
            "bytes of the \(end(evidence.sender)) before frame \(behind) were missing for \(Quantity.duration(evidence.waited)), until frame \(filled) "
                + "brought them" + (evidence.times > 1 ? "; \(evidence.times) such waits" : ""),
            "Their first copy was lost on the way, and nothing behind them could be read meanwhile. "
                + (evidence.wasAsked
                    ? "The \(end(evidence.sender.peer)) had asked for them: the copies that were sent for that, or the requests, were lost too, or the "
                        + "\(end(evidence.sender)) waited for its time-out"
                    : "The \(end(evidence.sender)) waited for its time-out"),
        ]
    }

    private func loss(_ evidence: Finding.LossEvidence) -> [Text] {
        let tenths = evidence.of > 0 ? (evidence.segments * 1000 + evidence.of / 2) / evidence.of : 0
        var fact: Text =
            "\(evidence.segments) of \(evidence.of) segments of the \(end(evidence.sender)) were lost and sent again "
        let again = evidence.resent
        fact +=
            again.segments == evidence.segments
            ? "(\(tenths / 10).\(tenths % 10) %, \(Quantity.bytes(again.bytes)))"
            : "(\(tenths / 10).\(tenths % 10) %); \(Quantity.count(again.segments, "segment")) with \(Quantity.bytes(again.bytes)) were sent again in all"
        if evidence.stalled > 0 { fact += "; for \(Quantity.duration(evidence.stalled)) nothing moved because of it" }
        var ways: [Text] = []
        if evidence.byDuplicateACKs > 0 { ways.append("\(evidence.byDuplicateACKs) by duplicate ACKs") }
        if evidence.bySACK > 0 { ways.append("\(evidence.bySACK) by SACK") }
        if evidence.byTimeout > 0 { ways.append("\(evidence.byTimeout) by time-out") }
        var causes: [Text] = ways.isEmpty ? [] : ["Noticed: \(ways.joined(separator: ", "))"]
        if evidence.damaged == 0, evidence.captured > 0, evidence.captured < evidence.segments {
            causes.append(
                "The capture has the first \(evidence.captured == 1 ? "copy" : "copies") of \(evidence.captured) of them too: lost behind the point of "
                    + "capture, or dropped by the receiver")
        }
        if evidence.damaged > 0 {
            causes.append(
                "\(evidence.damaged) of them \(evidence.damaged == 1 ? "was" : "were") damaged on the way (wrong checksum), and dropped by the "
                    + "receiver: a bad cable, port or device")
        }
        if let size = evidence.stuckSize {
            causes.append(
                "Segments with \(size) bytes of data had passed before, and do not any more, while smaller ones sent after them arrive (up to "
                    + "\(evidence.passed) bytes): packets may take another way since, over a link with a smaller MTU of which no ICMP error told the "
                    + "\(end(evidence.sender)); or they are lost by chance. A lower MSS tells which")
        } else if evidence.damaged < evidence.segments {
            causes.append(
                "The path from the \(end(evidence.sender)) to the \(end(evidence.sender.peer)) drops packets: a full queue, a bad link or a "
                    + "policer. Captures at points along it tell where")
        }
        return [fact] + causes
    }

    private func pathMTU(_ evidence: Finding.PathMTUEvidence) -> [Text] {
        let other = evidence.sender.peer
        var fact: Text
        if evidence.tries > 0 {
            fact = "segments of the \(end(evidence.sender)) with \(evidence.size) bytes never arrive: \(evidence.tries) tries in "
            fact += Quantity.duration(evidence.over)
            if evidence.passed > 0 { fact += ", while smaller ones (up to \(evidence.passed) bytes) pass" }
        } else {
            fact =
                "\(evidence.size) bytes of the \(end(evidence.sender)) never came, while a smaller segment behind them (\(evidence.passed) bytes) "
            fact += "did: the \(end(other))'s ACK stayed there for \(Quantity.duration(evidence.over))"
        }
        var cause: Text =
            "Large packets are dropped somewhere on the way from the \(end(evidence.sender)), and the \(end(evidence.sender)) does not learn of it: "
        if let mtu = evidence.mtu {
            cause += "a router said that packets may have at most \(mtu) bytes"
        } else {
            cause += "a link with a smaller MTU (a tunnel, a VPN), and the ICMP errors that tell of it are filtered"
        }
        return [fact, cause + ". Let the ICMP errors pass, lower the MSS (MSS clamping), or let the sender probe (RFC 4821)"]
    }
}
