import Analysis
import Testing
import TCP

/// The same streams give the same messages, names and findings, however they were cut into pieces.
@Suite struct HTTPSegmentationTests {
    private static let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".utf8)
    private static let question = Array("GET /next HTTP/1.1\r\nHost: a\r\n\r\n".utf8)

    /// A request, valid or not, that is answered; then another exchange.
    private static func asking(_ request: String) -> [StreamDelivery.Turn] {
        [
            .init(role: .client, bytes: Array(request.utf8)), .init(role: .server, bytes: answer),
            .init(role: .client, bytes: question), .init(role: .server, bytes: answer),
        ]
    }

    /// A response, valid or not; then another exchange.
    private static func answering(_ response: String, to request: String = "GET /first HTTP/1.1\r\nHost: a\r\n\r\n")
        -> [StreamDelivery.Turn]
    {
        [
            .init(role: .client, bytes: Array(request.utf8)), .init(role: .server, bytes: Array(response.utf8)),
            .init(role: .client, bytes: question), .init(role: .server, bytes: answer),
        ]
    }

    @Test func requests() {
        for request in HTTPInputs.requests { expectTheSame(Self.asking(request), turn: 0, request.debugDescription) }
    }

    @Test func responses() {
        for response in HTTPInputs.responses { expectTheSame(Self.answering(response), turn: 1, response.debugDescription) }
    }

    /// No other exchange follows: whether it is found depends on where a piece begins.
    @Test func brokenChunks() {
        for request in HTTPInputs.brokenRequests {
            expectTheSame(Array(Self.asking(request).prefix(2)), turn: 0, request.debugDescription)
        }
        for response in HTTPInputs.brokenResponses {
            expectTheSame(Array(Self.answering(response).prefix(2)), turn: 1, response.debugDescription)
        }
    }

    /// The preface of HTTP/2, and behind it what is none: however it is cut, the client does not speak HTTP/1.
    @Test func prefaceOfHTTP2() {
        let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
        for rest in ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", "", "\r\n", preface] {
            expectTheSame(Self.asking(preface + rest), turn: 0, rest.debugDescription)
        }
        let other = "PRI * HTTP/2.0\r\n\r\nSN\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"
        expectTheSame(Self.asking(other), turn: 0, other.debugDescription)
    }

    /// What the first bytes show to be another protocol holds no HTTP, whether more came with them or not.
    @Test func anotherProtocolFirst() {
        // A record of TLS with a ClientHello in it, whose end never comes.
        let tls: [UInt8] = [22, 3, 1, 2, 48, 1, 0, 2, 44, 3, 3] + (0..<90).map { UInt8($0 * 7 & 127) | 1 }
        let others = [
            "SSH-2.0-x\r\n", "EHLO a\r\nSTARTTLS\r\n", "USER a\r\n", "* OK IMAP4 ready\r\n", "\u{3}\0\0\u{13}\u{e}", "?",
        ]
        for opening in [tls] + others.map({ Array($0.utf8) }) {
            for side in [Role.client, .server] {
                let message = side == .client ? Self.question : Self.answer
                let turns: [StreamDelivery.Turn] = [
                    .init(role: side, bytes: opening + [13, 10] + message),
                    .init(role: side.peer, bytes: side == .client ? Self.answer : Self.question),
                    .init(role: side, bytes: message),
                ]
                expectTheSame(turns, turn: 0, "\(opening.prefix(20)) of the \(side)")
            }
        }
    }

    /// Frames of HTTP/2 that stand in the middle of something else belong to no stream, wherever a segment begins.
    @Test func framesBehindSomethingElse() {
        func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt8, _ payload: [UInt8] = []) -> [UInt8] {
            [0, 0, UInt8(payload.count), type, flags, 0, 0, 0, stream] + payload
        }
        let asking =
            Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(4, 0, 0) + frame(1, 5, 1, [0x82, 0x86, 0x84, 0x41, 1, 97])
        let answering = frame(4, 0, 0) + frame(4, 1, 0) + frame(1, 4, 1, [0x88]) + frame(0, 1, 1, [1, 2, 3])
        for length in [9, 100, 255, 256, 257, 400] {
            let turns: [StreamDelivery.Turn] = [
                .init(role: .client, bytes: asking),
                .init(role: .server, bytes: [UInt8](repeating: 0x88, count: length) + answering),
            ]
            expectTheSame(turns, turn: 1, "behind \(length) other bytes")
        }
    }

    @Test func answersToHEAD() {
        for response in HTTPInputs.responses {
            let turns = Self.answering(response, to: "HEAD /first HTTP/1.1\r\nHost: a\r\n\r\n")
            expectTheSame(turns, turn: 1, "HEAD " + response.debugDescription)
        }
    }

    /// A request that is cut, or waits to be told to go on, and is refused; the next one follows without any content.
    @Test(arguments: [
        "POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 50\r\n\r\n",
        "POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n", "POST /e HTTP/1.1\r\nHost: ",
        "POST /e",
        "get /e http/1.1\r\nHost: a\r\n\r\n",
    ])
    func refused(request: String) {
        for next in [
            "GET /next HTTP/1.1\r\nHost: a\r\n\r\n", "GETTING is what it says, and it has fifty bytes in all.",
            "7\r\nGET /ne\r\n0\r\n\r\n",
        ] {
            for status in [400, 408, 417] {
                let refusal = "HTTP/1.1 \(status) No\r\nContent-Length: 0\r\n\r\n"
                let turns: [StreamDelivery.Turn] = [
                    .init(role: .client, bytes: Array(request.utf8)), .init(role: .server, bytes: Array(refusal.utf8)),
                    .init(role: .client, bytes: Array(next.utf8)), .init(role: .server, bytes: Self.answer),
                ]
                expectTheSame(turns, turn: 2, "\(request.debugDescription) \(status) \(next.debugDescription)")
            }
        }
    }

    /// Compares what comes out of whole turns with what comes out of single bytes, and of one turn cut at each place.
    private func expectTheSame(_ turns: [StreamDelivery.Turn], turn: Int, _ comment: String) {
        for ends in [true, false] {
            let single = StreamDelivery.output(turns, ends: ends) { _, turn in Array(1..<max(1, turn.bytes.count)) }
            let whole = StreamDelivery.output(turns, ends: ends) { _, _ in [] }
            expect(whole, single, "whole: \(comment)")
            for cut in 1..<max(2, turns[turn].bytes.count) {
                let other = StreamDelivery.output(turns, ends: ends) { i, _ in i == turn ? [cut] : [] }
                guard other.text == single.text else {
                    expect(other, single, "cut at \(cut): \(comment)")
                    break
                }
            }
        }
    }

    private func expect(
        _ found: (text: String, frames: [StreamDelivery.FrameClaim]),
        _ single: (text: String, frames: [StreamDelivery.FrameClaim]),
        _ comment: String
    ) {
        #expect(found.text == single.text, "\(comment)")
        guard found.text == single.text else { return }
        // The piece that is named carried the byte that is named where each byte has a piece of its own.
        for (a, b) in zip(found.frames, single.frames) {
            #expect(a.range.contains(b.range.lowerBound), "\(a.what): \(a.range) and \(b.range.lowerBound), \(comment)")
        }
    }
}
