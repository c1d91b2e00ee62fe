import Analysis

enum HTTPTarget {
    /// The first two bytes choose the cuts; a zero byte ends a turn. However the same bytes are cut, the same messages are found.
    static func run(_ input: [UInt8]) {
        guard input.count > 2 else { return }
        let turns = input.dropFirst(2).prefix(1 << 14).split(separator: 0, maxSplits: 64, omittingEmptySubsequences: false).map(
            Array.init)
        let cuts = [1 + Int(input[0]), 1 + Int(input[1]) * 5]
        let runs = cuts.map { cut in Analysis { Analysis.feed(frames(turns, cut: cut), .ethernet, to: $0) } }
        // Further segments are left out.
        guard turns.reduce(0, { $0 + $1.count }) / (cuts.min() ?? 1) < 1500 else { return }
        require(
            runs[0].exchanges == runs[1].exchanges,
            "however it is cut, the same exchanges: \(runs.map { $0.exchanges.joined(separator: "\n") }.joined(separator: "\n---\n"))"
        )
    }

    static func frames(_ turns: [[UInt8]], cut: Int) -> [[UInt8]] {
        var segments = Segments()
        segments.open()
        var next = [101, 501]
        for (i, turn) in turns.enumerated() {
            let side = i & 1
            var rest = turn[...]
            while !rest.isEmpty, segments.frames.count < 2000 {
                let piece = Array(rest.prefix(cut))
                rest = rest.dropFirst(cut)
                segments.add(
                    fromClient: side == 0, port: 40_000, sequence: next[side], acknowledgment: next[1 - side], flags: 0x18,
                    payload: piece)
                next[side] += piece.count
            }
            segments.add(fromClient: side == 1, port: 40_000, sequence: next[1 - side], acknowledgment: next[side], flags: 0x10)
        }
        return segments.frames
    }
}
