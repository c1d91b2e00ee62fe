import Applications

/// Ciphers that hide nothing: a record is its content, and a byte that tells its number. With real ones, no fuzzer would ever find a record that
/// opens.
struct OpenCryptography: TLSCryptography {
    final class Cipher: TLSRecordCipher {
        let keepsLength: Bool
        init(keepsLength: Bool) { self.keepsLength = keepsLength }

        func open(_ record: Span<UInt8>, sequence: UInt64, into content: inout [UInt8]) -> Bool {
            guard record.count > overhead, record[record.count - 1] == UInt8(truncatingIfNeeded: sequence) else { return false }
            for i in contentOffset..<record.count - 1 { content.append(record[i]) }
            return true
        }

        var contentOffset: Int { TLSRecordHead.size }
        var overhead: Int { TLSRecordHead.size + 1 }
    }

    func cipher(_ suite: TLSCipherSuite, trafficSecret: [UInt8]) -> (any TLSRecordCipher)? { Cipher(keepsLength: true) }
    func nextTrafficSecret(after secret: [UInt8], _ suite: TLSCipherSuite) -> [UInt8]? { secret }
    func ciphers(_ session: TLS12Session, masterSecret: [UInt8]) -> (client: any TLSRecordCipher, server: any TLSRecordCipher)? {
        let keepsLength = session.suite.number & 1 == 0
        return (Cipher(keepsLength: keepsLength), Cipher(keepsLength: keepsLength))
    }
    func masterSecret(premaster: [UInt8], _ session: TLS12Session, transcript: [UInt8]?) -> [UInt8]? { premaster }
}
