import Analysis
import Applications
import TCP

/// HTTP/2: findings, and what an exchange has besides.
extension English {
    func http2(_ finding: HTTP2Finding) -> [Text] {
        switch finding {
        case .reset(let reset): self.reset(reset)
        case .goAway(let goAway): self.goAway(goAway)
        case .stall(let stall): self.stall(stall)
        case .fault(let fault, let unprocessed): self.fault(fault, unprocessed)
        case .queue(let queue):
            [
                "the client kept \(queue.limit) requests open at a time, as many as the server allows (SETTINGS_MAX_CONCURRENT_STREAMS), and sent "
                    + "\(Quantity.count(queue.requests, "more request")) each at the moment when another one had ended"
                    + (queue.duration > 0 ? ", over \(Quantity.duration(queue.duration))" : ""),
                "They waited in the client until then, which no time of an exchange shows: let the server allow more streams, or the client use "
                    + "more connections",
            ]
        }
    }

    // MARK: - Resets

    private func reset(_ reset: HTTP2Facts.Reset) -> [Text] {
        let sender: Text = "the \(end(reset.sender))"
        var fact: Text = "\(sender) reset "
        fact += reset.count == 1 ? "stream \(reset.stream)" : "\(reset.count) streams (the first is \(reset.stream))"
        if let exchange = reset.exchange { fact += ", request #\(exchange)," }
        fact += " with \(code: reset.code.name) (frame \(reset.firstFrame))"
        if reset.responseWasComplete {
            fact += ", when its response was complete: only the rest of the request was not wanted"
        } else {
            fact += reset.isOfRequest && reset.sender == .client ? " before any response came" : through(reset)
        }
        return [fact] + meaning(of: reset.code, by: reset.sender)
    }

    private func through(_ reset: HTTP2Facts.Reset) -> Text {
        let what: Text = reset.isOfRequest ? "request's" : "response's"
        if let announced = reset.announced {
            return ", when \(reset.bytes) of \(announced) bytes of the \(what) content were through"
        }
        if reset.isOfRequest, reset.bytes == 0 { return " instead of a response" }
        return ", when \(Quantity.exactBytes(reset.bytes)) of the \(what) content were through"
    }

    /// RFC 9113 §7.
    private func meaning(of code: HTTP2ErrorCode, by role: Role) -> [Text] {
        let subject: Text = "The \(end(role))"
        switch code.rawValue {
        case 0: return []
        case 2: return ["\(subject) failed for a reason of its own: its log tells"]
        case 7: return ["It was not processed, and may be sent again (RFC 9113 section 8.7)"]
        case 8:
            return role == .client
                ? ["The client wanted it no more: a time limit, or its user or program gave up"]
                : ["The server wanted it no more: its log tells why"]
        case 11: return ["\(subject) takes the other end for one that makes too much work: look at its limits"]
        case 13: return ["The request must be sent again over HTTP/1.1"]
        case 1, 3, 5, 6, 9:
            return [
                "\(subject) takes what the other end sent for against the rules, though nothing in the capture shows it to be: its log tells"
            ]
        default: return []
        }
    }

    // MARK: - GOAWAY

    private func goAway(_ goAway: HTTP2Facts.GoAway) -> [Text] {
        var fact: Text =
            "the \(end(goAway.sender)) ended the HTTP/2 connection with GOAWAY, \(code: goAway.code.name) (frame \(goAway.frame))"
        if goAway.sender == .server {
            fact +=
                goAway.lastStream >= 1 << 30
                ? ", and still took requests" : "; the last stream that it may have processed is \(goAway.lastStream)"
        }
        if !goAway.debug.isEmpty { fact += ". It says \"\(secrets.shown(content: goAway.debug, limit: 120))\"" }
        var sentences = [fact]
        if goAway.code == .noError {
            if goAway.unprocessed.isEmpty, goAway.sender == .server {
                sentences.append("That is an orderly close: it shuts down, or its limit for one connection is reached")
            }
        } else {
            sentences +=
                goAway.code.rawValue == 11
                ? ["It takes the other end for one that makes too much work: look at its limits"]
                : ["It takes what the other end sent for an error: its log tells"]
        }
        let count = goAway.unprocessed.count + goAway.moreUnprocessed
        if count > 0 {
            let numbers = goAway.unprocessed.prefix(6).map { "#\($0)" as Text }.joined(separator: ", ")
            sentences.append(
                "\(Quantity.count(count, "request", "requests")) beyond that (\(numbers)\(count > 6 ? ", ..." : "")) were not processed, and may be "
                    + "sent again on a new connection (RFC 9113 section 6.8)")
        }
        return sentences
    }

