import ContentCodings
import Applications
import TCP

/// Hands the content of messages to the sink while it is read, decoded piece by piece. There is none if no report wants
/// content or its decoded size.
final class ContentForwarder {
    /// Messages decoded at the same time at most: a decoder takes up to 16 MiB. Content beyond is counted, but not decoded.
    static let maximumDecoders = 512

    private let sink: any EventSink
    private var decoders = 0
    /// Messages that were not decoded because of the bound.
    private(set) var skipped = 0

    /// Whether the content itself is wanted, and not only its size.
    let passesBytes: Bool

    init(_ sink: any EventSink) {
        self.sink = sink
        passesBytes = sink.wantsContent
    }

    /// A decoder for the codings of a message; nil if it has none, one is not known, or too many are at work.
    func decoder(for codings: [String]) -> ContentDecoder? {
        let codings = codings.filter { $0 != "identity" }
        let known = codings.compactMap { ContentCoding(token: $0) }
        guard !codings.isEmpty, known.count == codings.count, known.count <= 8 else { return nil }
        guard decoders < Self.maximumDecoders, let decoder = ContentDecoder(known) else {
            skipped += 1
            return nil
        }
        decoders += 1
        return decoder
    }

    /// A decoder is at its end.
    func release() { decoders -= 1 }

    func forward(_ bytes: Span<UInt8>, of message: Message, from role: Role, exchange: Int, connection: Int) {
        sink.content(bytes, of: message, from: role, exchange: exchange, connection: connection)
    }
}
