import Applications
import ContentCodings
import TCP
import Wire

/// The content of messages: DATA frames, without their padding.
extension HTTP2Connection {
    func openDecoder(_ stream: HTTP2Stream, _ role: Role) {
        guard let forwarder = setting.forwarder, let message = stream[role].message, !message.headIsPartial else { return }
        let codings = message.head.fields.contentCodings
        guard !codings.isEmpty else { return }
        stream[role].decoder = forwarder.decoder(for: codings, of: message)
        if message.decoding == .left { emit(.bound(message.hasTooManyCodings ? .codings : .decoders)) }
    }

    func takeContent(_ bytes: Span<UInt8>, _ stream: HTTP2Stream, _ role: Role, _ here: StreamPosition) {
        guard let message = stream[role].message else { return }
        message.noteContent(bytes.count, in: here.frame, at: here.time)
        if stream.readsContent { readContent(bytes, stream, role, here) }
        guard let forwarder = setting.forwarder else { return }
        let decoder = stream[role].decoder
        guard forwarder.passesBytes else {
            guard let decoder else { return }
            decoder.decode(bytes, in: 0..<bytes.count) { _ in }
            return forwarder.settle(decoder)
        }
        if let decoder {
            decoder.decode(bytes, in: 0..<bytes.count) { hand($0, of: message, stream, role) }
            forwarder.settle(decoder)
        } else if message.decoding == nil || message.decoding == .left {
            hand(bytes, of: message, stream, role)
        }
    }

    /// Hands decoded content on.
    private func hand(_ piece: Span<UInt8>, of message: Message, _ stream: HTTP2Stream, _ role: Role) {
        guard let forwarder = setting.forwarder, forwarder.passesBytes else { return }
        if message.preview.count < Message.previewLength {
            message.preview.append(copying: piece, in: 0..<min(piece.count, Message.previewLength - message.preview.count))
        }
        forwarder.forward(piece, of: message, from: role, exchange: stream.exchange.number, connection: setting.number)
    }

    /// Messages of gRPC, frames of a WebSocket.
    private func readContent(_ bytes: Span<UInt8>, _ stream: HTTP2Stream, _ role: Role, _ here: StreamPosition) {
        let exchange = stream.exchange
        if exchange.http2?.grpc != nil {
            if role == .client { exchange.http2?.grpc?.client.take(bytes) } else { exchange.http2?.grpc?.server.take(bytes) }
        }
        guard exchange.http2?.webSocket != nil else { return }
        var frames: [WebSocketReader.Frame] = []
        if role == .client {
            exchange.http2?.webSocket?.client.take(bytes, from: 0, in: here.frame) { frames.append($0) }
        } else {
            exchange.http2?.webSocket?.server.take(bytes, from: 0, in: here.frame) { frames.append($0) }
        }
        for frame in frames { emit(.webSocketFrame(frame, role)) }
    }

    /// Bytes of the content are missing.
    func skipContent(_ count: Int, _ stream: HTTP2Stream, _ role: Role) {
        stream[role].message?.missingBytes += count
        if role == .client {
            stream.exchange.http2?.grpc?.client.skip()
            stream.exchange.http2?.webSocket?.client.skip(count)
        } else {
            stream.exchange.http2?.grpc?.server.skip()
            stream.exchange.http2?.webSocket?.server.skip(count)
        }
        // What comes behind a hole cannot be decoded.
        closeDecoder(stream, role)
    }

    /// A DATA frame is at its end.
    func endData(_ frame: HTTP2FrameHeader, _ role: Role, _ direction: HTTP2Direction, _ here: StreamPosition) {
        let stream = direction.current
        direction.current = nil
        useWindow(frame.payloadLength, stream, role, here)
        guard let stream, frame.endsStream else { return }
        if stream[role].message == nil {
            // Its head was not captured.
            if role == .server { stream.exchange.responseIsLost = true }
            stream[role].hasEnded = true
            releaseIfOver(stream)
            return
        }
        end(stream, role, here)
    }

    /// The content is at its end, or cannot be decoded any further.
    func closeDecoder(_ stream: HTTP2Stream, _ role: Role, isAtEnd: Bool = false) {
        guard let decoder = stream[role].decoder else { return }
        stream[role].decoder = nil
        let message = stream[role].message
        // What waited for more of it.
        if let message { decoder.finish { hand($0, of: message, stream, role) } }
        setting.forwarder?.release(decoder)
        guard let message else { return }
        let lacksBytes = message.missingBytes > 0 || message.isLostInHole || mayLack(stream, role)
        let isWhole = isAtEnd && !lacksBytes && message.contentBytes > 0
        switch decoder.state {
        case .decoding: if isWhole, !decoder.isComplete { message.violations.insert(.brokenContentCoding) }
        case .broken: if !lacksBytes { message.violations.insert(.brokenContentCoding) }
        case .tooLarge: message.violations.insert(.contentTooLarge)
        case .windowTooLarge: message.violations.insert(.windowTooLarge)
        }
        guard message.contentBytes > 0 else { return }
        message.decodedBytes = decoder.decodedBytes
        message.decoding =
            switch decoder.state {
            case .broken: lacksBytes ? .cutShort : .broken
            case .tooLarge, .windowTooLarge: .stopped
            case .decoding: decoder.isComplete ? .complete : isWhole ? .broken : .cutShort
            }
    }
}
