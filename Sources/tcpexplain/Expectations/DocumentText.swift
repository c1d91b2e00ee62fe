import Reports

/// The bytes of a document as lines and columns, which editors count in characters.
enum DocumentText {
    /// Where the byte at `offset` stands; both numbers from 1.
    static func place(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
        let before = bytes.prefix(max(0, offset))
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        // What goes on with a character begins none.
        return (line, before[start...].count { $0 & 0xc0 != 0x80 } + 1)
    }

    /// Throws where the first byte stands that is no part of UTF-8.
    static func checkUTF8(_ bytes: [UInt8]) throws(DocumentError) {
        var position = bytes.makeIterator()
        var decoder = UTF8()
        var offset = 0
        while true {
            switch decoder.decode(&position) {
            case .scalarValue(let scalar): offset += UTF8.width(scalar)
            case .emptyInput: return
            case .error:
                let place = place(of: offset, in: bytes)
                throw DocumentError(line: place.line, column: place.column, .notUTF8)
            }
        }
    }
}
