/// Takes the codings off the content of one message as it comes, within bounds on what it may grow to.
public final class ContentDecoder {
    /// Decoded bytes of one message at most.
    private let maximumBytes: Int
    /// How many times its encoded size a message may grow to, once it is larger than `leastBytes`.
    private let maximumRatio: Int
    /// Up to here the ratio does not count: small messages may be all zeros.
    private let leastBytes: Int
    /// What of `memory` the owner has charged to its budget.
    public var chargedMemory = 0
    /// Bytes of memory that it takes now, about.
    public var memory: Int { stages.reduce(waiting.capacity) { $0 + $1.memory } }

    public enum State: Sendable {
        /// So far so good; `isComplete` says whether it may end here.
        case decoding
        /// The data is not what its coding says.
        case broken
        /// It grew beyond the bounds.
        case tooLarge
        /// It needs a window larger than RFC 9659 allows for zstd: 8 MiB.
        case windowTooLarge
    }

    /// Encoded bytes are read so many at a time, counted from the first one of the content. So what comes out, and where a bound is hit, does not
    /// depend on how the content is cut: the libraries look ahead as far as a piece goes, and the ratio is that of what was read so far.
    private static let step = 1024
    private let stages: [any Decoder]
    /// Encoded bytes that came, and are not read yet: less than a step.
    private var waiting: [UInt8] = []
    public private(set) var state = State.decoding
    public private(set) var encodedBytes = 0
    /// Bytes after removing all codings.
    public private(set) var decodedBytes = 0
    /// Bytes between two codings, which may grow as well.
    private var intermediateBytes = 0

    /// - Parameter codings: in the order in which they were applied, as the field lists them. nil if there is no memory for them.
    public init?(
        _ codings: [ContentCoding], maximumBytes: Int = 512 << 20, maximumRatio: Int = 512, leastBytes: Int = 1 << 20
    ) {
        self.maximumBytes = maximumBytes
        self.maximumRatio = max(1, maximumRatio)
        self.leastBytes = leastBytes
        let stages = codings.reversed().compactMap { $0.makeDecoder() }
        guard stages.count == codings.count else { return nil }
        self.stages = stages
    }

    /// Decodes the bytes in `range` and hands the result to `body` piece by piece, borrowed for the call. The last of them may wait for more: see
    /// `finish`.
    public func decode(_ bytes: Span<UInt8>, in range: Range<Int>, _ body: (Span<UInt8>) -> Void) {
        guard state == .decoding else { return }
        var at = range.lowerBound
        if !waiting.isEmpty {
            let count = min(Self.step - waiting.count, range.count)
            keep(bytes.extracting(at..<at + count))
            at += count
            guard waiting.count == Self.step else { return }
            finish(body)
        }
        while state == .decoding, range.upperBound - at >= Self.step {
            take(bytes.extracting(at..<at + Self.step), body)
            at += Self.step
        }
        if state == .decoding, at < range.upperBound { keep(bytes.extracting(at..<range.upperBound)) }
    }

    /// No more of the content comes: decodes what waits.
    public func finish(_ body: (Span<UInt8>) -> Void) {
        guard state == .decoding, !waiting.isEmpty else { return }
        let bytes = waiting
        waiting.removeAll(keepingCapacity: true)
        take(bytes.span, body)
    }

    private func keep(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe waiting.append(contentsOf: $0) }
    }

    private func take(_ bytes: Span<UInt8>, _ body: (Span<UInt8>) -> Void) {
        encodedBytes += bytes.count
        run(bytes, stage: 0, body)
    }

    private func run(_ bytes: Span<UInt8>, stage: Int, _ body: (Span<UInt8>) -> Void) {
        guard stage < stages.count else {
            decodedBytes += bytes.count
            body(bytes)
            return
        }
        let step = stages[stage].decode(bytes) { piece in
            if stage + 1 < stages.count { intermediateBytes += piece.count }
            let size = max(decodedBytes + (stage + 1 < stages.count ? 0 : piece.count), intermediateBytes)
            if size > maximumBytes || size > leastBytes && size / maximumRatio > encodedBytes {
                state = .tooLarge
                return false
            }
            run(piece, stage: stage + 1, body)
            return state == .decoding
        }
        if step == .broken, state == .decoding { state = .broken }
        if step == .windowTooLarge, state == .decoding { state = .windowTooLarge }
    }

    /// Whether the content may end here: no coding waits for more.
    public var isComplete: Bool { state == .decoding && stages.allSatisfy(\.isComplete) }

    /// The whole of a raw DEFLATE stream (RFC 1951); nil if it is broken or larger than `limit`.
    public static func inflate(_ bytes: Span<UInt8>, in range: Range<Int>, limit: Int) -> [UInt8]? {
        guard let decoder = InflateDecoder(.raw) else { return nil }
        var whole: [UInt8] = []
        let step = decoder.decode(bytes.extracting(range)) { piece in
            unsafe piece.withUnsafeBufferPointer { unsafe whole.append(contentsOf: $0) }
            return whole.count <= limit
        }
        return step == .ended && whole.count <= limit ? whole : nil
    }
}
