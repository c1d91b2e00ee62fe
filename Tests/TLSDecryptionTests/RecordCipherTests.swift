import Applications
import Testing

@testable import TLSDecryption

/// Records and secrets against what independent programs made: Python's hmac, and OpenSSL's block ciphers with GCM written out.
@Suite struct RecordCipherTests {
    private static let content = Array("GET / HTTP/1.1\r\n\r\n".utf8)

    private func session(_ suite: UInt16, version: UInt16 = 0x0303) -> TLS12Session {
        TLS12Session(
            version: version, suite: TLSCipherSuite(suite), clientRandom: [UInt8](repeating: 1, count: 32),
            serverRandom: [UInt8](repeating: 2, count: 32))
    }

    private func client(_ suite: UInt16, version: UInt16 = 0x0303) throws -> any TLSRecordCipher {
        try #require(
            SwiftCryptography().ciphers(session(suite, version: version), masterSecret: [UInt8](repeating: 3, count: 48))
        ).client
    }

    /// What a record holds; nil, with nothing appended, if it does not open.
    private func open(_ record: [UInt8], _ cipher: any TLSRecordCipher, sequence: UInt64) -> [UInt8]? {
        var content: [UInt8] = [1]
        let isOpen = cipher.open(record.span, sequence: sequence, into: &content)
        if !isOpen { #expect(content == [1]) }
        return isOpen ? Array(content.dropFirst()) : nil
    }

    /// AES, ARIA and Camellia in Galois/counter mode: 18 bytes are more than one block.
    @Test(
        arguments: [
            (0x009c, "170303002a0000000000000003ac2b85c771cdee241268f6a5868d5396c6ae9c40a610ffbfdcd340935da261abd533"),
            (0xc050, "170303002a0000000000000003cad340a500986856588b02a52e9d6374cc11c55c71a08e76474a8b88fe07b2af68d3"),
            (0xc07a, "170303002a000000000000000383a5a57466ab5dcf64cbf9ed3df3f64e5d91e4c30eef6742a9b6fb53f843e7d73430"),
        ] as [(UInt16, String)]) func galoisCounterMode(suite: UInt16, record: String) throws
    {
        let cipher = try client(suite)
        #expect(open(hex(record), cipher, sequence: 4) == nil)
        #expect(open(hex(record), cipher, sequence: 3) == Self.content)
        var changed = hex(record)
        changed[20] ^= 1
        #expect(open(changed, cipher, sequence: 3) == nil)
    }

    /// Records that are authenticated and not encrypted (TLS_RSA_WITH_NULL_SHA).
    @Test func nullCipher() throws {
        let record = hex("1703030026474554202f20485454502f312e310d0a0d0a96d584be18eeaddd094e9698a98c9131c540aaaf")
        let cipher = try client(0x0002)
        #expect(cipher.contentOffset == 5 && cipher.overhead == 25 && cipher.keepsLength)
        #expect(open(record, cipher, sequence: 6) == nil)
        #expect(open(Array(record.prefix(20)), cipher, sequence: 5) == nil)
        #expect(open(record, cipher, sequence: 5) == Self.content)
    }

    /// TLS 1.0: the MAC is inside the encryption, and a record goes on with the last block of the one before.
    @Test func chainedRecordsOfTLS10() throws {
        let records = [
            "17030100301f1746c10be2f76dcfe396cee85367ee8b00e5e7b2f2f7122724932ce964a03157eb4cc6d4bb2c992c0abc9f133bc16a",
            "1703010030ad1903fd4f841e0288ec79df036e01677f7c6acf5c20433fc6de0b2d109df736f1be34fff15c67b74717f91bc8498382",
        ].map(hex)
        let cipher = try client(0x002f, version: 0x0301)
        #expect(cipher.contentOffset == 5 && cipher.overhead == 26 && !cipher.keepsLength)
        #expect(open(records[1], cipher, sequence: 1) == nil, "the record before is not known yet")
        #expect(open(records[0], cipher, sequence: 0) == Self.content)
        #expect(open(records[1], cipher, sequence: 2) == nil)
        #expect(open(records[1], cipher, sequence: 1) == Self.content)
    }

    struct Secret: Sendable {
        var version: UInt16
        var suite: UInt16
        var master: String
        var extended: String
    }

    /// RFC 5246 §8.1, RFC 2246 §8.1 and RFC 7627 §4, from a premaster secret of an odd number of bytes, whose halves share one.
    @Test(arguments: [
        Secret(
            version: 0x0301, suite: 0xc013,
            master: "8fd4b5b6d9fe55efc81b0a7a8f529c1d642ab7ce4b53ddba05849c5b71938c5439adcd6887b882b899c06a0cdfc48821",
            extended: "8e0341ecc1f0d76a25d9ddc83f013075a41fdb9b3cb4bf659a19eaca83f769b06292efd75718fabeb1596e10b282d470"),
        Secret(
            version: 0x0303, suite: 0xc013,
            master: "bd97d8dd0a182a94712bc280c74d81897060c8d57e11daea53d61fe961406ade07e060430f2f444afe2ede423a011982",
            extended: "a8ca042346b45f4bd09704a3f65bc0efd278c63cff0d076e70bfa06c6b5075e5908c3e7f021de9c5dff1ba36d43d39af"),
        Secret(
            version: 0x0303, suite: 0xc030,
            master: "da205f6d8ca62100f2358d6e2770ce93e9c605b2fdfc51463a71db0afc38dfb3a3b074e62328dab276d0d7432f47ff90",
            extended: "07163c3ddf84dcbfeed8c2406ee566ab8cb802100275f048111323044fd80d28bf59c7ba655277c6468fe2e776180b0c"),
    ]) func masterSecrets(_ secret: Secret) {
        let session = session(secret.suite, version: secret.version)
        let premaster = (0..<47).map { UInt8($0) }
        let cryptography = SwiftCryptography()
        #expect(cryptography.masterSecret(premaster: premaster, session, transcript: nil) == hex(secret.master))
        let transcript = Array("hello, world".utf8)
        #expect(cryptography.masterSecret(premaster: premaster, session, transcript: transcript) == hex(secret.extended))
    }

    /// No keys come of a suite that is not known, of a version that the suite is not for, or of a secret of the wrong length.
    @Test func whatHasNoKeys() {
        let cryptography = SwiftCryptography()
        let master = [UInt8](repeating: 3, count: 48)
        #expect(cryptography.ciphers(session(0x0004), masterSecret: master) == nil, "RC4")
        #expect(cryptography.ciphers(session(0x009c, version: 0x0302), masterSecret: master) == nil, "AEAD needs TLS 1.2")
        #expect(cryptography.ciphers(session(0x002f, version: 0x0304), masterSecret: master) == nil)
        #expect(cryptography.cipher(TLSCipherSuite(0x1301), trafficSecret: master) == nil)
        #expect(cryptography.cipher(TLSCipherSuite(0x009c), trafficSecret: [UInt8](repeating: 0, count: 32)) == nil)
        #expect(cryptography.nextTrafficSecret(after: master, TLSCipherSuite(0x1301)) == nil)
        #expect(cryptography.nextTrafficSecret(after: master, TLSCipherSuite(0x1302))?.count == 48)
    }
}
