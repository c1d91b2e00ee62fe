/// Counts the messages of gRPC in the content of one direction: a byte of flags, four of length, and the message, again and again
/// (gRPC over HTTP/2, "Length-Prefixed-Message").
public struct GRPCMessages: Sendable {
    /// Messages read to their end.
    public private(set) var count = 0
    /// Bytes of those messages, as they were sent.
    public private(set) var bytes: UInt64 = 0
    /// Bytes are missing, so that the count is only what was read before.
    public private(set) var isCut = false
    /// A message has begun and is not at its end.
    public var isInsideMessage: Bool { left != nil || prefixCount > 0 }

    private var prefix: UInt64 = 0
    private var prefixCount = 0
    private var left: UInt64?

    public init() {}

    public mutating func take(_ content: Span<UInt8>) {
        guard !isCut else { return }
        var at = 0
        while at < content.count || left == 0 {
            guard let open = left else {
                prefix = prefix << 8 | UInt64(content[at])
                prefixCount += 1
                at += 1
                if prefixCount == 5 {
                    left = prefix & 0xffff_ffff
                    bytes += prefix & 0xffff_ffff
                    prefix = 0
                    prefixCount = 0
                }
                continue
            }
            let part = min(open, UInt64(content.count - at))
            at += Int(part)
            left = open - part
            if left == 0 {
                count += 1
                left = nil
            }
        }
    }

    public mutating func skip() { isCut = true }
}
