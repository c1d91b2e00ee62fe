/// Camellia (RFC 3713).
struct Camellia: BlockCipher {
    /// A subkey for each round, for each layer between, and for whitening at both ends.
    private struct Subkeys {
        var whitening: [UInt64]
        var rounds: [UInt64]
        var layers: [UInt64]
    }

    private typealias Wide = (high: UInt64, low: UInt64)

    private let keys: Subkeys
    private let reversed: Subkeys

    /// - Parameter key: 16 or 32 bytes; what is missing counts as zeros.
    init(key: [UInt8]) {
        keys = Self.schedule(key)
        reversed = Subkeys(
            whitening: [keys.whitening[2], keys.whitening[3], keys.whitening[0], keys.whitening[1]],
            rounds: keys.rounds.reversed(), layers: keys.layers.reversed())
    }

    func encrypt(_ block: [UInt8]) -> [UInt8] { Self.apply(keys, block) }
    func decrypt(_ block: [UInt8]) -> [UInt8] { Self.apply(reversed, block) }

    private static func apply(_ keys: Subkeys, _ block: [UInt8]) -> [UInt8] {
        var left = word(block, 0) ^ keys.whitening[0]
        var right = word(block, 8) ^ keys.whitening[1]
        for round in stride(from: 0, to: keys.rounds.count, by: 2) {
            if round > 0, round % 6 == 0 {
                let layer = round / 3 - 2
                left = forward(left, keys.layers[layer])
                right = inverse(right, keys.layers[layer + 1])
            }
            right ^= mix(left, keys.rounds[round])
            left ^= mix(right, keys.rounds[round + 1])
        }
        return (right ^ keys.whitening[2]).bytes + (left ^ keys.whitening[3]).bytes
    }

    // MARK: - Keys (§2.2)

    private static func schedule(_ key: [UInt8]) -> Subkeys {
        let isLong = key.count > 16
        let kl: Wide = (word(key, 0), word(key, 8))
        let kr: Wide = isLong ? (word(key, 16), word(key, 24)) : (0, 0)
        var d1 = kl.high ^ kr.high
        var d2 = kl.low ^ kr.low
        d2 ^= mix(d1, 0xa09e_667f_3bcc_908b)
        d1 ^= mix(d2, 0xb67a_e858_4caa_73b2)
        d1 ^= kl.high
        d2 ^= kl.low
        d2 ^= mix(d1, 0xc6ef_372f_e94f_82be)
        d1 ^= mix(d2, 0x54ff_53a5_f1d3_6f1c)
        let ka: Wide = (d1, d2)
        d1 = ka.high ^ kr.high
        d2 = ka.low ^ kr.low
        d2 ^= mix(d1, 0x10e5_27fa_de68_2d1d)
        d1 ^= mix(d2, 0xb056_88c2_b3e6_c1fd)
        let kb: Wide = (d1, d2)
        func halves(_ value: Wide, _ count: Int) -> [UInt64] {
            let turned = rotated(value, count)
            return [turned.high, turned.low]
        }
        guard isLong else {
            return Subkeys(
                whitening: halves(kl, 0) + halves(ka, 111),
                rounds: halves(ka, 0) + halves(kl, 15) + halves(ka, 15) + halves(kl, 45) + [halves(ka, 45)[0], halves(kl, 60)[1]]
                    + halves(ka, 60) + halves(kl, 94) + halves(ka, 94) + halves(kl, 111),
                layers: halves(ka, 30) + halves(kl, 77))
        }
        return Subkeys(
            whitening: halves(kl, 0) + halves(kb, 111),
            rounds: halves(kb, 0) + halves(kr, 15) + halves(ka, 15) + halves(kb, 30) + halves(kl, 45) + halves(ka, 45)
                + halves(kr, 60) + halves(kb, 60) + halves(kl, 77) + halves(kr, 94) + halves(ka, 94) + halves(kl, 111),
            layers: halves(kr, 30) + halves(kl, 60) + halves(ka, 77))
    }

    private static func rotated(_ value: Wide, _ count: Int) -> Wide {
        let value = count >= 64 ? (high: value.low, low: value.high) : value
        let count = UInt64(count % 64)
        guard count > 0 else { return value }
        return (value.high << count | value.low >> (64 - count), value.low << count | value.high >> (64 - count))
    }

    private static func word(_ bytes: [UInt8], _ at: Int) -> UInt64 {
        (0..<8).reduce(0) { $0 << 8 | UInt64(at + $1 < bytes.count ? bytes[at + $1] : 0) }
    }

    // MARK: - Functions (§2.4)

