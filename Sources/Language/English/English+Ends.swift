public import TCP
import Wire

/// What happened between the two ends of a path.
extension English {
    public func sentence(for event: PathEvent) -> Text {
        switch event.kind {
        case .lost(let bytes, let length):
            bytes < length
                ? "lost on the way to the \(end(event.sender.peer)): \(bytes) of its \(self.bytes(length))"
                : bytes > 0
                    ? "lost on the way to the \(end(event.sender.peer)): \(self.bytes(bytes))"
                    : "lost on the way to the \(end(event.sender.peer))"
        case .seenOnce(nil, let bytes, let length):
            "only \(letter(event)) has \(part(bytes, of: length)): not captured at \(other(event)), lost, or injected on the way"
        case .seenOnce(false, let bytes, let length):
            "only \(letter(event)) has \(part(bytes, of: length)): lost, or not captured at \(other(event))"
        case .seenOnce(true, let bytes, let length):
            "arrived, and \(other(event)) lacks \(part(bytes, of: length)): not captured when the \(end(event.sender)) sent it, or injected on the way"
        case .notCaptured(let bytes, let length):
            bytes < length
                ? "\(part(bytes, of: length)) not captured at \(other(event)), which they passed"
                : "not captured at \(other(event)), which it passed"
        case .outside(let isBefore):
            "not judged: \(other(event)) may \(isBefore ? "not have begun" : "have ended") by then"
        case .injected: "injected: the \(end(event.sender)) did not send it"
        case .duplicated: "arrived once more"
        case .capturedTwice: "captured twice at \(letter(event)): no packet of its own"
        case .seenTwice: "\(letter(event)) has it twice: doubled on the way, or captured twice"
        case .resegmented: "its bytes crossed in other segments"
        case .overtaken: "overtaken by packets that were sent later"
        case .delayed(let time, let isOfAll): "delayed: \(duration(time)) more than the fastest\(isOfAll ? "" : " around it")"
        case .changed(let change): sentence(for: change)
        }
    }

    private func part(_ bytes: Int, of length: Int) -> Text {
        bytes < length ? "\(bytes) of its \(self.bytes(length))" : "it"
    }

    /// The capture that has it, and the other one.
    private func letter(_ event: PathEvent) -> Text { event.first == nil ? "B" : "A" }
    private func other(_ event: PathEvent) -> Text { event.first == nil ? "A" : "B" }

    private func sentence(for change: PathEvent.Change) -> Text {
        switch change {
        case .segmentSize(let sent, let arrived): "MSS changed on the way: \(sent) became \(arrived)"
        case .removed(let option): "option removed on the way: \(code: option.name)"
        case .added(let option): "option added on the way: \(code: option.name)"
        case .windowScale(let sent, let arrived): "window scale changed on the way: \(sent) became \(arrived)"
        case .window(let sent, let arrived): "window changed on the way: \(sent) became \(arrived)"
        case .windows: "window changed on the way"
        case .timeToLive(let sent, let arrived, true): "TTL \(sent) became \(arrived), unlike that of the others"
        case .timeToLive(let sent, let arrived, false): "TTL changed on the way: \(sent) became \(arrived)"
        case .congestion(let sent, let arrived):
            arrived == 3
                ? "marked on the way: congestion (ECN \(sent) became CE)" : "ECN changed on the way: \(sent) became \(arrived)"
        case .trafficClass(let sent, let arrived): "DSCP changed on the way: \(sent) became \(arrived)"
        case .flags(let sent, let arrived): "flags changed on the way: \(names(of: sent)) became \(names(of: arrived))"
        case .option(let option): "option changed on the way: \(code: option.name)"
        case .optionLayout: "options put in another order, or padded otherwise, on the way"
        case .staleSACK: "SACK not translated: sequence numbers are changed on the way, and the blocks still name the old ones"
        case .payloads, .payload(_, nil): "payload changed on the way"
        case .payload(let length, let difference?):
            "payload changed on the way: \(difference.count ?? 0) of its \(bytes(length)), from \(place(difference)) on"
        case .payloadLength(let sent, let arrived, let difference):
            "payload changed on the way: \(bytes(sent)) became \(arrived)\(difference.map { ", which differ from \(place($0)) on" } ?? "")"
        case .checksum: "damaged on the way: its checksum was right when it left"
        }
    }

    private func place(_ difference: PayloadDifference) -> Text {
        "byte \(difference.byte)\(difference.sequence.map { " (relative sequence number \($0))" } ?? "")"
    }

    private func names(of flags: TCPFlags) -> Text {
        Text(
            code: TCPFlags.names.enumerated().filter { flags.rawValue >> UInt16($0.offset) & 1 == 1 }.map(\.element).joined(
                separator: " "))
    }

    public func translated(_ role: Role, first: Text, second: Text) -> Text {
        "address translation: the \(end(role)) is \(first) at A and \(second) at B"
    }

    public func shifted(_ role: Role, by shift: UInt32) -> Text {
        "sequence numbers of the \(end(role)) are changed on the way: those at B are \(shift < 1 << 31 ? "\(shift) more" : "\(0 &- shift) less") (modulo 2^32)"
    }

