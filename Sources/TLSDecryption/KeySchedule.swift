import Applications
import Crypto
import FoundationEssentials

/// From secrets to keys.
enum KeySchedule {
    /// HKDF-Expand-Label without context (RFC 8446 §7.1).
    static func expandLabel(_ secret: [UInt8], _ label: String, _ length: Int, _ hash: TLSCipherSuite.Hash) -> [UInt8] {
        let name = Array("tls13 ".utf8) + Array(label.utf8)
        let info = [UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length), UInt8(name.count)] + name + [0]
        let key = SymmetricKey(data: secret)
        let expanded =
            hash == .sha384
            ? HKDF<SHA384>.expand(pseudoRandomKey: key, info: info, outputByteCount: length)
            : HKDF<SHA256>.expand(pseudoRandomKey: key, info: info, outputByteCount: length)
        return unsafe expanded.withUnsafeBytes { unsafe Array($0) }
    }

    /// The pseudorandom function (RFC 5246 §5; RFC 2246 §5 before TLS 1.2).
    static func pseudoRandom(
        _ secret: [UInt8], _ label: String, _ seed: [UInt8], _ length: Int, _ session: TLS12Session
    ) -> [UInt8] {
        let seed = Array(label.utf8) + seed
        if session.version >= 0x0303 {
            return session.suite.hash == .sha384
                ? expand(HMAC<SHA384>.self, secret, seed, length) : expand(HMAC<SHA256>.self, secret, seed, length)
        }
        // Each half of the secret, which share a byte where their number is odd.
        let half = (secret.count + 1) / 2
        let first = expand(HMAC<Insecure.MD5>.self, Array(secret.prefix(half)), seed, length)
        let second = expand(HMAC<Insecure.SHA1>.self, Array(secret.suffix(half)), seed, length)
        return zip(first, second).map { $0 ^ $1 }
    }

    private static func expand<H: HashFunction>(
        _: HMAC<H>.Type, _ secret: [UInt8], _ seed: [UInt8], _ length: Int
    ) -> [UInt8] {
        let key = SymmetricKey(data: secret)
        var result: [UInt8] = []
        var a = seed
        while result.count < length {
            a = Array(HMAC<H>.authenticationCode(for: a, using: key))
            result += HMAC<H>.authenticationCode(for: a + seed, using: key)
        }
        return Array(result.prefix(length))
    }

    /// The hash of the messages of a handshake (RFC 7627 §3).
    static func handshakeHash(_ messages: [UInt8], _ session: TLS12Session) -> [UInt8] {
        if session.version < 0x0303 {
            return Array(Insecure.MD5.hash(data: messages)) + Array(Insecure.SHA1.hash(data: messages))
        }
        return session.suite.hash == .sha384 ? Array(SHA384.hash(data: messages)) : Array(SHA256.hash(data: messages))
    }
}

/// The keys of a connection, one after the other (RFC 5246 §6.3).
struct KeyBlock {
    private var rest: ArraySlice<UInt8>

    init(_ session: TLS12Session, masterSecret: [UInt8]) {
        rest =
            KeySchedule.pseudoRandom(
                masterSecret, "key expansion", session.serverRandom + session.clientRandom, 256, session)[...]
    }

    mutating func take(_ count: Int) -> [UInt8] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }
}
