/// ARIA (RFC 5794).
struct ARIA: BlockCipher {
    private let keys: [[UInt8]]
    private let reversed: [[UInt8]]

    /// - Parameter key: 16 or 32 bytes; what is missing counts as zeros.
    init(key: [UInt8]) {
        let keys = Self.schedule(key)
        self.keys = keys
        // §2.4.3: the keys of decryption, through the diffusion but for the first and the last.
        reversed = keys.indices.reversed().map { i in i == 0 || i == keys.count - 1 ? keys[i] : Self.diffuse(keys[i]) }
    }

    func encrypt(_ block: [UInt8]) -> [UInt8] { Self.apply(keys, block) }
    func decrypt(_ block: [UInt8]) -> [UInt8] { Self.apply(reversed, block) }

    private static func apply(_ keys: [[UInt8]], _ block: [UInt8]) -> [UInt8] {
        var state = block
        for round in 0..<keys.count - 2 {
            state = round % 2 == 0 ? odd(state, keys[round]) : even(state, keys[round])
        }
        return mixed(substituted(mixed(state, keys[keys.count - 2]), isOdd: false), keys[keys.count - 1])
    }

    // MARK: - Keys (§2.2)

    private static func schedule(_ key: [UInt8]) -> [[UInt8]] {
        let isLong = key.count > 16
        let padded = key + [UInt8](repeating: 0, count: max(0, 32 - key.count))
        let (left, right) = (Array(padded[..<16]), Array(padded[16..<32]))
        let constants = isLong ? [Self.constants[2], Self.constants[0], Self.constants[1]] : Self.constants
        let w0 = left
        let w1 = mixed(odd(w0, constants[0]), right)
        let w2 = mixed(even(w1, constants[1]), w0)
        let w3 = mixed(odd(w2, constants[2]), w1)
        let words = [w0, w1, w2, w3]
        // To the right by 19 and 31, to the left by 61, 31 and 19.
        let shifts = [19, 31, 128 - 61, 128 - 31, 128 - 19]
        return (0..<(isLong ? 17 : 13)).map { i in
            mixed(words[i % 4], rotated(words[(i + 1) % 4], shifts[i / 4]))
        }
    }

    private static func rotated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
        bytes.indices.map { i in
            let from = (i + 32 - count / 8) % 16
            let bits = UInt8(count % 8)
            return bits == 0 ? bytes[from] : bytes[from] >> bits | bytes[(from + 15) % 16] << (8 - bits)
        }
    }

    private static let constants: [[UInt8]] = [
        [0x51, 0x7c, 0xc1, 0xb7, 0x27, 0x22, 0x0a, 0x94, 0xfe, 0x13, 0xab, 0xe8, 0xfa, 0x9a, 0x6e, 0xe0],
        [0x6d, 0xb1, 0x4a, 0xcc, 0x9e, 0x21, 0xc8, 0x20, 0xff, 0x28, 0xb1, 0xd5, 0xef, 0x5d, 0xe2, 0xb0],
        [0xdb, 0x92, 0x37, 0x1d, 0x21, 0x26, 0xe9, 0x70, 0x03, 0x24, 0x97, 0x75, 0x04, 0xe8, 0xc9, 0x0e],
    ]

    // MARK: - Functions (§2.4)

    private static func odd(_ state: [UInt8], _ key: [UInt8]) -> [UInt8] {
        diffuse(substituted(mixed(state, key), isOdd: true))
    }

    private static func even(_ state: [UInt8], _ key: [UInt8]) -> [UInt8] {
        diffuse(substituted(mixed(state, key), isOdd: false))
    }

    private static func mixed(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] { zip(a, b).map { $0 ^ $1 } }

    private static func substituted(_ state: [UInt8], isOdd: Bool) -> [UInt8] {
        state.indices.map { i in
            switch (i + (isOdd ? 0 : 2)) % 4 {
            case 0: boxes.s1[Int(state[i])]
            case 1: boxes.s2[Int(state[i])]
            case 2: boxes.inverse1[Int(state[i])]
            default: boxes.inverse2[Int(state[i])]
            }
        }
    }

    private static func diffuse(_ x: [UInt8]) -> [UInt8] { layer.map { row in row.reduce(0) { $0 ^ x[$1] } } }

    /// Which bytes each byte of the diffusion layer is the sum of.
    private static let layer: [[Int]] = [
        [3, 4, 6, 8, 9, 13, 14],
        [2, 5, 7, 8, 9, 12, 15],
        [1, 4, 6, 10, 11, 12, 15],
        [0, 5, 7, 10, 11, 13, 14],
        [0, 2, 5, 8, 11, 14, 15],
        [1, 3, 4, 9, 10, 14, 15],
        [0, 2, 7, 9, 10, 12, 13],
        [1, 3, 6, 8, 11, 12, 13],
        [0, 1, 4, 7, 10, 13, 15],
        [0, 1, 5, 6, 11, 12, 14],
        [2, 3, 5, 6, 8, 13, 15],
        [2, 3, 4, 7, 9, 12, 14],
        [1, 2, 6, 7, 9, 11, 12],
        [0, 3, 6, 7, 8, 10, 13],
        [0, 3, 4, 5, 9, 11, 14],
        [1, 2, 4, 5, 8, 10, 15],
    ]

    /// The substitutions, from their definition: powers in GF(2^8), and an affine map.
    private static let boxes: (s1: [UInt8], s2: [UInt8], inverse1: [UInt8], inverse2: [UInt8]) = {
        // The rows of the second map, the bits of lower weight first.
        let rows: [UInt8] = [0x7a, 0xbc, 0xeb, 0xb9, 0x34, 0x81, 0xba, 0xcb]
        let s1 = (0...255).map { x in
            let i = power(UInt8(x), 254)
            return [1, 2, 3, 4].reduce(i ^ 0x63) { $0 ^ (i << UInt8($1) | i >> UInt8(8 - $1)) }
        }
        let s2 = (0...255).map { x in
            let i = power(UInt8(x), 247)
            return rows.enumerated().reduce(UInt8(0xe2)) { $0 ^ UInt8(($1.element & i).nonzeroBitCount & 1) << UInt8($1.offset) }
        }
        var inverse1 = [UInt8](repeating: 0, count: 256)
        var inverse2 = inverse1
        for x in 0...255 {
            inverse1[Int(s1[x])] = UInt8(x)
            inverse2[Int(s2[x])] = UInt8(x)
        }
        return (s1, s2, inverse1, inverse2)
    }()

    private static func power(_ x: UInt8, _ exponent: Int) -> UInt8 {
        (0..<exponent).reduce(UInt8(1)) { result, _ in multiply(result, x) }
    }

    private static func multiply(_ a: UInt8, _ b: UInt8) -> UInt8 {
        var (a, b, result) = (a, b, UInt8(0))
        while b > 0 {
            if b & 1 == 1 { result ^= a }
            a = a << 1 ^ (a & 0x80 == 0 ? 0 : 0x1b)
            b >>= 1
        }
        return result
    }
}
