import ContentCodings
import HTTPMessages
import Tracking
import Wire

/// The content of messages, on its way to whoever wants it.
extension Conversation {
    mutating func openDecoder(_ role: Role, _ head: MessageHead, _ framing: BodyFraming, _ taker: ContentTaker?) {
        guard let taker, framing != .none, framing != .otherProtocol, framing != .invalid else { return }
        let transfer = head.fields.listMembers(of: "transfer-encoding").filter { $0 != "chunked" }
        if !transfer.isEmpty { self[role].transferDecoder = taker.decoder(for: transfer) }
        let content = head.fields.listMembers(of: "content-encoding")
        if !content.isEmpty { self[role].decoder = taker.decoder(for: content) }
    }

    mutating func takeContent(_ bytes: Span<UInt8>, _ role: Role, _ source: Source, _ taker: ContentTaker?) {
        guard let index = index(beingRead: role) else { return }
        self[role, index]?.noteContent(in: source.frame, at: source.time)
        guard let taker else {
            self[role, index]?.contentBytes += bytes.count
            return
        }
        guard let transferDecoder = self[role].transferDecoder else { return pass(bytes, role, index, taker) }
        var pieces: [[UInt8]] = []
        transferDecoder.decode(bytes, in: 0..<bytes.count) { piece in
            var copy: [UInt8] = []
            copy.append(copying: piece, in: 0..<piece.count)
            pieces.append(copy)
        }
        for piece in pieces { pass(piece.span, role, index, taker) }
    }

    /// Takes the content coding off, and hands on what is behind it.
    private mutating func pass(_ bytes: Span<UInt8>, _ role: Role, _ index: Int, _ taker: ContentTaker) {
        self[role, index]?.contentBytes += bytes.count
        guard let message = self[role, index] else { return }
        let number = exchanges[index].number
        var preview = message.preview
        func hand(_ piece: Span<UInt8>) {
            if preview.count < Message.previewLength {
                preview.append(copying: piece, in: 0..<min(piece.count, Message.previewLength - preview.count))
            }
            taker.take(piece, of: message, from: role, exchange: number)
        }
        if let decoder = self[role].decoder {
            decoder.decode(bytes, in: 0..<bytes.count, hand)
        } else if message.decoding == nil {
            hand(bytes)
        }
        self[role, index]?.preview = preview
    }

    /// Content that came before it was clear that a response of HTTP/0.9 has no head.
    mutating func takeHeldContent(_ source: Source, _ taker: ContentTaker?) {
        let held = server.reader.takeHeldContent()
        if !held.isEmpty { takeContent(held.span, .server, source, taker) }
    }

    /// The content is at its end, or cannot be decoded any further.
    ///
    /// - Parameter isAtEnd: all of the content was sent; if nothing of it is missing, its codings must have come to their end.
    mutating func closeDecoder(_ role: Role, _ taker: ContentTaker?, isAtEnd: Bool = false) {
        let decoders = [self[role].transferDecoder, self[role].decoder].compactMap { $0 }
        guard !decoders.isEmpty else { return }
        if let index = index(beingRead: role) {
            let isWhole = isAtEnd && self[role, index]?.missingBytes == 0 && self[role, index]?.contentBytes ?? 0 > 0
            for decoder in decoders {
                if isWhole, decoder.state == .decoding, !decoder.isComplete {
                    self[role, index]?.violations.insert(.brokenContentCoding)
                }
                switch decoder.state {
                case .broken: self[role, index]?.violations.insert(.brokenContentCoding)
                case .tooLarge: self[role, index]?.violations.insert(.contentTooLarge)
                case .decoding: break
                }
            }
            if let decoder = self[role].decoder, self[role, index]?.contentBytes ?? 0 > 0 {
                self[role, index]?.decodedBytes = decoder.decodedBytes
                self[role, index]?.decoding =
                    switch decoder.state {
                    case .broken: .broken
                    case .tooLarge: .stopped
                    case .decoding: decoder.isComplete ? .complete : isWhole ? .broken : .cutShort
                    }
            }
        }
        for _ in decoders { taker?.release() }
        self[role].transferDecoder = nil
        self[role].decoder = nil
    }
}
