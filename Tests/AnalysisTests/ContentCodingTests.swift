import ContentCodings
import Foundation
import Testing

/// What each content coding makes of content that is whole, cut, damaged or too large.
@Suite struct ContentCodingTests {
    private static let text = Array(String(repeating: "The quick brown fox ", count: 40).utf8)
    /// `text` as brotli, zstd and Python's zlib wrote it.
    private static let encoded: [ContentCoding: String] = [
        .brotli: "1f1f0300047463a9ae86872428260f16ad510a2c2aa34ece1923d637941f07",
        .zstd: "28b52ffd0458dd0000a054686520717569636b2062726f776e20666f78200100125e3599d39e03de",
        .deflate: "78da0bc94855282ccd4cce56482aca2fcf5348cbaf500819151b151b15038b0100bd7e2008",
    ]
    private static let raw = "0bc94855282ccd4cce56482aca2fcf5348cbaf500819151b151b15038b0100"

    private static func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }

    private func decode(
        _ content: [UInt8], _ codings: [ContentCoding], maximumBytes: Int = 1 << 20
    ) throws -> (state: ContentDecoder.State, isComplete: Bool, bytes: [UInt8]) {
        let decoder = try #require(ContentDecoder(codings, maximumBytes: maximumBytes))
        var bytes: [UInt8] = []
        func take(_ piece: Span<UInt8>) { for i in piece.indices { bytes.append(piece[i]) } }
        decoder.decode(content.span, in: content.indices, take)
        decoder.finish(take)
        #expect(decoder.memory > 0)
        return (decoder.state, decoder.isComplete, bytes)
    }

    @Test(arguments: [ContentCoding.brotli, .zstd, .deflate]) func wholeAndCut(coding: ContentCoding) throws {
        let content = Self.bytes(try #require(Self.encoded[coding]))
        let whole = try decode(content, [coding])
        #expect(whole.state == .decoding && whole.isComplete && whole.bytes == Self.text)
        // Cut anywhere, it is not complete, and what came of it is the beginning.
        for length in 1..<content.count - 4 {
            let cut = try decode(Array(content.prefix(length)), [coding])
            #expect(cut.state == .decoding && !cut.isComplete, "\(coding) cut at \(length)")
            #expect(Self.text.starts(with: cut.bytes))
        }
        let small = try decode(content, [coding], maximumBytes: 100)
        #expect(small.state == .tooLarge && !small.isComplete && small.bytes.count <= 100)
    }

    @Test func damage() throws {
        var brotli = Self.bytes(try #require(Self.encoded[.brotli]))
        // A window of 16 bits that no stream may ask for: RFC 7932 §9.1 reserves it.
        brotli[0] = 0x11
        #expect(try decode(brotli, [.brotli]).state == .broken)
        var deflate = Self.bytes(try #require(Self.encoded[.deflate]))
        deflate[deflate.count - 1] ^= 1
        #expect(try decode(deflate, [.deflate]).state == .broken)
        #expect(try decode(Array("no zstd at all".utf8), [.zstd]).state == .broken)
        #expect(try decode(Array("no gzip at all".utf8), [.gzip]).state == .broken)
    }

    /// What stands behind the end is no part of the content.
    @Test func whatFollowsTheEnd() throws {
        for coding in [ContentCoding.brotli, .deflate] {
            let content = Self.bytes(try #require(Self.encoded[coding]))
            let decoded = try decode(content + [UInt8](repeating: 7, count: 3000), [coding])
            #expect(decoded.state == .decoding && decoded.isComplete && decoded.bytes == Self.text)
        }
    }

    /// Raw DEFLATE by the name of `deflate`, and by itself: whole, cut, damaged, and larger than it may be.
    @Test func rawDeflate() throws {
        let content = Self.bytes(Self.raw)
        #expect(try decode(content, [.deflate]).bytes == Self.text)
        func inflate(_ bytes: [UInt8], limit: Int = 800) -> [UInt8]? {
            ContentDecoder.inflate(bytes.span, in: bytes.indices, limit: limit)
        }
        #expect(inflate(content) == Self.text)
        #expect(inflate(content, limit: 799) == nil)
        #expect(inflate(Array(content.dropLast(2))) == nil)
        #expect(inflate([7] + content) == nil)
        #expect(inflate([]) == nil)
    }

    /// More than the encoder's buffer holds, in one call: all of it comes out again.
    @Test func gzipOfMoreThanOneBuffer() throws {
        var state: UInt64 = 1
        let noise = (0..<300_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        let encoder = try #require(GzipEncoder())
        var encoded: [UInt8] = []
        func take(_ piece: Span<UInt8>) { for i in piece.indices { encoded.append(piece[i]) } }
        encoder.encode(noise.span, take)
        encoder.encode([UInt8]().span, take)
        encoder.finish(take)
        let decoded = try decode(encoded, [.gzip])
        #expect(decoded.isComplete && decoded.bytes == noise)
    }

    @Test func tokens() {
        let tokens: [(String, ContentCoding?)] = [
            ("gzip", .gzip), ("x-gzip", .gzip), ("deflate", .deflate), ("br", .brotli), ("zstd", .zstd), ("identity", nil),
            ("GZIP", nil),
        ]
        for (token, coding) in tokens { #expect(ContentCoding(token: token) == coding, "\(token)") }
    }

    @Test func theVersionOfTheLibrary() {
        let versions = ContentLibraries.versions
        #expect(versions.map(\.name) == ["brotli"])
        #expect(versions.allSatisfy { $0.version.wholeMatch(of: /1\.[0-9]+\.[0-9]+/) != nil })
    }
}
