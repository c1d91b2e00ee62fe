/// A cipher suite, by its number in IANA's registry.
public struct TLSCipherSuite: Hashable, Sendable {
    public var number: UInt16

    public init(_ number: UInt16) { self.number = number }

    public enum Bulk: Sendable, Equatable {
        case aesGCM, aesCCM, aesCCM8, aesCBC, chaCha20, camelliaCBC, camelliaGCM, ariaCBC, ariaGCM
        /// Nothing is encrypted; a MAC protects what crosses.
        case none
    }

    public enum Hash: Sendable { case sha1, sha256, sha384 }

    /// The name of the registry; nil for a number that is not known here.
    public var name: String? { Self.names[number] }

    /// The name, or the number where there is none.
    public var shownName: String {
        if let name { return name }
        let digits = String(number, radix: 16)
        return "0x" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// What stands for a feature, and no cipher: the values of RFC 8701, and the two signalling ones.
    var isSignal: Bool { number & 0x0f0f == 0x0a0a && number >> 8 == number & 0xff || number == 0x00ff || number == 0x5600 }
    /// It belongs to TLS 1.3 (RFC 8446 §B.4).
    public var isOfTLS13: Bool { number >> 8 == 0x13 }

    /// The words of the name behind `WITH`, or behind `TLS` in TLS 1.3.
    private var cipherWords: [Substring] {
        let words = (name ?? "").split(separator: "_")
        if isOfTLS13 { return Array(words.dropFirst()) }
        guard let at = words.firstIndex(of: "WITH") else { return [] }
        return Array(words[(at + 1)...])
    }

    /// How records are encrypted; nil for one that is not decrypted here.
    public var bulk: Bulk? {
        let words = cipherWords
        guard let first = words.first else { return nil }
        if first == "CHACHA20" { return .chaCha20 }
        if first == "NULL" { return words.last == "MD5" ? nil : Bulk.none }
        guard words.count >= 3 else { return nil }
        switch (first, words[2]) {
        case ("AES", "GCM"): return .aesGCM
        case ("AES", "CCM"): return words.count > 3 && words[3] == "8" ? .aesCCM8 : .aesCCM
        case ("AES", "CBC"): return .aesCBC
        case ("CAMELLIA", "CBC"): return .camelliaCBC
        case ("CAMELLIA", "GCM"): return .camelliaGCM
        case ("ARIA", "CBC"): return .ariaCBC
        case ("ARIA", "GCM"): return .ariaGCM
        default: return nil
        }
    }

    /// Bytes of the key.
    public var keyLength: Int {
        let words = cipherWords
        if words.first == "CHACHA20" { return 32 }
        return words.count > 1 && words[1] == "256" ? 32 : 16
    }

    /// The hash that the name ends with: of the MAC with CBC, else of the key derivation. CCM suites of TLS 1.2 name none: SHA-256 (RFC 6655).
    public var hash: Hash {
        switch cipherWords.last {
        case "SHA": .sha1
        case "SHA384": .sha384
        default: .sha256
        }
    }
}
