/// A cipher of blocks of 16 bytes that the library does not have.
protocol BlockCipher {
    func encrypt(_ block: [UInt8]) -> [UInt8]
    func decrypt(_ block: [UInt8]) -> [UInt8]
}

struct BlockCBC<Cipher: BlockCipher>: CBCCipher {
    private let cipher: Cipher

    init(_ cipher: Cipher) { self.cipher = cipher }

    func decrypt(_ text: [UInt8], iv: [UInt8]) -> [UInt8]? {
        guard text.count % 16 == 0, iv.count == 16 else { return nil }
        var clear: [UInt8] = []
        var previous = iv
        for start in stride(from: 0, to: text.count, by: 16) {
            let block = Array(text[start..<start + 16])
            clear += zip(cipher.decrypt(block), previous).map { $0 ^ $1 }
            previous = block
        }
        return clear
    }
}

/// Galois/counter mode (NIST SP 800-38D) with a nonce of 12 bytes.
struct BlockGCM<Cipher: BlockCipher>: AEAD {
    private typealias Element = (high: UInt64, low: UInt64)

    private let cipher: Cipher
    /// The key of the hash.
    private let h: (high: UInt64, low: UInt64)
    let tagLength = 16

    init(_ cipher: Cipher) {
        self.cipher = cipher
        h = Self.element(cipher.encrypt([UInt8](repeating: 0, count: 16))[...])
    }

    func open(_ sealed: Span<UInt8>, nonce: [UInt8], header: [UInt8], into content: inout [UInt8]) -> Bool {
        guard sealed.count >= tagLength, nonce.count == 12 else { return false }
        let bytes = array(sealed)
        let text = bytes.dropLast(tagLength)
        var hash: (high: UInt64, low: UInt64) = (0, 0)
        add(header[...], to: &hash)
        add(text, to: &hash)
        mix((UInt64(header.count) * 8, UInt64(text.count) * 8), into: &hash)
        let mask = cipher.encrypt(nonce + UInt32(1).bytes)
        let tag = zip(hash.high.bytes + hash.low.bytes, mask).map { $0 ^ $1 }
        guard tag.elementsEqual(bytes.suffix(tagLength)) else { return false }
        for (i, start) in stride(from: 0, to: text.count, by: 16).enumerated() {
            let stream = cipher.encrypt(nonce + UInt32(truncatingIfNeeded: i + 2).bytes)
            content += zip(text[start..<min(start + 16, text.count)], stream).map { $0 ^ $1 }
        }
        return true
    }

    private static func element(_ block: ArraySlice<UInt8>) -> (high: UInt64, low: UInt64) {
        var padded = Array(block)
        padded += repeatElement(0, count: 16 - padded.count)
        return (
            padded[..<8].reduce(0) { $0 << 8 | UInt64($1) }, padded[8...].reduce(0) { $0 << 8 | UInt64($1) }
        )
    }

    private func add(_ bytes: ArraySlice<UInt8>, to hash: inout (high: UInt64, low: UInt64)) {
        for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 16) {
            mix(Self.element(bytes[start..<min(start + 16, bytes.endIndex)]), into: &hash)
        }
    }

    /// Adds a block, and multiplies by the key in GF(2^128).
    private func mix(_ block: (high: UInt64, low: UInt64), into hash: inout (high: UInt64, low: UInt64)) {
        let x = (high: hash.high ^ block.high, low: hash.low ^ block.low)
        var z: (high: UInt64, low: UInt64) = (0, 0)
        var v = h
        for i in 0..<128 {
            let bit = i < 64 ? x.high >> UInt64(63 - i) & 1 : x.low >> UInt64(127 - i) & 1
            if bit == 1 {
                z.high ^= v.high
                z.low ^= v.low
            }
            let carry = v.low & 1
            v.low = v.low >> 1 | v.high << 63
            v.high >>= 1
            if carry == 1 { v.high ^= 0xe100_0000_0000_0000 }
        }
        hash = z
    }
}
