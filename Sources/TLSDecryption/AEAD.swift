import Applications
import Crypto
import FoundationEssentials

/// Authenticated encryption: opens what was sealed, if its tag holds.
protocol AEAD {
    var tagLength: Int { get }
    /// Appends the clear text to `content`; false, and nothing appended, if the tag does not hold.
    func open(_ sealed: Span<UInt8>, nonce: [UInt8], header: [UInt8], into content: inout [UInt8]) -> Bool
}

struct AESGCM: AEAD {
    private let key: SymmetricKey
    let tagLength = 16

    init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    func open(_ sealed: Span<UInt8>, nonce: [UInt8], header: [UInt8], into content: inout [UInt8]) -> Bool {
        guard sealed.count >= tagLength, let nonce = try? AES.GCM.Nonce(data: nonce) else { return false }
        let clear: Data? = unsafe sealed.withUnsafeBufferPointer { bytes in
            let text = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<(bytes.count - tagLength)])
            let tag = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[(bytes.count - tagLength)...])
            guard let box = unsafe try? AES.GCM.SealedBox(nonce: nonce, ciphertext: text, tag: tag) else { return nil }
            return try? AES.GCM.open(box, using: key, authenticating: header)
        }
        guard let clear else { return false }
        content += clear
        return true
    }
}

struct ChaCha20: AEAD {
    private let key: SymmetricKey
    let tagLength = 16

    init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    func open(_ sealed: Span<UInt8>, nonce: [UInt8], header: [UInt8], into content: inout [UInt8]) -> Bool {
        guard sealed.count >= tagLength, let nonce = try? ChaChaPoly.Nonce(data: nonce) else { return false }
        let clear: Data? = unsafe sealed.withUnsafeBufferPointer { bytes in
            let text = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<(bytes.count - tagLength)])
            let tag = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[(bytes.count - tagLength)...])
            guard let box = unsafe try? ChaChaPoly.SealedBox(nonce: nonce, ciphertext: text, tag: tag) else { return nil }
            return try? ChaChaPoly.open(box, using: key, authenticating: header)
        }
        guard let clear else { return false }
        content += clear
        return true
    }
}

/// AES-CCM (RFC 3610).
struct AESCCM: AEAD {
    private let cipher: AESBlocks?
    let tagLength: Int

    init(key: [UInt8], tagLength: Int) {
        cipher = AESBlocks(key: key)
        self.tagLength = tagLength
    }

    func open(_ sealed: Span<UInt8>, nonce: [UInt8], header: [UInt8], into content: inout [UInt8]) -> Bool {
        guard let cipher, sealed.count >= tagLength, nonce.count == 12 else { return false }
        let bytes = array(sealed)
        let length = bytes.count - tagLength
        // The length takes three bytes beside a nonce of twelve. The first block of the key stream covers the tag.
        var counter = AESBlocks.block([2] + nonce + [0, 0, 0], at: 0)
        var cover: [UInt8] = []
        AESBlocks.append(cipher.encrypt(counter), to: &cover)
        var clear: [UInt8] = []
        clear.reserveCapacity(length)
        for start in stride(from: 0, to: length, by: 16) {
            counter[3] &+= 1
            AESBlocks.append(cipher.encrypt(counter) ^ AESBlocks.block(bytes, at: start), to: &clear, count: length - start)
        }
        let expected = zip(tag(clear, nonce, header, cipher), cover.prefix(tagLength)).map { $0 ^ $1 }
        guard expected.elementsEqual(bytes.suffix(tagLength)) else { return false }
        content += clear
        return true
    }

    private func tag(_ clear: [UInt8], _ nonce: [UInt8], _ header: [UInt8], _ cipher: AESBlocks) -> [UInt8] {
        let flags = UInt8(64 + 8 * ((tagLength - 2) / 2) + 2)
        var blocks = [flags] + nonce + (0..<3).map { UInt8(truncatingIfNeeded: clear.count >> (16 - 8 * $0)) }
        blocks += [UInt8(truncatingIfNeeded: header.count >> 8), UInt8(truncatingIfNeeded: header.count)] + header
        pad(&blocks)
        blocks += clear
        pad(&blocks)
        var chained = AESBlocks.Block.zero
        for start in stride(from: 0, to: blocks.count, by: 16) {
            chained = cipher.encrypt(AESBlocks.block(blocks, at: start) ^ chained)
        }
        var code: [UInt8] = []
        AESBlocks.append(chained, to: &code)
        return code
    }

    private func pad(_ blocks: inout [UInt8]) { while blocks.count % 16 != 0 { blocks.append(0) } }
}

/// The bytes of a span.
func array(_ bytes: Span<UInt8>) -> [UInt8] { unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) } }
