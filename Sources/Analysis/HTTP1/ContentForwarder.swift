import ContentCodings
import Applications
import TCP
import Wire

/// Hands the content of messages to the sink while it is read, decoded piece by piece. There is none if no report wants
/// content or its decoded size.
final class ContentForwarder {
    private let sink: any EventSink
    private var decoders = 0
    /// Messages that were not decoded because of the bound.
    private(set) var skipped = 0

    /// Codings of a message that are removed.
    private static let maximumCodings = 8

    /// Whether the content itself is wanted, and not only its size.
    let passesBytes: Bool

    private let limits: Limits
    private let budget: MemoryBudget

    init(_ sink: any EventSink, _ limits: Limits, _ budget: MemoryBudget) {
        self.limits = limits
        self.budget = budget
        self.sink = sink
        passesBytes = sink.wantsContent
    }

    /// A decoder for the codings of a message; nil if it has none, one is not known, or too many are at work, as the message says then.
    func decoder(for codings: [String], of message: Message?) -> ContentDecoder? {
        let codings = codings.filter { $0 != "identity" }
        let known = codings.compactMap { ContentCoding(token: $0) }
        guard !codings.isEmpty, known.count == codings.count else { return nil }
        guard known.count <= Self.maximumCodings else {
            message?.decoding = .left
            message?.hasTooManyCodings = true
            return nil
        }
        guard decoders < limits.decoders, !budget.isExceeded,
            let decoder = ContentDecoder(
                known, maximumBytes: limits.decodedBytes, maximumRatio: limits.decodedRatio, leastBytes: limits.decodedFreely)
        else {
            skipped += 1
            message?.decoding = .left
            return nil
        }
        decoders += 1
        settle(decoder)
        return decoder
    }

    /// A message is not decoded any further.
    func noteSkipped() { skipped += 1 }

    /// Charges what a decoder takes now: its window grows with the content.
    func settle(_ decoder: ContentDecoder) {
        let memory = decoder.memory
        guard memory != decoder.chargedMemory else { return }
        budget.charge(memory - decoder.chargedMemory)
        decoder.chargedMemory = memory
    }

    /// A decoder is at its end.
    func release(_ decoder: ContentDecoder) {
        decoders -= 1
        budget.refund(decoder.chargedMemory)
        decoder.chargedMemory = 0
    }

    func forward(_ bytes: Span<UInt8>, of message: Message, from role: Role, exchange: Int, connection: Int) {
        sink.content(bytes, of: message, from: role, exchange: exchange, connection: connection)
    }
}
