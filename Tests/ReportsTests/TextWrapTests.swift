import Testing

@testable import Reports

extension String {
    fileprivate func wrapped(to width: Int, ambiguousIsWide: Bool = false) -> [String] {
        let cells = CellWidth(ambiguousIsWide: ambiguousIsWide)
        var lines: [String] = []
        let span = utf8.span
        TextWrap(width: width, cellWidth: cells).forEachLine(of: span) { range in
            lines.append(String(decoding: range.map { span[$0] }, as: UTF8.self))
        }
        return lines
    }
}

@Suite struct TextWrapTests {
    @Test func linesBreakAtSpaces() {
        #expect("one two three".wrapped(to: 20) == ["one two three"])
        #expect("one two three".wrapped(to: 8) == ["one two", "three"])
        #expect("one two three".wrapped(to: 7) == ["one two", "three"])
        #expect("incomprehensible".wrapped(to: 5) == ["incomprehensible"])
        #expect("a  b".wrapped(to: 3) == ["a", "b"])
        #expect("".wrapped(to: 5) == [""])
    }

    @Test func longWordsAreBrokenWhereTheyMustBe() {
        var lines: [String] = []
        let text = "a incomprehensible b".utf8.span
        TextWrap(width: 7, hanging: 2, breaksWords: true).forEachLine(of: text) { range in
            lines.append(String(decoding: range.map { text[$0] }, as: UTF8.self))
        }
        #expect(lines == ["a", "incom", "prehe", "nsibl", "e b"])
    }

    @Test func charactersCountAndNotBytes() {
        #expect("→→→→ →→→→".wrapped(to: 9) == ["→→→→ →→→→"])
        #expect("→→→→ →→→→".wrapped(to: 8) == ["→→→→", "→→→→"])
        #expect("→→→→ →→→→".wrapped(to: 16, ambiguousIsWide: true) == ["→→→→", "→→→→"])
    }

    /// Scripts without spaces break between any two characters, but not before what closes or behind what opens.
    @Test func eastAsianTextBreaksAnywhere() {
        #expect("服务器拒绝了连接".wrapped(to: 6) == ["服务器", "拒绝了", "连接"])
        // A space that must not break does not begin a line either.
        #expect("① 建立\u{a0}TCP 连接".wrapped(to: 9) == ["① 建", "立\u{a0}TCP 连", "接"])
        #expect("服务器拒绝，连接".wrapped(to: 10) == ["服务器拒", "绝，连接"])
        #expect("发出 SYN（第一步）之后".wrapped(to: 10) == ["发出 SYN", "（第一步）", "之后"])
    }

    /// A number and its unit stay on one line, in both languages.
    @Test func aNumberIsNotPartedFromItsUnit() {
        #expect("it took 12 ms on average".wrapped(to: 10) == ["it took", "12 ms on", "average"])
        #expect("sent 3 bytes, 1.5 KiB/s".wrapped(to: 8) == ["sent", "3 bytes,", "1.5 KiB/s"])
        #expect("some 213 µs later".wrapped(to: 9) == ["some", "213 µs", "later"])
        #expect("客户端等了 200 ms 之后".wrapped(to: 15) == ["客户端等了", "200 ms 之后"])
        #expect("共重传了 12 字节".wrapped(to: 12) == ["共重传了", "12 字节"])
        #expect("其中 1448 字节".wrapped(to: 12) == ["其中", "1448 字节"])
        #expect("见于第 12 帧".wrapped(to: 9) == ["见于", "第 12 帧"])
        // A word that is no unit, and a number that is part of a name.
        #expect("in frame 2 and on".wrapped(to: 11) == ["in frame 2", "and on"])
        #expect("an answer by h2 bytes".wrapped(to: 15) == ["an answer by h2", "bytes"])
    }

    @Test func cellsAreCounted() {
        let (narrow, wide) = (CellWidth(), CellWidth(ambiguousIsWide: true))
        #expect(narrow.cells(of: "e\u{301}─①") == 3 && wide.cells(of: "e\u{301}─①") == 5)
        #expect(narrow.cells(of: "连接 ok ✓😀") == 11)
        #expect(narrow.clipped("连接连接", to: 7, ellipsis: "…") == "连接连…")
        #expect(narrow.padded("连", to: 4) == "连  " && narrow.leftPadded("连", to: 4) == "  连")
        for ranges in [CellRanges.wide, CellRanges.ambiguous, CellRanges.none] { #expect(ranges == ranges.sorted()) }
    }
}
