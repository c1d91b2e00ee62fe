@testable import Applications
import Testing

/// The examples of RFC 7541 appendix C, and what holds behind a hole.
@Suite struct HPACKTests {
    private func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.filter { $0 != " " }
        return stride(from: 0, to: digits.count, by: 2).compactMap { at in
            let start = digits.index(digits.startIndex, offsetBy: at)
            return UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16)
        }
    }

    /// The fields of a block, pseudo-header fields first, as `name: value`.
    private func fields(_ decoder: inout HPACKDecoder, _ hex: String) -> [String] {
        var section = HTTP2FieldSection()
        #expect(decoder.decode(bytes(hex).span, isCut: false, into: &section) == nil)
        return fields(section)
    }

    private func fields(_ section: HTTP2FieldSection) -> [String] {
        var lines: [String] = []
        for field in HTTP2FieldSection.Pseudo.allCases {
            if let value = section.value(field) {
                lines.append("\(field.name): " + String(decoding: section.bytes[value], as: UTF8.self))
            }
        }
        let trailers = section.trailers
        return lines + trailers.lines.map { $0.isUnknown ? "?" : "\(trailers.name($0)): \(trailers.value($0))" }
    }

    @Test func literals() {
        var decoder = HPACKDecoder()
        #expect(
            fields(&decoder, "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572") == ["custom-key: custom-header"])
        #expect(decoder.heldBytes == 55)
        decoder = HPACKDecoder()
        #expect(fields(&decoder, "040c 2f73 616d 706c 652f 7061 7468") == [":path: /sample/path"])
        #expect(decoder.heldBytes == 0)
        #expect(fields(&decoder, "1008 7061 7373 776f 7264 0673 6563 7265 74") == ["password: secret"])
        #expect(fields(&decoder, "82") == [":method: GET"])
        #expect(decoder.heldBytes == 0)
    }

    @Test(arguments: [
        [
            "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d", "8286 84be 5808 6e6f 2d63 6163 6865",
            "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65",
        ],
        [
            "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff", "8286 84be 5886 a8eb 1064 9cbf",
            "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf",
        ],
    ]) func requests(blocks: [String]) {
        var decoder = HPACKDecoder()
        #expect(fields(&decoder, blocks[0]) == [":method: GET", ":scheme: http", ":authority: www.example.com", ":path: /"])
        #expect(decoder.heldBytes == 57)
        #expect(
            fields(&decoder, blocks[1]) == [
                ":method: GET", ":scheme: http", ":authority: www.example.com", ":path: /", "cache-control: no-cache",
            ])
        #expect(decoder.heldBytes == 110)
        #expect(
            fields(&decoder, blocks[2]) == [
                ":method: GET", ":scheme: https", ":authority: www.example.com", ":path: /index.html",
                "custom-key: custom-value",
            ])
        #expect(decoder.heldBytes == 164)
    }

    /// C.5 and C.6: with a table of 256 bytes, so that entries are evicted.
    @Test(arguments: [
        [
            "4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
            "4803 3330 37c1 c0bf",
            "88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 6f6e 3d31",
        ],
        [
            "4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3",
            "4883 640e ffc1 c0bf",
            "88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07",
        ],
    ]) func responses(blocks: [String]) {
        var decoder = HPACKDecoder()
        // The table size comes first, as an encoder would say it.
        #expect(
            fields(&decoder, "3fe1 01" + blocks[0]) == [
                ":status: 302", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT",
                "location: https://www.example.com",
            ])
        #expect(decoder.heldBytes == 222)
        #expect(
            fields(&decoder, blocks[1]) == [
                ":status: 307", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT",
                "location: https://www.example.com",
            ])
        #expect(
            fields(&decoder, blocks[2]) == [
                ":status: 200", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:22 GMT",
                "location: https://www.example.com",
                "content-encoding: gzip", "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1",
            ])
        #expect(decoder.heldBytes == 215)
    }

    @Test func whatDependsOnLostStateIsUnknown() {
        var decoder = HPACKDecoder()
        _ = fields(&decoder, "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572")
        decoder.lose()
        // An old entry, then a new one, which is the first in the table and moves the old ones back.
        #expect(fields(&decoder, "be 4001 61 01 62") == ["?", "a: b"])
        #expect(fields(&decoder, "be bf 7f00 01 63") == ["a: b", "?", "?: c"])
        #expect(fields(&decoder, "be bf c0") == ["?: c", "a: b", "?"])
        // An empty table is known.
        #expect(fields(&decoder, "20 3fe1 1f 88") == [":status: 200"])
        var section = HTTP2FieldSection()
        #expect(decoder.decode(bytes("be").span, isCut: false, into: &section) == .index(62))
    }

    @Test(arguments: [
        ("80", HPACKDecoder.Failure.index(0)), ("be", .index(62)), ("ff ffff ffff ff7f", .integer), ("8220", .lateTableSize),
        ("3fe2 1f", .tableSize(4097)), ("4003 61", .cutShort), ("0001 6101", .cutShort), ("0001 6181 00", .huffman),
        ("0001 6184 ffff ffff", .huffman), ("0001 6182 ffff", .huffman),
    ]) func failures(hex: String, failure: HPACKDecoder.Failure) {
        var decoder = HPACKDecoder()
        var section = HTTP2FieldSection()
        #expect(decoder.decode(bytes(hex).span, isCut: false, into: &section) == failure)
        #expect(!section.isComplete && decoder.isLost)
    }

    @Test func listsAreBounded() {
        var decoder = HPACKDecoder()
        var section = HTTP2FieldSection()
        // One entry of 4000 bytes, and then a reference to it in each byte: what a decompression bomb does.
        var block = bytes("4001 61 7f a11e") + Array(repeating: 0x62, count: 4000)
        block += Array(repeating: 0xbe, count: 10_000)
        #expect(decoder.decode(block.span, isCut: false, into: &section) == nil)
        #expect(section.isTooLarge && section.bytes.count <= HTTP2Bounds().sectionBytes)
        #expect(decoder.heldBytes <= 4096)
    }

    @Test func aLoweredTableSizeMustBeSaid() {
        var decoder = HPACKDecoder()
        decoder.acknowledge(100)
        var section = HTTP2FieldSection()
        #expect(decoder.decode(bytes("82").span, isCut: false, into: &section) == .missingTableSize)
    }
}
