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

    /// What came out, as a hash, and how it ended. Where it grows beyond the bounds, how much came out before depends on the cuts.
    private static func decode(_ content: [UInt8], _ name: String, _ cut: Int) -> [Int] {
        let codings = name.split(separator: ",").compactMap { ContentCoding(token: $0.trimmed) }
        guard let decoder = ContentDecoder(codings, maximumBytes: 1 << 20, maximumRatio: 512, leastBytes: 1 << 16) else {
            return []
        }
        var hash = 0
        var size = 0
        for piece in Dialogue.pieces(content, cut) {
            decoder.decode(piece.span, in: 0..<piece.count) { bytes in
                for i in bytes.indices { hash = hash &* 31 &+ Int(bytes[i]) }
                size += bytes.count
            }
            require(size <= 1 << 20, "the bound on decoded bytes holds: \(size)")
        }
        require(decoder.decodedBytes == size, "decoded bytes are counted")
        switch decoder.state {
        case .tooLarge: return [2]
        // How much comes out before damage is seen is the library's business.
        case .broken: return [1]
        case .decoding: return [0, hash, size, decoder.isComplete ? 1 : 0]
        }
    }
}

extension Substring {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
