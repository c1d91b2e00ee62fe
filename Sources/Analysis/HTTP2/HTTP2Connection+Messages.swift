import Applications
import ContentCodings
import TCP
import Wire

/// Field blocks: requests, responses, trailers, promises (RFC 9113 §8.1).
extension HTTP2Connection {
    /// Takes a field block. Returns the parts of messages that it is.
    func takeFields(
        _ block: HTTP2FieldBlock, _ role: Role, _ direction: HTTP2Direction, _ here: StreamPosition
    ) -> MessageParts {
        let start = direction.blockStart ?? here
        if let promised = block.promised {
            takePromise(block, promised, role, start, here)
            return []
        }
        // Who is the client was inferred, and wrongly: nothing that comes is what it seems.
        let isReversed = role == .client ? block.section.hasStatus : block.section.hasMethod
        if isReversed, !direction.reader.isCertain { return [] }
        guard let stream = stream(block.stream) ?? openForFields(block, role, here) else { return [] }
        defer { boundStreams() }
        if stream[role].hasEnded {
            note(HTTP2Fault(kind: .endedStream(.headers), stream: block.stream), role, here)
            return []
        }
        if role == .server { revealInterim(before: block, stream) }
        if stream[role].message != nil { return takeTrailers(block, stream, role, here) }
        if role == .client { return beginRequest(block, stream, start, here) }
        return beginResponse(block, stream, start, here)
    }

    /// A stream that is not held gets fields: it begins, or its beginning was not captured, or it is over.
    private func openForFields(_ block: HTTP2FieldBlock, _ role: Role, _ here: StreamPosition) -> HTTP2Stream? {
        let number = block.stream
        guard number > 0, closing(of: number) == nil else {
            judgeMissing(number, role, .headers, here)
            return nil
        }
        guard !mayBeForgotten(number) else { return nil }
        let isOfClient = number & 1 == 1
        let section = block.section
        if role == .client {
            guard isOfClient, number > direction(.client).highest else {
                if direction(.client).reader.isCertain {
                    note(HTTP2Fault(kind: .streamNumber(previous: direction(.client).highest), stream: number), role, here)
                }
                return nil
            }
            // Trailers of a request that was not captured.
            if !section.hasPseudo, section.unknownPseudo == 0, section.isComplete, !direction(.client).reader.isCertain {
                return nil
            }
            let stream = open(number, by: .client)
            noteOpening(stream, here)
            return stream
        }
        // RFC 7540 §3.2: an upgrade that was not captured opens stream 1.
        if isOfClient, number > 1 || here.beginIsKnown, !(mayBeUpgraded && number == 1),
            mayHaveSeen(here, beyond: .client), hasSeen(.client),
            direction(.client).reader.isCertain
        {
            note(HTTP2Fault(kind: .idleStream(.headers), stream: number), role, here)
            return nil
        }
        guard section.mayHaveStatus else { return nil }
        let stream = open(number, by: isOfClient ? .client : .server)
        // A pushed stream has no request but its promise.
        if !isOfClient { stream.client.hasEnded = true }
        return stream
    }

    /// Whether everything that the sender of a segment had received by then was read: what it answers is known.
    func mayHaveSeen(_ here: StreamPosition, beyond peer: Role) -> Bool {
        here.acknowledgedOffset > 0 && here.acknowledgedOffset <= direction(peer).offset
    }

    private func makeMessage(
        _ block: HTTP2FieldBlock, _ kind: MessageKind, _ start: StreamPosition, _ here: StreamPosition
    ) -> Message {
        let head = MessageHead(block.section, kind: kind)
        let framing: BodyFraming
        if block.endsStream {
            framing = .none
        } else if let length = head.announcedLength {
            framing = .length(length)
        } else {
            framing = .endStream
        }
        let message = Message(head: head, framing, from: start, to: here)
        message.headIsPartial = !block.section.isComplete
        if block.section.isTooLarge { message.violations.insert(.headTooLarge) }
        return message
    }

    // MARK: - Requests

    /// A request of HTTP/1 that the server answers on stream 1 (RFC 7540 §3.2).
    func takeUpgrade(of upgraded: Exchange, _ request: Message) {
        let stream = open(1, by: .client)
        let exchange = stream.exchange
        exchange.http2?.isUpgraded = true
        exchange.request = request
        exchange.requestOffset = upgraded.requestOffset
        exchange.requestShift = upgraded.requestShift
        exchange.acknowledgedAtRequest = upgraded.acknowledgedAtRequest
        exchange.acknowledgedShift = upgraded.acknowledgedShift
        exchange.roundTripToServer = setting.roundTripToServer
        stream.client.hasEnded = true
        countedBytes += exchange.size
        guard let settings = request.head.fields.first("http2-settings") else { return }
        let start = StreamPosition(
            frame: request.firstFrame, time: request.firstTime, acknowledgedOffset: 0, offset: upgraded.requestOffset,
            beginIsKnown: true)
        for setting in HTTP2Setting.list(base64: settings) { apply(setting, .client, start) }
    }