    // MARK: - Flow control

    private func stall(_ stall: HTTP2Facts.Stall) -> [Text] {
        let reader: Text = "the \(end(stall.sender.peer))"
        var fact: Text = "the \(end(stall.sender)) could send nothing "
        if let stream = stall.stream {
            fact += "on stream \(stream)"
        } else {
            fact += "on any stream"
        }
        fact += " for \(Quantity.duration(stall.duration)) (from frame \(stall.fromFrame)"
        fact += stall.toFrame.map { " to frame \($0))" } ?? ", to the end)"
        if let exchange = stall.exchange { fact += ", with content of #\(exchange) still to come" }
        fact +=
            ": its flow-control window \(stall.stream == nil ? "of the connection" : "there") was used up, and \(reader) did not open it"
        if stall.times > 1 { fact += "; that happened \(often(stall.times))" }
        return [
            fact,
            "The program at \(reader)'s end did not read, or its windows are too small for the path: look at what it does with the content, and at "
                + (stall.stream == nil ? "its connection window" : "SETTINGS_INITIAL_WINDOW_SIZE") + " (RFC 9113 section 6.9)",
        ]
    }

    // MARK: - Against the rules

    private func fault(_ fault: HTTP2Facts.Fault, _ unprocessed: Int) -> [Text] {
        let sender: Text = "the \(end(fault.sender))"
        var fact: Text = "\(sender) \(act(fault.fault)) (frame \(fault.frame)"
        if fault.fault.stream != 0 { fact += ", stream \(fault.fault.stream)" }
        if fault.count > 1 { fact += ", the first of \(fault.count)" }
        fact += "; \(code: fault.fault.section))"
        var sentences = [fact]
        if let answer = fault.answer {
            var text: Text = "The \(end(fault.sender.peer)) "
            text += answer.isGoAway ? "ended the connection with GOAWAY" : "reset the stream"
            text += ", \(code: answer.code.name) (frame \(answer.frame))"
            if !answer.debug.isEmpty { text += ": \"\(secrets.shown(content: answer.debug, limit: 120))\"" }
            if unprocessed > 0 { text += "; \(Quantity.count(unprocessed, "request was", "requests were")) not processed" }
            sentences.append(text)
        } else {
            sentences.append(
                fault.fault.isOfConnection
                    ? "The other end must give the connection up (\(code: fault.fault.code.name))"
                    : "The other end must give the stream up (\(code: fault.fault.code.name))")
        }
        sentences.append("This is a fault of the program at \(sender)'s end: mend or update it")
        return sentences
    }

    private func act(_ fault: HTTP2Fault) -> Text {
        switch fault.kind {
        case .preface:
            "did not begin with what an HTTP/2 connection begins with (the client's preface, and a SETTINGS frame)"
        case .frameTooLarge(let header, let allowed):
            "sent a frame \(name(of: header)) of \(header.payloadLength) bytes, where the other end takes \(allowed) at most"
        case .frameLength(let header):
            "sent a frame \(name(of: header)) of \(header.payloadLength) bytes, which is no length that it may have"
        case .frameStream(let header):
            header.stream == 0
                ? "sent a frame \(name(of: header)) on stream 0, where it must name a stream"
                : "sent a frame \(name(of: header)) on a stream, where it is about the connection"
        case .padding(let header): "sent a frame \(name(of: header)) with more padding than it has bytes"
        case .interruptedBlock(let header):
            "sent a frame \(name(of: header)) where the rest of a field block (CONTINUATION) must follow"
        case .continuationAlone: "sent a frame CONTINUATION that continues nothing"
        case .settingValue(let setting):
            "announced \(code: setting.kind?.name ?? "a setting") as \(setting.value), which is no value that it may have"
        case .compression(let failure): "sent fields that cannot be decompressed: \(reason(failure))"
        case .zeroIncrement: "sent WINDOW_UPDATE with an increment of 0"
        case .windowOverflow: "opened a flow-control window beyond 2^31-1 bytes"
        case .pushByClient: "sent PUSH_PROMISE, which only a server may"
        case .pushDisabled: "sent PUSH_PROMISE, though the client had turned that off (SETTINGS_ENABLE_PUSH)"
        case .streamNumber(let previous):
            "opened a stream whose number is of the other end's kind, or not above the one before it (\(previous))"
        case .idleStream(let kind): "sent a frame \(code: kind.name) on a stream that was never opened"
        case .endedStream(let kind): "sent a frame \(code: kind.name) on a stream that it had ended"
        case .windowExceeded(let bytes): "sent \(Quantity.exactBytes(bytes)) more than the flow-control window allowed"
        case .malformed(let malformation): malformed(malformation)
        case .missingPseudo(let name): "sent a message without \(code: name)"
        case .pseudoOfConnect: "sent a CONNECT request with :scheme or :path, which it must not have"
        case .emptyPath: "sent a request whose :path is empty"
        case .trailers: "sent trailers that do not end the stream, or hold pseudo-header fields"
        case .interimEndsStream: "ended a stream with an interim response (1xx)"
        case .switchingProtocols: "answered 101 (Switching Protocols), which HTTP/2 does not have"
        case .contentLength(let announced, let actual):
            "sent \(Quantity.exactBytes(actual)) of content, where Content-Length says \(announced)"
        }
    }

