/// What both ends of a connection send, from the bytes of an input, and how it is cut into segments.
///
/// Four bytes choose two ways to cut, which data segment is missing (0 for none), and what else a target wants. Then come turns: two bytes,
/// whose highest bit says who speaks and the others how many bytes follow.
struct Dialogue {
    struct Turn: Equatable {
        var isOfClient: Bool
        var bytes: [UInt8]
    }

    let firstCut: Int
    let secondCut: Int
    /// Which data segment the capture lacks, counted from 1; 0 for none.
    let hole: Int
    let variant: Int
    private(set) var turns: [Turn] = []

    init?(_ input: [UInt8]) {
        guard input.count > 6 else { return nil }
        firstCut = 1 + Int(input[0])
        secondCut = 1 + Int(input[1]) * 5
        hole = Int(input[2])
        variant = Int(input[3])
        var at = 4
        while at + 2 <= input.count, turns.count < 200 {
            let length = Int(input[at] & 0x7f) << 8 | Int(input[at + 1])
            let isOfClient = input[at] & 0x80 == 0
            at += 2
            turns.append(Turn(isOfClient: isOfClient, bytes: Array(input[at..<min(at + length, input.count)])))
            at = min(at + length, input.count)
        }
    }

    /// All that one end sends.
    func stream(ofClient: Bool) -> [UInt8] { turns.filter { $0.isOfClient == ofClient }.flatMap(\.bytes) }

    /// The segments that carry it: each turn is acknowledged when it is over.
    func frames(cut: Int, hole: Int = 0, port: Int = 443) -> [[UInt8]] {
        var segments = Segments(serverPort: port)
        segments.open()
        var next = [101, 501]
        var count = 0
        for turn in turns {
            let side = turn.isOfClient ? 0 : 1
            var rest = turn.bytes[...]
            while !rest.isEmpty, segments.frames.count < 2000 {
                let piece = Array(rest.prefix(cut))
                rest = rest.dropFirst(cut)
                count += 1
                if count != hole {
                    segments.add(
                        fromClient: turn.isOfClient, port: 40_000, sequence: next[side], acknowledgment: next[1 - side],
                        flags: 0x18, payload: piece)
                }
                next[side] += piece.count
            }
            segments.add(
                fromClient: !turn.isOfClient, port: 40_000, sequence: next[1 - side], acknowledgment: next[side], flags: 0x10)
        }
        return segments.frames
    }

    /// Pieces of a stream.
    static func pieces(_ bytes: [UInt8], _ cut: Int) -> [[UInt8]] {
        stride(from: 0, to: bytes.count, by: max(1, cut)).map { Array(bytes[$0..<min($0 + max(1, cut), bytes.count)]) }
    }

    /// Whatever is missing and however it is cut, nothing goes wrong; and where nothing is missing, the same exchanges are found.
    func analyse(_ options: Analysis.Options = Analysis.Options(), port: Int = 443) {
        func run(_ cut: Int, _ hole: Int) -> Analysis {
            let frames = frames(cut: cut, hole: hole, port: port)
            return Analysis(options) { Analysis.feed(frames, .ethernet, to: $0) }
        }
        let first = run(firstCut, hole)
        guard hole == 0, turns.reduce(0, { $0 + $1.bytes.count }) / firstCut < 1500 else { return }
        let second = run(secondCut, 0)
        require(
            first.exchanges == second.exchanges,
            "however it is cut, the same exchanges: \(first.exchanges.joined(separator: "\n")) \n---\n \(second.exchanges.joined(separator: "\n"))"
        )
    }
}