    private func beginRequest(
        _ block: HTTP2FieldBlock, _ stream: HTTP2Stream, _ start: StreamPosition, _ here: StreamPosition
    ) -> MessageParts {
        let exchange = stream.exchange
        let request = makeMessage(block, .request, start, here)
        exchange.request = request
        exchange.acknowledgedAtRequest = start.acknowledgedOffset
        exchange.requestOffset = start.offset
        exchange.requestShift = start.shift
        exchange.acknowledgedShift = start.acknowledgedShift
        exchange.roundTripToServer = setting.roundTripToServer
        stream.client.message = request
        countedBytes += request.size
        let head = request.head
        if setting.wantsMessages { emit(.head(head, .client, exchange: exchange.number)) }
        judgeRequest(block, head, here)
        if head.fields.isGRPC { exchange.http2?.grpc = GRPCCall() }
        openDecoder(stream, .client)
        if block.endsStream {
            end(stream, .client, here)
        } else {
            noteSending(stream, .client, here)
        }
        return [.startLine, .headers]
    }

    /// RFC 9113 §8.3.1, §8.5.
    private func judgeRequest(_ block: HTTP2FieldBlock, _ head: MessageHead, _ here: StreamPosition) {
        let section = block.section
        if let malformation = section.malformation {
            note(HTTP2Fault(kind: .malformed(malformation), stream: block.stream), .client, here)
        }
        guard section.isKnown else { return }
        let isConnect = head.methodKind == .connect
        func fault(_ kind: HTTP2Fault.Kind) { note(HTTP2Fault(kind: kind, stream: block.stream), .client, here) }
        if head.method.isEmpty {
            fault(.missingPseudo(":method"))
        } else if isConnect, head.connectProtocol == nil {
            if head.authority == nil { fault(.missingPseudo(":authority")) }
            if head.scheme != nil || head.path != nil { fault(.pseudoOfConnect) }
        } else if head.scheme == nil {
            fault(.missingPseudo(":scheme"))
        } else if head.path == nil {
            fault(.missingPseudo(":path"))
        } else if head.path == "" {
            fault(.emptyPath)
        }
    }

    /// PUSH_PROMISE: the server makes a request in the client's place (RFC 9113 §8.4).
    private func takePromise(
        _ block: HTTP2FieldBlock, _ promised: Int, _ role: Role, _ start: StreamPosition, _ here: StreamPosition
    ) {
        guard role == .server else { return note(HTTP2Fault(kind: .pushByClient, stream: block.stream), role, here) }
        if facts.client.value(.enablePush) == 0, direction(.client).reader.isCertain, !facts.pushWasAllowed {
            note(HTTP2Fault(kind: .pushDisabled, stream: block.stream), role, here)
        }
        guard promised > 0, promised & 1 == 0, promised > direction(.server).highest else {
            if direction(.server).reader.isCertain {
                note(HTTP2Fault(kind: .streamNumber(previous: direction(.server).highest), stream: promised), role, here)
            }
            return
        }
        let promiser = stream(block.stream)?.exchange.number
        let stream = open(promised, by: .server)
        let request = makeMessage(block, .request, start, here)
        request.isComplete = true
        stream.exchange.request = request
        stream.exchange.http2?.pushedBy = promiser
        stream.client.message = request
        stream.client.hasEnded = true
        countedBytes += request.size
        judgeRequest(block, request.head, here)
        boundStreams()
    }

    // MARK: - Responses

    private func beginResponse(
        _ block: HTTP2FieldBlock, _ stream: HTTP2Stream, _ start: StreamPosition, _ here: StreamPosition
    ) -> MessageParts {
        let section = block.section
        let exchange = stream.exchange
        if !section.hasStatus {
            if section.isKnown, !mayLack(stream, .server), direction(.server).reader.isCertain {
                note(HTTP2Fault(kind: .missingPseudo(":status"), stream: block.stream), .server, here)
            } else if !section.mayHaveStatus {
                // Trailers of a response whose head was not captured.
                exchange.responseIsLost = true
                stream.server.hasEnded = block.endsStream
                releaseIfOver(stream)
                return .content
            }
        }
        if let malformation = section.malformation {
            note(HTTP2Fault(kind: .malformed(malformation), stream: block.stream), .server, here)
        }
        let response = makeMessage(block, .response, start, here)
        let status = response.head.status
        if setting.wantsMessages { emit(.head(response.head, .server, exchange: exchange.number)) }
        if status / 100 == 1 {
            if block.endsStream { note(HTTP2Fault(kind: .interimEndsStream, stream: block.stream), .server, here) }
            if status == 101 { note(HTTP2Fault(kind: .switchingProtocols, stream: block.stream), .server, here) }
            response.isComplete = true
            if exchange.interim.count < setting.limits.interimResponses {
                exchange.interim.append(response)
                countedBytes += response.size
            } else {
                emit(.bound(.interimResponses))
            }
            guard block.endsStream else { return [.startLine, .headers] }
        }
        exchange.response = response
        exchange.responseStart = start.offset + start.shift
        stream.server.message = response
        countedBytes += response.size
        exchange.isAnsweredEarly = !stream.client.hasEnded && exchange.request != nil
        if response.head.fields.isGRPC, exchange.http2?.grpc == nil, exchange.request == nil { exchange.http2?.grpc = GRPCCall() }
        beginWebSocket(exchange, response.head)
        if block.endsStream || hasNoContent(exchange, status) { response.framing = .none } else { openDecoder(stream, .server) }
        if block.endsStream {
            end(stream, .server, here)
        } else {
            noteSending(stream, .server, here)
        }
        return [.startLine, .headers]
    }

