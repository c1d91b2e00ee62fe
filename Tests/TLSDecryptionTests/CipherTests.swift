import Applications
import Testing

@testable import TLSDecryption

/// Bytes from hexadecimal digits, with any white space between.
func hex(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in text.compactMap(\.hexDigitValue) {
        if let first = high {
            bytes.append(first << 4 | UInt8(digit))
            high = nil
        } else {
            high = UInt8(digit)
        }
    }
    return bytes
}

@Suite struct CipherTests {
    /// RFC 3713 appendix A.
    @Test(arguments: [
        ("0123456789abcdeffedcba9876543210", "67673138549669730857065648eabe43"),
        ("0123456789abcdeffedcba987654321000112233445566778899aabbccddeeff", "9acc237dff16d76c20ef7c919e3a7509"),
    ]) func camellia(key: String, encrypted: String) {
        let cipher = Camellia(key: hex(key))
        let clear = hex("0123456789abcdeffedcba9876543210")
        #expect(cipher.encrypt(clear) == hex(encrypted))
        #expect(cipher.decrypt(hex(encrypted)) == clear)
    }

    /// RFC 5794 appendix A.
    @Test(arguments: [
        ("000102030405060708090a0b0c0d0e0f", "d718fbd6ab644c739da95f3be6451778"),
        ("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "f92bd7c79fb72e2f2b8f80c1972d24fc"),
    ]) func aria(key: String, encrypted: String) {
        let cipher = ARIA(key: hex(key))
        let clear = hex("00112233445566778899aabbccddeeff")
        #expect(cipher.encrypt(clear) == hex(encrypted))
        #expect(cipher.decrypt(hex(encrypted)) == clear)
    }

    /// FIPS 197 appendix C.
    @Test(arguments: [
        ("000102030405060708090a0b0c0d0e0f", "69c4e0d86a7b0430d8cdb78070b4c55a"),
        ("000102030405060708090a0b0c0d0e0f1011121314151617", "dda97ca4864cdfe06eaf70a0ec0d7191"),
        ("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "8ea2b7ca516745bfeafc49904b496089"),
    ]) func aes(key: String, encrypted: String) throws {
        let cipher = try #require(AESBlocks(key: hex(key)))
        let clear = AESBlocks.block(hex("00112233445566778899aabbccddeeff"), at: 0)
        #expect(cipher.encrypt(clear) == AESBlocks.block(hex(encrypted), at: 0))
        #expect(cipher.decrypt(AESBlocks.block(hex(encrypted), at: 0)) == clear)
        #expect(AESBlocks(key: Array(hex(key).dropLast())) == nil)
    }

    /// NIST SP 800-38A F.2.1, and SP 800-38C's example 3 with its tag of 8 bytes.
    @Test func modesOfAES() throws {
        let chained = AESCBC(key: hex("2b7e151628aed2a6abf7158809cf4f3c"))
        #expect(
            chained.decrypt(
                hex("7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"),
                iv: hex("000102030405060708090a0b0c0d0e0f"))
                == hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"))
        let counted = AESCCM(key: hex("404142434445464748494a4b4c4d4e4f"), tagLength: 8)
        let sealed = hex("e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5484392fbc1b09951")
        var content: [UInt8] = []
        #expect(
            counted.open(
                sealed.span, nonce: hex("101112131415161718191a1b"), header: hex("000102030405060708090a0b0c0d0e0f10111213"),
                into: &content))
        #expect(content == hex("202122232425262728292a2b2c2d2e2f3031323334353637"))
    }

    /// RFC 8448 §3: the client's application data, with the secret that it is protected with.
    @Test func recordOfTLS13() throws {
        let secret = hex("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5")
        let record = hex(
            """
            1703030043 a23f7054b62c94d0affafe8228ba55cbefacea42f914aa66bcab3f2b9819a8a5b46b395bd54a9a20441e2b62974e1f5a6292a2977014bd1e3d
            eae63aeebb21694915e4
            """)
        let cipher = try #require(SwiftCryptography().cipher(TLSCipherSuite(0x1301), trafficSecret: secret))
        var content: [UInt8] = []
        #expect(!cipher.open(record.span, sequence: 1, into: &content))
        #expect(content.isEmpty)
        #expect(cipher.open(record.span, sequence: 0, into: &content))
        #expect(content == (0..<50).map { UInt8($0) } + [23])
    }

    /// A byte that was changed is no content.
    @Test func changedRecord() throws {
        let secret = hex("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5")
        var record = hex(
            "1703030043a23f7054b62c94d0affafe8228ba55cbefacea42f914aa66bcab3f2b9819a8a5b46b395bd54a9a20441e2b62974e1f5a6292a2977014bd1e3deae63aeebb21694915e4"
        )
        let cipher = try #require(SwiftCryptography().cipher(TLSCipherSuite(0x1301), trafficSecret: secret))
        for at in record.indices where at != 1 && at != 2 {
            record[at] ^= 1
            var content: [UInt8] = []
            #expect(!cipher.open(record.span, sequence: 0, into: &content))
            record[at] ^= 1
        }
    }

    /// NIST's vector for P_SHA256 (RFC 5246 §5), and what is too short to be a record.
    @Test func shortRecords() throws {
        let session = TLS12Session(
            version: 0x0303, suite: TLSCipherSuite(0xc013), clientRandom: [UInt8](repeating: 1, count: 32),
            serverRandom: [UInt8](repeating: 2, count: 32))
        let master = [UInt8](repeating: 3, count: 48)
        for number in [0x002f, 0x003c, 0x009c, 0xc02b, 0xc0ac, 0xc0ae, 0xcca8, 0xc076, 0xc050] as [UInt16] {
            var session = session
            session.suite = TLSCipherSuite(number)
            let ciphers = try #require(SwiftCryptography().ciphers(session, masterSecret: master))
            for length in 0..<80 {
                let record = [23, 3, 3, 0, UInt8(length)] + [UInt8](repeating: 0, count: length)
                var content: [UInt8] = []
                #expect(!ciphers.client.open(record.span, sequence: 0, into: &content))
            }
        }
    }
}
