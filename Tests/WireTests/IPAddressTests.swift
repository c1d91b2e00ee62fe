import Testing
import Wire

@Suite struct IPAddressTests {
    @Test func ipv4IsDottedDecimal() {
        #expect(IPAddress(ipv4: 0x0a00_0001).description == "10.0.0.1")
    }

    /// RFC 5952 §4: the longest run of zeros, the first of equals, never a single group.
    @Test(
        arguments: [
            (0x2001_0db8_0000_0000, 0x0000_0000_0000_0001, "2001:db8::1"),
            (0, 0, "::"), (0, 1, "::1"),
            (0x2001_0db8_0000_0001, 0x0001_0001_0001_0001, "2001:db8:0:1:1:1:1:1"),
            (0x2001_0db8_0000_0000, 0x0001_0000_0000_0001, "2001:db8::1:0:0:1"),
            (0x0001_0002_0003_0004, 0x0005_0006_0000_0000, "1:2:3:4:5:6::"),
            (0, 0x0000_ffff_0a00_0001, "::ffff:10.0.0.1"),
        ] as [(UInt64, UInt64, String)])
    func ipv6IsCanonical(high: UInt64, low: UInt64, text: String) {
        #expect(IPAddress(high: high, low: low).description == text)
    }
}
