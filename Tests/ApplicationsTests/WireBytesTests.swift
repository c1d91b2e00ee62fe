import Applications
import Testing

/// Text from the wire that loses no byte.
@Suite struct WireBytesTests {
    /// Nothing is lost on the way, whatever the bytes.
    @Test func roundTrip() {
        var state: UInt64 = 1
        func next(_ most: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % most
        }
        let pieces: [[UInt8]] = [
            [0x41], [0x80], [0xff], [0xc3, 0xa9], [0xc3], [0xe4, 0xbd], [0xe4, 0xbd, 0xa0], [0xf4, 0x8f, 0xbf, 0xbf],
            [0xf4, 0x8f, 0xbe],
            [0xf0, 0x9f, 0x98, 0x80], [0xf4, 0x8f, 0xbd, 0xbf], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf4, 0x90, 0x80, 0x80],
        ]
        for _ in 0..<2000 {
            var bytes: [UInt8] = []
            for _ in 0..<next(9) { bytes += pieces[Int(next(UInt64(pieces.count)))] }
            let text = String(wire: bytes)
            #expect(WireBytes.of(text) == bytes, "\(bytes)")
            #expect(WireBytes.repaired(text) == String(decoding: bytes, as: UTF8.self), "\(bytes)")
        }
    }
}