    private static func mix(_ input: UInt64, _ key: UInt64) -> UInt64 {
        let t = (input ^ key).bytes
        func turned(_ byte: UInt8, _ count: UInt8) -> UInt8 { byte << count | byte >> (8 - count) }
        func s1(_ x: UInt8) -> UInt8 { box[Int(x)] }
        func s2(_ x: UInt8) -> UInt8 { turned(box[Int(x)], 1) }
        func s3(_ x: UInt8) -> UInt8 { turned(box[Int(x)], 7) }
        func s4(_ x: UInt8) -> UInt8 { box[Int(turned(x, 1))] }
        let y = [s1(t[0]), s2(t[1]), s3(t[2]), s4(t[3]), s2(t[4]), s3(t[5]), s4(t[6]), s1(t[7])]
        return [
            y[0] ^ y[2] ^ y[3] ^ y[5] ^ y[6] ^ y[7], y[0] ^ y[1] ^ y[3] ^ y[4] ^ y[6] ^ y[7],
            y[0] ^ y[1] ^ y[2] ^ y[4] ^ y[5] ^ y[7], y[1] ^ y[2] ^ y[3] ^ y[4] ^ y[5] ^ y[6],
            y[0] ^ y[1] ^ y[5] ^ y[6] ^ y[7], y[1] ^ y[2] ^ y[4] ^ y[6] ^ y[7],
            y[2] ^ y[3] ^ y[4] ^ y[5] ^ y[7], y[0] ^ y[3] ^ y[4] ^ y[5] ^ y[6],
        ].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }

    private static func turned(_ word: UInt32) -> UInt32 { word << 1 | word >> 31 }

    private static func forward(_ input: UInt64, _ key: UInt64) -> UInt64 {
        var x1 = UInt32(truncatingIfNeeded: input >> 32)
        var x2 = UInt32(truncatingIfNeeded: input)
        x2 ^= turned(x1 & UInt32(truncatingIfNeeded: key >> 32))
        x1 ^= x2 | UInt32(truncatingIfNeeded: key)
        return UInt64(x1) << 32 | UInt64(x2)
    }

    private static func inverse(_ input: UInt64, _ key: UInt64) -> UInt64 {
        var y1 = UInt32(truncatingIfNeeded: input >> 32)
        var y2 = UInt32(truncatingIfNeeded: input)
        y1 ^= y2 | UInt32(truncatingIfNeeded: key)
        y2 ^= turned(y1 & UInt32(truncatingIfNeeded: key >> 32))
        return UInt64(y1) << 32 | UInt64(y2)
    }

    private static let box: [UInt8] = [
        112, 130, 44, 236, 179, 39, 192, 229, 228, 133, 87, 53, 234, 12, 174, 65,
        35, 239, 107, 147, 69, 25, 165, 33, 237, 14, 79, 78, 29, 101, 146, 189,
        134, 184, 175, 143, 124, 235, 31, 206, 62, 48, 220, 95, 94, 197, 11, 26,
        166, 225, 57, 202, 213, 71, 93, 61, 217, 1, 90, 214, 81, 86, 108, 77,
        139, 13, 154, 102, 251, 204, 176, 45, 116, 18, 43, 32, 240, 177, 132, 153,
        223, 76, 203, 194, 52, 126, 118, 5, 109, 183, 169, 49, 209, 23, 4, 215,
        20, 88, 58, 97, 222, 27, 17, 28, 50, 15, 156, 22, 83, 24, 242, 34,
        254, 68, 207, 178, 195, 181, 122, 145, 36, 8, 232, 168, 96, 252, 105, 80,
        170, 208, 160, 125, 161, 137, 98, 151, 84, 91, 30, 149, 224, 255, 100, 210,
        16, 196, 0, 72, 163, 247, 117, 219, 138, 3, 230, 218, 9, 63, 221, 148,
        135, 92, 131, 2, 205, 74, 144, 51, 115, 103, 246, 243, 157, 127, 191, 226,
        82, 155, 216, 38, 200, 55, 198, 59, 129, 150, 111, 75, 19, 190, 99, 46,
        233, 121, 167, 140, 159, 110, 188, 142, 41, 245, 249, 182, 47, 253, 180, 89,
        120, 152, 6, 106, 231, 70, 113, 186, 212, 37, 171, 66, 136, 162, 141, 250,
        114, 7, 185, 85, 248, 238, 172, 10, 54, 73, 42, 104, 60, 56, 241, 164,
        64, 40, 211, 123, 187, 201, 67, 193, 21, 227, 173, 244, 119, 199, 128, 158,
    ]
}