    private func name(of header: HTTP2FrameHeader) -> Text { Text(code: header.kind?.name ?? "of type \(header.type)") }

    private func malformed(_ malformation: HTTP2FieldSection.Malformation) -> Text {
        func shown(_ name: [UInt8]) -> Text { "\"\(secrets.shown(content: name, limit: 40))\"" }
        switch malformation {
        case .name(let name):
            return
                "sent the field name \(shown(name)), which no field may have (upper case, or characters that are none of a name)"
        case .value(let name): return "sent a value of \(shown(name)) with characters that no value may have"
        case .connectionSpecific(let name):
            return "sent the field \(shown(name)), which is about a connection of HTTP/1 and must not be there"
        case .te: return "sent a TE field that is not \"trailers\""
        case .latePseudo(let name): return "sent \(shown(name)) behind other fields"
        case .unknownPseudo(let name): return "sent the pseudo-header field \(shown(name)), which does not exist here"
        case .repeatedPseudo(let name): return "sent \(shown(name)) twice"
        }
    }

    private func reason(_ failure: HPACKDecoder.Failure) -> Text {
        switch failure {
        case .index(let index): "they refer to entry \(index) of the table, which does not exist"
        case .integer: "a number in them has no end"
        case .huffman: "a string in them is no Huffman code"
        case .cutShort: "they end within a field"
        case .tableSize(let size): "they set the table size to \(size), above what the other end allows"
        case .lateTableSize: "they change the table size behind a field"
        case .missingTableSize: "they do not begin with the smaller table size that the other end had asked for"
        }
    }

    // MARK: - Exchanges

    /// What the line of an exchange says besides; empty for HTTP/1.
    func http2(_ exchange: Exchange) -> Text {
        guard let http2 = exchange.http2 else { return "" }
        var text: Text = "; stream \(http2.stream)"
        if let promiser = http2.pushedBy { text += ", pushed with #\(promiser)" }
        if let call = http2.grpc { text += grpc(call, exchange) }
        if let webSocket = http2.webSocket {
            text += ", a WebSocket: \(webSocket.client.frames) frames from the client, \(webSocket.server.frames) from the server"
        }
        if let reset = http2.reset {
            text += ", reset by the \(end(reset.sender)) with \(code: reset.code.name) (frame \(reset.frame))"
        }
        if http2.isUnprocessed { text += ", not processed: it may be sent again" }
        let heads = [exchange.request?.head, exchange.response?.head].compactMap { $0 }
        if heads.contains(where: { $0.http2?.fieldsAreComplete == false }) {
            text += ", some fields not known: the capture lacks what they refer to"
        }
        return text
    }

    private func grpc(_ call: GRPCCall, _ exchange: Exchange) -> Text {
        var text: Text = ", gRPC"
        if let names = exchange.request?.head.lossless.path.flatMap(GRPCCall.names) {
            text += " \(secrets.shown(names.method, limit: 40)) of \(secrets.shown(names.service, limit: 40))"
        }
        text += ": \(Quantity.count(call.client.count, "message")) sent, \(call.server.count) received"
        guard let status = exchange.grpcStatus else { return text }
        text += ", status \(status.code)"
        if let name = GRPCCall.statusName(status.code) { text += " \(code: name)" }
        if let message = status.message, !message.isEmpty { text += ": \"\(secrets.shown(message, limit: 80))\"" }
        return text
    }
}
