import ContentCodings
import Applications
import TCP
import Wire

/// The content of messages, on its way to whoever wants it.
extension HTTP1Connection {
    func openDecoder(_ role: Role, _ head: MessageHead, _ framing: BodyFraming) {
        guard let forwarder, framing != .none, framing != .otherProtocol, framing != .invalid else { return }
        let message = direction(role).message
        let transfer =
            head.hasTransferCodings ? head.fields.listMembers(of: "transfer-encoding").filter { $0 != "chunked" } : []
        if !transfer.isEmpty { direction(role).transferDecoder = forwarder.decoder(for: transfer, of: message) }
        let content = head.fields.contentCodings
        if !content.isEmpty { direction(role).decoder = forwarder.decoder(for: content, of: message) }
        if let message, message.decoding == .left { outputs.append(.bound(message.hasTooManyCodings ? .codings : .decoders)) }
    }

    func takeContent(_ bytes: Span<UInt8>, _ role: Role, _ position: StreamPosition) {
        let direction = direction(role)
        guard let message = direction.message else { return }
        guard let forwarder, !isOnlyCounted(direction), let exchange = direction.exchange else {
            message.noteContent(bytes.count, in: position.frame, at: position.time)
            return
        }
        message.noteContent(0, in: position.frame, at: position.time)
        guard let transferDecoder = direction.transferDecoder else {
            forward(bytes, role, message, exchange.number, forwarder)
            return
        }
        transferDecoder.decode(bytes, in: 0..<bytes.count) { piece in
            forward(piece, role, message, exchange.number, forwarder)
        }
        forwarder.settle(transferDecoder)
    }

    /// Removes the content coding, and hands on what is behind it.
    private func forward(
        _ bytes: Span<UInt8>, _ role: Role, _ message: Message, _ exchange: Int, _ forwarder: ContentForwarder
    ) {
        message.contentBytes += bytes.count
        guard forwarder.passesBytes else {
            guard let decoder = direction(role).decoder else { return }
            decoder.decode(bytes, in: 0..<bytes.count) { _ in }
            return forwarder.settle(decoder)
        }
        if let decoder = direction(role).decoder {
            decoder.decode(bytes, in: 0..<bytes.count) { hand($0, role, message, exchange, forwarder) }
            forwarder.settle(decoder)
        } else if message.decoding == nil || message.decoding == .left {
            hand(bytes, role, message, exchange, forwarder)
        }
    }

    /// Hands decoded content on.
    private func hand(
        _ piece: Span<UInt8>, _ role: Role, _ message: Message, _ exchange: Int, _ forwarder: ContentForwarder
    ) {
        guard forwarder.passesBytes else { return }
        if message.preview.count < Message.previewLength {
            message.preview.append(copying: piece, in: 0..<min(piece.count, Message.previewLength - message.preview.count))
        }
        forwarder.forward(piece, of: message, from: role, exchange: exchange, connection: number)
    }

    /// Decodes what waited for more: none comes.
    private func finishDecoders(_ role: Role) {
        let direction = direction(role)
        guard let forwarder, let message = direction.message, let exchange = direction.exchange?.number else { return }
        direction.transferDecoder?.finish { forward($0, role, message, exchange, forwarder) }
        direction.decoder?.finish { hand($0, role, message, exchange, forwarder) }
    }

    /// Content that came before it was clear that a response of HTTP/0.9 has no head.
    func takeHeldContent(_ position: StreamPosition) {
        let held = server.reader.takeHeld()
        if !held.isEmpty { takeContent(held.span, .server, position) }
    }

    /// The content is at its end, or cannot be decoded any further.
    ///
    /// - Parameter isAtEnd: all of the content was sent; if nothing of it is missing, its codings must have come to their end.
    func closeDecoder(_ role: Role, isAtEnd: Bool = false) {
        let direction = direction(role)
        guard direction.decoder != nil || direction.transferDecoder != nil else { return }
        finishDecoders(role)
        defer {
            direction.transferDecoder = nil
            direction.decoder = nil
        }
        let decoders = [direction.transferDecoder, direction.decoder].compactMap { $0 }
        for decoder in decoders { forwarder?.release(decoder) }
        guard let message = direction.message else { return }
        let isWhole = isAtEnd && message.missingBytes == 0 && message.contentBytes > 0
        for decoder in decoders {
            if isWhole, decoder.state == .decoding, !decoder.isComplete { message.violations.insert(.brokenContentCoding) }
            switch decoder.state {
            case .broken: message.violations.insert(.brokenContentCoding)
            case .tooLarge: message.violations.insert(.contentTooLarge)
            case .windowTooLarge: message.violations.insert(.windowTooLarge)
            case .decoding: break
            }
        }
        guard let decoder = direction.decoder, message.contentBytes > 0 else { return }
        message.decodedBytes = decoder.decodedBytes
        message.decoding =
            switch decoder.state {
            case .broken: .broken
            case .tooLarge, .windowTooLarge: .stopped
            case .decoding: decoder.isComplete ? .complete : isWhole ? .broken : .cutShort
            }
    }
}
