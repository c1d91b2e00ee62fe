/// AES (FIPS 197): the block cipher by itself, for the modes that swift-crypto has only in CryptoExtras, which is as large as the rest of it.
///
/// Four tables of 256 words do a round's substitution, shift and mixing at once. Their look-ups take times that depend on the key; here the
/// keys were given away by whoever made the key log.
struct AESBlocks: Sendable {
    /// Four columns, the first byte of each uppermost.
    typealias Block = SIMD4<UInt32>

    private let keys: [Block]
    /// Those of decryption (§5.3.5): through the inverse mixing, but for the first and the last.
    private let inverseKeys: [Block]

    /// nil if the key has neither 16, 24 nor 32 bytes.
    init?(key: [UInt8]) {
        guard [16, 24, 32].contains(key.count) else { return nil }
        let words = Self.expanded(key)
        let keys = stride(from: 0, to: words.count, by: 4).map { Block(words[$0], words[$0 + 1], words[$0 + 2], words[$0 + 3]) }
        self.keys = keys
        inverseKeys = keys.indices.reversed().map { i in
            i == 0 || i == keys.count - 1 ? keys[i] : Tables.unmixed(keys[i])
        }
    }

    /// §5.2.
    private static func expanded(_ key: [UInt8]) -> [UInt32] {
        let length = key.count / 4
        var words = (0..<length).map { i in key[4 * i..<4 * i + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
        var constant: UInt8 = 1
        for i in length..<4 * (length + 7) {
            var word = words[i - 1]
            if i % length == 0 {
                word = Tables.substituted(word << 8 | word >> 24) ^ UInt32(constant) << 24
                constant = Tables.doubled(constant)
            } else if length > 6, i % length == 4 {
                word = Tables.substituted(word)
            }
            words.append(words[i - length] ^ word)
        }
        return words
    }

    func encrypt(_ block: Block) -> Block {
        let tables = Tables.shared
        var state = block ^ keys[0]
        for round in 1..<keys.count - 1 {
            state = tables.round(tables.forward, state, shift: (1, 2, 3)) ^ keys[round]
        }
        return tables.last(Tables.box, state, shift: (1, 2, 3)) ^ keys[keys.count - 1]
    }

    func decrypt(_ block: Block) -> Block {
        let tables = Tables.shared
        var state = block ^ inverseKeys[0]
        for round in 1..<inverseKeys.count - 1 {
            state = tables.round(tables.backward, state, shift: (3, 2, 1)) ^ inverseKeys[round]
        }
        return tables.last(Tables.inverseBox, state, shift: (3, 2, 1)) ^ inverseKeys[inverseKeys.count - 1]
    }

    // MARK: - Bytes

    /// The block that begins at a byte; what is missing behind the end counts as zeros.
    static func block(_ bytes: [UInt8], at start: Int) -> Block {
        var block = Block.zero
        for i in 0..<16 where start + i < bytes.count { block[i / 4] |= UInt32(bytes[start + i]) << UInt32(24 - 8 * (i % 4)) }
        return block
    }

    static func append(_ block: Block, to bytes: inout [UInt8], count: Int = 16) {
        for i in 0..<min(16, count) { bytes.append(UInt8(truncatingIfNeeded: block[i / 4] >> UInt32(24 - 8 * (i % 4)))) }
    }
}

extension AESBlocks {
    /// What rounds look up, made from the field GF(2^8) once.
    fileprivate struct Tables: Sendable {
        static let shared = Tables()
        static let box = substitution()
        static let inverseBox = inverse(of: box)

        /// Substitution and mixing of a column's first byte, for encryption and for decryption; for the others they are turned.
        let forward: [UInt32]
        let backward: [UInt32]

        private init() {
            forward = Self.box.map { Self.column($0, (2, 1, 1, 3)) }
            backward = Self.inverseBox.map { Self.column($0, (14, 9, 13, 11)) }
        }

        func round(_ table: [UInt32], _ state: Block, shift: (Int, Int, Int)) -> Block {
            var result = Block.zero
            for column in 0..<4 {
                let a = table[Int(state[column] >> 24)]
                let b = table[Int(state[(column + shift.0) & 3] >> 16 & 0xff)]
                let c = table[Int(state[(column + shift.1) & 3] >> 8 & 0xff)]
                let d = table[Int(state[(column + shift.2) & 3] & 0xff)]
                result[column] = a ^ (b >> 8 | b << 24) ^ (c >> 16 | c << 16) ^ (d >> 24 | d << 8)
            }
            return result
        }

        /// The last round does not mix.
        func last(_ box: [UInt8], _ state: Block, shift: (Int, Int, Int)) -> Block {
            var result = Block.zero
            for column in 0..<4 {
                let a = UInt32(box[Int(state[column] >> 24)]) << 24
                let b = UInt32(box[Int(state[(column + shift.0) & 3] >> 16 & 0xff)]) << 16
                let c = UInt32(box[Int(state[(column + shift.1) & 3] >> 8 & 0xff)]) << 8
                result[column] = a | b | c | UInt32(box[Int(state[(column + shift.2) & 3] & 0xff)])
            }
            return result
        }

        static func substituted(_ word: UInt32) -> UInt32 {
            [24, 16, 8, 0].reduce(UInt32(0)) { $0 << 8 | UInt32(box[Int(word >> $1 & 0xff)]) }
        }

        /// Inverse mixing of each column.
        static func unmixed(_ block: Block) -> Block {
            var result = Block.zero
            for i in 0..<4 {
                for byte in 0..<4 {
                    let mixed = column(UInt8(truncatingIfNeeded: block[i] >> UInt32(24 - 8 * byte)), (14, 9, 13, 11))
                    let turn = UInt32(8 * byte)
                    result[i] ^= turn == 0 ? mixed : mixed >> turn | mixed << (32 - turn)
                }
            }
            return result
        }

        private static func column(_ byte: UInt8, _ by: (UInt8, UInt8, UInt8, UInt8)) -> UInt32 {
            [by.0, by.1, by.2, by.3].reduce(UInt32(0)) { $0 << 8 | UInt32(product(byte, $1)) }
        }

        // MARK: - The field (§4)

        static func doubled(_ byte: UInt8) -> UInt8 { byte << 1 ^ (byte & 0x80 == 0 ? 0 : 0x1b) }

        private static func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
            var (a, b, result) = (a, b, UInt8(0))
            while b != 0 {
                if b & 1 == 1 { result ^= a }
                a = doubled(a)
                b >>= 1
            }
            return result
        }

        /// §5.1.1: the inverse in the field, then an affine map.
        private static func substitution() -> [UInt8] {
            (0...255).map { byte in
                let value = UInt8(truncatingIfNeeded: byte)
                // The 254th power is the inverse.
                var inverse: UInt8 = 1
                for _ in 0..<254 { inverse = product(inverse, value) }
                if value == 0 { inverse = 0 }
                return [UInt8(1), 2, 3, 4].reduce(inverse ^ 0x63) { $0 ^ (inverse << $1 | inverse >> (8 - $1)) }
            }
        }

        private static func inverse(of box: [UInt8]) -> [UInt8] {
            var inverse = [UInt8](repeating: 0, count: 256)
            for (value, image) in box.enumerated() { inverse[Int(image)] = UInt8(truncatingIfNeeded: value) }
            return inverse
        }
    }
}
