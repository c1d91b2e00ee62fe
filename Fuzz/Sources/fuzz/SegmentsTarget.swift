enum SegmentsTarget {
    /// Whatever the segments, the expected path changes nothing, and neither does it matter whether they come in one file or in two.
    static func run(_ input: [UInt8]) {
        let frames = script(input)
        let short = Analysis { Analysis.feed(frames, .ethernet, to: $0) }
        var options = Analysis.Options()
        options.checksRecords = false
        options.usesExpectedPath = false
        let long = Analysis(options) { Analysis.feed(frames, .ethernet, to: $0) }
        require(short.records == long.records, "the expected path changes no record")
        require(short.text == long.text, "the expected path changes no text")
        options.usesExpectedPath = true
        let two = Analysis(options) { Analysis.feed(frames, .ethernet, to: $0, secondFile: frames.count / 2) }
        require(short.text == two.text, "one file or two says the same")
        let half = Array(frames.prefix(frames.count * 2 / 3))
        let part = Analysis(options) { Analysis.feed(half, .ethernet, to: $0) }
        require(
            short.records.starts(with: part.records.prefix(part.recordsBeforeEnd)),
            "what was reported before the end is the same where the rest is cut off")
    }

    /// Four bytes a step: what to do, which connection and end, and two numbers.
    private static func script(_ input: [UInt8]) -> [[UInt8]] {
        var segments = Segments()
        var next = [[101, 501], [101, 501]]
        var at = 0
        while at + 4 <= input.count, segments.frames.count < 400 {
            let (step, who, first, second) = (input[at], Int(input[at + 1]), Int(input[at + 2]), Int(input[at + 3]))
            at += 4
            let (connection, side) = (who & 1, who >> 1 & 1)
            let length = first * (who & 4 != 0 ? 6 : 1)
            func send(_ flags: UInt8, sequence: Int, length: Int = 0, acknowledgment: Int? = nil, options: [UInt8] = []) {
                let begin = min(at, input.count)
                let content = Array(input[begin..<min(begin + length, input.count)])
                let payload = content + [UInt8](repeating: 0x78, count: length - content.count)
                segments.add(
                    fromClient: side == 0, port: 40_000 + connection, sequence: sequence,
                    acknowledgment: acknowledgment ?? next[connection][1 - side], flags: flags, window: second << (who >> 5),
                    payload: payload, options: options)
            }
            let own = next[connection][side]
            switch step % 14 {
            case 0: segments.open(port: 40_000 + connection)
            case 1, 2, 3:
                send(0x18, sequence: own, length: length)
                next[connection][side] += length
            case 4: send(0x10, sequence: own)
            case 5: send(0x10, sequence: own, acknowledgment: next[connection][1 - side] - second)
            case 6: next[connection][side] += length
            case 7: send(0x18, sequence: own - second, length: length)
            case 8: segments.again(second)
            case 9: send(0x11, sequence: own)
            case 10: send(who & 8 != 0 ? 4 : 0x14, sequence: own + second - 128)
            case 11: send(UInt8(first), sequence: own, length: second)
            case 12:
                let begin = min(at, input.count)
                send(0x10, sequence: own, options: Array(input[begin..<min(begin + first % 40, input.count)]))
            default: send(0x10, sequence: own - 1, length: second & 1)
            }
        }
        return segments.frames
    }
}
