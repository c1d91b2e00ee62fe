import Analysis
import Applications
import Reports
import TCP
import Wire

/// Counts what the analyser reports, beside the outputs.
final class Observer: Report {
    private(set) var packets = 0
    private(set) var payloadBytes = 0
    private(set) var streamBytes = 0
    private(set) var connections = 0
    /// All exchanges.
    private(set) var exchangeCount = 0
    /// Up to the first one with a message that cannot be framed: what is found behind it depends on where segments begin.
    private(set) var exchanges: [String] = []
    private var isBroken = false

    var wantsStreams: Bool { true }

    func packet(
        _ event: borrowing PacketEvent, connection: borrowing Connection, bytes: Span<UInt8>, payload: Range<Int>
    ) {
        packets += 1
        payloadBytes += payload.count
    }

    func stream(_ bytes: Span<UInt8>, in range: Range<Int>, missing: Int, from role: Role, connection: Int) {
        streamBytes += range.count
    }

    func exchange(_ exchange: Exchange, connection: borrowing Connection) {
        exchangeCount += 1
        guard !isBroken else { return }
        isBroken = [exchange.request, exchange.response].contains {
            $0?.violations.contains(.invalidChunk) == true || $0?.violations.contains(.headTooLarge) == true
        }
        exchanges.append("\(exchange.number): \(describe(exchange.request)) | \(describe(exchange.response))")
    }

    private func describe(_ message: Message?) -> String {
        guard let message else { return "-" }
        let trailers = message.trailers.map { " + \($0.lines.count)" } ?? ""
        return
            "\(message.head.startLine), \(message.head.fields.lines.count) fields\(trailers), \(message.contentBytes) bytes, "
            + "\(message.decodedBytes.map { "\($0) decoded" } ?? "") \(message.isComplete)"
    }

    func connection(_ event: ConnectionEvent) { connections += 1 }
    func warning(_ text: String) {}
    func finish(_ summary: RunSummary, files: [String]) {}
}