    /// The status of what was taken for the response refers to something that was lost, and now another head comes, or a block that is no
    /// trailers since the stream goes on behind it: so it was an interim response (RFC 9113 §8.1).
    private func revealInterim(before block: HTTP2FieldBlock, _ stream: HTTP2Stream) {
        guard let response = stream.server.message, response.head.status == 0, response.contentTime == nil,
            response.missingBytes == 0, !response.isComplete,
            block.section.hasStatus || block.section.mayHaveStatus && !block.endsStream
        else { return }
        closeDecoder(stream, .server)
        unblock(stream, .server)
        let exchange = stream.exchange
        stream.server.message = nil
        exchange.response = nil
        exchange.isAnsweredEarly = false
        response.isComplete = true
        if exchange.interim.count < setting.limits.interimResponses {
            exchange.interim.append(response)
        } else {
            countedBytes -= response.size
        }
    }

    /// RFC 9110 §6.4.1.
    private func hasNoContent(_ exchange: Exchange, _ status: Int) -> Bool {
        exchange.request?.head.methodKind == .head || status == 204 || status == 304
    }

    /// RFC 8441 §5: what follows on the stream are the frames of a WebSocket.
    private func beginWebSocket(_ exchange: Exchange, _ head: MessageHead) {
        guard head.status / 100 == 2, let request = exchange.request?.head, request.methodKind == .connect,
            request.connectProtocol?.lowercased() == "websocket"
        else { return }
        exchange.http2?.webSocket = ProtocolHistory.WebSocket(
            extensions: head.lossless.fields.first("sec-websocket-extensions"), isWhole: head.http2?.fieldsAreComplete == true)
    }

    // MARK: - Trailers and ends

    private func takeTrailers(
        _ block: HTTP2FieldBlock, _ stream: HTTP2Stream, _ role: Role, _ here: StreamPosition
    ) -> MessageParts {
        guard let message = stream[role].message else { return [] }
        let section = block.section
        if let malformation = section.malformation {
            note(HTTP2Fault(kind: .malformed(malformation), stream: block.stream), role, here)
        } else if section.hasPseudo || !block.endsStream, section.isComplete {
            note(HTTP2Fault(kind: .trailers, stream: block.stream), role, here)
        }
        if section.isTooLarge { message.violations.insert(.headTooLarge) }
        let trailers = section.trailers
        if message.trailers == nil, !trailers.isEmpty {
            message.trailers = trailers
            countedBytes += trailers.size
        }
        message.noteLast(in: here.frame, at: here.time)
        if block.endsStream { end(stream, role, here) }
        return .content
    }

    /// An end of a stream has sent all: END_STREAM.
    func end(_ stream: HTTP2Stream, _ role: Role, _ here: StreamPosition) {
        stream[role].hasEnded = true
        unblock(stream, role)
        if let message = stream[role].message {
            message.noteLast(in: here.frame, at: here.time)
            judgeLength(message, stream, role, here)
            closeDecoder(stream, role, isAtEnd: true)
            message.isComplete = message.missingBytes == 0 && !message.isLostInHole
            if setting.wantsMessages, setting.wantsMessageEnds {
                emit(.messageEnd(message, role, exchange: stream.exchange.number))
            }
        }
        releaseIfOver(stream)
    }

    /// RFC 9113 §8.1.1: Content-Length is the sum of the DATA frames. Behind a hole it says whether something is missing.
    private func judgeLength(_ message: Message, _ stream: HTTP2Stream, _ role: Role, _ here: StreamPosition) {
        let mayLack = mayLack(stream, role)
        guard let announced = message.head.announcedLength,
            message.head.kind == .request || !hasNoContent(stream.exchange, message.head.status),
            message.head.kind == .request || stream.exchange.request != nil
        else {
            if mayLack { message.isLostInHole = true }
            return
        }
        let have = UInt64(message.contentBytes + message.missingBytes)
        if mayLack {
            if have < announced { message.missingBytes += Int(clamping: announced - have) }
        } else if have != announced {
            note(
                HTTP2Fault(kind: .contentLength(announced: announced, actual: Int(clamping: have)), stream: stream.number), role,
                here)
        }
    }
}

extension MessageHead {
    /// Content-Length, if it is one number.
    var announcedLength: UInt64? { fields.contentLength }
}

extension FieldSection {
    /// The content is messages of gRPC.
    var isGRPC: Bool { first("content-type")?.lowercased().hasPrefix("application/grpc") == true }
}