    public func totals(_ totals: PathTotals, to role: Role) -> Text {
        let came = totals.arrived + totals.resegmented + totals.uncaptured
        // What became of packets that only one end has is not known.
        let isKnown = came + totals.lost == totals.sent
        let verb: Text = isKnown ? "arrived" : came == 1 ? "is seen to arrive" : "are seen to arrive"
        var parts: [Text] = ["\(came) of \(Quantity.count(totals.sent, "packet")) \(verb)"]
        if totals.resegmented > 0 { parts.append("\(totals.resegmented) of them cut or joined on the way") }
        if totals.lost > 0 { parts.append("\(totals.lost) lost") }
        if totals.uncaptured > 0 {
            parts.append("\(totals.uncaptured) of them not captured where \(totals.uncaptured == 1 ? "it" : "they") arrived")
        }
        if totals.unsent > 0 {
            parts.append("\(totals.unsent) more arrived that \(totals.unsent == 1 ? "was" : "were") not captured when sent")
        }
        if totals.capturedTwice > 0 { parts.append("\(Quantity.count(totals.capturedTwice, "frame")) captured twice") }
        if let hops = totals.hops, hops > 0 { parts.append("\(Quantity.count(hops, "hop")) by the TTL") }
        if let value = totals.timeToLive { parts.append("all arrive with TTL \(value), which is changed on the way") }
        if let slowest = totals.slowest, slowest > 0 {
            parts.append("the slowest took \(duration(slowest)) more than the fastest")
        }
        return "to the \(end(role)): \(list(parts))"
    }

    public func place(isFirst: Bool, _ summary: PathSummary) -> Text {
        summary.clientIsFirst.map { $0 == isFirst ? "at the client's end" : "at the server's end" } ?? "at one end"
    }

    public func clock(_ ahead: Int64, oneWay: Int64) -> Text {
        if ahead == 0 { return "clocks: A and B agree, if both ways take the same time: \(duration(oneWay)) each" }
        return
            "clocks: B is \(Quantity.duration(abs(max(ahead, -.max)), beside: oneWay)) \(ahead < 0 ? "behind" : "ahead of") A, if both ways take the same time: \(duration(oneWay)) each"
    }

    public func motion(_ motion: ClockMotion) -> [Text] {
        if motion.isBeyondUse {
            return ["clocks: they run too differently to be compared; a packet's time is held against those around it"]
        }
        var texts: [Text] = []
        if let (rate, over) = motion.drift {
            let parts = Int(abs(rate).rounded())
            texts.append(
                "clock drift: B's runs \(parts) ppm \(rate < 0 ? "slower" : "faster") than A's, seen over \(duration(over)); packets of one direction seem to take "
                    + "ever longer by it, and those of the other ever less. Times are told without it")
        }
        for step in motion.steps {
            texts.append(
                "clock step: \(step.isOfFirst ? "A" : "B")'s was set \(step.by < 0 ? "back" : "forward") by \(duration(abs(max(step.by, -.max)))) against "
                    + "\(step.isOfFirst ? "B" : "A")'s before frame \(step.frame) of \(step.isOfFirst ? "A" : "B"); times are told without it"
            )
        }
        return texts
    }

    public func summary(_ summary: PathSummary) -> Text {
        var parts: [Text] = ["\(Quantity.count(summary.connections, "connection")) at both ends"]
        if summary.onlyInFirst > 0 { parts.append("\(summary.onlyInFirst) only in A") }
        if summary.onlyInSecond > 0 { parts.append("\(summary.onlyInSecond) only in B") }
        if summary.outside > 0 { parts.append("\(summary.outside) from before or after the other capture") }
        parts.append(
            summary.connections == 0
                ? "nothing could be compared"
                : summary.events == 0
                    ? "nothing \(summary.isTranslated ? "else " : "")was lost or changed"
                    : Quantity.count(summary.events, "event"))
        if summary.leftOut > 0 { parts.append("\(summary.leftOut) packets not compared, since so many are held at most") }
        return self.parts(parts)
    }

    public func beyondOther(isInFirst: Bool) -> Text { "from before or after all that \(isInFirst ? "B" : "A") captured" }

    public func inAllPackets(_ change: PathEvent.Change, to role: Role) -> Text {
        "all packets to the \(end(role)): \(sentence(for: change))"
    }

    public func run(_ run: PathRun) -> Text {
        var parts: [Text] = []
        if run.asSent > 0 {
            var part: Text = "\(Quantity.count(run.asSent, "packet")) as sent"
            if let took = run.took {
                let (least, most) = (duration(took.lowerBound), duration(took.upperBound))
                part += least.string == most.string ? " in \(least)" : " in \(least) to \(most)"
            }
            parts.append(part)
        }
        if run.resegmented > 0 { parts.append("\(Quantity.count(run.resegmented, "packet")) whose bytes crossed in others") }
        if run.onlyInFirst > 0 { parts.append("\(Quantity.count(run.onlyInFirst, "packet")) that only A has") }
        if run.onlyInSecond > 0 { parts.append("\(Quantity.count(run.onlyInSecond, "packet")) that only B has") }
        if run.capturedTwice > 0 { parts.append("\(Quantity.count(run.capturedTwice, "frame")) captured twice") }
        return list(parts)
    }
}
