/// The cryptography of TLS: what a run hands to the `Analyzer` that is to decrypt. The module `TLSDecryption` has one; nothing else here
/// depends on it.
public protocol TLSCryptography: Sendable {
    /// What opens records of TLS 1.3 that are protected with this secret (RFC 8446 §7.3); nil for a cipher suite that it does not know.
    func cipher(_ suite: TLSCipherSuite, trafficSecret: [UInt8]) -> (any TLSRecordCipher)?
    /// The secret behind a KeyUpdate (RFC 8446 §7.2).
    func nextTrafficSecret(after secret: [UInt8], _ suite: TLSCipherSuite) -> [UInt8]?
    /// What opens the records of the two ends (RFC 5246 §6.3); nil for a cipher suite that it does not know.
    func ciphers(_ session: TLS12Session, masterSecret: [UInt8]) -> (client: any TLSRecordCipher, server: any TLSRecordCipher)?
    /// The master secret that follows from a premaster secret (RFC 5246 §8.1, RFC 7627 §4).
    ///
    /// - Parameter transcript: the messages of the handshake up to ClientKeyExchange, where the extended master secret was agreed on.
    func masterSecret(premaster: [UInt8], _ session: TLS12Session, transcript: [UInt8]?) -> [UInt8]?
}

/// Opens the records of one direction, from one change of keys to the next.
public protocol TLSRecordCipher: AnyObject {
    /// Opens a record, head and all, and appends what it holds to `content`. False, and nothing appended, if its tag or MAC does not hold.
    ///
    /// - Parameter sequence: the number of the record under these keys.
    func open(_ record: Span<UInt8>, sequence: UInt64, into content: inout [UInt8]) -> Bool
    /// Where in a record the first byte of its content lies.
    var contentOffset: Int { get }
    /// What a record is longer than its content, at least.
    var overhead: Int { get }
    /// Whether it is longer by just that, without padding.
    var keepsLength: Bool { get }
}

/// What the two ends of TLS 1.2 and before agreed on, from which their keys follow.
public struct TLS12Session: Sendable {
    public var version: UInt16
    public var suite: TLSCipherSuite
    public var clientRandom: [UInt8]
    public var serverRandom: [UInt8]
    /// RFC 7366.
    public var encryptThenMAC = false
    /// RFC 7627.
    public var extendedMasterSecret = false

    public init(version: UInt16, suite: TLSCipherSuite, clientRandom: [UInt8], serverRandom: [UInt8]) {
        self.version = version
        self.suite = suite
        self.clientRandom = clientRandom
        self.serverRandom = serverRandom
    }
}

/// What a run decrypts TLS with.
public struct TLSDecryptor {
    public let keyLog: TLSKeyLog
    public let cryptography: any TLSCryptography
    public let trials: TLSTrials

    public init(_ keyLog: TLSKeyLog, _ cryptography: any TLSCryptography, trials: TLSTrials) {
        self.keyLog = keyLog
        self.cryptography = cryptography
        self.trials = trials
    }
}
