public import Applications
import Crypto

/// The cryptography of TLS by swift-crypto: the ciphers of TLS 1.0 to 1.3 that programs use today. Only the program and its tests build it.
public struct SwiftCryptography: TLSCryptography {
    public init() {}

    public func cipher(_ suite: TLSCipherSuite, trafficSecret: [UInt8]) -> (any TLSRecordCipher)? {
        guard suite.isOfTLS13, let bulk = suite.bulk, trafficSecret.count == suite.hash.length else { return nil }
        // RFC 8446 §7.3
        let key = KeySchedule.expandLabel(trafficSecret, "key", suite.keyLength, suite.hash)
        let iv = KeySchedule.expandLabel(trafficSecret, "iv", 12, suite.hash)
        guard let aead = makeAEAD(bulk, key: key) else { return nil }
        return AEADRecordCipher13(aead, iv: iv)
    }

    public func nextTrafficSecret(after secret: [UInt8], _ suite: TLSCipherSuite) -> [UInt8]? {
        guard secret.count == suite.hash.length else { return nil }
        return KeySchedule.expandLabel(secret, "traffic upd", suite.hash.length, suite.hash)
    }

    public func ciphers(
        _ session: TLS12Session, masterSecret: [UInt8]
    ) -> (client: any TLSRecordCipher, server: any TLSRecordCipher)? {
        guard (0x0301...0x0303).contains(session.version), let bulk = session.suite.bulk else { return nil }
        var block = KeyBlock(session, masterSecret: masterSecret)
        let keyLength = session.suite.keyLength
        if let lengths = Self.nonceLengths(bulk) {
            guard session.version == 0x0303 else { return nil }
            let (clientKey, serverKey) = (block.take(keyLength), block.take(keyLength))
            let (clientIV, serverIV) = (block.take(lengths.fixed), block.take(lengths.fixed))
            guard let client = makeAEAD(bulk, key: clientKey), let server = makeAEAD(bulk, key: serverKey) else { return nil }
            return (
                AEADRecordCipher12(client, iv: clientIV, explicit: lengths.explicit),
                AEADRecordCipher12(server, iv: serverIV, explicit: lengths.explicit)
            )
        }
        let hash = session.suite.hash
        let (clientMAC, serverMAC) = (block.take(hash.length), block.take(hash.length))
        if bulk == .none { return (NullRecordCipher(MAC(hash, key: clientMAC)), NullRecordCipher(MAC(hash, key: serverMAC))) }
        let (clientKey, serverKey) = (block.take(keyLength), block.take(keyLength))
        // TLS 1.0 goes on with the last block of the record before; the first one has its initialization vector from the keys.
        let isChained = session.version == 0x0301
        let (clientIV, serverIV) = (isChained ? block.take(16) : [], isChained ? block.take(16) : [])
        guard let client = makeBlockCipher(bulk, key: clientKey), let server = makeBlockCipher(bulk, key: serverKey) else {
            return nil
        }
        func cipher(_ block: any CBCCipher, _ mac: [UInt8], _ iv: [UInt8]) -> any TLSRecordCipher {
            CBCRecordCipher(
                block, MAC(hash, key: mac), chainedIV: isChained ? iv : nil, encryptsThenMACs: session.encryptThenMAC)
        }
        return (cipher(client, clientMAC, clientIV), cipher(server, serverMAC, serverIV))
    }

    public func masterSecret(premaster: [UInt8], _ session: TLS12Session, transcript: [UInt8]?) -> [UInt8]? {
        if let transcript {
            // RFC 7627 §4
            let hash = KeySchedule.handshakeHash(transcript, session)
            return KeySchedule.pseudoRandom(premaster, "extended master secret", hash, 48, session)
        }
        return KeySchedule.pseudoRandom(premaster, "master secret", session.clientRandom + session.serverRandom, 48, session)
    }

    /// Bytes of the nonce that come from the keys, and that each record has (RFC 5288 §3, RFC 6655 §3, RFC 7905 §2); nil for CBC.
    private static func nonceLengths(_ bulk: TLSCipherSuite.Bulk) -> (fixed: Int, explicit: Int)? {
        switch bulk {
        case .aesGCM, .aesCCM, .aesCCM8, .camelliaGCM, .ariaGCM: (4, 8)
        case .chaCha20: (12, 0)
        case .aesCBC, .camelliaCBC, .ariaCBC, .none: nil
        }
    }

    private func makeAEAD(_ bulk: TLSCipherSuite.Bulk, key: [UInt8]) -> (any AEAD)? {
        switch bulk {
        case .aesGCM: AESGCM(key: key)
        case .aesCCM: AESCCM(key: key, tagLength: 16)
        case .aesCCM8: AESCCM(key: key, tagLength: 8)
        case .chaCha20: ChaCha20(key: key)
        case .camelliaGCM: BlockGCM(Camellia(key: key))
        case .ariaGCM: BlockGCM(ARIA(key: key))
        case .aesCBC, .camelliaCBC, .ariaCBC, .none: nil
        }
    }

    private func makeBlockCipher(_ bulk: TLSCipherSuite.Bulk, key: [UInt8]) -> (any CBCCipher)? {
        switch bulk {
        case .aesCBC: AESCBC(key: key)
        case .camelliaCBC: BlockCBC(Camellia(key: key))
        case .ariaCBC: BlockCBC(ARIA(key: key))
        default: nil
        }
    }
}

extension TLSCipherSuite.Hash {
    var length: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        }
    }
}
