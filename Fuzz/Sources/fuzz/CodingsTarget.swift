import Analysis
import ContentCodings

enum CodingsTarget {
    private static let names = ["gzip", "deflate", "br", "zstd", "gzip, br", "zstd, zstd", "br, gzip", "deflate, deflate"]

    /// The first byte chooses the coding, the second the cuts. The decoder alone, and as the content of a response.
    static func run(_ input: [UInt8]) {
        guard input.count > 2 else { return }
        let name = names[Int(input[0]) % names.count]
        let content = Array(input.dropFirst(2))
        let cut = 16 + Int(input[1]) * 5
        let first = decode(content, name, 1 << 16)
        require(first == decode(content, name, cut), "decoded to the same however it is cut")
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: \(name)\r\nContent-Length: \(content.count)\r\n\r\n"
        let turns = [Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8), Array(head.utf8) + content]
        _ = Analysis { Analysis.feed(HTTPTarget.frames(turns, cut: cut), .ethernet, to: $0) }
    }

    /// What came out, as a hash, and how it ended.
    private static func decode(_ content: [UInt8], _ name: String, _ cut: Int) -> [Int] {
        let codings = name.split(separator: ",").compactMap { ContentCoding(token: $0.trimmed) }
        guard let decoder = ContentDecoder(codings, maximumBytes: 1 << 20, maximumRatio: 512, leastBytes: 1 << 16) else {
            return []
        }
        var hash = 0
        var size = 0
        func take(_ bytes: Span<UInt8>) {
            for i in bytes.indices { hash = hash &* 31 &+ Int(bytes[i]) }
            size += bytes.count
        }
        for piece in Dialogue.pieces(content, cut) {
            decoder.decode(piece.span, in: 0..<piece.count, take)
            require(size <= 1 << 20, "the bound on decoded bytes holds: \(size)")
        }
        decoder.finish(take)
        require(size <= 1 << 20, "the bound on decoded bytes holds: \(size)")
        require(decoder.decodedBytes == size, "decoded bytes are counted")
        let state =
            switch decoder.state {
            case .decoding: decoder.isComplete ? 1 : 0
            case .broken: 2
            case .tooLarge: 3
            case .windowTooLarge: 4
            }
        return [state, hash, size]
    }
}

extension Substring {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
