import Applications

enum HTTP2Target {
    /// The reader alone, however its bytes are cut; then a connection.
    static func run(_ input: [UInt8]) {
        guard let dialogue = Dialogue(input) else { return }
        for sender in [StreamEnd.client, .server] {
            let bytes = dialogue.stream(ofClient: sender == .client)
            let first = events(Dialogue.pieces(bytes, dialogue.firstCut), sender)
            let second = events(Dialogue.pieces(bytes, dialogue.secondCut), sender)
            require(first == second, "the reader finds the same however its bytes are cut: \(first) \(second)")
        }
        dialogue.analyse(port: 80)
    }

    private static func events(_ pieces: [[UInt8]], _ sender: StreamEnd) -> [String] {
        var reader = HTTP2Reader(sender, beginIsKnown: true)
        var found: [String] = []
        var content = 0
        for piece in pieces {
            var at = 0
            // Where frames begin is a guess behind damage, and segments are part of it.
            if reader.isSearching { break }
            reading: while true {
                switch reader.next(piece.span, &at) {
                case .needsMore: break reading
                case .preface: found.append("preface")
                case .data(let range): content += range.count
                case .dataEnd(let frame):
                    found.append("data \(frame.stream) \(content)")
                    content = 0
                case .frame(let frame): found.append("\(frame.header.type) \(frame.stream) \(frame.payload)")
                case .fields:
                    let section = reader.block.section
                    found.append("fields \(reader.block.stream) \(section.trailers.bytes) \(section.isKnown)")
                }
                require(
                    reader.heldBytes <= 3 * HTTP2Bounds().sectionBytes,
                    "what the reader holds is bounded: \(reader.heldBytes)")
            }
            found += reader.takeFaults().map { "fault \($0.kind) \($0.stream)" }
        }
        // Faults are told when a header is read, which the cuts decide: what counts is which.
        return found.filter { !$0.hasPrefix("fault") } + found.filter { $0.hasPrefix("fault") }.prefix(16).sorted()
    }
}
