import ContentCodings
import Testing

/// What comes out of a content coding, and where a bound is hit, does not depend on how the content is cut.
@Suite struct ContentDecoderTests {
    private struct Decoded: Equatable {
        var state: ContentDecoder.State
        var isComplete: Bool
        var bytes: [UInt8]
    }

    private static let cuts = [1, 3, 16, 500, 1023, 1024, 1025, 1400, .max]

    private func decode(_ content: [UInt8], _ codings: [ContentCoding], cut: Int, maximumBytes: Int = 8 << 20) throws -> Decoded {
        let decoder = try #require(
            ContentDecoder(codings, maximumBytes: maximumBytes, maximumRatio: 512, leastBytes: 1 << 16))
        var bytes: [UInt8] = []
        func take(_ piece: Span<UInt8>) { for i in piece.indices { bytes.append(piece[i]) } }
        var start = 0
        while start < content.count {
            let end = cut > content.count - start ? content.count : start + cut
            decoder.decode(content.span, in: start..<end, take)
            start = end
        }
        decoder.finish(take)
        #expect(decoder.decodedBytes == bytes.count)
        return Decoded(state: decoder.state, isComplete: decoder.isComplete, bytes: bytes)
    }

    private func expectTheSame(_ content: [UInt8], _ codings: [ContentCoding], maximumBytes: Int = 8 << 20) throws -> Decoded {
        let whole = try decode(content, codings, cut: .max, maximumBytes: maximumBytes)
        for cut in Self.cuts {
            let other = try decode(content, codings, cut: cut, maximumBytes: maximumBytes)
            #expect(other.state == whole.state && other.isComplete == whole.isComplete, "cut after \(cut)")
            #expect(other.bytes == whole.bytes, "\(other.bytes.count), not \(whole.bytes.count), cut after \(cut)")
        }
        return whole
    }

    /// A frame of Zstandard (RFC 8878 §3.1.1) whose blocks repeat one byte: four bytes for each block.
    private static func repeated(_ size: Int, blocks: Int, last: [UInt8] = [3, 0, 0, 0]) -> [UInt8] {
        let head = size << 3 | 2
        let block = [UInt8(head & 255), UInt8(head >> 8 & 255), UInt8(head >> 16), 97]
        return [0x28, 0xb5, 0x2f, 0xfd, 0, 0x38] + (0..<blocks).flatMap { _ in block } + last
    }

    private static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let encoder = try #require(GzipEncoder())
        var all: [UInt8] = []
        func take(_ piece: Span<UInt8>) { for i in piece.indices { all.append(piece[i]) } }
        encoder.encode(bytes.span, take)
        encoder.finish(take)
        return all
    }

    /// Blocks a little below the ratio, at it, and above it; and far above it.
    @Test(arguments: [(2040, true), (2048, true), (2080, false), (2100, false), (131_072, false)])
    func theRatio(size: Int, isWithin: Bool) throws {
        let decoded = try expectTheSame(Self.repeated(size, blocks: 700), [.zstd])
        #expect(decoded.state == (isWithin ? .decoding : .tooLarge))
        #expect(decoded.isComplete == isWithin)
        if isWithin { #expect(decoded.bytes.count == 700 * size) }
    }

    @Test func whatIsBrokenInTheMiddle() throws {
        // The third kind of block is reserved.
        let decoded = try expectTheSame(Self.repeated(1000, blocks: 20, last: [7, 0, 0, 0]), [.zstd])
        #expect(decoded.state == .broken)
        var gzip = try Self.gzip((0..<9000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 5) })
        gzip[gzip.count / 2] ^= 255
        #expect(try expectTheSame(gzip, [.gzip]).state == .broken)
    }

    @Test func oneCodingInAnother() throws {
        let text = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7 &* 31) }
        let decoded = try expectTheSame(try Self.gzip(try Self.gzip(text)), [.gzip, .gzip])
        #expect(decoded == Decoded(state: .decoding, isComplete: true, bytes: text))
        let bomb = try Self.gzip(try Self.gzip([UInt8](repeating: 0, count: 4 << 20)))
        #expect(try expectTheSame(bomb, [.gzip, .gzip]).state == .tooLarge)
    }

    @Test func theBoundOnBytes() throws {
        let text = (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
        let decoded = try expectTheSame(try Self.gzip(text), [.gzip], maximumBytes: 40_000)
        #expect(decoded.state == .tooLarge)
        #expect(decoded.bytes == Array(text.prefix(decoded.bytes.count)))
    }

    /// Content that ends in the middle is given out as far as it came.
    @Test func whatIsCutShort() throws {
        let text = (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
        let gzip = try Self.gzip(text)
        let decoded = try expectTheSame(Array(gzip.prefix(gzip.count / 2)), [.gzip])
        #expect(decoded.state == .decoding && !decoded.isComplete)
        #expect(!decoded.bytes.isEmpty && text.starts(with: decoded.bytes))
    }
}
