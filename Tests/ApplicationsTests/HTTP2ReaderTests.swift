@testable import Applications
import Testing

/// Frames of HTTP/2, cut anywhere, padded, and with holes.
@Suite struct HTTP2ReaderTests {
    static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]) -> [UInt8] {
        let length = UInt32(payload.count)
        return [UInt8(length >> 16 & 255), UInt8(length >> 8 & 255), UInt8(length & 255), type, flags]
            + (0..<4).map { UInt8(stream >> (24 - 8 * UInt32($0)) & 255) } + payload
    }

    /// What a reader finds, in words; content of one DATA frame is put together.
    private func read(_ pieces: [[UInt8]], _ sender: StreamEnd, skipping hole: (after: Int, count: Int)? = nil) -> [String] {
        var reader = HTTP2Reader(sender, beginIsKnown: true)
        var found: [String] = []
        var content = ""
        for (i, piece) in pieces.enumerated() {
            if let hole, hole.after == i {
                let result = reader.skip(hole.count)
                if result.missingContent > 0 { content += "[\(result.missingContent)]" }
                if let ended = result.endedData {
                    found.append("data \(ended.stream) \(content)")
                    content = ""
                }
                if result.hasCutBlock { found.append(describe(reader.block)) }
                if result.isLost { found.append("lost") }
            }
            var piece = piece
            if reader.isSearching {
                guard let rest = reader.find(in: piece.span) else { continue }
                piece = rest
            }
            var at = 0
            loop: while true {
                switch reader.next(piece.span, &at) {
                case .needsMore: break loop
                case .preface: found.append("preface")
                case .data(let range): content += String(decoding: piece[range], as: UTF8.self)
                case .dataEnd(let frame):
                    found.append("data \(frame.stream) \(content)\(frame.has(HTTP2FrameHeader.endStream) ? "." : "")")
                    content = ""
                case .frame(let frame): found.append("\(frame.header.kind?.name ?? "?") \(frame.stream)")
                case .fields: found.append(describe(reader.block))
                }
            }
            found += reader.takeFaults().map { "fault \($0.name) \($0.stream)" }
        }
        return found
    }

    private func describe(_ block: HTTP2FieldBlock) -> String {
        let head = MessageHead(block.section, kind: .request)
        let target = block.promised.map { " promises \($0)" } ?? ""
        return
            "fields \(block.stream)\(target) \(head.startLine)\(block.endsStream ? "." : "")\(block.section.isComplete ? "" : " cut")"
    }

    private static let request: [UInt8] = [0x82, 0x87, 0x04, 0x02] + Array("/a".utf8)

    static let stream =
        HTTP2Reader.preface + frame(4, 0, 0, [0, 3, 0, 0, 0, 100]) + frame(2, 0, 3, [0, 0, 0, 0, 5])
        + frame(1, 0x28, 1, [3, 0, 0, 0, 0, 9] + request[..<2] + [0, 0, 0]) + frame(9, 0, 1, Array(request[2..<4]))
        + frame(9, 4, 1, Array(request[4...])) + frame(0, 8, 1, [2] + Array("hello".utf8) + [0, 0]) + frame(0, 0, 1, [])
        + frame(0xe0, 0xff, 9, [1, 2, 3]) + frame(0, 1, 1, Array(" there".utf8)) + frame(8, 0, 0, [0, 0, 1, 0])
        + frame(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0] + Array("bye".utf8))

    static let found = [
        "preface", "SETTINGS 0", "PRIORITY 3", "fields 1 GET /a HTTP/2", "data 1 hello", "data 1 ", "? 9", "data 1  there.",
        "WINDOW_UPDATE 0", "GOAWAY 0",
    ]

    @Test(arguments: [1, 2, 3, 7, 10, 24, 50, 1000]) func cutsDoNotMatter(size: Int) {
        let pieces = stride(from: 0, to: Self.stream.count, by: size).map {
            Array(Self.stream[$0..<min($0 + size, Self.stream.count)])
        }
        #expect(read(pieces, .client) == Self.found)
    }

    @Test func aHoleInsideContentIsArithmetic() {
        let first = HTTP2Reader.preface + Self.frame(4, 0, 0, []) + Self.frame(1, 4, 1, Self.request)
        let data = Self.frame(0, 1, 1, Array("0123456789".utf8))
        let after = Self.frame(1, 5, 3, Self.request)
        let found = read([first + data[..<12], data[15...] + after], .client, skipping: (1, 3))
        #expect(found == ["preface", "SETTINGS 0", "fields 1 GET /a HTTP/2", "data 1 012[3]6789.", "fields 3 GET /a HTTP/2."])
        let end = read([first + data[..<12], after], .client, skipping: (1, 7))
        #expect(end.dropFirst(3) == ["data 1 012[7]", "fields 3 GET /a HTTP/2."])
    }

    @Test func aHoleInAFieldBlockLeavesWhatCameBefore() {
        let first = HTTP2Reader.preface + Self.frame(4, 0, 0, [])
        let headers = Self.frame(1, 5, 1, Self.request + [0x40, 1, 0x61, 1, 0x62])
        let after = Self.frame(1, 5, 3, Self.request)
        let found = read([first + headers[..<16], headers[18...] + after], .client, skipping: (1, 2))
        #expect(found.dropFirst(2) == ["fields 1 GET /a HTTP/2. cut", "? 1", "fields 3 GET /a HTTP/2."])
    }

    @Test func behindALostFrameTheNextCertainOneIsFound() {
        let first = HTTP2Reader.preface + Self.frame(4, 0, 0, []) + Self.frame(1, 4, 1, Self.request)
        let frames = Self.frame(0, 0, 1, Array("junk that has no frame".utf8)) + Self.frame(8, 0, 0, [0, 0, 1, 0])
        let after = Self.frame(1, 5, 3, Self.request) + Self.frame(1, 5, 5, Self.request)
        // The hole takes a whole frame and the beginning of the next one.
        let found = read([first, frames[20...] + after], .client, skipping: (1, 200))
        #expect(
            found.dropFirst(3) == ["lost", "WINDOW_UPDATE 0", "fields 3 GET /a HTTP/2.", "fields 5 GET /a HTTP/2."])
    }

    @Test(arguments: [
        (frame(0, 0, 0, [1]), "fault frame-stream 0"), (frame(0, 8, 1, [5, 1, 2]), "fault padding 1"),
        (frame(3, 0, 1, [1, 2, 3]), "fault frame-length 1"), (frame(4, 0, 0, [0, 2, 0, 0, 0, 7]), "fault setting-value 0"),
        (frame(4, 1, 0, [0, 0, 0, 0, 0, 0]), "fault frame-length 0"),
        (frame(8, 0, 5, [0, 0, 0, 0]), "fault window-update-zero 5"),
        (frame(9, 4, 1, []), "fault continuation-alone 1"),
        (frame(1, 0, 1, request) + frame(6, 0, 0, Array(repeating: 0, count: 8)), "fault interrupted-field-block 1"),
        (frame(1, 5, 1, [0xff, 0xff]), "fault compression 1"),
        (frame(0, 0, 1, Array(repeating: 0, count: 16_385)), "fault frame-too-large 1"),
    ]) func faults(bytes: [UInt8], fault: String) {
        #expect(read([HTTP2Reader.preface + Self.frame(4, 0, 0, []) + bytes], .client).contains(fault))
    }

    @Test func whatIsHeldIsBounded() {
        var reader = HTTP2Reader(.client, beginIsKnown: true)
        var at = 0
        let begin = HTTP2Reader.preface + Self.frame(4, 0, 0, []) + Self.frame(1, 0, 1, Self.request)
        func take(_ bytes: [UInt8]) {
            at = 0
            while true { if case .needsMore = reader.next(bytes.span, &at) { return } }
        }
        take(begin)
        // A flood of CONTINUATION frames.
        for _ in 0..<2000 { take(Self.frame(9, 0, 1, Array(repeating: 0x82, count: 1000))) }
        #expect(reader.heldBytes <= HTTP2Bounds().sectionBytes + 20_000)
        _ = reader.skip(1 << 20)
        for _ in 0..<1000 { #expect(reader.find(in: Array(repeating: 0xff, count: 1000).span) == nil) }
        #expect(reader.heldBytes <= HTTP2Bounds().searchBytes + 1000)
    }

    @Test func messagesOfGRPCAreCounted() {
        let content: [UInt8] = [0, 0, 0, 0, 3, 1, 2, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 9]
        for size in 1...content.count {
            var messages = GRPCMessages()
            for start in stride(from: 0, to: content.count, by: size) {
                messages.take(content.span.extracting(start..<min(start + size, content.count)))
            }
            #expect(messages.count == 2 && messages.isInsideMessage)
        }
    }
}
