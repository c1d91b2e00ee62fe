import Testing

@testable import Applications

/// What looks at eight bytes at a time finds what looking at each of them does.
struct ByteSearchTests {
    /// Each byte at each place of a text of letters, of all lengths up to three words; where the text begins, bytes stand before and behind it.
    private func forEachText(_ body: ([UInt8], _ text: Range<Int>) -> Void) {
        for length in 1...24 {
            for place in 0..<length {
                for byte in UInt8.min...UInt8.max {
                    var bytes = [UInt8](repeating: UInt8(ascii: "q"), count: length + 3)
                    (bytes[0], bytes[1], bytes[length + 2]) = (0, 0x20, 0x7f)
                    bytes[place + 2] = byte
                    body(bytes, 2..<length + 2)
                }
            }
        }
    }

    @Test func controlsAndSpacesAreFoundInTheRangeAlone() {
        forEachText { bytes, text in
            let expected = bytes[text].contains { $0 <= 0x20 || $0 == 0x7f }
            if bytes.span.containsControlOrSpace(in: text) != expected { Issue.record("\(bytes)") }
        }
    }

    @Test func visibleCharactersAreThoseOfASCIIWithoutTheExcludedOne() {
        forEachText { bytes, text in
            let expected = bytes[text].allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "#") }
            if bytes.span.areVisible(in: text, without: UInt8(ascii: "#")) != expected { Issue.record("\(bytes)") }
        }
    }

    @Test func aTokenEndsAtTheFirstByteThatIsNoTokenCharacter() {
        forEachText { bytes, text in
            let expected = bytes[text.lowerBound...].firstIndex { !$0.isTokenCharacter } ?? bytes.count
            if bytes.span.tokenEnd(from: text.lowerBound) != expected { Issue.record("\(bytes)") }
        }
    }

    @Test(arguments: ["a-c", "host", "expect", "upgrade", "connection", "transfer-encoding", "100-continue"])
    func caseIsIgnoredInLettersAlone(name: String) {
        let wanted = Array(name.utf8)
        for place in wanted.indices {
            for byte in UInt8.min...UInt8.max {
                var bytes = [0x0a] + wanted + [0x0a]
                bytes[place + 1] = byte
                let lower = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
                let span = bytes.span
                let found =
                    switch name {
                    case "a-c": (span.equalsIgnoringCase("a-c", at: 1), span.matches("a-c", at: 1))
                    case "host": (span.equalsIgnoringCase("host", at: 1), span.matches("host", at: 1))
                    case "expect": (span.equalsIgnoringCase("expect", at: 1), span.matches("expect", at: 1))
                    case "upgrade": (span.equalsIgnoringCase("upgrade", at: 1), span.matches("upgrade", at: 1))
                    case "connection": (span.equalsIgnoringCase("connection", at: 1), span.matches("connection", at: 1))
                    case "transfer-encoding":
                        (span.equalsIgnoringCase("transfer-encoding", at: 1), span.matches("transfer-encoding", at: 1))
                    default: (span.equalsIgnoringCase("100-continue", at: 1), span.matches("100-continue", at: 1))
                    }
                #expect(found == (lower == wanted[place], byte == wanted[place]), "\(byte) at \(place)")
            }
        }
        let isBeyond = wanted.span.matches("transfer-encoding-", at: 0)
        #expect(!isBeyond)
    }

    /// RFC 9112 §5: the lines of a head that lies in one piece are found again, those of one that came in pieces are kept.
    @Test func linesAreTheSameHoweverAHeadCame() {
        let head = Array("GET / HTTP/1.1\r\nHost: a\r\nX:\r\nAccept-Encoding:  gzip, br  \r\nContent-Length: 0\r\n\r\n".utf8)
        func fields(_ pieceLength: Int) -> [String] {
            var reader = MessageReader(kind: .request)
            reader.begin()
            for start in stride(from: 0, to: head.count, by: pieceLength) {
                let piece = Array(head[start..<min(start + pieceLength, head.count)])
                var offset = 0
                while offset < piece.count {
                    guard case .head(let head) = reader.next(piece.span, &offset) else { continue }
                    let fields = head.fields
                    #expect(fields.lineCount == fields.lines.count)
                    #expect(fields.first("accept-encoding") == "gzip, br" && fields.values(of: "x") == [""])
                    return fields.lines.map { "\(fields.name($0))=\(fields.value($0))" }
                }
            }
            return []
        }
        let whole = fields(head.count)
        #expect(whole == ["Host=a", "X=", "Accept-Encoding=gzip, br", "Content-Length=0"])
        for length in 1..<head.count { #expect(fields(length) == whole) }
    }
}
