/// A content coding that can be removed (RFC 9110 §8.4.1, RFC 7932, RFC 8878).
public enum ContentCoding: Sendable {
    case gzip
    /// zlib's format, or raw DEFLATE, which some servers send by this name against the rule.
    case deflate
    case brotli
    case zstd

    /// From a member of Content-Encoding or Transfer-Encoding, in lower case; nil for one that is not known.
    public init?(token: String) {
        switch token {
        case "gzip", "x-gzip": self = .gzip
        case "deflate": self = .deflate
        case "br": self = .brotli
        case "zstd": self = .zstd
        default: return nil
        }
    }
}
