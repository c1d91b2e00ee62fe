/// Takes one coding off a stream of bytes, as they come.
protocol Decoder: AnyObject {
    /// Decodes what there is and hands the result to `body` piece by piece, borrowed for the call, until the input is used up, the data has ended, it turns out
    /// to be broken, or `body` returns false.
    func decode(_ bytes: Span<UInt8>, _ body: (Span<UInt8>) -> Bool) -> DecodeStep

    /// Bytes of memory that it takes now, about.
    var memory: Int { get }
    /// Whether the input may end here.
    var isComplete: Bool { get }
}

/// How far a piece of encoded input has brought the decoding.
enum DecodeStep: Equatable {
    case needsMore
    /// The data has ended; input behind it is no part of it.
    case ended
    case broken
    /// The data may be right, and needs a larger window than its coding allows.
    case windowTooLarge
    /// The taker wants no more.
    case stopped
}

extension ContentCoding {
    func makeDecoder() -> (any Decoder)? {
        switch self {
        case .gzip: InflateDecoder(.gzip)
        case .deflate: InflateDecoder(.zlibOrRaw)
        case .brotli: BrotliDecoder()
        case .zstd: ZstdDecoder()
        }
    }
}
