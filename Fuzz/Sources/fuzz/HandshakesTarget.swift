import Applications

enum HandshakesTarget {
    /// Records and the messages in them, however they are cut; what the messages say; the same bytes as a key log.
    static func run(_ input: [UInt8]) {
        guard input.count > 3 else { return }
        let bytes = Array(input.dropFirst(2))
        let first = messages(Dialogue.pieces(bytes, 1 + Int(input[0])))
        let second = messages(Dialogue.pieces(bytes, 1 + Int(input[1]) * 40))
        require(first == second, "the same messages however they are cut")
        for message in first { read(message) }
        // Without their heads too, so that the fuzzer has less to find.
        for type: UInt8 in [1, 2, 8, 11] { read([type] + bytes) }
        let log = TLSKeyLog()
        log.add(bytes.span)
        require(log.count <= bytes.count / 32, "a secret takes a line")
    }

    /// Type and body of each message.
    private static func messages(_ pieces: [[UInt8]]) -> [[UInt8]] {
        var reader = TLSRecordReader()
        var handshake = TLSHandshakeReader()
        var found: [[UInt8]] = []
        func take(_ record: [UInt8]) {
            guard record.first == 22 else { return }
            let content = Array(record.dropFirst(TLSRecordHead.size))
            handshake.take(content.span) { found.append([$0.type] + ($0.body ?? [])) }
            require(handshake.heldBytes <= 1 << 18, "a message is bounded")
        }
        for piece in pieces {
            var offset = 0
            while let event = reader.next(piece.span, &offset) {
                switch event {
                case .record(let range): take(Array(piece[range]))
                case .gathered:
                    take(reader.gathered)
                    reader.clear()
                case .passed: break
                case .invalid: return found
                }
            }
            require(reader.gatheredCount <= 20_000, "a record is bounded")
        }
        return found
    }

    private static func read(_ message: [UInt8]) {
        let body = Array(message.dropFirst())
        var facts = TLSFacts()
        switch message.first {
        case 1:
            let hello = facts.note(client: body)
            require(facts.ja4.map { $0.utf8.count == 36 } ?? true, "a JA4 has 36 characters: \(facts.ja4 ?? "")")
            require(
                hello.suites.count <= body.count / 2 && hello.protocols.count <= body.count,
                "lists are no longer than the message")
        case 2: _ = facts.note(server: body, frame: 1)
        case 8: _ = EncryptedExtensions(body)
        case 11:
            for version: UInt16 in [0x0303, 0x0304] {
                require(TLSCertificate.chain(body, version: version).count <= 8, "a chain is bounded")
            }
        default: break
        }
    }
}
