import Applications
import Crypto
import FoundationEssentials

/// Cipher block chaining, without padding.
protocol CBCCipher {
    func decrypt(_ text: [UInt8], iv: [UInt8]) -> [UInt8]?
}

struct AESCBC: CBCCipher {
    private let cipher: AESBlocks?

    init(key: [UInt8]) { cipher = AESBlocks(key: key) }

    func decrypt(_ text: [UInt8], iv: [UInt8]) -> [UInt8]? {
        guard let cipher, text.count % 16 == 0, iv.count == 16 else { return nil }
        var clear: [UInt8] = []
        clear.reserveCapacity(text.count)
        var previous = AESBlocks.block(iv, at: 0)
        for start in stride(from: 0, to: text.count, by: 16) {
            let block = AESBlocks.block(text, at: start)
            AESBlocks.append(cipher.decrypt(block) ^ previous, to: &clear)
            previous = block
        }
        return clear
    }
}

/// The code that authenticates a record (RFC 5246 §6.2.3.1).
struct MAC {
    private let hash: TLSCipherSuite.Hash
    private let key: SymmetricKey
    var length: Int { hash.length }

    init(_ hash: TLSCipherSuite.Hash, key: [UInt8]) {
        self.hash = hash
        self.key = SymmetricKey(data: key)
    }

    func code(_ bytes: [UInt8]) -> [UInt8] {
        switch hash {
        case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: bytes, using: key))
        case .sha256: Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
        case .sha384: Array(HMAC<SHA384>.authenticationCode(for: bytes, using: key))
        }
    }
}

/// Records of block ciphers (RFC 5246 §6.2.3.2), also with the MAC behind the encryption (RFC 7366).
final class CBCRecordCipher: TLSRecordCipher {
    private let block: any CBCCipher
    private let mac: MAC
    private let encryptsThenMACs: Bool
    /// The last block of the record before (RFC 2246 §6.2.3.2); nil where each record has a vector of its own (RFC 4346 §6.2.3.2).
    private var chainedIV: [UInt8]?
    var contentOffset: Int { TLSRecordHead.size + (chainedIV == nil ? 16 : 0) }
    var overhead: Int { contentOffset + mac.length + 1 }
    let keepsLength = false

    init(_ block: any CBCCipher, _ mac: MAC, chainedIV: [UInt8]?, encryptsThenMACs: Bool) {
        self.block = block
        self.mac = mac
        self.chainedIV = chainedIV
        self.encryptsThenMACs = encryptsThenMACs
    }

    func open(_ record: Span<UInt8>, sequence: UInt64, into content: inout [UInt8]) -> Bool {
        guard record.count > contentOffset else { return false }
        let all = array(record)
        let head = Array(all.prefix(3))
        var body = Array(all.dropFirst(TLSRecordHead.size))
        if encryptsThenMACs {
            guard body.count > mac.length else { return false }
            let code = body.suffix(mac.length)
            body.removeLast(mac.length)
            let authenticated = sequence.bytes + head + UInt16(truncatingIfNeeded: body.count).bytes + body
            guard mac.code(authenticated).elementsEqual(code) else { return false }
        }
        let iv = chainedIV ?? Array(body.prefix(16))
        let text = chainedIV == nil ? Array(body.dropFirst(16)) : body
        guard text.count >= 16, text.count % 16 == 0, iv.count == 16, var clear = block.decrypt(text, iv: iv),
            remove(padding: &clear)
        else { return false }
        if !encryptsThenMACs {
            guard clear.count >= mac.length else { return false }
            let code = clear.suffix(mac.length)
            clear.removeLast(mac.length)
            let authenticated = sequence.bytes + head + UInt16(truncatingIfNeeded: clear.count).bytes + clear
            guard mac.code(authenticated).elementsEqual(code) else { return false }
        }
        if chainedIV != nil { chainedIV = Array(text.suffix(16)) }
        content += clear
        return true
    }

    /// Every byte of the padding is its length; false where that does not hold.
    private func remove(padding clear: inout [UInt8]) -> Bool {
        guard let last = clear.last else { return false }
        let count = Int(last) + 1
        guard clear.count >= count, clear.suffix(count).allSatisfy({ $0 == last }) else { return false }
        clear.removeLast(count)
        return true
    }
}
