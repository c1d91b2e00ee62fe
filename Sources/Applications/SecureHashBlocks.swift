/// What the hashes of FIPS 180-4 with 32-bit words have in common: how a message is cut into blocks of 16 words, and what a state is as bytes.
enum SecureHashBlocks {
    /// The words of each block, padded (§5.1.1): behind the message a one bit, zeros, and the length in bits, up to a multiple of 64 bytes.
    static func blocks(of message: [UInt8]) -> [[UInt32]] {
        var padded = message + [0x80]
        padded += repeatElement(0, count: (120 - padded.count % 64) % 64)
        let bits = UInt64(message.count) &* 8
        padded += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
        return stride(from: 0, to: padded.count, by: 64).map { start in
            stride(from: start, to: start + 64, by: 4).map { at in padded[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) } }
        }
    }

    /// The words of a state, most significant byte first.
    static func bytes(of state: [UInt32]) -> [UInt8] {
        state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32($0))) } }
    }
}
