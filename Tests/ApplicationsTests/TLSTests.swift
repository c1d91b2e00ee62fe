import Testing

@testable import Applications

@Suite struct TLSTests {
    /// A stream of records is read the same however it is cut.
    @Test func recordsHoweverCut() {
        let records: [[UInt8]] = [[22, 3, 1, 0, 3, 1, 2, 3], [20, 3, 3, 0, 1, 1], [23, 3, 3, 0, 0], [23, 3, 3, 0, 2, 7, 8]]
        let stream = records.flatMap { $0 }
        for first in 0...stream.count {
            for second in first...stream.count {
                var reader = TLSRecordReader()
                var found: [[UInt8]] = []
                for range in [0..<first, first..<second, second..<stream.count] {
                    let piece = Array(stream[range])
                    var offset = 0
                    while let event = reader.next(piece.span, &offset) {
                        switch event {
                        case .record(let range): found.append(Array(piece[range]))
                        case .gathered:
                            found.append(reader.gathered)
                            reader.clear()
                        case .passed, .invalid: Issue.record("\(event)")
                        }
                    }
                }
                #expect(found == records)
            }
        }
    }

    @Test func handshakeMessagesOverRecords() {
        let stream: [UInt8] = [1, 0, 0, 2, 9, 9, 14, 0, 0, 0, 20, 0, 0, 1, 5]
        for cut in 0...stream.count {
            var reader = TLSHandshakeReader()
            var found: [[UInt8]] = []
            for range in [0..<cut, cut..<stream.count] {
                let piece = Array(stream[range])
                reader.take(piece.span) { found.append([$0.type] + ($0.body ?? [])) }
            }
            #expect(found == [[1, 9, 9], [14], [20, 5]])
        }
    }

    /// What is no line of a key log is passed over; secrets of one name are all kept, each once.
    @Test func keyLog() {
        let random = String(repeating: "AB", count: 32)
        let (first, second) = (String(repeating: "11", count: 48), String(repeating: "22", count: 48))
        let text = """
            # a comment

            CLIENT_RANDOM \(random) \(first)\r
            CLIENT_RANDOM\t\(random)  \(first)
            SOMETHING_ELSE \(random) \(first)
            CLIENT_RANDOM \(random) 12zz
            CLIENT_RANDOM \(random.lowercased()) \(second)
            """
        let log = TLSKeyLog()
        let bytes = Array(text.utf8)
        log.add(bytes.span)
        let name = [UInt8](repeating: 0xab, count: 32)
        #expect(log.secrets(.master, name) == [[UInt8](repeating: 0x11, count: 48), [UInt8](repeating: 0x22, count: 48)])
        #expect(log.secrets(.clientTraffic, name).isEmpty)
        #expect(log.badLines == 1)
    }

    /// The example of JA4's specification: Chrome's hello.
    @Test func fingerprint() {
        func vector(_ numbers: [Int], _ size: Int) -> [UInt8] {
            let bytes = numbers.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
            return (0..<size).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * (size - 1 - $0))) } + bytes
        }
        func sized(_ bytes: [UInt8], _ size: Int) -> [UInt8] {
            (0..<size).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * (size - 1 - $0))) } + bytes
        }
        let suites = [
            0x2a2a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d,
            0x002f,
            0x0035,
        ]
        let contents: [Int: [UInt8]] = [
            0x0000: sized([0] + sized(Array("a.example".utf8), 2), 2),
            0x000d: vector([0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601], 2),
            0x0010: sized(sized(Array("h2".utf8), 1) + sized(Array("http/1.1".utf8), 1), 2),
            0x002b: vector([0x1a1a, 0x0304, 0x0303], 1),
        ]
        let types = [
            0x5a5a, 0x001b, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002d, 0x000d, 0x0005, 0x0023, 0x0012, 0x002b, 0xff01,
            0x000b,
            0x000a, 0x0015,
        ]
        let extensions = types.flatMap { type in
            [UInt8(type >> 8), UInt8(type & 255)] + sized(contents[type] ?? [], 2)
        }
        let body = [3, 3] + [UInt8](repeating: 1, count: 32) + [0] + vector(suites, 2) + [1, 0] + sized(extensions, 2)
        var facts = TLSFacts()
        _ = facts.note(client: body)
        #expect(facts.ja4 == "t13d1516h2_8daaf6152771_e5627efa2ab1")
    }

    /// A hello that is cut anywhere is read as far as it goes.
    @Test func hellosCutShort() {
        let body = [3, 3] + [UInt8](repeating: 1, count: 32) + [0, 0, 2, 0x13, 0x01, 1, 0, 0, 4, 0, 43, 0, 0]
        for count in 0...body.count {
            var facts = TLSFacts()
            _ = facts.note(client: Array(body.prefix(count)))
            _ = facts.note(server: Array(body.prefix(count)), frame: 1)
            _ = EncryptedExtensions(Array(body.prefix(count)))
            _ = TLSCertificate.chain(Array(body.prefix(count)), version: 0x0304)
        }
    }

    @Test func dates() {
        #expect(TLSCertificate.day(0) == "1970-01-01")
        #expect(TLSCertificate.day(951_782_400) == "2000-02-29")
        #expect(TLSCertificate.day(4_102_444_799) == "2099-12-31")
        #expect(TLSCertificate.day(-1) == "1969-12-31")
    }
}
