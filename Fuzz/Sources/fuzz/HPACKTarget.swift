import Applications

enum HPACKTarget {
    /// Blocks, each behind two bytes of length. A reader that lost the table says what it knows, and never anything else.
    static func run(_ input: [UInt8]) {
        guard input.count > 3 else { return }
        var (whole, late) = (HPACKDecoder(), HPACKDecoder())
        let lost = Int(input[0])
        var at = 1
        var number = 0
        while at + 2 <= input.count {
            let length = Int(input[at]) << 8 | Int(input[at + 1])
            let block = Array(input[at + 2..<min(at + 2 + length, input.count)])
            at = min(at + 2 + length, input.count)
            var (known, guessed) = (HTTP2FieldSection(), HTTP2FieldSection())
            let failure = whole.decode(block.span, isCut: false, into: &known)
            require(whole.heldBytes <= 1 << 17, "the table is bounded: \(whole.heldBytes)")
            require(known.trailers.bytes.count <= HTTP2Bounds().sectionBytes + 1, "the list is bounded")
            require(known.trailers.lines.count <= HTTP2Bounds().sectionLines, "the lines are bounded")
            if failure != nil {
                require(!known.isKnown, "what cannot be read is not said to be known")
                return
            }
            if number == lost { late.lose() }
            let lateFailure =
                number < lost ? late.decode(block.span, isCut: false, into: &guessed) : lateDecode(block, &late, &guessed)
            number += 1
            require(lateFailure == nil, "what is lost is no fault of the sender: \(String(describing: lateFailure))")
            guard !known.isTooLarge, !guessed.isTooLarge else { continue }
            compare(known, guessed)
        }
    }

    private static func lateDecode(_ block: [UInt8], _ decoder: inout HPACKDecoder, _ section: inout HTTP2FieldSection)
        -> HPACKDecoder.Failure?
    {
        decoder.decode(block.span, isCut: false, into: &section)
    }

    private static func compare(_ known: HTTP2FieldSection, _ guessed: HTTP2FieldSection) {
        let (all, some) = (known.trailers, guessed.trailers)
        // Pseudo-header fields that are lost stand among the others.
        guard guessed.unknownPseudo == 0, all.lines.count == some.lines.count else {
            require(!guessed.isKnown, "every field is known, and they are others")
            return
        }
        for (line, other) in zip(all.lines, some.lines) where !other.isUnknown {
            let name = Array(some.bytes[other.name])
            require(name == Array(all.bytes[line.name]) || name == [UInt8(ascii: "?")], "a name that was lost is not guessed")
            require(Array(some.bytes[other.value]) == Array(all.bytes[line.value]), "a value that was lost is not guessed")
        }
    }
}
