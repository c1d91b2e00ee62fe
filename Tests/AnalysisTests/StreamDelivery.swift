import Applications
import TCP
import Wire

@testable import Analysis

/// Delivers the streams of a connection to its HTTP reader, in pieces of any size, and writes down all that comes out.
struct StreamDelivery {
    /// Bytes that one end sends before the other sends any.
    struct Turn {
        var role: Role
        var bytes: [UInt8]
    }

    private let http = HTTP1Connection(ConnectionSetting(number: 1, wantsMessages: true))
    /// For each piece: whose it is, and where it lies in its stream. Its place is its frame.
    private var pieces: [(role: Role, range: Range<Int>)] = []
    private var lines: [String] = []
    /// How far the streams have come.
    private var client = 0
    private var server = 0

    /// What comes out of turns that are cut into pieces before the offsets that `cuts` returns for each.
    static func output(_ turns: [Turn], ends: Bool, cuts: (Int, Turn) -> [Int]) -> (text: String, frames: [FrameClaim]) {
        var delivery = StreamDelivery()
        for (i, turn) in turns.enumerated() {
            var start = 0
            for cut in cuts(i, turn) + [turn.bytes.count] where cut > start {
                delivery.deliver(turn, start..<cut)
                start = cut
            }
        }
        if ends {
            _ = delivery.http.end(of: .client)
            delivery.drain()
            _ = delivery.http.end(of: .server)
            delivery.drain()
        }
        _ = delivery.http.finish()
        delivery.drain()
        let history = delivery.http.history
        delivery.lines.append("\(history.isHTTP) \(history.other?.name ?? "-") \(history.upgrade ?? "-") \(history.isTunnel)")
        delivery.lines.append("held \(delivery.http.heldBytes)")
        return (delivery.lines.joined(separator: "\n"), delivery.claims)
    }

    /// A frame that was named, and the bytes of the stream that it carried.
    struct FrameClaim {
        var what: String
        var range: Range<Int>
    }

    private var claims: [FrameClaim] = []

    private mutating func deliver(_ turn: Turn, _ range: Range<Int>) {
        let isClient = turn.role == .client
        let offset = isClient ? client : server
        let position = StreamPosition(
            frame: pieces.count, time: Timestamp(nanoseconds: Int64(pieces.count)),
            acknowledgedOffset: isClient ? server : client,
            offset: offset, beginIsKnown: true)
        pieces.append((turn.role, offset..<offset + range.count))
        if isClient { client += range.count } else { server += range.count }
        _ = http.receive(turn.bytes.span, in: range, from: turn.role, at: position)
        drain()
    }

    private mutating func drain() {
        for output in http.outputs {
            switch output {
            case .head(let head, let role, let exchange):
                lines.append("head \(role) \(exchange) \(head.startLine.debugDescription)")
            case .messageEnd(let message, let role, let exchange): lines.append("end \(role) \(exchange) \(describe(message))")
            case .exchange(let exchange): note(exchange)
            case .webSocketFrame(let frame, let role): lines.append("frame \(role) \(frame.opcode) \(frame.length)")
            case .strayBytes(let stray):
                lines.append("stray \(stray.sender) \(stray.count) \(stray.isMore) \(stray.exchange) \(stray.follows)")
                claim("stray", stray.frame)
            case .invalidStartLine(let line):
                lines.append("invalid \(line.sender) \(String(decoding: line.line, as: UTF8.self).debugDescription)")
                claim("invalid", line.frame)
            case .tls: break
            case .bound(let bound): lines.append("bound \(bound)")
            case .carried: break
            }
        }
        http.clearOutputs()
    }

    private mutating func note(_ exchange: Exchange) {
        var flags: [String] = []
        if exchange.isUnsolicited { flags.append("unsolicited") }
        if exchange.requestIsInvalid { flags.append("request is invalid") }
        if exchange.responseIsInvalid { flags.append("response is invalid") }
        if exchange.isAnsweredEarly { flags.append("answered early") }
        lines.append("exchange \(exchange.number) \(flags) \(exchange.connectionAfter?.rawValue ?? "-")")
        for (name, message) in [("request", exchange.request), ("response", exchange.response)]
            + exchange.interim.map({ ("interim", $0) })
        {
            guard let message else { continue }
            lines.append("  \(name) \(describe(message))")
            claim("\(exchange.number) \(name) first", message.firstFrame)
            claim("\(exchange.number) \(name) last", message.lastFrame)
            if let frame = message.contentFrame { claim("\(exchange.number) \(name) content", frame) }
        }
    }

    private mutating func claim(_ what: String, _ frame: Int) {
        claims.append(FrameClaim(what: what, range: pieces[frame].range))
    }

    private func describe(_ message: Message) -> String {
        let fields = message.head.fields
        let lines = fields.lines.map { "\(fields.name($0))=\(fields.value($0))" }.joined(separator: "|")
        let trailers = message.trailers.map { section in section.lines.map { "\(section.name($0))=\(section.value($0))" } } ?? []
        let names = message.violations.all.map(\.name).joined(separator: " ")
        return
            "\(message.head.startLine.debugDescription) [\(lines.debugDescription)] \(message.contentBytes) \(message.framing) "
            + "\(message.isComplete) \(message.headIsPartial) \(trailers) {\(names)}"
    }
}
