import ContentCodings

/// The data of a page on its way into it: as it is where it is small, else compressed and in base64, as it comes.
final class PageData {
    /// Bytes that are written as they are at most.
    private let plainBytes: Int
    private let output: OutputBuffer
    private var waiting: [UInt8] = []
    private var encoder: GzipEncoder?
    /// Compressed bytes that do not fill a group of base64 yet.
    private var rest: [UInt8] = []
    /// Bytes of records so far.
    private(set) var count = 0

    init(_ output: OutputBuffer, plainBytes: Int) {
        self.output = output
        self.plainBytes = plainBytes
    }

    /// Adds a record, or several.
    func append(_ lines: [UInt8]) {
        count += lines.count
        if encoder != nil { return compress(lines) }
        waiting += lines
        guard waiting.count > plainBytes else { return }
        // Without a compressor everything stays as it is.
        guard let encoder = GzipEncoder() else { return }
        self.encoder = encoder
        output.append("<script type=\"application/octet-stream\" id=\"data\">")
        compress(waiting)
        waiting = []
    }

    private func compress(_ lines: [UInt8]) {
        encoder?.encode(lines.span) { append(compressed: $0) }
    }

    private func append(compressed bytes: Span<UInt8>) {
        rest.append(copying: bytes, in: 0..<bytes.count)
        let whole = rest.count - rest.count % 3
        guard whole >= 3 * 1024 else { return }
        output.appendBase64(Array(rest[..<whole]))
        rest.removeFirst(whole)
        output.flushIfLarge()
    }

    func finish() {
        if let encoder {
            encoder.finish { append(compressed: $0) }
            output.appendBase64(rest)
            rest = []
        } else {
            output.append("<script type=\"application/x-ndjson\" id=\"data\">\n")
            // A span of the member itself does not get through the optimiser.
            let records = waiting
            waiting = []
            appendPlain(records.span)
        }
        output.append("</script>\n")
    }

    /// Records as text of a script element: nothing in them may end it or begin a comment, and in JSON `<` stands only in strings.
    private func appendPlain(_ bytes: Span<UInt8>) {
        var start = 0
        for i in 0..<bytes.count where bytes[i] == UInt8(ascii: "<") {
            output.append(bytes, start..<i)
            output.append("\\u003c")
            start = i + 1
        }
        output.append(bytes, start..<bytes.count)
    }
}
