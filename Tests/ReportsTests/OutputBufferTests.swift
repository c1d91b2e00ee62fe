import Testing
import TCP
import Wire

@testable import Reports

@Suite struct OutputBufferTests {
    private final class Gathered {
        var bytes: [UInt8] = []
    }

    private func text(_ write: (OutputBuffer) -> Void) -> String {
        let gathered = Gathered()
        let buffer = OutputBuffer { gathered.bytes.append(copying: $0, in: 0..<$0.count) }
        write(buffer)
        buffer.flush()
        return String(decoding: gathered.bytes, as: UTF8.self)
    }

    @Test func numbersAreDecimal() {
        let numbers: [UInt] = [0, 9, 10, 99, 100, 12345, 999_999, 10_000_000, 4_294_967_295, .max]
        for number in numbers { #expect(text { $0.append(number) } == "\(number)") }
        for number in [Int.min, -10, -1, 0, 1, Int.max] { #expect(text { $0.append(number) } == "\(number)") }
    }

    @Test func digitsFillUpWithZeros() {
        #expect(text { $0.append(7, digits: 9) } == "000000007")
        #expect(text { $0.append(123_456, digits: 3) } == "123456")
        #expect(text { $0.append(.max, digits: 20) } == "18446744073709551615")
    }

    @Test func columnsAreAligned() {
        #expect(text { $0.append(42, rightAlignedTo: 6) } == "    42")
        #expect(text { $0.append(1_234_567, rightAlignedTo: 6) } == "1234567")
        #expect(text { $0.append("ab", padTo: 4) } == "ab  ")
        #expect(text { $0.append("abcdef", padTo: 4) } == "abcdef")
    }

    @Test func whatIsLargerThanTheBufferGoesOutWhole() {
        let long = String(repeating: "0123456789", count: 50_000)
        let expected = "<" + long + ">" + String(repeating: " ", count: 200_000)
        let written = text {
            $0.append("<")
            $0.append(long)
            $0.append(">")
            $0.append(UInt8(ascii: " "), times: 200_000)
        }
        #expect(written == expected)
    }

    @Test func addressesAreWrittenAsTheyAreDescribed() {
        var addresses = [IPAddress(ipv4: 0), IPAddress(ipv4: 0xc0a8_0101), IPAddress(ipv4: .max)]
        let halves: [UInt64] = [
            0, 1, 0xffff_c000_0201, 0x2001_0db8_0000_0000, 0x0001_0000_0000_0001, 0x0000_0000_0001_0000, 0x0001_0002_0003_0004,
            0x0000_0001_0000_0001, .max,
        ]
        for high in halves { for low in halves { addresses.append(IPAddress(high: high, low: low)) } }
        for address in addresses { #expect(text { $0.append(address) } == address.description) }
    }

    @Test func stringsOfJSONAreEscaped() {
        #expect(text { $0.appendJSON("a\"b\\c\n\r\t\u{1}\u{7f}é") } == "\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u007fé\"")
        let obeyed = "\u{85}a\u{9f}\u{61c}\u{200e}\u{2028}\u{2029}\u{202e}\u{2066}\u{2069}"
        #expect(text { $0.appendJSON(obeyed) } == #""\u0085a\u009f\u061c\u200e\u2028\u2029\u202e\u2066\u2069""#)
        #expect(text { $0.appendJSON("\u{a0}\u{2010}\u{2065}\u{206a}→é") } == "\"\u{a0}\u{2010}\u{2065}\u{206a}→é\"")
        let bytes: [UInt8] = [0x61, 0xff, 0x22]
        #expect(text { $0.appendJSON(bytes.span, 0..<3) } == "\"a\u{fffd}\\\"\"")
    }
}
